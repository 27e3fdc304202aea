"""Grammars of notices by name or path, with those that they take over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from msgspec import Struct

from notice_lint.datafiles import resources
from notice_lint.datafiles.search_path import SearchPath, nearest
from notice_lint.datafiles.yaml_file import YamlFile, load_file
from notice_lint.errors import RuleError
from notice_lint.text.wording import Wording

USUAL = "notice"
"""The grammar that the others are variants of."""
_IMPORT = re.compile(r"%import +\.([\w-]+)\.start *(?://.*)?")


class GrammarLine(Struct, frozen=True):
    """A line of a grammar, its file and its 1-based number there."""

    file: YamlFile
    number: int
    text: str
    """Empty where the line only names another grammar."""


class GrammarFile(Struct, frozen=True, eq=False):
    """A grammar, the rules of those that it takes over written out."""

    name: str
    text: str
    names: tuple[YamlFile, ...]
    """What its parts and terminals are called; what stands in a later file counts."""
    lines: tuple[GrammarLine, ...] = ()
    """Where each line of the text comes from; nothing for the usual one."""

    @property
    def first_line(self) -> int:
        """The 1-based first line of the text that stands in the grammar's own file."""
        heir = self.lines[-1].file
        return next(number for number, line in enumerate(self.lines, 1) if line.file == heir)

    @property
    def own_text(self) -> str:
        """The text with empty lines for those that are taken over."""
        heir = self.lines[-1].file
        return "\n".join(line.text if line.file == heir else "" for line in self.lines)

    @property
    def is_own(self) -> bool:
        """Whether all of it came with the program: it is taken to be sound."""
        return all(line.file.is_ours for line in self.lines)

    def error(self, line: int, column: int, wording: Wording) -> RuleError:
        """Return an error at a 1-based line and column of the text."""
        place = self.lines[min(line, len(self.lines)) - 1]
        return place.file.error(place.number, column, wording)


@cache
def usual_grammar() -> GrammarFile:
    """Return the grammar that counts unless another one is chosen."""
    return GrammarFile(USUAL, resources.read("grammar", f"{USUAL}.lark"), (_own_names(USUAL),))


MOST_LINES = 5000
"""Lines of a grammar with those it takes over; ours have 700, and each may be taken over again."""
_TOO_LONG = Wording(
    f"语法连同引入的部分超过 {MOST_LINES} 行", f"more than {MOST_LINES} lines with what is imported"
)


def find_grammar(name: str, search: SearchPath) -> GrammarFile | None:
    """Return a grammar by its name or path; None when there is none; raises RuleError."""
    file = search.find("grammar", name)
    if file is None:
        return None
    if not file.text.strip():
        raise RuleError(file.path, Wording("文件是空的", "the file is empty"))
    above = (file.path,)
    lines = list(islice(_lines(file, search, above), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise RuleError(file.path, _TOO_LONG)
    text = "\n".join(line.text for line in lines)
    return GrammarFile(name, f"{text}\n", tuple(_names(lines)), tuple(lines))


def _lines(file: YamlFile, search: SearchPath, above: tuple[str, ...]) -> Iterator[GrammarLine]:
    """Yield the lines of a grammar; those of another one in place of the line that names it.

    Lark would give the rules of another grammar names of their own, so that each had to be named
    to be changed; here %override and %extend change any of them.
    """
    for number, line in enumerate(file.text.splitlines(), 1):
        named = _IMPORT.fullmatch(line.strip())
        place = GrammarLine(file, number, "" if named else line)
        if named:
            taken_over = _taken_over(named.group(1), place, search, above)
            yield from _lines(taken_over, search, (*above, taken_over.path))
        yield place


def _taken_over(
    name: str, place: GrammarLine, search: SearchPath, above: tuple[str, ...]
) -> YamlFile:
    """Return the grammar that a line names; one that names itself means the next of its name."""
    near = SearchPath(only_ours=True) if place.file.is_ours else search
    file = near.find("grammar", name, leave_out=place.file.path)
    if file is None:
        hint = nearest(name, [known for known in near.names("grammar") if known != name])
        raise place.file.error(
            place.number, 1, Wording(f"没有这个语法{hint.zh}", f"no such grammar{hint.en}")
        )
    if file.path in above:
        chain = " → ".join((*above, file.path))
        raise place.file.error(
            place.number,
            1,
            Wording(f"%import 循环引用：{chain}", f"%import goes in a circle: {chain}"),
        )
    return file


def _names(lines: Sequence[GrammarLine]) -> Iterator[YamlFile]:
    """Yield the usual names, then those of each grammar, one that is taken over before its heir."""
    usual = _own_names(USUAL)
    yield usual
    ends_last = dict.fromkeys(line.file for line in reversed(lines))
    for file in reversed(ends_last):
        names = _names_of(file)
        if names and names != usual:
            yield names


def _names_of(file: YamlFile) -> YamlFile | None:
    """Return the names beside a grammar, in a file of its name; None when there are none."""
    stem = Path(file.path).stem
    if file.is_ours:
        has_names = (resources.folder("grammar") / f"{stem}.yaml").is_file()
        return _own_names(stem) if has_names else None
    path = Path(file.path).with_suffix(".yaml")
    return load_file(path) if path.is_file() else None


def _own_names(stem: str) -> YamlFile:
    return YamlFile(f"{stem}.yaml", resources.read("grammar", f"{stem}.yaml"), is_ours=True)
