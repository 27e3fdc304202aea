"""Whether two characters are a common word written wrong, and not the ends of two others."""

from __future__ import annotations

from functools import lru_cache

from notice_lint.document.paragraphs import Paragraph
from notice_lint.text.expression import Expression
from notice_lint.words.near_terms import NearMiss
from notice_lint.words.segmenter import REMEMBERED, SINGLE, segmenter

AROUND = 4
"""Characters on either side that may form words with one of the two."""
_OTHER = Expression("[^一-鿿]")


def is_word_slip(miss: NearMiss[Paragraph], between: str, ending: str) -> bool:
    """Tell whether neither of two characters is part of another word, and the word fits.

    `between` are characters that stand between words: none is a slip for one that sounds like it;
    names end in `ending`: the next character begins what follows one.
    """
    text, start, end = miss.paragraph.text, miss.start, miss.end
    wrong = miss.written[0] == miss.term[0]
    if miss.written[wrong] in between or miss.written[0] in ending:
        return False
    around = (text[max(0, start - AROUND) : start], text[end : end + AROUND])
    return _is_slip_between(*around, text[start:end], miss.term)


@lru_cache(maxsize=REMEMBERED)
def _is_slip_between(before: str, behind: str, written: str, term: str) -> bool:
    """Tell the same of the text around them."""
    if before[-1:] in ("“", "‘") and behind[:1] in ("”", "’"):
        return False  # what an office calls something: “两违”
    around = (_OTHER.split(before)[-1], _OTHER.split(behind)[0])
    as_written = segmenter().words_around(written.join(around))
    start = len(around[0])
    if as_written.is_in_word(start) or as_written.is_in_word(start + 1):
        return False
    return segmenter().words_around(term.join(around)).cost + SINGLE <= as_written.cost
