"""The office's own labels, statuses and words: filled in, looked at, written."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from notice_lint.config.config_file import NAMES
from notice_lint.datafiles.yaml_file import YamlFile, load_file
from notice_lint.document.terms import STATUSES
from notice_lint.errors import NoticeLintError
from notice_lint.files import put
from notice_lint.reports.model.report import ReportedViolation
from notice_lint.server import visit
from notice_lint.server.copies import RulesInForce, check_copy, warm
from notice_lint.server.desk.routes import drafts_on
from notice_lint.server.desk.view import compared
from notice_lint.server.memory import Draft
from notice_lint.server.office.words import LABELS, OwnWords, rewritten
from notice_lint.server.pages import page
from notice_lint.server.verdict import with_decisions


class Effect(Struct, frozen=True):
    """What other words would change in one document."""

    draft: Draft
    added: Mapping[str, int]
    """How often what is found only then, by the code of its rule."""
    gone: Mapping[str, int]


def configuration_of(request: Request) -> YamlFile:
    """Return the configuration that the page edits, empty where there is none; raises RuleError."""
    folder = visit.state_of(request).folder
    place = folder.path if folder else Path()
    for name in NAMES:
        if (place / name).is_file():
            return load_file(place / name)
    return YamlFile(str(place / NAMES[0]), "")


async def show(request: Request) -> Response:
    """Show what the office has set."""
    try:
        words = OwnWords.of_file(configuration_of(request))
    except NoticeLintError as error:
        return _page(request, OwnWords(), error=visit.words_of(error, request))
    return _page(request, words, saved="saved" in request.query_params)


def _page(request: Request, words: OwnWords, **values: Any) -> Response:
    lang = visit.visitor_of(request).lang
    shown: dict[str, Any] = {
        "words": words,
        "labels": {name: wording.in_(lang) for name, wording in LABELS.items()},
        "statuses": {name: wording.in_(lang) for name, wording in STATUSES.items()},
        "folder": visit.state_of(request).folder,
        "error": "",
        "effects": None,
        "text": "",
        "saved": False,
    }
    return page(request, "office.html", **{**shown, **values})


async def preview(request: Request) -> Response:
    """Show what other words would change in the documents on the desk."""
    words = OwnWords.of_form(await visit.form_of(request))
    try:
        file = configuration_of(request)
        text = rewritten(file, words)
        rules = replace(visit.rules_for(request), path=file.path, text=text)
        effects = [await _effect(request, draft, rules) for draft in drafts_on(request)]
    except NoticeLintError as error:
        return _page(request, words, error=visit.words_of(error, request))
    return _page(request, words, effects=effects, text=text)


async def _effect(request: Request, draft: Draft, rules: RulesInForce) -> Effect:
    pool = visit.state_of(request).pools.pool_for(draft.copy.data, draft.copy.name)
    checked = await pool.run(check_copy, rules, draft.copy)
    after = with_decisions(checked.report, draft.decided)
    versions = compared(draft.report, after)
    return Effect(draft, _codes(versions.added), _codes(versions.gone))


def _codes(violations: Iterable[ReportedViolation]) -> Counter[str]:
    return Counter(violation.code for violation in violations)


async def write(request: Request) -> Response:
    """Write the configuration of the folder, or hand it out where there is none."""
    words = OwnWords.of_form(await visit.form_of(request))
    state = visit.state_of(request)
    try:
        file = configuration_of(request)
        text = rewritten(file, words)
        if not state.folder:
            return visit.download(text, NAMES[0], "text/yaml; charset=utf-8")
        await state.pools.quick.run(
            warm, replace(visit.rules_for(request), path=file.path, text=text)
        )
        await asyncio.to_thread(put, file.path, text.encode())
    except NoticeLintError as error:
        return _page(request, words, error=visit.words_of(error, request))
    state.generation += 1
    state.folder.refresh(visit.rules_for(request))
    return visit.to_page("/office?saved")


ROUTES = [
    Route("/office", show),
    Route("/office/preview", preview, methods=["POST"]),
    Route("/office/write", write, methods=["POST"]),
]
