"""Words and forms in the text: what must not be written, and what should stand instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from notice_lint.check import PASSED, Check, Verdict
from notice_lint.notice import Notice
from notice_lint.pattern import Pattern
from notice_lint.text import Span, Wording
from notice_lint.violation import PLACEHOLDER, Edit, Finding, Fix, Safety, Value

Scope = Literal["text", "title", "headings", "contact"]


@dataclass(frozen=True, slots=True)
class PatternOptions:
    """Options of pattern."""

    forbid: Pattern
    """What must not be written."""
    unless: Pattern | None = None
    """No fault where this matches across the same words, such as a set phrase they are part of."""
    replace: str | None = None
    """What should stand instead; may name `{match}` and the groups of `forbid`."""
    safety: Safety = "unsafe"
    """How far the replacement can be trusted."""
    scope: Scope = "text"
    """Where to look: all paragraphs of the notice, or one part."""

    @property
    def params(self) -> tuple[str, ...]:
        """What a message may name besides `match`."""
        return (*self.forbid.names, *(("replacement",) if self.replace is not None else ()))


def pattern(notice: Notice, options: PatternOptions) -> Iterator[Verdict]:
    """Report words that a regular expression finds; each paragraph is a place."""
    for span in _spans(notice, options.scope):
        found = [
            one
            for one in options.forbid.finditer(notice.source.text, *span)
            if one.end() > one.start() and not _is_excused(notice, one, (options.unless, span))
        ]
        yield from (_finding(one, options) for one in found)
        if not found:
            yield PASSED


def _spans(notice: Notice, scope: Scope) -> Iterator[Span]:
    if scope == "text":
        page = {span for block in notice.page for span in block.lines}
        yield from (span for span in notice.paragraphs if span not in page)
    elif scope == "headings":
        yield from (heading.words.span for heading in notice.headings)
    else:
        part = getattr(notice, scope)
        yield from [part.span] if part else []


def _is_excused(notice: Notice, found: re.Match[str], excuse: tuple[Pattern | None, Span]) -> bool:
    unless, span = excuse
    if unless is None:
        return False
    around = unless.finditer(notice.source.text, *span)
    return any(one.start() <= found.start() and found.end() <= one.end() for one in around)


def _finding(found: re.Match[str], options: PatternOptions) -> Finding:
    words = {"match": found.group()} | {
        name: text or "" for name, text in found.groupdict().items()
    }
    params: dict[str, Value] = dict(words)
    span = Span(*found.span())
    if options.replace is None:
        return Finding(span, params)
    better = _filled(options.replace, words)
    title = Wording(f"改为“{better}”", f"write “{better}”")
    fix = Fix(options.safety, title, (Edit(span, better),))
    return Finding(span, params | {"replacement": better}, fixes=(fix,))


def _filled(template: str, words: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda one: words.get(one[1], one[0]), template)


CHECKS = (Check("pattern", pattern, PatternOptions, ("match",)),)
