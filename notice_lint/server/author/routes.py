"""The author's pages: bring a notice, see what is wrong, mend it, take it home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from notice_lint.errors import NoticeLintError
from notice_lint.server import exports, visit
from notice_lint.server.author.acts import ACTS, REASONS, Asked
from notice_lint.server.author.view import DocumentPage
from notice_lint.server.copies import (
    check_copy,
    check_new,
    sample,
)
from notice_lint.server.guard import RefusedError
from notice_lint.server.memory import Draft
from notice_lint.server.pages import filled, page
from notice_lint.text.wording import Wording

PASTED = Wording("粘贴的文字.txt", "pasted.txt")
_NOTHING = Wording("没有收到文件或文字", "neither a file nor a text was sent")


async def home(request: Request) -> Response:
    """Show where a notice is brought to."""
    return _home(request)


def _home(
    request: Request, failures: Sequence[tuple[str, str]] = (), *, status: int = 200
) -> Response:
    drafts = visit.visitor_of(request).drafts.values()
    values: dict[str, Any] = {"failures": failures, "sample": sample(), "drafts": drafts}
    return page(request, "home.html", status=status, **values)


async def bring(request: Request) -> Response:
    """Check what was dropped, chosen or pasted."""
    form = await visit.form_of(request)
    brought = [
        (exports.bare_name(file.filename or ""), await file.read())
        for file in visit.files_of(form, "files")
    ]
    if visit.field(form, "text"):
        brought.append(
            (PASTED.in_(visit.visitor_of(request).lang), visit.field(form, "text").encode())
        )
    answers = [await _brought(request, name, data) for name, data in brought]
    if visit.is_partial(request):
        return JSONResponse({"documents": [_told(request, *answer) for answer in answers]})
    return _sent_on(request, answers)


def _sent_on(request: Request, answers: Sequence[tuple[str, Draft | NoticeLintError]]) -> Response:
    """Lead to the document that was brought, to several, or say why there is none."""
    drafts = [draft for _, draft in answers if isinstance(draft, Draft)]
    failures = [
        (name, visit.words_of(error, request))
        for name, error in answers
        if isinstance(error, NoticeLintError)
    ]
    if drafts and not failures:
        return visit.to_page(f"/documents/{drafts[0].id}" if len(drafts) == 1 else "/desk")
    failures = failures or [("", _NOTHING.in_(visit.visitor_of(request).lang))]
    return _home(request, failures, status=422)


async def _brought(request: Request, name: str, data: bytes) -> tuple[str, Draft | NoticeLintError]:
    """Check one document that has come; return its name and what became of it."""
    state, visitor = visit.state_of(request), visit.visitor_of(request)
    try:
        pool = state.pools.pool_for(data, name)
        checked = await pool.run(check_new, visit.rules_for(request), data, name)
    except NoticeLintError as error:
        return name, error
    draft = Draft(checked, name)
    visitor.add(draft)
    state.visitors.make_room(visitor)
    return name, draft


def _told(request: Request, name: str, draft: Draft | NoticeLintError) -> dict[str, object]:
    """Return what the script shows of a document that was brought."""
    if isinstance(draft, NoticeLintError):
        return {
            "html": filled(request, "brought.html", name=name, error=visit.words_of(draft, request))
        }
    shown = _shown(request, draft)
    html = filled(request, "brought.html", name=name, error="", page=shown)
    return {"html": html, "url": f"/documents/{draft.id}"}


def _shown(request: Request, draft: Draft) -> DocumentPage:
    lang = visit.visitor_of(request).lang
    return DocumentPage(draft, visit.state_of(request).infos(lang), lang)


async def show(request: Request) -> Response:
    """Show a document and what was found in it."""
    draft = visit.draft_of(request)
    rules = visit.rules_for(request, draft)
    if draft.checked.rules != rules:
        pool = visit.state_of(request).pools.pool_for(draft.copy.data, draft.copy.name)
        draft.renew(await pool.run(check_copy, rules, draft.copy))
    return _document(request, draft)


def _document(request: Request, draft: Draft, *, error: str = "") -> Response:
    values: dict[str, Any] = {
        "page": _shown(request, draft),
        "draft": draft,
        "error": error,
        "reasons": [reason.in_(visit.visitor_of(request).lang) for reason in REASONS],
        "names": {
            "commented": exports.commented_name(draft.name),
            "tracked": exports.tracked_name(draft.name),
            "text": exports.text_name(draft.name),
        },
    }
    if visit.is_partial(request):
        return HTMLResponse(filled(request, "result.html", **values))
    return page(request, "document.html", **values)


async def act(request: Request) -> Response:
    """Do what a button of the page says, and show what comes of it."""
    form = await visit.form_of(request)
    draft, act_on = visit.draft_of(request), ACTS.get(request.path_params["act"])
    if act_on is None:
        raise RefusedError(404, "no such button")
    async with draft.lock:
        try:
            await act_on(Asked(request, draft, form))
        except NoticeLintError as error:
            if visit.is_partial(request):
                return visit.refused(request, error)
            return _document(request, draft, error=visit.words_of(error, request))
    if visit.is_partial(request):
        return _document(request, draft)
    return visit.to_page(f"/documents/{draft.id}")


async def take(request: Request) -> Response:
    """Hand out a file made of a document."""
    draft = visit.draft_of(request)
    pool = visit.state_of(request).pools.pool_for(draft.copy.data, draft.copy.name)
    rules = visit.rules_for(request, draft)
    match request.path_params["what"]:
        case "commented":
            made = await pool.run(exports.commented_copy, rules, draft.copy, draft.report)
            return visit.download(made, exports.commented_name(draft.name), exports.DOCX)
        case "tracked":
            made = await pool.run(exports.tracked_copy, rules, draft.copy)
            return visit.download(made, exports.tracked_name(draft.name), exports.DOCX)
        case "text":
            text = await pool.run(exports.plain_text, rules, draft.copy)
            name = exports.text_name(draft.name)
            return visit.download(text, name, "text/plain; charset=utf-8")
        case _:
            raise RefusedError(404, "no such file")


async def forget(request: Request) -> Response:
    """Let go of all that a visitor brought."""
    await visit.form_of(request)
    visit.visitor_of(request).forget()
    return visit.to_page("/")


ROUTES = [
    Route("/", home),
    Route("/documents", bring, methods=["POST"]),
    Route("/documents/{id}", show),
    Route("/documents/{id}/take/{what}", take),
    Route("/documents/{id}/{act}", act, methods=["POST"]),
    Route("/forget", forget, methods=["POST"]),
]
