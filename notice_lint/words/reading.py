"""A word list read from YAML; every mistake is told at once, with its line and the reason."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.datafiles.yaml_reader import YamlReader
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording
from notice_lint.words.entries import (
    Certainty,
    Collocation,
    Grace,
    WordEntry,
    WordListHead,
    WordSource,
)

SHORT = 2
"""Characters of a word that is found across the border of two others, unless a guard says more."""


class WordListFile(Struct, frozen=True):
    """What the file of a word list may hold."""

    source: WordSource | None = None
    certainty: Certainty = "high"
    grace: Grace | None = None
    frame: tuple[str, ...] = ()
    entries: Raw | None = None
    collocations: Raw | None = None
    """Words that are mistaken for others, with the phrases and clauses that show which is meant."""
    pairs: Raw | None = None
    """Lines of two words: what is wrong and what is right; they need nothing else."""
    redundant: Raw | None = None
    """Such lines for words that say a thing twice: the right ones may stand within the wrong."""
    proven: Raw | None = None
    """Such lines for wrong words of two characters that stand nowhere in a large clean corpus."""
    terms: Raw | None = None
    """Words that are written so, parted by blanks or in a list: what comes near them is a slip."""
    permitted: Raw | None = None
    """Words that are right whatever a rule says of them."""


class WordListContent(Struct, frozen=True):
    """A word list as it was read."""

    head: WordListHead
    entries: tuple[WordEntry, ...] = ()
    terms: tuple[str, ...] = ()
    permitted: tuple[str, ...] = ()


def read_word_list(file: YamlFile, root: Raw | None = None) -> WordListContent:
    """Return what a file holds, by its root where that is at hand; raises RuleError of mistakes."""
    reader = YamlReader(file)
    return _WordListReader(reader).read(reader.read(root or file.compose(), WordListFile))


class _WordListReader:
    """Reads one list; a word may stand in it once."""

    def __init__(self, reader: YamlReader) -> None:
        self._reader = reader
        self._seen: dict[str, int] = {}

    def read(self, file: WordListFile) -> WordListContent:
        """Return the content of a file; raises RuleError."""
        content = WordListContent(
            WordListHead(file.source, file.certainty, file.grace, file.frame),
            (
                *self._entries(file.entries),
                *self._collocations(file.collocations),
                *self._table(file.pairs, WordEntry()),
                *self._table(file.redundant, WordEntry(is_redundant=True)),
                *self._table(file.proven, WordEntry(proven=True)),
            ),
            tuple(self._words(file.terms)),
            tuple(self._words(file.permitted)),
        )
        self._reader.check()
        return content

    def _entries(self, node: Raw | None) -> Iterator[WordEntry]:
        for item in self._items(node):
            mistakes = len(self._reader.mistakes)
            entry: WordEntry = self._reader.read(item, WordEntry)
            if len(self._reader.mistakes) == mistakes:
                yield self._accepted(entry, item)

    def _collocations(self, node: Raw | None) -> Iterator[WordEntry]:
        for item in self._items(node):
            mistakes = len(self._reader.mistakes)
            collocation: Collocation = self._reader.read(item, Collocation)
            if len(self._reader.mistakes) == mistakes:
                for entry in collocation.entries:
                    yield self._accepted(entry, item)

    def _items(self, node: Raw | None) -> Iterator[Raw]:
        """Yield the items of a list; what is no list is told."""
        if node is not None and node.id != "sequence":
            self._reader.wrong(node, "此处应为列表", "a list is expected here")
        elif node is not None:
            yield from node.value

    def _accepted(self, entry: WordEntry, node: Raw) -> WordEntry:
        """Return an entry; why it cannot be taken is told."""
        for wording in self._refusals(entry, node.start_mark.line + 1):
            self._reader.wrong(node, wording.zh, wording.en)
        return entry

    def _table(self, node: Raw | None, alike: WordEntry) -> Iterator[WordEntry]:
        """Yield the entries of lines of two words, each like a given one."""
        for number, line in self._lines(node):
            words = line.split()
            if len(words) != 2:
                self._at(number, Wording("每行应为“错误写法 正确写法”", "two words a line"))
                continue
            entry = replace(alike, wrong=words[0], right=words[1])
            for wording in self._refusals(entry, number):
                self._at(number, wording)
            yield entry

    def _lines(self, node: Raw | None) -> Iterator[tuple[int, str]]:
        """Yield the lines of a block that are not empty, with their 1-based numbers in the file."""
        if node is None:
            return
        if node.id != "scalar":
            self._reader.wrong(node, "此处应为多行文字（|）", "a block of lines (|) is expected")
            return
        for number, line in enumerate(node.value.splitlines(), node.start_mark.line + 2):
            if line.strip() and not line.lstrip().startswith("#"):
                yield number, line

    def _words(self, node: Raw | None) -> Iterator[str]:
        if node is not None and node.id == "sequence":
            yield from (self._reader.read(item, str) for item in node.value)
        else:
            for _, line in self._lines(node):
                yield from line.split()

    def _at(self, line: int, wording: Wording) -> None:
        self._reader.mistakes.append(self._reader.file.error(line, 1, wording))

    def _refusals(self, entry: WordEntry, line: int) -> Iterator[Wording]:
        """Yield why an entry in a line cannot be taken; a word may stand in a list once."""
        is_one_of_many = entry.earlier or entry.later or not entry.wrong
        first = line if is_one_of_many else self._seen.setdefault(entry.wrong, line)
        if first != line:
            yield Wording(f"“{entry.wrong}”已在第 {first} 行", f"given in line {first} already")
        yield from objections(entry)


def objections(entry: WordEntry) -> Iterator[Wording]:
    """Yield why an entry cannot be taken, wherever it stands."""
    if bool(entry.wrong) is bool(entry.pattern):
        yield Wording("应有 wrong 或 pattern 之一", "either wrong or pattern is needed")
    elif entry.pattern:
        yield from _objections_to_pattern(entry)
    else:
        yield from _objections_to_literal(entry)


def _objections_to_pattern(entry: WordEntry) -> Iterator[Wording]:
    assert entry.pattern
    literals = Pattern(entry.pattern.text).literals
    if not literals or any(len(literal) < SHORT for literal in literals):
        yield Wording(
            "pattern 中每种写法都须含两个以上确定的字",
            "each form of a pattern must hold two fixed characters",
        )


def _objections_to_literal(entry: WordEntry) -> Iterator[Wording]:
    if entry.off:
        return
    yield from _objections_to_pair(entry)
    wrong = entry.wrong
    if len(wrong) < SHORT:
        yield Wording(f"“{wrong}”只有一个字", f"“{wrong}” is a single character")
    elif len(wrong) == SHORT and not (entry.has_guard or entry.proven):
        yield Wording(
            f"两个字的“{wrong}”会跨词误报，请写明前面、后面不能是什么（not_after、not_before）",
            f"“{wrong}” of two characters is found across two words: add a guard",
        )


def _objections_to_pair(entry: WordEntry) -> Iterator[Wording]:
    wrong, right = entry.wrong, entry.right or ""
    if wrong == right:
        yield Wording(f"“{wrong}”的错误写法与正确写法相同", "wrong and right are the same")
    elif right and right in wrong and not entry.is_redundant:
        yield Wording(
            f"错误写法“{wrong}”里含有正确写法“{right}”，改后会多删文字",
            f"right “{right}” stands within wrong “{wrong}”",
        )
    elif wrong in right and not entry.has_guard:
        yield Wording(
            f"正确写法“{right}”里含有错误写法“{wrong}”，写对了也会报告；请加前后限制",
            f"wrong “{wrong}” stands within right “{right}”: add a guard",
        )
