"""Kind `repeated-word`: a word written twice in a row where one reading needs only one."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.checks.writing.replacements import removing
from notice_lint.checks.writing.scopes import ROLES, count_paragraphs
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding, Safety
from notice_lint.matching.repeats import repeats
from notice_lint.text.expression import Expression
from notice_lint.words.segmenter import CLOSE, LONGEST, segmenter

_HAN = Expression("[一-鿿]")
_BEHIND = Expression("[一-鿿]*$")
_AHEAD = Expression("[一-鿿]*")
_DATE = Expression(r"(?:(?:19|20)\d\d年|\d{1,2}月|\d{1,2}日)+")
_DETERMINERS = ("本", "该", "此", "其", "各")
"""Behind these the first of two is a noun and the second its verb: 本规定规定."""
_COUNTED = Expression(r"\d([一-鿿])\1(?![一-鿿])")
"""Twice behind a number, with no word behind it that the second may begin: 4次次."""
_ON_PURPOSE = Expression("[一逐挨每很][一-鿿]|[一-鿿]着$")
"""What is written twice to say that it is done one by one, or on and on: 一件一件, 说着说着."""


class RepeatedWordOptions(Struct, frozen=True):
    """Options of repeated-word."""

    particles: str
    """Characters that are never doubled: 的的."""
    measures: str = ""
    """Characters that are not doubled behind a number in digits, as they may be elsewhere: 次次"""
    closed: tuple[str, ...] = ()
    """Words behind which their last character does not stand alone, though it may elsewhere."""
    opened: tuple[str, ...] = ()
    """Words before which their first character does not stand alone: 加加强."""
    safety: Safety = "unsafe"
    """How far the removal of the second can be trusted."""


def repeated_word(notice: Notice, options: RepeatedWordOptions) -> Iterator[Verdict]:
    """Report words written twice in a row; each paragraph is a place."""
    faulty: set[int] = set()
    counted = {enumerator.span.start for enumerator in notice.enumerators if enumerator.doubled}
    reported = -1
    text = notice.index.text
    for start, length in _chinese_repeats(text):
        if start < reported:
            continue
        paragraph, place = notice.index.at(start)
        if paragraph.role not in ROLES["text"] or paragraph.span(place - 1).start in counted:
            continue
        if _is_slip(paragraph, place, length, options):
            reported = start + 2 * length
            faulty.add(id(paragraph))
            yield _finding(paragraph, place, length, options)
    yield Passed(count_paragraphs(notice, "text") - len(faulty))


def _chinese_repeats(text: str) -> list[tuple[int, int]]:
    """Return what is written twice and is no row of marks or digits, the longest first."""
    places = [
        (start, length)
        for start, length in repeats(text)
        if _HAN.search(text, start, start + length)
    ]
    return sorted(places, key=lambda place: (place[0], -place[1]))


def _finding(
    paragraph: Paragraph, start: int, length: int, options: RepeatedWordOptions
) -> Finding:
    end = start + 2 * length
    second = paragraph.span(start + length, end)
    word = paragraph.text[start : start + length]
    return Finding(
        paragraph.span(start, end),
        {"match": word * 2, "word": word},
        fixes=(removing(second, word, options.safety),),
    )


def _is_slip(paragraph: Paragraph, start: int, length: int, options: RepeatedWordOptions) -> bool:
    """Tell whether the second of two equal strings is one too many."""
    text = paragraph.text
    word = text[start : start + length]
    if start + 2 * length > len(text) or _is_quoted(text, start, length):
        return False
    if _DATE.fullmatch(word):
        return True
    if not _AHEAD.fullmatch(word):
        return False
    if length > 1:
        is_told_of = _ON_PURPOSE.match(word) or text[max(0, start - 1) : start] in _DETERMINERS
        return not is_told_of and _is_doubled(text, start, length)
    if _is_surely_doubled(text, start, options):
        return True
    return _may_be_doubled(text, start, options) and _is_doubled_character(text, start, options)


def _is_counted_twice(text: str, start: int, options: RepeatedWordOptions) -> bool:
    return text[start] in options.measures and bool(_COUNTED.match(text, max(0, start - 1)))


def _is_surely_doubled(text: str, start: int, options: RepeatedWordOptions) -> bool:
    return _is_counted_twice(text, start, options) or _is_begun_twice(text, start, options)


def _is_begun_twice(text: str, start: int, options: RepeatedWordOptions) -> bool:
    """Tell whether the first character of a word is written once more before it: 加加强."""
    if not text.startswith(options.opened, start + 1):
        return False
    around, place = _around(text, start, start + 2)
    reading = segmenter().words_around(around)
    return not reading.crosses(place) and not reading.crosses(place + 1)


def _may_be_doubled(text: str, start: int, options: RepeatedWordOptions) -> bool:
    """Tell whether a character closes a word at a place: far cheaper than to divide the text."""
    if text[start] in options.particles:
        return True
    before = text[max(0, start - 2) : start]
    if before == before[-1:] * 2:
        return False  # 整整齐齐
    ends = (text[first : start + 1] for first in range(max(0, start + 1 - LONGEST), start))
    return any(word[:-1] != "一" and _may_close(word, options) for word in ends)  # 一桩桩


def _is_quoted(text: str, start: int, length: int) -> bool:
    """Tell whether just these words are quoted: “研究研究”."""
    return text[max(0, start - 1) : start] in ("“", "‘") and text[start + 2 * length :][:1] in (
        "”",
        "’",
    )


def _around(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the Chinese characters around a range, and where the range begins in them."""
    behind = _BEHIND.search(text, max(0, start - CLOSE), start)
    ahead = _AHEAD.match(text, end, end + CLOSE)
    before = behind.group() if behind else ""
    return before + text[start:end] + (ahead.group() if ahead else ""), len(before)


def _is_doubled(text: str, start: int, length: int) -> bool:
    """Tell whether no word of the cheapest readings goes over a border of the two."""
    around, place = _around(text, start, start + 2 * length)
    reading = segmenter().words_around(around)
    borders = (place, place + length, place + 2 * length)
    return not any(map(reading.crosses, borders))


def _is_doubled_character(text: str, start: int, options: RepeatedWordOptions) -> bool:
    """Tell whether a word ends in a character that is written once more: 完成成."""
    around, place = _around(text, start, start + 2)
    reading = segmenter().words_around(around)
    if reading.crosses(place + 2):
        return False
    if _closes_long_adverb(text, start):
        return True
    if reading.crosses(place + 1):
        return False
    word = reading.word_across(place)
    if not word or text[start] in options.particles:
        return not word and text[start] in options.particles
    if segmenter().is_adverb(word):
        return True
    following = reading.word_from(place + 2)
    return _closes(word, options) and (place + 2 == len(around) or len(following) > 1)


def _closes_long_adverb(text: str, start: int) -> bool:
    """Tell whether an adverb of three characters ends at a place, whatever else they may be:

    进一步步完善 may be divided as 进|一步步 too.
    """
    word = text[max(0, start - 2) : start + 1]
    return len(word) == LONG_ADVERB and segmenter().is_adverb(word)


LONG_ADVERB = 3
"""Characters of 进一步, 越来越; shorter ones are commonly parts of other words."""


def _may_close(word: str, options: RepeatedWordOptions) -> bool:
    """Tell whether a string is a word whose last character does not stand alone behind it."""
    return segmenter().is_word(word) and _closes(word, options)


def _closes(word: str, options: RepeatedWordOptions) -> bool:
    """Tell whether the last character of a word does not stand alone behind it."""
    listed = word in options.closed or segmenter().closes_words(word[-1])
    return listed or segmenter().is_adverb(word)


CHECKS = (Check("repeated-word", repeated_word, RepeatedWordOptions, ("match", "word")),)
