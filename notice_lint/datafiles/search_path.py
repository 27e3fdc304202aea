"""Where a lexicon, profile or grammar is found by its name.

An office's files come first, then those of packages, then our own; so a name that we take into use
later changes nothing for an office that has it already. Our own files name only our own: what
`extends: default` in a profile of ours means does not depend on where it is used.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from notice_lint.datafiles import resources
from notice_lint.datafiles.boundary import OUTSIDE, border, is_inside
from notice_lint.datafiles.packages import packages
from notice_lint.datafiles.yaml_file import YamlFile, load_file
from notice_lint.errors import RuleError
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DataKind = Literal["lexicons", "profiles", "grammar"]
"""Also what our folder is called that holds such files."""

_FOLDERS: dict[DataKind, tuple[str, ...]] = {
    "lexicons": ("lexicons",),
    "profiles": ("profiles",),
    "grammar": ("grammars", "grammar"),
}
"""What the folders of an office or a package are called that hold such files."""
DATA_FOLDERS = ("lexicons", "profiles", "grammars", "grammar", "templates")
"""Folders beside rules that hold none."""
_SUFFIX: dict[DataKind, str] = {"lexicons": ".yaml", "profiles": ".yaml", "grammar": ".lark"}
_LINES = "lines"
"""The grammar of lines, which is none of notices."""
_NAME = re.compile(r"\w[\w-]{,59}")
"""Four bytes a character, no file has a longer name."""


class SearchPath(Struct, frozen=True):
    """Folders in which names are looked for before the packages and our own."""

    folders: tuple[Path, ...] = ()
    only_ours: bool = False
    """Whether only our own files count."""

    @classmethod
    def of(cls, file: YamlFile, *further: Path) -> SearchPath:
        """Return where names in a file are looked for: near it, then in further folders."""
        if file.is_ours:
            return cls(only_ours=True)
        return cls(tuple(dict.fromkeys((*homes(file), *further))))

    def find(self, kind: DataKind, name: str, *, leave_out: str = "") -> YamlFile | None:
        """Return the first file of a name, but one; None when there is none; raises RuleError."""
        if self.folders and is_path(name):
            place = self.folders[0] / name
            if not is_inside(place, home_above(self.folders[0])):
                raise RuleError(str(place), OUTSIDE)
            return load_file(place)
        file_name = f"{name}{_SUFFIX[kind]}"
        for folder in self._folders(kind) if _NAME.fullmatch(name) else ():
            path = folder / file_name
            if path.is_file() and str(path) != leave_out:
                return load_file(path)
        file = _own_folder(kind) / file_name
        if name in _names_in(_own_folder(kind), kind):
            return YamlFile(f"{kind}/{file_name}", file.read_text(encoding="utf-8"), is_ours=True)
        return None

    def names(self, kind: DataKind) -> list[str]:
        """Return the names that can be found: our own first, then by alphabet."""
        others = {name for folder in self._folders(kind) for name in _names_in(folder, kind)}
        ours = sorted(_names_in(_own_folder(kind), kind))
        return [*ours, *sorted(others.difference(ours))]

    def _folders(self, kind: DataKind) -> Iterator[Path]:
        if self.only_ours:
            return
        for folder in self.folders:
            # a stray strict.yaml beside a configuration must not stand for the profile strict
            if kind != "profiles" or folder.name == kind:
                yield folder
            yield from (folder / name for name in _FOLDERS[kind])
        for package in packages():
            yield from (package.folder / name for name in _FOLDERS[kind])


def homes(file: YamlFile) -> tuple[Path, ...]:
    """Return the folders that belong to a file: its own and, of a data folder, the one above."""
    folder = Path(file.path).parent
    return tuple(dict.fromkeys((folder, home_above(folder))))


def home_above(folder: Path) -> Path:
    """Return the folder above a data folder; any other one as it is."""
    return folder.parent if folder.name in (*DATA_FOLDERS, "rules") else folder


def domain(file: YamlFile) -> Path:
    """Return the folder that a file may name others in: its repository, else where it lies."""
    return border(homes(file)[-1])


def is_path(name: str) -> bool:
    """Tell whether a name is the path of a file."""
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml", ".lark"))


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Return which known word is meant; empty when none is near."""
    return next(iter(difflib.get_close_matches(word, list(known), 1, 0.5)), "")


def nearest(word: str, known: Iterable[str]) -> Wording:
    """Say which known word is meant, or which there are."""
    choices = list(known)
    near = nearest_word(word, choices)
    if near:
        return Wording(f"，是不是“{near}”？", f"; did you mean “{near}”?")
    if choices:
        return Wording(f"，可用：{'、'.join(choices)}", f"; known: {', '.join(choices)}")
    return Wording("，这里没有可设的项", "; nothing can be set here")


def _is_other(stem: str) -> bool:
    """Tell whether a file is a rule, a configuration or the grammar of lines, beside the others."""
    return re.fullmatch(r"[A-Z]{2,}\d{3}-.*|notice-lint", stem) is not None or stem == _LINES


def _own_folder(kind: DataKind) -> Traversable:
    return resources.folder(kind) if kind == "grammar" else resources.folder("rules") / kind


def _names_in(folder: Traversable, kind: DataKind) -> Iterator[str]:
    for file in folder.iterdir() if folder.is_dir() else ():
        stem, dot, suffix = file.name.rpartition(".")
        if dot + suffix == _SUFFIX[kind] and _NAME.fullmatch(stem) and not _is_other(stem):
            yield stem
