"""Pairs of characters that no edited text has, where a common word is but for one: 布署, 技求.

Slips are not listed. `common-words.txt.z` holds the words, and of the pairs that are one character
off a word those that texts do have; `word-phrases.txt.z` which words stand beside each other. Both
are made by `benchmarks/word_tables.py`; what is written for a character says `Confusions`.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from notice_lint.datafiles import resources
from notice_lint.matching.bigrams import pair_of
from notice_lint.matching.paragraph_index import ParagraphIndex, Searchable
from notice_lint.words.confusions import confusions

MOST_CHARS = 6_000
"""Characters of which is remembered what is near: as many as notices are written with."""
MOST_HARMLESS = 100_000
"""Pairs that are remembered as near to no word: some 6 MB."""
_P = TypeVar("_P", bound=Searchable)


class WordSlip(NamedTuple, Generic[_P]):
    """A place where a pair of characters stands that is near to common words."""

    paragraph: _P
    start: int
    words: tuple[str, ...]
    """The words that may be meant, the most common first."""


class Computed(dict[str, str]):
    """Values that are computed when they are first asked for, and then at hand."""

    def __init__(self, compute: Callable[[str], str]) -> None:
        """Take the function; nothing is computed yet."""
        super().__init__()
        self._compute = compute

    def __missing__(self, key: str) -> str:
        """Compute the value of a key."""
        self[key] = value = self._compute(key)
        return value


class CommonWords:
    """Common words, ready to be asked what is meant by a pair of characters."""

    def __init__(self, table: str) -> None:
        """Take the text of the list."""
        self._words, self._surest, in_use, seen = table.split("\n")
        self._in_use, self._seen = map(_rows, (in_use, seen))
        self._harmless: set[int] = set()

    @property
    def words(self) -> Iterator[str]:
        """All words, the most common first."""
        return _in_twos(self._words)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {word: rank for rank, word in enumerate(self.words)}

    @cached_property
    def _seconds(self) -> dict[str, list[str]]:
        """The second characters of words by the first."""
        return _grouped(self._words[0::2], self._words[1::2])

    @cached_property
    def _firsts(self) -> dict[str, list[str]]:
        """The first characters of words by the second."""
        return _grouped(self._words[1::2], self._words[0::2])

    def slips(self, pairs: Set[int]) -> dict[int, tuple[str, ...]]:
        """Return what may be meant by pairs that are near to words, by the number of each."""
        unknown = pairs - self._harmless
        near = {number: pair for number in unknown if self._is_near(pair := pair_of(number))}
        slips = {
            number: self.meant(pair) for number, pair in near.items() if not self._is_in_use(pair)
        }
        if len(self._harmless) > MOST_HARMLESS:
            self._harmless.clear()
        self._harmless |= unknown - slips.keys()
        return slips

    def _is_near(self, pair: str) -> bool:
        """Tell whether a pair may be a word written wrong."""
        first, second = pair[0], pair[1]
        return second in self._behind[first] or first in self._before[second]

    def _is_in_use(self, pair: str) -> bool:
        """Tell whether a pair is a word itself, or stands in edited texts."""
        return pair in self._ranks or pair[1] in self._in_use.get(pair[0], "")

    def has(self, word: str) -> bool:
        """Tell whether a word is one of them."""
        return word in self._ranks

    def is_sure(self, written: str, word: str) -> bool:
        """Tell whether a word is one of the surest and what is written stands in no text."""
        return word in self._sure and written[1] not in self._seen.get(written[0], "")

    @cached_property
    def _sure(self) -> frozenset[str]:
        return frozenset(_in_twos(self._surest))

    @cached_property
    def _behind(self) -> Computed:
        """What is written by mistake for the second character of words, by their first."""
        return Computed(
            lambda first: _written_for(self._seconds.get(first, ()), self._firsts.get(first, ()))
        )

    @cached_property
    def _before(self) -> Computed:
        """What is written by mistake for the first character of words, by their second."""
        return Computed(lambda second: _written_for(self._firsts.get(second, ()), ()))

    @lru_cache(maxsize=MOST_CHARS)  # noqa: B019 - there is one list for the whole process
    def meant(self, written: str) -> tuple[str, ...]:
        """Return the words that may be meant by a pair, the most common first."""
        first, second = written[0], written[1]
        for_first, for_second = map(confusions().may_be_written, written)
        words = {first + char for char in self._seconds.get(first, ()) if char in for_second}
        words |= {char + second for char in self._firsts.get(second, ()) if char in for_first}
        words |= {written[::-1]} & self._ranks.keys()
        return tuple(sorted(words, key=self._ranks.__getitem__))


def word_slip_places(index: ParagraphIndex[_P]) -> Iterator[WordSlip[_P]]:
    """Yield where pairs stand that are near to words."""
    for number, words in sorted(common_words().slips(index.bigrams).items()):
        for paragraph, start in index.places(pair_of(number)):
            yield WordSlip(paragraph, start, words)


def _in_twos(words: str) -> Iterator[str]:
    """Yield words of two characters that are written one behind the other."""
    return (words[start : start + 2] for start in range(0, len(words), 2))


def _rows(table: str) -> dict[str, str]:
    """Return what follows each first character of pairs."""
    return {row[0]: row[1:] for row in table.split(" ")}


def _grouped(keys: str, chars: str) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key, char in zip(keys, chars, strict=True):
        groups[key].append(char)
    return groups


def _written_for(chars: Iterable[str], more: Iterable[str]) -> str:
    """Return what is written for one of some characters, and others as they are."""
    return "".join((*map(confusions().may_be_written, chars), *more))


class WordPhrases:
    """Which common words stand beside each other in edited texts."""

    def __init__(self, table: str, words: Iterable[str]) -> None:
        """Take the text of the list, a line for each word."""
        self._ranks = {word: chr(FIRST + rank) for rank, word in enumerate(words)}
        self._rows = dict(zip(self._ranks, table.split("\n"), strict=True))

    def has(self, first: str, second: str) -> bool:
        """Tell whether two words are written one behind the other."""
        return second in self._ranks and self._ranks[second] in self._rows.get(first, "")


FIRST = 0x4E00
"""What the most common word is written as in the rows of the others."""


@cache
def common_words() -> CommonWords:
    """Return the list that ships with the program."""
    return CommonWords(_table("common-words"))


@cache
def word_phrases() -> WordPhrases:
    """Return the phrases that ship with the program."""
    return WordPhrases(_table("word-phrases"), common_words().words)


def _table(name: str) -> str:
    data = (resources.folder("rules") / "lexicons" / f"{name}.txt.z").read_bytes()
    return zlib.decompress(data).decode("utf-8")
