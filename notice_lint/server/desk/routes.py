"""The reviewer's desk: many documents, whole groups decided at once, the sheet out and in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from notice_lint.decisions.decided import DecidedFinding, Decision, key_of
from notice_lint.errors import NoticeLintError, UsageError
from notice_lint.reports.model.report import Report
from notice_lint.review.columns import DECISIONS
from notice_lint.review.sheet import load_bytes
from notice_lint.review.verdicts import ImportOptions, Verdict, judge
from notice_lint.server import exports, visit
from notice_lint.server.copies import check_new, session_of
from notice_lint.server.desk.keeping import keep, take_back
from notice_lint.server.desk.view import Desk, compared, decision_of, findings_of
from notice_lint.server.memory import Draft
from notice_lint.server.pages import filled, page
from notice_lint.text.wording import Wording

SHEET = Wording("审核清单.xlsx", "findings.xlsx")
_NO_REASON = Wording("豁免须写明理由", "an exemption needs a reason")
_NO_DAY = Wording("期限的写法如 2027-06-30，且不能已过", "a term is a day to come, as 2027-06-30")
_NO_CHOICE = Wording("页面不是最新的，请刷新后再试", "the page is not up to date; load it again")
_NO_SHEET = Wording("没有收到清单", "no sheet was sent")


def drafts_on(request: Request) -> Sequence[Draft]:
    """Return what is on the desk: the folder's documents, and those the visitor brought."""
    folder = visit.state_of(request).folder
    stored = folder.drafts.values() if folder else ()
    return [*stored, *visit.visitor_of(request).drafts.values()]


def desk_of(request: Request, chosen: str = "") -> Desk:
    """Return the desk as a visitor sees it."""
    folder = visit.state_of(request).folder
    drafts = drafts_on(request)
    only = next((draft for draft in drafts if draft.id == chosen), None)
    return Desk(drafts, folder.before if folder else None, only)


async def show(request: Request) -> Response:
    """Show the desk."""
    return _desk(request, request.query_params.get("in", ""))


def _desk(request: Request, chosen: str, messages: Sequence[str] = ()) -> Response:
    values: dict[str, Any] = {
        "desk": desk_of(request, chosen),
        "folder": visit.state_of(request).folder,
        "decisions": {
            name: wording.in_(visit.visitor_of(request).lang) for name, wording in DECISIONS.items()
        },
        "messages": messages,
    }
    if visit.is_partial(request):
        return HTMLResponse(filled(request, "desk_content.html", **values))
    return page(request, "desk.html", **values)


async def decide(request: Request) -> Response:
    """Decide about all findings of a rule at once, or take that back."""
    form = await visit.form_of(request)
    chosen = visit.field(form, "in")
    try:
        code, decision = _choice(form)
        made = _decision(request, form, decision) if decision else None
        for draft in _in_scope(request, chosen):
            decisions = list(_about(draft, code, made))
            await (keep if made else take_back)(request, draft, decisions)
    except NoticeLintError as error:
        if visit.is_partial(request):
            return visit.refused(request, error)
        return _desk(request, chosen, [visit.words_of(error, request)])
    return (
        _desk(request, chosen) if visit.is_partial(request) else visit.to_page(f"/desk?in={chosen}")
    )


def _choice(form: FormData) -> tuple[str, Decision | None]:
    code, _, name = visit.field(form, "choice").partition("|")
    decision = next((known for known in DECISIONS if known == name), None)
    if decision is None and name != "retract":
        raise UsageError("", _NO_CHOICE)
    return code, decision


def _decision(request: Request, form: FormData, decision: Decision) -> DecidedFinding:
    """Return what is said of each finding; raises UsageError."""
    reason, term = visit.field(form, "reason"), visit.field(form, "until")
    visitor = visit.visitor_of(request)
    visitor.reviewer = visit.field(form, "reviewer")[:40]
    if decision == "exempt" and not reason:
        raise UsageError("", _NO_REASON)
    return DecidedFinding("", "", decision, reason[:500], _term(term), visitor.reviewer, _now())


def _now() -> str:
    return datetime.now().isoformat(sep=" ", timespec="minutes")


def _term(words: str) -> date | None:
    try:
        term = date.fromisoformat(words) if words else None
    except ValueError as error:
        raise UsageError("", _NO_DAY) from error
    if term and term < date.today():
        raise UsageError("", _NO_DAY)
    return term


def _in_scope(request: Request, chosen: str) -> Iterator[Draft]:
    return (draft for draft in drafts_on(request) if chosen in ("", draft.id))


def _about(draft: Draft, code: str, made: DecidedFinding | None) -> Iterator[DecidedFinding]:
    """Yield a decision for each finding of a rule that it changes something for, each once."""
    seen: set[str] = set()
    for violation in findings_of(draft):
        present = decision_of(draft, violation)
        key = key_of(violation.code, violation.fingerprint)
        if violation.code != code or key in seen or (present is None) == (made is None):
            continue
        seen.add(key)
        if present:
            yield present
        elif made:
            yield replace(
                made,
                code=code,
                fingerprint=violation.fingerprint,
                title=violation.title,
                outline=violation.outline,
            )


async def sheet(request: Request) -> Response:
    """Hand out the reviewer's workbook."""
    visitor, state = visit.visitor_of(request), visit.state_of(request)
    rules = visit.rules_for(request)
    session = session_of(rules)
    report = Report(
        session.setting("extends"),
        visitor.lang,
        tuple(draft.report for draft in drafts_on(request)),
        rules=state.infos(visitor.lang),
    )
    made = await state.pools.quick.run(exports.workbook, report)
    return visit.download(made, SHEET.in_(visitor.lang), exports.XLSX)


async def take_sheet(request: Request) -> Response:
    """Take over the decisions of a workbook."""
    form = await visit.form_of(request)
    files = visit.files_of(form, "sheet")
    messages: list[str] = []
    try:
        if not files:
            raise UsageError("", _NO_SHEET)
        name = exports.bare_name(files[0].filename or "")
        loaded = await visit.state_of(request).pools.quick.run(
            load_bytes, await files[0].read(), name
        )
        judged = judge(loaded, ImportOptions(visit.visitor_of(request).reviewer, date.today()))
        messages = [
            f"{each.where} {visit.words_of(each, request)}" for each in judged.mistakes[:10]
        ]
        count = sum([await _imported(request, path, of) for path, of in judged.verdicts.items()])
        messages.insert(0, _counted(count).in_(visit.visitor_of(request).lang))
    except NoticeLintError as error:
        messages = [visit.words_of(error, request)]
    return _desk(request, "", messages)


def _counted(count: int) -> Wording:
    return Wording(f"已从清单读入 {count} 项裁定", f"{count} decisions taken over from the sheet")


async def _imported(request: Request, path: str, verdicts: Iterable[Verdict]) -> int:
    """Take over the verdicts about one document; return how many there were."""
    draft = next((draft for draft in drafts_on(request) if draft.report.path == path), None)
    if draft is None:
        return 0
    decisions = [
        DecidedFinding(
            verdict.identity.code,
            verdict.identity.fingerprint,
            decision,
            verdict.entry.reason,
            verdict.entry.until,
            verdict.entry.reviewer,
            _now(),
            verdict.identity.title,
            verdict.identity.outline,
        )
        for verdict in verdicts
        if (decision := verdict.decision)
    ]
    await keep(request, draft, decisions)
    return len(decisions)


async def refresh(request: Request) -> Response:
    """Check the folder again."""
    await visit.form_of(request)
    folder = visit.state_of(request).folder
    if folder:
        folder.refresh(visit.rules_for(request))
    return visit.to_page("/desk")


async def compare(request: Request) -> Response:
    """Show two versions of a notice: what is solved, what is left, what is new."""
    draft = visit.draft_of(request)
    error = ""
    if request.method == "POST":
        form = await visit.form_of(request)
        files = visit.files_of(form, "older")
        try:
            if files:
                name = exports.bare_name(files[0].filename or "")
                data = await files[0].read()
                rules = visit.rules_for(request, draft)
                pool = visit.state_of(request).pools.pool_for(data, name)
                checked = await pool.run(check_new, rules, data, name)
                draft.previous = checked.report
        except NoticeLintError as caught:
            error = visit.words_of(caught, request)
    versions = compared(draft.previous, draft.report) if draft.previous else None
    return page(request, "compare.html", draft=draft, versions=versions, error=error)


ROUTES = [
    Route("/desk", show),
    Route("/desk/decide", decide, methods=["POST"]),
    Route("/desk/refresh", refresh, methods=["POST"]),
    Route("/desk/sheet", take_sheet, methods=["POST"]),
    Route("/desk/sheet.xlsx", sheet),
    Route("/desk/compare/{id}", compare, methods=["GET", "POST"]),
]
