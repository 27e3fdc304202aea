"""The data that ships with the program: grammar and rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def folder(name: str) -> Traversable:
    """Return the folder `grammar` or `rules`: inside the package when installed, else beside it."""
    package = Path(__file__).parent.parent
    for root in (package, package.parent):
        if (root / name).is_dir():
            return root / name
    return _zipped(name)


def _zipped(name: str) -> Traversable:
    from importlib.resources import files  # 15 ms of imports that only a zipped wheel needs

    return files("notice_lint") / name


def read(name: str, file: str) -> str:
    """Return one data file as text."""
    return (folder(name) / file).read_text(encoding="utf-8")
