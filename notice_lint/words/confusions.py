"""Characters that are taken for each other: they sound alike, or they look alike."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import TypeVar

from msgspec import Struct

from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_reader import read_node

_F = TypeVar("_F", bound=Struct)


class ConfusionFile(Struct, frozen=True):
    """Characters that are taken for each other, parted by blanks."""

    sounds: str
    """Classes of those that sound alike."""
    shapes: str
    """Characters, each with those that look like it; each pair stands once."""


class GlanceFile(Struct, frozen=True):
    """Characters that look alike at a glance only."""

    glances: str
    """Characters, each with those; each pair stands once."""


class Confusions:
    """Tells which characters are taken for each other."""

    def __init__(self, file: ConfusionFile, at_a_glance: GlanceFile) -> None:
        """Take the characters."""
        self._classes = file.sounds.split()
        self._shapes = file.shapes.split()
        self._glances = at_a_glance.glances.split()

    @cached_property
    def _sounding_like(self) -> dict[str, str]:
        """What sounds like each character, itself with it."""
        alike: defaultdict[str, str] = defaultdict(str)
        for members in self._classes:
            for char in members:
                alike[char] += members
        return alike

    @cached_property
    def _looking_like(self) -> dict[str, str]:
        """What looks like each character."""
        return _both_ways(self._shapes)

    @cached_property
    def _glanced_like(self) -> dict[str, str]:
        """What looks like each character at a glance only."""
        return _both_ways(self._glances)

    def sounds_like(self, char: str, other: str) -> bool:
        """Tell whether two characters sound alike, whatever their tones."""
        return other in self._sounding_like.get(char, "")

    def looks_like(self, char: str, other: str) -> bool:
        """Tell whether two characters look alike."""
        return other in self._looking_like.get(char, "")

    def confuses(self, char: str, other: str) -> bool:
        """Tell whether two different characters are taken for each other."""
        if char == other or char.isspace():
            return False
        return self.looks_like(char, other) or self.sounds_like(char, other)

    def may_confuse(self, char: str, other: str) -> bool:
        """Tell the same of who does not look closely."""
        return self.confuses(char, other) or other in self._glanced_like.get(char, "")

    @cache  # noqa: B019 - there is one table for the whole process
    def may_be_written(self, char: str) -> str:
        """Return all characters that may be written for one, itself may be among them."""
        tables = (self._sounding_like, self._looking_like, self._glanced_like)
        return "".join(table.get(char, "") for table in tables)


def _both_ways(rows: list[str]) -> dict[str, str]:
    """Return what stands with each character, of rows in which each pair stands once."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        first = row[0]
        alike[first].append(row[1:])
        for char in row[1:]:
            alike[char].append(first)
    return dict(zip(alike, map("".join, alike.values()), strict=True))


@cache
def confusions() -> Confusions:
    """Return the classes that ship with the program."""
    return Confusions(_read("confusions", ConfusionFile), _read("glances", GlanceFile))


def _read(name: str, form: type[_F]) -> _F:
    path = f"lexicons/{name}.yaml"
    file = YamlFile(path, resources.read("rules", path), is_ours=True)
    content: _F = read_node(file, file.compose(), form)
    return content
