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
SHARED = 4
"""Characters on end that two names must share where neither is the other shortened."""
LONG = 5
"""Characters from which on a name that differs in one is the same: 财政局 and 民政局 are two."""


class OwnNames(Expressions, frozen=True):
    """Options of own-name."""

    titled: Pattern
    """The body in the title; groups `place`, `level`, `name` and `body`."""
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
    mistaken: dict[str, tuple[str, ...]]
    """For a kind of body those that a unit with it has not: 党委 where it has a 党组."""
    apart: Pattern
    """Characters that tell two units from each other: 第一, 第二; words that many share."""
    levels: str
    """Levels that a place may be given by mistake; a town is often called like its county."""
    others: Pattern
    """What shows right before that another body is meant: 各, 市."""


class TitledBody(Struct, frozen=True):
    """The body of the title."""

    place: str
    """What tells its place from others; nothing where the title names none."""
    level: str
    name: str
    body: str
    """党委, 党组 and the like, as the text calls it."""
    span: Span

    @property
    def unit(self) -> str:
        """What it is called with the level of its place: 县水务局, 街道."""
        return self.level + self.name


def own_name(notice: Notice, options: OwnNames) -> Iterator[Verdict]:
    """Report where a notice calls the body that it is from by another name."""
    titled = _titled_body(notice, options)
    if titled is None:
        yield Inapplicable(Wording("标题没有写单位", "the title names no unit"))
        return
    yield from _judge_subjects(notice, titled, options)
    yield from _judge_bodies(notice, titled, options)
    yield from _judge_places(notice, titled, options)


def _titled_body(notice: Notice, options: OwnNames) -> TitledBody | None:
    title = notice.title
    match = options.titled.match(title.text.replace(" ", "")) if title else None
    if title is None or match is None:
        return None
    body = options.bodies.get(match["body"] or "", "")
    place, level = match["place"] or "", match["level"] or ""
    return TitledBody(place, level, match["name"], body, title.span)


def _judge_subjects(notice: Notice, titled: TitledBody, options: OwnNames) -> Iterator[Verdict]:
    """Judge what acts in the text and is nearly called like the body of the title."""
    text = notice.source.text
    for paragraph, matches in notice.index.matches(options.subject):
        if paragraph.role in ("title", "preamble", "page", "signature", "contact"):
            continue
        for match in matches:
            if _is_own_habit(match["name"], text, options) or not _is_meant(
                match, text, titled, options
            ):
                yield PASSED
                continue
            span = paragraph.span(*_name_range(match))
            body = titled.body if match["body"] else ""
            yield _finding(span.of(text), span, titled, titled.unit + body)


def _is_own_habit(name: str, text: str, options: OwnNames) -> bool:
    """Tell whether a short name is declared, or used throughout."""
    declared = (match["name"] for match in options.declared.finditer(text))
    return text.count(name) >= HABIT or any(name in words for words in declared)


def _is_meant(match: re.Match[str], text: str, titled: TitledBody, options: OwnNames) -> bool:
    """Tell whether what acts is the body of the title under another name, or copied text."""
    name, level = match["name"], match["level"]
    if level and level != titled.level:
        return False
    if _is_near(name, titled.name, options):
        return True
    is_other = bool(level and titled.name and titled.body) and name not in titled.name
    return is_other and match["body"] == options.foreign and text.count(name) == 1


def _name_range(match: re.Match[str]) -> tuple[int, int]:
    first = "level" if match["level"] else "name"
    return match.start(first), match.end("body" if match["body"] else "name")


def _is_near(name: str, full: str, options: OwnNames) -> bool:
    """Tell whether a name is not that of the title, but seems to be meant as it."""
    if name in full or full in name:
        return False
    has_same_ends = (name[0], name[-1]) == (full[0], full[-1])
    return (has_same_ends and _is_shortened(name, full)) or _is_misspelt(name, full, options)


def _is_shortened(name: str, full: str) -> bool:
    """Tell whether the characters of a name stand in another, in their order."""
    signs = iter(full)
    return all(sign in signs for sign in name)


def _is_misspelt(name: str, full: str, options: OwnNames) -> bool:
    """Tell whether two names are one but for a character, or share what is no common word."""
    if len(name) == len(full):
        wrong = [pair for pair in zip(name, full, strict=True) if pair[0] != pair[1]]
        is_slip = len(wrong) == 1 and len(full) >= LONG
        return is_slip and not any(map(options.apart.fullmatch, wrong[0]))
    match = SequenceMatcher(None, name, full, autojunk=False).find_longest_match()
    shared = options.apart.sub("", name[match.a : match.a + match.size])
    return len(shared) >= SHARED


def _judge_bodies(notice: Notice, titled: TitledBody, options: OwnNames) -> Iterator[Verdict]:
    """Judge 局党委 in a notice of a 党组: the rarer of two bodies of one unit, not that of it."""
    uses = list(_short_names(notice, titled, options)) if titled.body else []
    counts = Counter(match["body"] for _, match in uses)
    counts[titled.body] += 1  # the title
    for span, match in uses:
        is_rare = counts[match["body"]] * HABIT <= counts[titled.body]
        if not is_rare or match["body"] not in options.mistaken.get(titled.body, ()):
            yield PASSED
        else:
            yield _finding(match.group(), span, titled, match["unit"] + titled.body)


def _short_names(
    notice: Notice, titled: TitledBody, options: OwnNames
) -> Iterator[tuple[Span, re.Match[str]]]:
    """Yield where a body of the unit is named in short, whichever body it is."""
    for paragraph, matches in notice.index.matches(options.short):
        if paragraph.role in ("title", "page", "contact"):
            continue
        for match in matches:
            is_other = options.others.search(paragraph.text, 0, match.start())
            if not is_other and titled.unit.endswith(match["unit"]):
                yield paragraph.span(*match.span()), match


def _judge_places(notice: Notice, titled: TitledBody, options: OwnNames) -> Iterator[Verdict]:
    """Judge the unit under another level of its place, once: 临岚区人民法院 for 临岚县."""
    if len(titled.place) < 2 or titled.level not in options.levels or not titled.name:
        return
    text = notice.source.text
    for level in options.levels.replace(titled.level, ""):
        words = titled.place + level + titled.name
        if text.count(words) == 1:
            start = text.index(words)
            span = Span(start, start + len(words))
            yield _finding(words, span, titled, titled.place + titled.unit)


def _finding(words: str, span: Span, titled: TitledBody, right: str) -> Finding:
    related = (Related(titled.span, Wording("标题", "the title")),)
    return Finding(span, {"name": words, "own": right}, related)


CHECKS = (Check("own-name", own_name, OwnNames, ("name", "own")),)
