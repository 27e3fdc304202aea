"""Kind `lexicon`: words of a list that are not written so, and what stands in their place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from notice_lint.checks.contract import Check, Inapplicable, Passed, Verdict
from notice_lint.checks.words.frames import is_historic, is_quoted_as_wrong
from notice_lint.checks.writing.replacements import filled, replacing
from notice_lint.checks.writing.scopes import ROLES, ExceptionSpans, count_paragraphs
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding, Safety, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.matching.switch import plain_search
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording
from notice_lint.words.entries import WordEntry
from notice_lint.words.index import WordIndex
from notice_lint.words.search import occurrences


class LexiconOptions(Struct, frozen=True, dict=True):
    """Options of lexicon."""

    lexicon: LexiconFile[WordIndex]
    """Name of a word list."""
    also: tuple[LexiconFile[WordIndex], ...] = ()
    """Names of further word lists."""
    add: tuple[WordEntry, ...] = ()
    """Further entries of an office's own."""
    off: tuple[str, ...] = ()
    """Words whose entries in the lists are switched off."""
    quoting: Pattern | None = None
    """Words before a quotation that show it as an example of what was wrong."""
    safety: Safety = "unsafe"
    """How far the replacements can be trusted."""
    undated: bool = True
    """Whether an entry with a date counts in a document without one, as in one of today."""

    @property
    def lists(self) -> tuple[WordIndex, ...]:
        """All word lists that count."""
        return tuple(file.content for file in (self.lexicon, *self.also))

    @cached_property
    def added(self) -> WordIndex:
        """The entries of the office's own."""
        return WordIndex.of_entries(self.add)


class ListedPlace(Struct, frozen=True, dict=True):
    """Where the words of an entry stand, and what stands there instead."""

    paragraph: Paragraph
    start: int
    end: int
    entry: WordEntry
    right: str | None
    is_added: bool = False
    """Whether the entry is one of the office's own."""

    @property
    def match(self) -> str:
        """The words as they are written."""
        return self.paragraph.text[self.start : self.end]

    @cached_property
    def span(self) -> Span:
        """Where they stand in the document."""
        return self.paragraph.span(self.start, self.end)

    @property
    def order(self) -> tuple[int, int]:
        """Sort key: the longest of those that begin at one place goes first."""
        return self.span.start, -self.span.end


def lexicon(notice: Notice, options: LexiconOptions) -> Iterator[Verdict]:
    """Report words of a list, with what stands in their place; each paragraph is a place."""
    issued = _issued(notice, options)
    if not options.add and all(words.first_day > issued for words in options.lists):
        yield Inapplicable(Wording("词表对这份文件不适用", "the word list does not apply here"))
        return
    faulty: set[int] = set()
    end = 0
    for place in sorted(_places(notice, options), key=lambda place: place.order):
        if place.span.start >= end and _counts(place, notice, options):
            end = place.span.end
            faulty.add(id(place.paragraph))
            yield _finding(place, options)
    yield Passed(count_paragraphs(notice, "text") - len(faulty))


LATER = "9999-12-31"
"""What a document without a date counts as where it counts as one of today."""


def _issued(notice: Notice, options: LexiconOptions) -> str:
    """Return the day of a document as ISO 8601."""
    day = notice.issue_date.iso if notice.issue_date else None
    return day or (LATER if options.undated else "")


def _places(notice: Notice, options: LexiconOptions) -> Iterator[ListedPlace]:
    """Yield all places of the words of all lists in a document, the office's own first."""
    for words in (options.added, *options.lists):
        is_added = words is options.added
        for paragraph, start, end, entry in occurrences(words, notice.index):
            if _is_about(notice, entry):
                yield ListedPlace(paragraph, start, end, entry, entry.right, is_added)
        for entry in words.patterns:
            assert entry.pattern
            is_asked = plain_search() or notice.index.may_match(entry.pattern)
            if is_asked and _is_about(notice, entry):
                yield from _matches(entry, notice, is_added=is_added)


def _matches(entry: WordEntry, notice: Notice, *, is_added: bool) -> Iterator[ListedPlace]:
    """Yield the places that the expression of an entry finds."""
    assert entry.pattern
    for paragraph, matches in notice.index.matches(entry.pattern):
        exceptions = ExceptionSpans(paragraph.text, entry.unless)
        for match in matches:
            if not exceptions.hold(match) and entry.stands(paragraph.text, *match.span()):
                groups = {"match": match.group()} | entry.pattern.groups(match)
                right = entry.right and filled(entry.right, groups)
                yield ListedPlace(paragraph, *match.span(), entry, right, is_added)


def _counts(place: ListedPlace, notice: Notice, options: LexiconOptions) -> bool:
    """Tell whether a place is one of the text, in a document that the entry is about."""
    entry, paragraph = place.entry, place.paragraph
    if paragraph.role not in ROLES["text"] or _is_off(place, options):
        return False
    if entry.since and not entry.in_force(_issued(notice, options)):
        return False
    if entry.since and is_historic(paragraph, place.start, entry.frame, entry.since):
        return False
    return not is_quoted_as_wrong(paragraph.text, place.start, options.quoting)


def _is_off(place: ListedPlace, options: LexiconOptions) -> bool:
    """Tell whether the office has put something else in the place of an entry of ours."""
    return not place.is_added and (place.entry.wrong in options.off or place.match in options.off)


def _is_about(notice: Notice, entry: WordEntry) -> bool:
    """Tell whether title or preamble hold what an entry asks for."""
    if not entry.document:
        return True
    opening = (part for part in notice.paragraphs if part.role in ("title", "preamble"))
    return any(entry.document.search(paragraph.text) for paragraph in opening)


def _finding(place: ListedPlace, options: LexiconOptions) -> Finding:
    entry = place.entry
    source = entry.source
    params: dict[str, Value] = {
        "match": place.match,
        "replacement": place.right or "",
        "note": entry.note,
        "source": source.wording if source else Wording("", ""),
    }
    fixes = (replacing(place.span, place.right, _safety(entry, options)),) if place.right else ()
    return Finding(
        place.span,
        params,
        fixes=fixes,
        severity=entry.severity,
        basis=source.wording if source else None,
        force=source.force if source else None,
    )


def _safety(entry: WordEntry, options: LexiconOptions) -> Safety:
    """Return how far a replacement can be trusted: one that is not certain is only shown."""
    if entry.certainty in ("mid", "low"):
        return "display"
    return entry.fix or options.safety


PARAMS = ("match", "replacement", "note", "source")
CHECKS = (Check("lexicon", lexicon, LexiconOptions, PARAMS),)
