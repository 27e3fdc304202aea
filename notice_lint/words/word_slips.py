"""Common words of two characters with one written wrong, as no edited text has it: 布署."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from msgspec import Struct

from notice_lint.artifacts import ArtifactCache
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_nodes import uncached_node
from notice_lint.datafiles.yaml_reader import read_node
from notice_lint.matching.windows import pair_column


class SlipFile(Struct, frozen=True):
    """Words, each with what is written instead of its first and of its second: 部署/布步/暑属."""

    slips: str
    swapped: str = ""
    """Words that nobody writes the other way round but by mistake."""


class SlipTable:
    """Wrong pairs of characters, each with the word that is meant."""

    def __init__(self, compiled: dict[str, Any]) -> None:
        """Take what `_compiled` made of a file."""
        self._written: str = compiled["written"]
        self._meant: str = compiled["meant"]

    @classmethod
    def of_file(cls, file: YamlFile) -> SlipTable:
        """Read a list; raises RuleError. What is made of our own is remembered."""
        if file.is_ours:
            return cls(_COMPILED.of(file.text))
        return cls(_compiled(read_node(file, file.compose(), SlipFile)))

    @classmethod
    def empty(cls) -> SlipTable:
        """Return a table without words."""
        return cls(_compiled(SlipFile("")))

    @cached_property
    def meant(self) -> dict[int, int]:
        """Where the word that is meant stands, by the number of each wrong pair."""
        numbers = pair_column(self._written)
        return dict(zip(numbers, range(0, len(self._meant), 2), strict=True))

    def word(self, number: int) -> str:
        """Return the word that is meant by a wrong pair."""
        place = self.meant[number]
        return self._meant[place : place + 2]


def _compiled(file: SlipFile) -> dict[str, Any]:
    """Return the wrong pairs and the words as JSON can hold them."""
    rows = [row.split("/") for row in file.slips.split()]
    pairs = [
        (written, word)
        for word, firsts, seconds in rows
        for written in (*(char + word[1] for char in firsts), *(word[0] + char for char in seconds))
    ]
    pairs += [(word[::-1], word) for word in file.swapped.split()]
    return {
        "written": "".join(written for written, _ in pairs),
        "meant": "".join(word for _, word in pairs),
    }


def _compiled_slips(text: str) -> dict[str, Any]:
    """Return a list of ours as JSON can hold it."""
    return _compiled(read_node(YamlFile("", text, is_ours=True), uncached_node(text), SlipFile))


_COMPILED = ArtifactCache(_compiled_slips)
