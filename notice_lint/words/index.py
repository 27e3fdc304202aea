"""A word list as it is searched: by pairs of characters, its entries read when they are needed.

Of a thousand entries a document holds two. So a list is compiled to the bigrams by which each
entry is found and to one line of JSON for each entry; only a line that is asked for is decoded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import msgspec

from notice_lint.artifacts import ArtifactCache
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_nodes import uncached_node
from notice_lint.matching.bigrams import bigram
from notice_lint.words.entries import WordEntry, WordListHead
from notice_lint.words.reading import WordListContent, read_word_list


class WordIndex:
    """One word list, ready to be searched."""

    def __init__(self, compiled: dict[str, Any]) -> None:
        """Take what `compiled` made of a list."""
        self._compiled = compiled
        self._decoded: dict[int, WordEntry] = {}

    @classmethod
    def of_file(cls, file: YamlFile) -> WordIndex:
        """Read a list; raises RuleError. What is made of our own is remembered."""
        if file.is_ours:
            return cls(_COMPILED.of(file.text))
        return cls.of_content(read_word_list(file))

    @classmethod
    def of_content(cls, content: WordListContent) -> WordIndex:
        """Compile a list that was read."""
        return cls(_compiled(content))

    @classmethod
    def of_entries(cls, entries: Iterable[WordEntry]) -> WordIndex:
        """Compile entries that come from no file."""
        return cls.of_content(WordListContent(WordListHead(), tuple(entries)))

    @cached_property
    def anchors(self) -> dict[int, list[int]]:
        """The numbers of entries by a bigram that each text with one of them holds."""
        return dict(zip(self._compiled["anchors"], self._compiled["numbers"], strict=True))

    @cached_property
    def anchor_set(self) -> frozenset[int]:
        """The bigrams by which entries are found."""
        return frozenset(self._compiled["anchors"])

    @cached_property
    def _lines(self) -> list[str]:
        lines: list[str] = self._compiled["lines"].split("\n")
        return lines

    @cached_property
    def wrong(self) -> list[str]:
        """What is wrong by each entry, in order; nothing for one that is an expression."""
        words: str = self._compiled["wrong"]
        return words.split("\n")

    @property
    def first_day(self) -> str:
        """The first day, as text, from which an entry counts; nothing where one always does."""
        day: str = self._compiled["first"]
        return day

    @property
    def entries(self) -> Iterator[WordEntry]:
        """All entries in order."""
        return map(self.entry, range(self._compiled["count"]))

    def anchored_in(self, text: str) -> Iterator[WordEntry]:
        """Yield the entries that a short text may hold, by its bigrams."""
        for start in range(len(text) - 1):
            yield from map(self.entry, self.anchors.get(bigram(text[start : start + 2]), ()))

    @property
    def patterns(self) -> Iterator[WordEntry]:
        """The entries that are expressions."""
        return map(self.entry, self._compiled["patterns"])

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that are written so."""
        return tuple(self._compiled["terms"].split())

    @property
    def permitted(self) -> tuple[str, ...]:
        """The words that are right whatever a rule says."""
        return tuple(self._compiled["permitted"])

    def entry(self, number: int) -> WordEntry:
        """Return an entry by its number."""
        if number not in self._decoded:
            entry = msgspec.json.decode(self._lines[number], type=WordEntry)
            self._decoded[number] = self._head.complete(entry)
        return self._decoded[number]

    @cached_property
    def _head(self) -> WordListHead:
        return msgspec.convert(self._compiled["head"], WordListHead)


def _compiled(content: WordListContent) -> dict[str, Any]:
    """Return a list as JSON can hold it."""
    frequency = Counter(pair for entry in content.entries for pair in _pairs(entry.wrong))
    by_anchor: dict[int, list[int]] = {}
    for number, entry in enumerate(content.entries):
        if entry.wrong:
            by_anchor.setdefault(_anchor(entry, frequency), []).append(number)
    return {
        "head": msgspec.to_builtins(content.head),
        "anchors": list(by_anchor),
        "numbers": list(by_anchor.values()),
        "patterns": [number for number, entry in enumerate(content.entries) if entry.pattern],
        "first": min(map(_first_day, content.entries), default=""),
        "count": len(content.entries),
        "wrong": "\n".join(entry.wrong for entry in content.entries),
        "lines": "\n".join(msgspec.json.encode(entry).decode() for entry in content.entries),
        "terms": " ".join(content.terms),
        "permitted": list(content.permitted),
    }


def _first_day(entry: WordEntry) -> str:
    """Return the first day, as text, from which an entry counts; nothing where it always does."""
    return entry.since.isoformat() if entry.since else ""


WORTH = 4
"""Entries that may share a slip before a bigram of the right word is the better one to look for."""


def _anchor(entry: WordEntry, frequency: Counter[str]) -> int:
    """Return the bigram to look for: one about the slip that few entries share.

    What a hundred entries share is a common word: each text with it would ask for them all.
    """
    wrong, right = entry.wrong, entry.right or ""
    unlike = (at for at, pair in enumerate(zip(wrong, right, strict=False)) if len({*pair}) > 1)
    near = _pairs(wrong[max(0, next(unlike, len(right)) - 2) :])[:4] or _pairs(wrong)
    return bigram(min(near, key=lambda pair: frequency[pair] + WORTH * (pair in right)))


def _pairs(word: str) -> list[str]:
    """Return the bigrams of a word."""
    return [word[start : start + 2] for start in range(len(word) - 1)]


def _compiled_words(text: str) -> dict[str, Any]:
    """Return a list of ours as JSON can hold it."""
    return _compiled(read_word_list(YamlFile("", text, is_ours=True), uncached_node(text)))


_COMPILED = ArtifactCache(_compiled_words)
