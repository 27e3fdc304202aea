"""Pairs of characters that no edited text has, where a common word is but for one: 布署, 技求.

Slips are not listed. `common-words.txt.z` holds the words, and of the pairs that are one character
off a word those that texts do have; `word-phrases.txt.z` which words stand beside each other. Both
are made by `benchmarks/word_tables.py`; what is written for a character says `Confusions`.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from notice_lint.datafiles import resources
from notice_lint.matching.paragraph_index import ParagraphIndex, Searchable
from notice_lint.matching.windows import pair, pair_columns
from notice_lint.words.confusions import confusions

MOST_HARMLESS = 200_000
"""Pairs that are remembered: some 14 MB."""
MOST_CHARS = 6_000
"""Characters of which is remembered what is near: as many as notices are written with."""
_P = TypeVar("_P", bound=Searchable)


class WordSlip(NamedTuple, Generic[_P]):
    """A place where a pair of characters stands that is near to common words."""

    paragraph: _P
    start: int
    words: tuple[str, ...]
    """The words that may be meant, the most common first."""


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

    def slips(self, index: ParagraphIndex[_P]) -> Iterator[WordSlip[_P]]:
        """Yield where pairs stand that are near to words and not in use themselves."""
        unknown = set().union(*pair_columns(index.text)) - self._harmless
        suspicious = [number for number in unknown if self._is_suspicious(*pair(number))]
        self._remember(unknown.difference(suspicious))
        for number in suspicious:
            written = pair(number)
            words = self.meant(written)
            for paragraph, start in index.places(written) if words else ():
                yield WordSlip(paragraph, start, words)

    def _remember(self, harmless: set[int]) -> None:
        """Note that pairs are no slips: notices are made of the same ones."""
        if len(self._harmless) > MOST_HARMLESS:
            self._harmless.clear()
        self._harmless |= harmless

    def _is_suspicious(self, first: str, second: str) -> bool:
        """Tell whether a pair is near to a word, and is neither a word nor in use."""
        if second not in self._behind(first) and first not in self._before(second):
            return False
        return second not in self._in_use.get(first, "") and first + second not in self._ranks

    def is_sure(self, written: str, word: str) -> bool:
        """Tell whether a word is one of the surest and what is written stands in no text."""
        return word in self._sure and written[1] not in self._seen.get(written[0], "")

    @cached_property
    def _sure(self) -> frozenset[str]:
        return frozenset(_in_twos(self._surest))

    @lru_cache(maxsize=MOST_CHARS)  # noqa: B019 - there is one list for the whole process
    def _behind(self, first: str) -> str:
        """Return what is written by mistake for the second character of words with such a first."""
        return _written_for(self._seconds.get(first, ()), self._firsts.get(first, ()))

    @lru_cache(maxsize=MOST_CHARS)  # noqa: B019 - there is one list for the whole process
    def _before(self, second: str) -> str:
        """Return what is written by mistake for the first character of words with such a second."""
        return _written_for(self._firsts.get(second, ()), ())

    def meant(self, written: str) -> tuple[str, ...]:
        """Return the words that may be meant by a pair, the most common first."""
        first, second = written[0], written[1]
        like = confusions().may_confuse
        words = {first + char for char in self._seconds.get(first, ()) if like(second, char)}
        words |= {char + second for char in self._firsts.get(second, ()) if like(first, char)}
        words |= {written[::-1]} & self._ranks.keys()
        return tuple(sorted(words, key=self._ranks.__getitem__))


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
    return "".join({*more}.union(*map(confusions().may_be_written, chars)))


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
