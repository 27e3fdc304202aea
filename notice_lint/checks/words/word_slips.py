"""Whether two characters are a common word written wrong, and not the ends of two others."""

from __future__ import annotations

import math
from collections.abc import Set
from functools import lru_cache

from msgspec import Struct

from notice_lint.document.paragraphs import Paragraph
from notice_lint.matching.windows import SIZE
from notice_lint.text.expression import Expression
from notice_lint.words.confusions import confusions
from notice_lint.words.near_terms import NearMiss
from notice_lint.words.segmenter import REMEMBERED, SINGLE, Segmentation, segmenter
from notice_lint.words.word_slips import WordSlip, common_words, word_phrases

AROUND = 4
"""Characters on either side that may form words with one of the two."""
GAIN = 0.5
"""How much better the text must read with a word that goes with the one beside it."""
_OTHER = Expression("[^一-鿿]")
_TITLED = Expression("(?:^|[^一-鿿]|书记|主任|同志|局长|镇长|组长|会长|人)$")
"""What stands before the name of a person."""


class NameOptions(Struct, frozen=True):
    """Characters by which names are told from words that are written wrong."""

    between: str = ""
    """Characters that stand between words: no slips for those that sound like them."""
    ending: str = ""
    """Characters that names of places and bodies end in."""
    surnames: str = ""
    """Characters that names of persons begin with."""
    places: str = ""
    """Characters behind the name of a place."""
    bodies: tuple[str, ...] = ()
    """Words behind the name of a firm or school."""


class Around(Struct, frozen=True):
    """Two characters and what stands around them."""

    before: str
    written: str
    behind: str

    @classmethod
    def of_slip(cls, slip: WordSlip[Paragraph]) -> Around:
        """Cut them out of their paragraph."""
        text, start = slip.paragraph.text, slip.start
        end = start + len("二字")
        return cls(text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])

    @property
    def is_quoted(self) -> bool:
        """Whether they are what an office calls something: “两违”."""
        return self.before[-1:] in ("“", "‘") and self.behind[:1] in ("”", "’")

    @property
    def before_in_line(self) -> str:
        """The Chinese characters right before them."""
        return _OTHER.split(self.before)[-1]

    @property
    def behind_in_line(self) -> str:
        """The Chinese characters right behind them."""
        return _OTHER.split(self.behind)[0]

    def wrong(self, word: str) -> str:
        """Return the character that is not as in a word."""
        return self.written[self.written[0] == word[0]]

    def sounds_like(self, word: str) -> bool:
        """Tell whether they sound like a word, or are one that was turned."""
        position = int(self.written[0] == word[0])
        is_swap = self.written == word[::-1]
        return is_swap or confusions().sounds_like(self.written[position], word[position])

    def reading(self, word: str) -> Segmentation:
        """Divide the text with a word in their place."""
        return segmenter().words_around(f"{self.before_in_line}{word}{self.behind_in_line}")


def word_slips(
    slip: WordSlip[Paragraph], terms: Set[str], options: NameOptions
) -> list[NearMiss[Paragraph]]:
    """Return the word that is meant at a place; none where nothing is written wrong."""
    around = Around.of_slip(slip)
    gains = _gains(around, slip.words, options)
    if not gains:
        return []
    ranked = [(gain + _in_terms(around, word, terms), word) for word, gain in gains]
    gain, word = max(ranked, key=lambda candidate: candidate[0])
    position = int(word[0] == around.written[0])
    is_swap = around.written == word[::-1]
    return [NearMiss(slip.paragraph, slip.start, word, position, is_swap, gain)]


def _in_terms(around: Around, word: str, terms: Set[str]) -> int:
    """Return 1 where a word makes a term of what stands there."""
    text = around.before + word + around.behind
    start = len(around.before)
    first = max(0, start + len(word) - SIZE)
    return int(any(text[at : at + SIZE] in terms for at in range(first, start + 1)))


@lru_cache(maxsize=REMEMBERED)
def _gains(
    around: Around, words: tuple[str, ...], options: NameOptions
) -> tuple[tuple[str, float], ...]:
    """Return the words that may be meant, with how much better the text reads with each."""
    # to divide the text costs far more than to look up what may be meant
    meant = [
        word
        for word in words
        if _is_phrase(around, word, options) or _is_sure(around, word, options)
    ]
    as_written = around.reading(around.written)
    if not meant or not _may_be_slip(around, as_written, options):
        return ()
    gains = [(word, as_written.cost - around.reading(word).cost) for word in meant]
    return tuple(item for item in gains if item[1] >= _least(item[0], around, as_written, options))


def _may_be_slip(around: Around, reading: Segmentation, options: NameOptions) -> bool:
    """Tell whether two characters are neither quoted nor a name nor the ends of other words."""
    if around.is_quoted or around.behind.startswith(options.bodies):
        return False
    return _is_bound(around, reading) and not _is_name(around, reading, options)


def _least(word: str, around: Around, reading: Segmentation, options: NameOptions) -> float:
    """Return how much better the text must read with a word."""
    if not _is_free(around, reading):
        return SINGLE if _is_phrase(around, word, options) else math.inf
    is_expected = around.sounds_like(word) and _is_phrase(around, word, options)
    return GAIN if is_expected else SINGLE


def _is_free(around: Around, reading: Segmentation) -> bool:
    """Tell whether neither of the two is part of a word."""
    start = len(around.before_in_line)
    return not (reading.is_in_word(start) or reading.is_in_word(start + 1))


def _is_phrase(around: Around, word: str, options: NameOptions) -> bool:
    """Tell whether edited texts have a word behind the one before it, or before the one behind."""
    if around.wrong(word) in options.between:
        return False
    if not around.sounds_like(word) and _is_of_its_own(around, word, options):
        return False
    has = word_phrases().has
    return has(around.before[-2:], word) or has(word, around.behind[:2])


def _is_of_its_own(around: Around, word: str, options: NameOptions) -> bool:
    """Tell whether one of two characters is often a word without the other."""
    return segmenter().stands_alone(around.wrong(word)) or not set(options.between).isdisjoint(
        around.written
    )


def _is_bound(around: Around, reading: Segmentation) -> bool:
    """Tell whether the characters beside the two are of other words, or words of their own."""
    start = len(around.before_in_line)
    beside = [start - 1] if start else []
    beside += [start + len(around.written)] if around.behind_in_line else []
    alone = segmenter().stands_alone
    return all(reading.is_in_word(place) or alone(reading.text[place]) for place in beside)


def _is_sure(around: Around, word: str, options: NameOptions) -> bool:
    """Tell whether a common word is meant where both stand alone: no text has what is written."""
    if around.wrong(word) in options.between or around.written[0] in options.ending:
        return False
    return around.sounds_like(word) and common_words().is_sure(around.written, word)


def _is_name(around: Around, reading: Segmentation, options: NameOptions) -> bool:
    """Tell whether two characters may be the name of a person or a place."""
    start = len(around.before_in_line)
    if start and around.before[-1] in options.surnames and not reading.is_in_word(start - 1):
        return True
    if around.written[0] in options.surnames and _TITLED.search(around.before):
        return not around.behind_in_line
    is_place = around.behind[:1] in tuple(options.places)
    return is_place and len(reading.word_from(start + len(around.written))) <= 1
