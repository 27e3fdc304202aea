"""A text divided into words, by a word list and the fewest words.

The list is `segmentation.txt.z`, made by `benchmarks/segmenter_table.py`: words by their first
character. It is read when a place of a document asks for it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

from notice_lint.datafiles import resources

LONGEST = 4
"""Characters of the longest word in the list."""
CLOSE = 8
"""Characters on either side of a place by which its words are judged."""
SINGLE = 1.25
"""What a character costs that is no part of a word; a word costs 1.

Dearer than a word, so that 会议|议而不决 is chosen, and less than two.
"""
DOUBLE = 1.5
"""What 时时, 人人 cost: 及时|时 goes before 及|时时."""


MOST_CHARS = 6_000
"""Characters of which the words are at hand: as many as notices are written with."""
REMEMBERED = 2_000
"""Short texts whose words are remembered: rules ask for the same, and notices repeat them."""


class Segmenter:
    """The word list, ready to be asked."""

    def __init__(self, table: str) -> None:
        """Take the text of the list."""
        self._closing, self._free, self._adverbs, *rows = table.splitlines()
        self._rows = {row[0]: row[1:] for row in rows}

    def is_word(self, text: str) -> bool:
        """Tell whether a text of two to four characters is a word."""
        return text[1:] in self.rests(text[0])

    @lru_cache(maxsize=MOST_CHARS)  # noqa: B019 - there is one list for the whole process
    def rests(self, char: str) -> frozenset[str]:
        """Return what stands behind a character in the words that it begins."""
        return frozenset(self._rows.get(char, "").split())

    def closes_words(self, char: str) -> bool:
        """Tell whether a character closes words, but begins hardly any and is none of its own."""
        return char in self._closing

    def stands_alone(self, char: str) -> bool:
        """Tell whether a character is often a word of its own."""
        return char in self._free

    def is_adverb(self, word: str) -> bool:
        """Tell whether no noun stands behind a word."""
        return f" {word} " in self._adverbs

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - there is one list for the whole process
    def words_around(self, text: str) -> Segmentation:
        """Return all ways to divide a text into the fewest words."""
        return Segmentation(text, self)


class Segmentation:
    """All ways to divide a short text into words that cost the least together."""

    def __init__(self, text: str, segmenter: Segmenter) -> None:
        """Take the text and the list."""
        self.text = text
        self._segmenter = segmenter

    @cached_property
    def _tokens(self) -> list[tuple[int, int, float]]:
        """Start, end and cost of each character and of each word in the text."""
        text, size = self.text, len(self.text)
        tokens: list[tuple[int, int, float]] = []
        for start, char in enumerate(text):
            tokens.append((start, start + 1, SINGLE))
            rests = self._segmenter.rests(char)
            for end in range(start + 2, min(size, start + LONGEST) + 1):
                rest = text[start + 1 : end]
                if rest in rests:
                    tokens.append((start, end, DOUBLE if rest == char else 1))
        return tokens

    @property
    def cost(self) -> float:
        """What a cheapest way costs."""
        return self._least(self._tokens)[-1]

    @cached_property
    def words(self) -> frozenset[tuple[int, int]]:
        """The ranges of the words that are in one of the cheapest ways."""
        before = self._least(self._tokens)
        size = len(self.text)
        mirrored = [(size - end, size - start, cost) for start, end, cost in self._tokens]
        behind = self._least(sorted(mirrored))
        return frozenset(
            (start, end)
            for start, end, cost in self._tokens
            if before[start] + cost + behind[size - end] <= before[size] + 1e-9
        )

    def _least(self, tokens: list[tuple[int, int, float]]) -> list[float]:
        """Return what the text up to each place costs at least."""
        least = [0.0] + [float("inf")] * len(self.text)
        for start, end, cost in tokens:
            least[end] = min(least[end], least[start] + cost)
        return least

    def word_across(self, place: int) -> str:
        """Return the longest word of a cheapest way that goes over a place, or nothing."""
        over = [self.text[start:end] for start, end in self.words if start < place < end]
        return max(over, key=len, default="")

    def parted_at(self, place: int) -> Iterator[tuple[str, str]]:
        """Yield what the words of cheapest ways that go over a place have before and behind it."""
        for start, end in self.words:
            if start < place < end:
                yield self.text[start:place], self.text[place:end]

    def word_from(self, place: int) -> str:
        """Return the longest word of a cheapest way that begins at a place, or nothing."""
        words = [self.text[start:end] for start, end in self.words if start == place]
        return max(words, key=len, default="")

    def is_in_word(self, place: int) -> bool:
        """Tell whether the character at a place is part of a word of a cheapest way."""
        return any(start <= place < end > start + 1 for start, end in self.words)

    def crosses(self, place: int) -> bool:
        """Tell whether a word of a cheapest way goes over a place."""
        return any(start < place < end for start, end in self.words)


@cache
def segmenter() -> Segmenter:
    """Return the list that ships with the program."""
    data = (resources.folder("rules") / "lexicons" / "segmentation.txt.z").read_bytes()
    return Segmenter(zlib.decompress(data).decode("utf-8"))
