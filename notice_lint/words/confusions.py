"""Characters that are taken for each other: they sound alike, or they look alike."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_reader import read_node


class ConfusionFile(Struct, frozen=True):
    """Classes of characters, parted by blanks."""

    sounds: str
    shapes: str


class Confusions:
    """Tells which characters are taken for each other."""

    def __init__(self, file: ConfusionFile) -> None:
        """Take the classes."""
        self._classes = f" {' '.join(f'{file.sounds} {file.shapes}'.split())} "

    def confuses(self, char: str, other: str) -> bool:
        """Tell whether two different characters are in one class."""
        if char == other or char.isspace():
            return False
        return any(other in members for members in self._of(char))

    @cache  # noqa: B019 - there is one table for the whole process
    def _of(self, char: str) -> tuple[str, ...]:
        """Return the classes that a character is in."""
        classes = []
        place = self._classes.find(char)
        while place >= 0:
            end = self._classes.index(" ", place)
            classes.append(self._classes[self._classes.rindex(" ", 0, place) + 1 : end])
            place = self._classes.find(char, end)
        return tuple(classes)


@cache
def confusions() -> Confusions:
    """Return the classes that ship with the program."""
    path = "lexicons/confusions.yaml"
    file = YamlFile(path, resources.read("rules", path), is_ours=True)
    return Confusions(read_node(file, file.compose(), ConfusionFile))
