"""Packages that bring rules, lexicons, profiles and grammars, found by their entry points."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from notice_lint.errors import RuleError
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "notice_lint.packages"
"""Group of entry points; each names a Python package whose folders hold data files."""


class DataPackage(Struct, frozen=True):
    """An installed package with folders `rules`, `lexicons`, `profiles`, `grammar`, or some."""

    name: str
    folder: Path


@cache
def packages() -> tuple[DataPackage, ...]:
    """Return the packages there are, in the order of their names; raises RuleError."""
    from importlib.metadata import entry_points  # the slowest import of a start: only when needed

    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return tuple(map(_package, points))


def _package(point: EntryPoint) -> DataPackage:
    """Find the folder of a package; none of its code is run unless it lies within another's."""
    from importlib.util import find_spec

    try:
        spec = find_spec(point.value)
    except (ImportError, ValueError):
        spec = None
    folders = spec.submodule_search_locations if spec else None
    folder = next(iter(folders or ()), "")
    if not Path(folder).is_dir() or not folder:
        wording = Wording(
            f"{ENTRY_POINTS} 登记的 Python 包“{point.value}”找不到，请重新安装或卸载它",
            f"there is no Python package “{point.value}”, which {ENTRY_POINTS} names; "
            "install it anew or uninstall it",
        )
        raise RuleError(point.name, wording)
    return DataPackage(point.name, Path(folder))
