"""Names of the formats that reports are written in: those of the modules that hold them."""

from __future__ import annotations

import pkgutil
from pathlib import Path, PurePath


def _names(folder: str) -> tuple[str, ...]:
    modules = pkgutil.iter_modules([str(Path(__file__).parent / "reports" / folder)])
    return tuple(sorted(module.name.replace("_", "-") for module in modules))


ON_SCREEN = _names("on_screen")
"""What may go to the screen or to a file."""
TO_FILE = _names("to_file")
"""What only goes to files."""

_SUFFIXES = {
    ".csv": "csv", ".docx": "docx", ".htm": "html", ".html": "html", ".json": "json",
    ".jsonl": "jsonl", ".md": "markdown", ".sarif": "sarif", ".txt": "text", ".xlsx": "xlsx",
    ".xml": "junit",
}  # fmt: skip


def format_of(path: str) -> str:
    """Return the format that the name of a file tells, nothing where it tells none."""
    return _SUFFIXES.get(PurePath(path).suffix.lower(), "")
