"""Kind `near-miss`: what is a fixed term but for one character, or for two that changed places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.checks.words.frames import is_quoted_as_wrong
from notice_lint.checks.words.term_slips import AROUND, Miss, NearMissOptions, is_term_slip
from notice_lint.checks.words.word_slips import word_slips
from notice_lint.checks.writing.replacements import replacing
from notice_lint.checks.writing.scopes import ROLES, count_paragraphs
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Value
from notice_lint.matching.windows import SIZE
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording
from notice_lint.words.confusions import confusions
from notice_lint.words.entries import WordEntry
from notice_lint.words.index import WordIndex
from notice_lint.words.near_terms import near_misses
from notice_lint.words.word_slips import word_slip_places

NUMERALS = "〇零一二两三四五六七八九十百千万亿"


def near_miss(notice: Notice, options: NearMissOptions) -> Iterator[Verdict]:
    """Report what comes near a fixed term; each paragraph is a place."""
    faulty: set[int] = set()
    for miss in _without_overlaps(_misses(notice, options)):
        faulty.add(id(miss.paragraph))
        yield _finding(miss, options)
    yield Passed(count_paragraphs(notice, "text") - len(faulty))


def _misses(notice: Notice, options: NearMissOptions) -> Iterator[Miss]:
    """Yield all near misses of terms and of words that nobody else reports."""
    slips = options.index.slips(notice.index.text, _confuses)
    of_terms = near_misses(slips, notice.index)
    yield from (miss for miss in of_terms if is_term_slip(miss, options) and _counts(miss, options))
    for place in word_slip_places(notice.index) if options.words else ():
        of_place = word_slips(place, options.terms, options.names)
        yield from (miss for miss in of_place if _counts(miss, options))


def _without_overlaps(misses: Iterable[Miss]) -> list[Miss]:
    """Return the surest of those that stand at the same characters, in order."""
    chosen: dict[int, Miss] = {}
    covered: set[int] = set()
    for miss in sorted(misses, key=_sureness, reverse=True):
        span = miss.paragraph.span(miss.start, miss.end)
        if covered.isdisjoint(range(span.start, span.end)):
            covered.update(range(span.start, span.end))
            chosen[span.start] = miss
    return [chosen[start] for start in sorted(chosen)]


def _sureness(miss: Miss) -> tuple[int, float, int]:
    """Sort by length, for a whole term is surer than a word, by gain and by place."""
    return len(miss.term), miss.gain, -miss.start


def _finding(miss: Miss, options: NearMissOptions) -> Finding:
    span = miss.paragraph.span(miss.start, miss.end)
    how = _SWAPPED if miss.is_swap else _OTHER
    params: dict[str, Value] = {
        "match": miss.written,
        "kind": _kind(miss.term, options),
        "term": miss.term,
        "how": how,
    }
    return Finding(span, params, fixes=(replacing(span, miss.term, options.safety),))


def _kind(term: str, options: NearMissOptions) -> Wording:
    """Return what a term is called."""
    if len(term) < SIZE:
        return _WORD
    return _FIXED if term in options.fixed else _USUAL


_USUAL = Wording("常用表述", "usual phrase")
_FIXED = Wording("固定表述", "set phrase")
_WORD = Wording("常用词", "common word")
_OTHER = Wording("只差一字", "but for one character")
_SWAPPED = Wording("有两字颠倒", "but for two characters that changed places")


def _counts(miss: Miss, options: NearMissOptions) -> bool:
    """Tell whether a place is one of the text that is neither permitted nor told of elsewhere."""
    if miss.paragraph.role not in ROLES["text"] or _is_permitted(miss, options):
        return False
    if is_quoted_as_wrong(miss.paragraph.text, miss.start, options.quoting):
        return False
    return not any(_is_reported(miss, file.content) for file in options.reported)


def _confuses(written: str, right: str) -> bool:
    """Tell whether a character is taken for the right one; another number is another phrase."""
    if written in NUMERALS and right in NUMERALS:
        return False
    return confusions().may_confuse(written, right)


def _is_permitted(miss: Miss, options: NearMissOptions) -> bool:
    """Tell whether the place is within a word that is right, or part of a longer term."""
    text = miss.paragraph.text
    around = text[max(0, miss.start - AROUND) : miss.end + AROUND]
    return any(word in around for word in options.permitted)


def _is_reported(miss: Miss, words: WordIndex) -> bool:
    """Tell whether an entry of a list reports words that the place shares, its guards obeyed."""
    text = miss.paragraph.text
    around = Span(max(0, miss.start - AROUND), min(len(text), miss.end + AROUND))
    literal = words.anchored_in(around.of(text))
    return any(_stands(entry, miss) for entry in literal) or any(
        match.start() < miss.end and miss.start < match.end()
        for entry in words.patterns
        if entry.pattern
        for match in entry.pattern.finditer(text, *around)
    )


def _stands(entry: WordEntry, miss: Miss) -> bool:
    text, length = miss.paragraph.text, len(entry.wrong)
    start = text.find(entry.wrong, max(0, miss.start - length + 1), miss.end + length - 1)
    return start >= 0 and entry.stands(text, start, start + length)


CHECKS = (Check("near-miss", near_miss, NearMissOptions, ("match", "kind", "term", "how")),)
