"""From a request to who asks and what for; from what came of it to an answer."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from notice_lint.errors import NoticeLintError
from notice_lint.server.copies import RulesInForce
from notice_lint.server.guard import RefusedError
from notice_lint.server.memory import Draft, Visitor
from notice_lint.text.masking import masked

if TYPE_CHECKING:
    from notice_lint.server.state import ServerState

COOKIE = "notice_lint"
FILES, FIELDS = 50, 500
"""Most files and fields of a form."""
FIELD_BYTES = 8 << 20
"""Most bytes of a field: a text that is pasted is one."""

Handler = Callable[[Request], Awaitable[Response]]


def state_of(request: Request) -> ServerState:
    """Return what all requests share."""
    state: ServerState = request.app.state.server
    return state


def visitor_of(request: Request) -> Visitor:
    """Return who asks."""
    visitor: Visitor = request.state.visitor
    return visitor


def rules_for(request: Request, draft: Draft | None = None) -> RulesInForce:
    """Return the rules that a visitor's document is checked by, in the language it reads."""
    as_notice = draft.as_notice if draft else False
    return state_of(request).rules(visitor_of(request).lang, as_notice=as_notice)


def draft_of(request: Request) -> Draft:
    """Return the document that is asked for, the visitor's own or one of the folder."""
    name = request.path_params["id"]
    folder = state_of(request).folder
    draft = visitor_of(request).drafts.get(name) or (folder.drafts.get(name) if folder else None)
    if draft is None:
        raise RefusedError(404, "no such document here (any more)")
    return draft


async def form_of(request: Request) -> FormData:
    """Return what was sent, if a page of ours sent it; raises RefusedError."""
    form = await request.form(max_files=FILES, max_fields=FIELDS, max_part_size=FIELD_BYTES)
    request.state.form = form
    given = request.headers.get("x-csrf-token") or field(form, "csrf")
    if not secrets.compare_digest(given.encode(), visitor_of(request).csrf.encode()):
        raise RefusedError(403, "the page is no longer valid; load it again")
    return form


def field(form: FormData, name: str) -> str:
    """Return a field of a form; nothing where there is none."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def files_of(form: FormData, name: str) -> list[UploadFile]:
    """Return the files of a form that hold something."""
    return [value for value in form.getlist(name) if isinstance(value, UploadFile) and value.size]


def is_partial(request: Request) -> bool:
    """Tell whether the script of a page asks, which puts the answer into the page."""
    return request.headers.get("x-partial") == "1"


def words_of(error: NoticeLintError, request: Request) -> str:
    """Return what went wrong, in the visitor's language, no number of a person in it."""
    return masked(error.wording.in_(visitor_of(request).lang))


def to_page(address: str) -> Response:
    """Send the browser to a page."""
    return RedirectResponse(address, 303)


def refused(request: Request, error: NoticeLintError) -> Response:
    """Tell what went wrong with a document to the script that asked."""
    return JSONResponse({"error": words_of(error, request)}, 422)


def download(data: bytes | str, name: str, media_type: str) -> Response:
    """Answer with a file to keep."""
    content = data.encode() if isinstance(data, str) else data
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"content-disposition": disposition})
