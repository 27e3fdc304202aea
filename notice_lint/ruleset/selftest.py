"""Rules proved by their own cases: each bad case reported exactly, each good one not at all."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from itertools import chain, repeat

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.decisions.decisions import Decisions
from notice_lint.document.companions import ROLE_NAMES, Companion, CompanionRole, Companions
from notice_lint.document.page_layout import DocumentLayout
from notice_lint.document.source import Kind
from notice_lint.readers import from_text
from notice_lint.ruleset.engine import LintOptions, lint
from notice_lint.ruleset.profile import Profile, default_profile
from notice_lint.ruleset.result import FileResult
from notice_lint.ruleset.rule import BadCase, CaseLayout, Expected, GoodCase, Rule
from notice_lint.text.wording import Wording

_DECISIONS = Decisions(suppress=False, today=date(2000, 1, 1))


class CaseFailure(Struct, frozen=True):
    """A case that a rule does not meet, or that it lacks."""

    code: str
    case: str
    """Such as bad 2."""
    wording: Wording
    diff: tuple[str, ...] = ()
    """What was expected (-) against what there is (+), line by line."""


def prove(rule: Rule) -> Iterator[CaseFailure]:
    """Yield what is wrong with a rule by its own cases."""
    if not rule.is_checked:
        return
    if not _can_run((*rule.bad, *rule.good)):
        return
    for name, listed in (("bad", rule.bad), ("good", rule.good)):
        if not listed:
            wording = Wording(f"缺少 {name} 用例", f"there is no {name} case")
            yield CaseFailure(rule.code, name, wording)
    for number, case in enumerate(rule.bad, 1):
        yield from _prove_bad(rule, case, f"bad {number}")
    for number, good in enumerate(rule.good, 1):
        result = run(rule, good.text, case=good)
        if result.violations or result.crashed:
            diff = tuple(_diff([], _reported(result, ())))
            wording = Wording("不应报告，却报告了", "reported, and should not be")
            yield CaseFailure(rule.code, f"good {number}", wording, diff)


def _can_run(cases: Sequence[BadCase | GoodCase]) -> bool:
    """Tell whether what the cases are compared with can be: without the extra nothing is."""
    return find_spec("rapidfuzz") is not None or not any(case.companions for case in cases)


def run(
    rule: Rule,
    text: str,
    kind: Kind = "text",
    *,
    case: BadCase | GoodCase | None = None,
) -> FileResult:
    """Check a text by one rule alone, set as a case says, beside the papers it names."""
    by_the_tool = {
        other.code: other for other in default_profile().catalogue.values() if not other.is_checked
    }
    alone = Profile("cases", by_the_tool | {rule.code: replace(rule, enabled=True)})
    source = from_text(text, kind=kind)
    if case and case.layout:
        source = replace(source, kind="docx", layout=_document_layout(text, case.layout))
    papers = _papers(case.companions) if case and case.companions else ()
    return lint(source, alone, _DECISIONS, LintOptions(companions=Companions(papers)))


def _papers(texts: Mapping[CompanionRole, str]) -> tuple[Companion, ...]:
    from notice_lint.compare.reading import read_companion

    return tuple(
        read_companion(role, from_text(text, ROLE_NAMES[role].zh), {})
        for role, text in texts.items()
    )


def _document_layout(text: str, layout: CaseLayout) -> DocumentLayout:
    paragraphs = []
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        paragraph = layout.lines.get(str(number), layout.all)
        paragraphs.append(replace(paragraph, start=start))
        start += len(line)
    return DocumentLayout((layout.page,), tuple(paragraphs), layout.page_number)


def fixed(result: FileResult) -> str:
    """Return the file of a result with every fix applied, whatever its safety."""
    text = result.source.raw
    fixes = (fix for violation in result.violations for fix in violation.fixes)
    edits = {edit for fix in fixes for edit in fix.edits}
    for edit in sorted(edits, key=lambda edit: edit.place, reverse=True):
        start, end = result.source.raw_span(edit.place)
        text = text[:start] + edit.text + text[end:]
    return text


def _prove_bad(rule: Rule, case: BadCase, name: str) -> Iterator[CaseFailure]:
    result = run(rule, case.text, case.kind, case=case)
    expected = [_line(expectation) for expectation in case.expect]
    reported = _reported(result, case.expect)
    if expected != reported:
        wording = Wording("报告的与预期不同", "what is reported is not what is expected")
        yield CaseFailure(rule.code, name, wording, tuple(_diff(expected, reported)))
    if case.fixed and fixed(result) != case.fixed:
        wording = Wording("修改后的文本与预期不同", "the fixed text is not what is expected")
        diff = tuple(_diff(case.fixed.splitlines(), fixed(result).splitlines()))
        yield CaseFailure(rule.code, name, wording, diff)
    elif case.fixed and run(rule, case.fixed, case.kind).violations:
        wording = Wording("修改后的文本仍被报告", "the fixed text is still reported")
        yield CaseFailure(rule.code, name, wording)


def _line(expected: Expected) -> str:
    line = f"{expected.line}: " if expected.line else ""
    severity = f" [{expected.severity}]" if expected.severity else ""
    message = f" | {expected.message}" if expected.message else ""
    return f"{line}{expected.text}{severity}{message}"


_WHOLE = Expected("", message="*", line=1)
"""Has all shown of a violation that no case expects, but its severity."""


def _reported(result: FileResult, expected: Sequence[Expected]) -> list[str]:
    """Write what was reported as far as the case says anything about it."""
    models = chain(expected, repeat(_WHOLE))
    return [
        _line(
            Expected(
                violation.quote,
                violation.message.zh if model.message else "",
                violation.location.line if model.line else 0,
                violation.severity if model.severity else None,
            )
        )
        for violation, model in zip(result.violations, models, strict=False)
    ]


def _diff(expected: Sequence[str], reported: Sequence[str]) -> Iterator[str]:
    lines = difflib.ndiff(list(expected), list(reported))
    return (line for line in lines if not line.startswith("?"))
