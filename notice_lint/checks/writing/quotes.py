"""Quotation marks that Chinese text does not take: straight ones, and those of other scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.checks.habits import Habit, throughout
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix, Value
from notice_lint.text.expression import Expression
from notice_lint.text.wording import Wording

_HAN = "\u4e00-\u9fff"
_NEAR = rf"{_HAN}，。；：、！？（）《》“”"
_INSIDE = r"[^\"'「」『』＂＇。；\n]*"
_QUOTED = Expression(
    rf"(?P<open>[\"'＂＇])(?<![0-9A-Za-z].)(?=[^\"'＂＇]*[{_HAN}])(?P<words>{_INSIDE})(?P<close>(?P=open))"
    rf"|(?P<corner>[「『])(?P<held>[^「」『』\n]*)[」』]"
    rf"|(?<=[{_NEAR}])[\"＂](?=[{_NEAR}])"
)
"""A quotation with Chinese in it, or a mark of one alone between Chinese words; inches, code and
words in Latin letters have neither."""


class QuoteOptions(Struct, frozen=True):
    """Options of quote-form."""

    habit: Habit = field(default_factory=Habit)
    """When such marks are a habit of the document: of all its quotations."""


def quote_form(notice: Notice, options: QuoteOptions) -> Iterator[Verdict]:
    """Report quotations in straight marks or corner brackets; a habit of the document once."""
    findings: list[Finding] = []
    proper = 0
    for paragraph in notice.paragraphs:
        if paragraph.role != "page":
            findings += [_finding(paragraph, match) for match in _QUOTED.finditer(paragraph.text)]
            proper += paragraph.text.count("“")
    if options.habit.holds(len(findings), proper):
        yield throughout(findings, options.habit.severity)
    else:
        yield from findings
    yield Passed(proper)


def _finding(paragraph: Paragraph, match: re.Match[str]) -> Finding:
    """Report one quotation, with single marks inside another; one that is torn without a fix."""
    span = paragraph.span(*match.span())
    words = match["words"] if match["open"] else match["held"]
    if words is None:
        return Finding(span, {"match": match.group(), "better": "“”", "count": 1})
    is_inner = match.group()[0] in "'＇『" or _is_quoted(paragraph.text, match.start())
    better = f"‘{words}’" if is_inner else f"“{words}”"
    edits = tuple(
        Edit(paragraph.span(at, at + 1), sign)
        for at, sign in ((match.start(), better[0]), (match.end() - 1, better[-1]))
    )
    fix = Fix("safe", Wording(f"改为{better}", f"write {better}"), edits)
    params: dict[str, Value] = {"match": match.group(), "better": better, "count": 1}
    return Finding(span, params, fixes=(fix,))


def _is_quoted(text: str, place: int) -> bool:
    return text.rfind("“", 0, place) > text.rfind("”", 0, place)


CHECKS = (Check("quote-form", quote_form, QuoteOptions, ("match", "better", "count")),)
