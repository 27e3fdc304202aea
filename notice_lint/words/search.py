"""Where the words of a list stand in a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, NamedTuple, TypeVar

from notice_lint.matching.paragraph_index import ParagraphIndex, Searchable
from notice_lint.matching.switch import plain_search
from notice_lint.words.entries import WordEntry
from notice_lint.words.index import WordIndex

_P = TypeVar("_P", bound=Searchable)


class Occurrence(NamedTuple, Generic[_P]):
    """A place where the word of an entry stands, whatever stands around it."""

    paragraph: _P
    start: int
    end: int
    entry: WordEntry


def occurrences(words: WordIndex, index: ParagraphIndex[_P]) -> Iterator[Occurrence[_P]]:
    """Yield the places where literal words of a list stand, its guards obeyed."""
    for entry in _candidates(words, index):
        for paragraph, start in index.places(entry.wrong):
            end = start + len(entry.wrong)
            if entry.stands(paragraph.text, start, end):
                yield Occurrence(paragraph, start, end, entry)


def _candidates(words: WordIndex, index: ParagraphIndex[_P]) -> Iterator[WordEntry]:
    """Yield the entries whose words may be in a document, in order."""
    if plain_search():
        yield from (entry for entry in words.entries if entry.wrong)
        return
    shared = words.anchor_set & index.bigrams
    numbers = sorted(number for anchor in shared for number in words.anchors[anchor])
    yield from (words.entry(number) for number in numbers if index.may_hold(words.wrong[number]))
