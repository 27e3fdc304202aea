"""What several tests need."""

from __future__ import annotations

from collections.abc import Iterable

from notice_lint.engine import FileResult, lint
from notice_lint.notice import Notice
from notice_lint.parser import parse
from notice_lint.profile import Profile, default_profile
from notice_lint.readers import from_text
from notice_lint.rule import builtin_rules
from notice_lint.source import Kind
from notice_lint.text import Span


def notice(text: str) -> Notice:
    return parse(from_text(text))


def check(text: str, codes: Iterable[str] = (), kind: Kind = "text") -> FileResult:
    rules = builtin_rules()
    chosen = Profile("test", tuple(rules[code] for code in codes)) if codes else default_profile()
    return lint(from_text(text, "test.txt", kind), chosen)


def fixed(result: FileResult) -> str:
    """Return the text with every fix of a result applied."""
    text = result.source.raw
    edits = {edit for one in result.violations for fix in one.fixes for edit in fix.edits}
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        span: Span = result.source.raw_span(edit.span)
        text = text[: span.start] + edit.text + text[span.end :]
    return text
