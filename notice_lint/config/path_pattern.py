"""Patterns of paths, each relative to the file that it stands in."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path

from msgspec import Struct


class PathPattern(Struct, frozen=True):
    """A pattern such as drafts/*.md and the folder that it begins in."""

    folder: Path
    pattern: str

    def matches(self, document: str) -> bool:
        """Tell whether the path of a document is meant."""
        return bool(document) and fnmatch(self._inside(document), self.pattern)

    def matches_below(self, document: str) -> bool:
        """Tell whether the path of a document, or the end of it, is meant."""
        return self.matches(document) or fnmatch(self._inside(document), f"*/{self.pattern}")

    def _inside(self, document: str) -> str:
        return Path(os.path.relpath(document, self.folder)).as_posix() if document else ""
