"""Word lists as people read them, and what the words of one come to in past documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.document.notice import Notice
from notice_lint.ruleset.rule import Rule
from notice_lint.text.harmless import harmless
from notice_lint.text.masking import masked
from notice_lint.text.wording import Lang, Wording
from notice_lint.words.entries import WordEntry
from notice_lint.words.index import WordIndex
from notice_lint.words.search import occurrences

CONTEXT = 12
"""Characters shown on either side of a hit."""


class WordHit(Struct, frozen=True):
    """A place in a past document where the word of an entry stands."""

    path: str
    line: int
    before: str
    entry: WordEntry
    after: str

    @property
    def as_line(self) -> str:
        """The hit in one line."""
        right = f" → {self.entry.right}" if self.entry.right else ""
        words = f"{self.before}【{self.entry.wrong}】{self.after}{right}"
        return harmless(masked(f"{self.path}:{self.line}: {words}"))


def hits(words: WordIndex, documents: Iterable[tuple[str, Notice]]) -> Iterator[WordHit]:
    """Yield where the words of a list stand in documents, by document."""
    for path, notice in documents:
        for paragraph, start, end, entry in occurrences(words, notice.index):
            text = paragraph.text
            yield WordHit(
                path,
                notice.source.location(paragraph.span(start, end)).line,
                text[max(0, start - CONTEXT) : start],
                entry,
                text[end : end + CONTEXT],
            )


def counts(words: WordIndex, listed_hits: Iterable[WordHit]) -> Mapping[str, int]:
    """Return how often each entry of a list hits, those that never do too."""
    numbers = Counter(hit.entry.wrong for hit in listed_hits)
    listed = (entry.wrong for entry in words.entries if entry.wrong)
    return {wrong: numbers[wrong] for wrong in sorted(listed, key=lambda word: -numbers[word])}


def listed_lines(rules: Iterable[Rule], lang: Lang) -> Iterator[str]:
    """Yield the word lists of rules with their entries and terms, the office's own last."""
    for rule in rules:
        for name, content in _lists(rule.options):
            yield f"{rule.code} {name}{_COLON.in_(lang)}{_list_size(content).in_(lang)}"
        yield from (_entry_line(rule, entry, lang) for entry in getattr(rule.options, "add", ()))


_COLON = Wording("：", ": ")


def _list_size(words: WordIndex) -> Wording:
    """Return how many entries and terms a list has."""
    count, terms = sum(1 for _ in words.entries), len(words.terms)
    return Wording(f"词条 {count}，表述 {terms}", f"{count} entries, {terms} terms")


def _lists(options: Any) -> Iterator[tuple[str, WordIndex]]:
    """Yield the word lists that options name, with their names."""
    for field in options.__struct_fields__:
        value = getattr(options, field)
        for file in value if isinstance(value, tuple) else (value,):
            is_words = isinstance(file, LexiconFile) and file.type_ is WordIndex
            if is_words and field != "reported":
                yield file.name, file.content


def _entry_line(rule: Rule, entry: WordEntry, lang: Lang) -> str:
    source = entry.source.wording.in_(lang) if entry.source else ""
    right = f" → {entry.right}" if entry.right else ""
    return harmless(f"{rule.code} {entry.wrong or entry.pattern}{right}  {source}".rstrip())
