"""Whether what stands at a place is a fixed term written wrong, or words that may be meant."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from notice_lint.checks.words.word_slips import NameOptions
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Safety
from notice_lint.matching.pattern import Pattern
from notice_lint.matching.windows import SIZE
from notice_lint.words.confusions import confusions
from notice_lint.words.index import WordIndex
from notice_lint.words.near_terms import NearMiss, TermIndex
from notice_lint.words.segmenter import Segmentation, segmenter
from notice_lint.words.word_slips import common_words, word_phrases

Miss = NearMiss[Paragraph]

AROUND = 4
"""Characters on either side that may form words with those of the term."""
GAIN = 0.5
"""How much better the text must read with the term: less than one word, more than a character."""
JOINING = "和与及或的等"
"""Characters between two phrases: 标准和建设 is no slip for 标准化建设."""
PREPOSITIONS = "对在由向从把将按经为"
"""Characters before a phrase that is whole without the first of a term: 对党组织, 村党组织."""


class NearMissOptions(Struct, frozen=True, dict=True):
    """Options of near-miss."""

    idioms: tuple[LexiconFile[WordIndex], ...]
    """Word lists whose terms are looked for; each is one word, whatever it is made of."""
    phrases: tuple[LexiconFile[WordIndex], ...] = ()
    """Word lists whose terms are made of words that may stand beside others too."""
    usual: tuple[LexiconFile[WordIndex], ...] = ()
    """Word lists of such terms that are usual rather than fixed."""
    words: bool = False
    """Whether common words of two characters are looked for too."""
    names: NameOptions = NameOptions()
    """What is the name of somebody, and no such word."""
    reported: tuple[LexiconFile[WordIndex], ...] = ()
    """Word lists of other rules: what they report is not reported again."""
    made_up: Pattern | None = None
    """What anybody may make up on the pattern of a term: 一债一策."""
    quoting: Pattern | None = None
    """Words before a quotation that show it as an example of what was wrong."""
    safety: Safety = "unsafe"
    """How far the replacement by the term can be trusted."""

    @cached_property
    def index(self) -> TermIndex:
        """The terms of all lists."""
        listed = (term for file in self._lists for term in file.content.terms)
        return TermIndex.of_terms([term for term in listed if len(term) >= SIZE])

    @property
    def _lists(self) -> tuple[LexiconFile[WordIndex], ...]:
        return (*self.idioms, *self.phrases, *self.usual)

    @cached_property
    def whole(self) -> frozenset[str]:
        """The terms that are one word."""
        return frozenset(term for file in self.idioms for term in file.content.terms)

    @cached_property
    def fixed(self) -> frozenset[str]:
        """The terms that stand as they are, always."""
        files = (*self.idioms, *self.phrases)
        return frozenset(term for file in files for term in file.content.terms)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The same to be asked one by one."""
        return frozenset(self.index.terms)

    @cached_property
    def permitted(self) -> frozenset[str]:
        """What looks like a slip and is none."""
        return frozenset(word for file in self._lists for word in file.content.permitted)


def is_term_slip(miss: Miss, options: NearMissOptions) -> bool:
    """Tell whether what stands at a place is a term written wrong, and no other one."""
    if miss.written in options.terms or _may_be_meant(miss, options):
        return False
    if options.made_up and options.made_up.fullmatch(miss.written):
        return False
    return _reads_better(miss, options)


def _may_be_meant(miss: Miss, options: NearMissOptions) -> bool:
    """Tell whether a character that only looks like the right one, or nearly, may be meant."""
    if miss.term in options.whole or not _only_looks_alike(miss):
        return False
    written, right = miss.written[miss.position], miss.term[miss.position]
    is_particle = written in options.names.between
    if miss.term in options.fixed and not is_particle and _leaves_stump(miss):
        return False
    return segmenter().stands_alone(written) or not confusions().looks_like(written, right)


def _leaves_stump(miss: Miss) -> bool:
    """Tell whether a term without the character that differs ends amid a word: 带病提|拨."""
    if 0 < miss.position < len(miss.term) - 1:
        return True
    rest = miss.written[:-1] if miss.position else miss.written[1:]
    place = len(rest) - 1 if miss.position else 0
    alone = not segmenter().words_around(rest).is_in_word(place)
    return alone and not segmenter().stands_alone(rest[place])


def _reads_better(miss: Miss, options: NearMissOptions) -> bool:
    """Tell whether a character that differs is no part of a word, or the term needs fewer words."""
    text = miss.paragraph.text
    before = text[max(0, miss.start - AROUND) : miss.start]
    after = text[miss.end : miss.end + AROUND]
    reading = segmenter().words_around(f"{before}{miss.written}{after}")
    if _is_preposition(miss, options) or _is_of_other_words(miss, reading, len(before)):
        return False
    first = len(before) + miss.position
    if _joins(miss, reading, first, options):
        return False
    if not all(map(reading.is_in_word, range(first, first + 1 + miss.is_swap))):
        return True
    if _only_looks_alike(miss):
        return False
    gain = _gain(miss, before, after, options)
    is_fixed = miss.term in options.fixed and not _is_usual(miss, reading, first)
    return gain >= (0 if is_fixed else GAIN)


def _gain(miss: Miss, before: str, after: str, options: NearMissOptions) -> float:
    """Return how many words fewer the text has with the term."""
    divided = segmenter().words_around
    cost = divided(f"{before}{miss.written}{after}").cost
    if miss.term in options.whole:
        return cost - 1 - sum(part.cost for part in map(divided, (before, after)))
    return cost - divided(f"{before}{miss.term}{after}").cost


def _is_usual(miss: Miss, reading: Segmentation, place: int) -> bool:
    """Tell whether a slip makes a word that may be meant.

    One that edited texts write beside that before or behind it is; so is a common one, where it
    makes a phrase of two words for another: 专项督察, 专项督查.
    """
    is_short = len(miss.term) == SIZE and not miss.is_swap
    has, text = word_phrases().has, reading.text
    return any(
        (is_short and common_words().has(text[start:end]))
        or has(text[max(0, start - 2) : start], text[start:end])
        or has(text[start:end], text[end : end + 2])
        for start, end in reading.words
        if start <= place < end
    )


def _joins(miss: Miss, reading: Segmentation, place: int, options: NearMissOptions) -> bool:
    """Tell whether a character stands between two phrases: 标准和建设."""
    if miss.is_swap or miss.written[miss.position] not in JOINING:
        return False
    is_within = 0 < miss.position < len(miss.term) - 1
    is_before_word = miss.term not in options.whole and len(reading.word_from(place + 1)) > 1
    return is_before_word or not is_within


def _is_of_other_words(miss: Miss, reading: Segmentation, start: int) -> bool:
    """Tell whether a character at an edge, one as in the term, is part of a word around it."""
    outside: list[str] = []
    if miss.position > 0:
        outside += (before for before, _ in reading.parted_at(start))
    if miss.position + miss.is_swap < len(miss.term) - 1:
        outside += (behind for _, behind in reading.parted_at(start + len(miss.term)))
    # 中|药 is no word where 药品 is written 药安: what stands alone goes before any phrase
    return not all(map(segmenter().stands_alone, outside))


def _only_looks_alike(miss: Miss) -> bool:
    """Tell whether a character does not sound like the right one: so no word is typed by it."""
    written, right = miss.written[miss.position], miss.term[miss.position]
    return not miss.is_swap and not confusions().sounds_like(written, right)


def _is_preposition(miss: Miss, options: NearMissOptions) -> bool:
    """Tell whether the character that differs goes before the words of the term, not into them."""
    if miss.position or miss.is_swap or miss.term in options.whole:
        return False
    rest = segmenter().words_around(miss.written[1:])
    return miss.written[0] in PREPOSITIONS and len(rest.word_from(0)) > 1
