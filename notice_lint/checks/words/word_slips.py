"""Whether two characters are a common word written wrong, and not the ends of two others."""

from __future__ import annotations

import re
from functools import lru_cache

from notice_lint.document.paragraphs import Paragraph
from notice_lint.words.near_terms import NearMiss
from notice_lint.words.segmenter import REMEMBERED, SINGLE, segmenter

AROUND = 4
"""Characters on either side that may form words with one of the two."""
HEADS = "镇街区县市村乡路组队站所局院厂站河山州省巷桥湾庄屯寨坊"
"""What names of places and bodies end in: the next character begins what follows one."""
FUNCTION = "的了和与及或是在不对由从向把将按被为以于至到等各该每本此其有无我你他它就也都还又再已未"
"""Characters that stand between words: no slip for one that sounds like them."""
_OTHER = re.compile("[^一-鿿]")


def is_word_slip(miss: NearMiss[Paragraph]) -> bool:
    """Tell whether neither of two characters is part of another word, and the word fits."""
    text, start, end = miss.paragraph.text, miss.start, miss.end
    around = (text[max(0, start - AROUND) : start], text[end : end + AROUND])
    return _is_slip_between(*around, text[start:end], miss.term)


@lru_cache(maxsize=REMEMBERED)
def _is_slip_between(before: str, behind: str, written: str, term: str) -> bool:
    """Tell the same of the text around them."""
    wrong = written[0] == term[0]
    if written[wrong] in FUNCTION or written[0] in HEADS:
        return False
    if before[-1:] in ("“", "‘") and behind[:1] in ("”", "’"):
        return False  # what an office calls something: “两违”
    around = (_OTHER.split(before)[-1], _OTHER.split(behind)[0])
    as_written = segmenter().words_around(written.join(around))
    start = len(around[0])
    if as_written.is_in_word(start) or as_written.is_in_word(start + 1):
        return False
    return segmenter().words_around(term.join(around)).cost + SINGLE <= as_written.cost
