"""What the buttons of a document's page do."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from starlette.datastructures import FormData
from starlette.requests import Request

from notice_lint.decisions.decided import DecidedFinding
from notice_lint.document.companions import ROLES
from notice_lint.errors import UsageError
from notice_lint.server.author.view import safe_fixes
from notice_lint.server.copies import (
    CheckedCopy,
    LineEdit,
    RulesInForce,
    WorkingCopy,
    accept,
    check_copy,
    rewrite,
    take_paper,
)
from notice_lint.server.desk.keeping import keep, take_back
from notice_lint.server.exports import bare_name
from notice_lint.server.memory import Draft
from notice_lint.server.papers import MOST
from notice_lint.server.visit import field, files_of, rules_for, state_of
from notice_lint.text.numerals import whole_number
from notice_lint.text.wording import Wording

REASONS = (
    Wording("原文如此", "it is meant so"),
    Wording("工具看错了", "the tool is mistaken"),
    Wording("单位惯例", "our office writes so"),
)
"""Why something is no problem, ready to be chosen."""
_TOO_MANY = Wording(f"对照材料最多 {MOST} 份", f"at most {MOST} papers can be compared with")
_CHANGED = Wording("页面不是最新的，请刷新后再试", "the page is not up to date; load it again")


class Asked(Struct, frozen=True):
    """What a button asks for."""

    request: Request
    draft: Draft
    form: FormData

    def field(self, name: str) -> str:
        """Return what was filled in."""
        return field(self.form, name)

    def numbers(self, name: str) -> list[int]:
        """Return the numbers in a field, which are those of a page; raises UsageError."""
        stated = [whole_number(word) for word in self.field(name).split("|")[0].split(".")]
        numbers = [number for number in stated if number is not None and number >= 0]
        is_old = self.field("revision") != str(self.draft.revision)
        if is_old or len(numbers) < len(stated):
            raise UsageError("", _CHANGED)
        return numbers

    @property
    def rules(self) -> RulesInForce:
        """The rules that the document is checked by."""
        return rules_for(self.request, self.draft)

    async def change(self, act: Callable[..., CheckedCopy], what: object) -> None:
        """Change the document and take what is found in it now."""
        quick = state_of(self.request).pools.quick
        self.draft.become(await quick.run(act, self.rules, self.draft.copy, what))

    async def check(self, copy: WorkingCopy, rules: RulesInForce) -> None:
        """Check the document as it was, or by other rules."""
        pool = state_of(self.request).pools.pool_for(copy.data, copy.name)
        self.draft.renew(await pool.run(check_copy, rules, copy))


async def _accept(asked: Asked) -> None:
    try:
        number, index = asked.numbers("choice")
        fix = asked.draft.report.violations[number - 1].fixes[index]
    except (IndexError, ValueError) as error:
        raise UsageError("", _CHANGED) from error
    await asked.change(accept, fix.edits)


async def _accept_safe(asked: Asked) -> None:
    asked.numbers("revision")
    await asked.change(
        accept, [edit for fix in safe_fixes(asked.draft.report) for edit in fix.edits]
    )


async def _rewrite(asked: Asked) -> None:
    await asked.change(rewrite, LineEdit(asked.numbers("line")[0], asked.field("words")))


async def _undo(asked: Asked) -> None:
    before = asked.draft.before()
    if before:
        await asked.check(replace(before, papers=asked.draft.copy.papers), asked.rules)


async def _lay_beside(asked: Asked) -> None:
    """Compare with papers that have come; one of the same name takes the place of the other."""
    pools, papers = state_of(asked.request).pools, {}
    for paper in asked.draft.copy.papers:
        papers[paper.path] = paper
    for file in files_of(asked.form, "papers"):
        name = bare_name(file.filename or "")
        data = await file.read()
        papers[name] = await pools.pool_for(data, name).run(take_paper, asked.rules, data, name)
    if len(papers) > MOST:
        raise UsageError("", _TOO_MANY)
    await asked.check(replace(asked.draft.copy, papers=tuple(papers.values())), asked.rules)


async def _sort_papers(asked: Asked) -> None:
    """Take papers for what their reader says they are; what is to be nothing is taken away."""
    chosen = [
        (asked.field(f"role-{number}"), paper)
        for number, paper in enumerate(asked.draft.copy.papers)
    ]
    sorted_ = [
        replace(paper, role=role) for words, paper in chosen for role in ROLES if role == words
    ]
    await asked.check(replace(asked.draft.copy, papers=tuple(sorted_)), asked.rules)


async def _dismiss(asked: Asked) -> None:
    number, draft = asked.numbers("dismiss")[0], asked.draft
    reason = asked.field("dismiss").partition("|")[2] or asked.field(f"reason-{number}")
    violations = draft.report.violations
    if not 0 < number <= len(violations):
        raise UsageError("", _CHANGED)
    violation = violations[number - 1]
    decision = DecidedFinding(
        violation.code,
        violation.fingerprint,
        "false_alarm",
        reason or REASONS[0].in_(asked.rules.lang),
        title=violation.title,
        outline=violation.outline,
    )
    await keep(asked.request, draft, [decision])


async def _restore(asked: Asked) -> None:
    decision = asked.draft.decided.get(asked.field("restore"))
    await take_back(asked.request, asked.draft, [decision] if decision else [])


async def _as_notice(asked: Asked) -> None:
    await asked.check(asked.draft.copy, replace(asked.rules, as_notice=True))
    asked.draft.as_notice = True


ACTS = {
    "accept": _accept,
    "accept-safe": _accept_safe,
    "rewrite": _rewrite,
    "undo": _undo,
    "dismiss": _dismiss,
    "restore": _restore,
    "as-notice": _as_notice,
    "papers": _lay_beside,
    "sort-papers": _sort_papers,
}
