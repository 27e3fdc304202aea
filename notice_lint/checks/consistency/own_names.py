"""What a notice calls the body that it is from, where it speaks of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

HABIT = 3
"""Uses of a short name from which on it is the notice's own, declared or not."""
SHARED = 3
"""Characters on end that two names must share where neither is the other shortened."""


class OwnNames(Expressions, frozen=True):
    """Options of own-name."""

    titled: Pattern
    """The body in the title; groups `level`, `name` and `body`."""
    bodies: dict[str, str]
    """For each way to write a body of the Party in a title what it is called in the text."""
    subject: Pattern
    """Where the text speaks of such a body as acting; groups `level`, `name` and `body`."""
    short: Pattern
    """The same without a name: 局党组, 街道党工委; groups `unit` and `body`."""
    declared: Pattern
    """What declares a short name; group `name`."""
    foreign: str
    """The kind of body that no unit has below it: one of another name is of another unit."""
    others: Pattern
    """What shows right before that another body is meant: 各, 市."""


class OwnBody(Struct, frozen=True):
    """The body of the title."""

    level: str
    name: str
    body: str
    """党委, 党组 and the like, as the text calls it."""
    span: Span


def own_name(notice: Notice, options: OwnNames) -> Iterator[Verdict]:
    """Report where a notice calls the body that it is from by another name."""
    own = _own_body(notice, options)
    if own is None:
        yield Inapplicable(Wording("标题没有写单位", "the title names no unit"))
        return
    yield from _judge_subjects(notice, own, options)
    yield from _judge_bodies(notice, own, options)


def _own_body(notice: Notice, options: OwnNames) -> OwnBody | None:
    title = notice.title
    match = options.titled.match(title.text.replace(" ", "")) if title else None
    if title is None or match is None:
        return None
    body = options.bodies.get(match["body"] or "", "")
    return OwnBody(match["level"] or "", match["name"], body, title.span)


def _judge_subjects(notice: Notice, own: OwnBody, options: OwnNames) -> Iterator[Verdict]:
    """Judge what acts in the text and is nearly called like the body of the title."""
    text = notice.source.text
    for paragraph, matches in notice.index.matches(options.subject):
        if paragraph.role in ("title", "preamble", "page", "signature", "contact"):
            continue
        for match in matches:
            if not _is_meant(match, text, own, options):
                yield PASSED
                continue
            span = paragraph.span(*_name_range(match))
            body = own.body if match["body"] else ""
            yield _finding(span.of(text), span, own, f"{own.level}{own.name}{body}")


def _is_meant(match: re.Match[str], text: str, own: OwnBody, options: OwnNames) -> bool:
    """Tell whether what acts is the body of the title under another name, or copied text."""
    name, level = match["name"], match["level"]
    declared = any(name in words["name"] for words in options.declared.finditer(text))
    if declared or text.count(name) >= HABIT or level not in (None, own.level):
        return False
    if _is_near(name, own.name):
        return True
    is_foreign = match["body"] == options.foreign and name not in own.name and own.name
    return bool(is_foreign and level and own.body and text.count(name) == 1)


def _name_range(match: re.Match[str]) -> tuple[int, int]:
    first = "level" if match["level"] else "name"
    return match.start(first), match.end("body" if match["body"] else "name")


def _is_near(name: str, own: str) -> bool:
    """Tell whether a name is not that of the title, but seems to be meant as it."""
    if name in own or own in name:
        return False
    if name[0] == own[0] and name[-1] == own[-1] and _is_shortened(name, own):
        return True
    if len(name) == len(own) and sum(a != b for a, b in zip(name, own, strict=True)) == 1:
        return True
    match = SequenceMatcher(None, name, own, autojunk=False).find_longest_match()
    return match.size >= SHARED and name[match.a : match.a + match.size] not in ("委员会", "办公室")


def _is_shortened(name: str, own: str) -> bool:
    """Tell whether the characters of a name stand in another, in their order."""
    signs = iter(own)
    return all(sign in signs for sign in name)


def _judge_bodies(notice: Notice, own: OwnBody, options: OwnNames) -> Iterator[Verdict]:
    """Judge 局党委 in a notice of a 党组: the rarer of two bodies of one unit, not that of it."""
    uses: list[tuple[Span, re.Match[str]]] = []
    for paragraph, matches in notice.index.matches(options.short):
        if paragraph.role in ("title", "page", "contact"):
            continue
        uses += [
            (paragraph.span(*match.span()), match)
            for match in matches
            if not options.others.search(paragraph.text, 0, match.start())
        ]
    unit = own.level + own.name
    counts = Counter(match["body"] for _, match in uses if unit.endswith(match["unit"]))
    counts[own.body] += 1  # the title
    for span, match in uses:
        is_own = match["body"] == own.body or not unit.endswith(match["unit"])
        if is_own or not own.body or counts[match["body"]] * HABIT > counts[own.body]:
            yield PASSED
            continue
        yield _finding(match.group(), span, own, f"{match['unit']}{own.body}")


def _finding(words: str, span: Span, own: OwnBody, right: str) -> Finding:
    related = (Related(own.span, Wording("标题", "the title")),)
    return Finding(span, {"name": words, "own": right}, related)


CHECKS = (Check("own-name", own_name, OwnNames, ("name", "own")),)
