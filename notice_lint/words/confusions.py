"""Characters that are taken for each other: they sound alike, or they look alike."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_reader import read_node


class ConfusionFile(Struct, frozen=True):
    """Characters that are taken for each other, parted by blanks."""

    sounds: str
    """Classes of those that sound alike."""
    shapes: str
    """Characters, each with those that look like it; each pair stands once."""


class Confusions:
    """Tells which characters are taken for each other."""

    def __init__(self, file: ConfusionFile) -> None:
        """Take the characters."""
        self._sounds = f" {' '.join(file.sounds.split())} "
        self._shapes = {row[0]: row for row in file.shapes.split()}

    def sounds_like(self, char: str, other: str) -> bool:
        """Tell whether two characters sound alike, whatever their tones."""
        return any(other in members for members in self._sounding_like(char))

    def looks_like(self, char: str, other: str) -> bool:
        """Tell whether two characters look alike."""
        return other in self._shapes.get(char, "") or char in self._shapes.get(other, "")

    def confuses(self, char: str, other: str) -> bool:
        """Tell whether two different characters are taken for each other."""
        if char == other or char.isspace():
            return False
        return self.looks_like(char, other) or self.sounds_like(char, other)

    @cache  # noqa: B019 - there is one table for the whole process
    def _sounding_like(self, char: str) -> tuple[str, ...]:
        """Return the classes that a character is in."""
        classes = []
        place = self._sounds.find(char)
        while place >= 0:
            end = self._sounds.index(" ", place)
            classes.append(self._sounds[self._sounds.rindex(" ", 0, place) + 1 : end])
            place = self._sounds.find(char, end)
        return tuple(classes)


@cache
def confusions() -> Confusions:
    """Return the classes that ship with the program."""
    path = "lexicons/confusions.yaml"
    file = YamlFile(path, resources.read("rules", path), is_ours=True)
    return Confusions(read_node(file, file.compose(), ConfusionFile))
