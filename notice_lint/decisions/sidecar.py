"""Decisions that stand beside a document that must stay untouched: FILE.notice-lint.yaml."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from notice_lint.datafiles.boundary import refuse_link_outside
from notice_lint.datafiles.yaml_file import YamlFile, load_file
from notice_lint.datafiles.yaml_reader import read_node
from notice_lint.decisions.suppressions import Suppression
from notice_lint.text.spans import Span

SIDECAR = ".notice-lint.yaml"
"""What is put behind the name of a document to name its sidecar."""


class SidecarEntry(Struct, frozen=True):
    """One decision in a sidecar file."""

    rules: tuple[str, ...]
    reason: str = ""
    at: str = ""
    """Outline path, such as 二/（一）/3."""
    quote: str = ""
    """Words that the violation's quote holds."""
    fingerprint: str = ""
    until: date | None = None
    reviewer: str = ""


class Sidecar(Struct, frozen=True):
    """What a sidecar file holds."""

    ignore: tuple[SidecarEntry, ...]


class SidecarContent(Struct, frozen=True):
    """The entries of a sidecar, and the nodes they were read from."""

    file: YamlFile
    root: Any
    entries: tuple[SidecarEntry, ...]

    @property
    def listed(self) -> Any:
        """The node that holds the entries."""
        return next(value for key, value in self.root.value if key.value == "ignore")


def find_sidecar(document: str) -> Path | None:
    """Return the path of the sidecar beside a document, if there is one."""
    path = Path(document + SIDECAR)
    try:
        return path if document and path.is_file() else None
    except OSError:  # the document's own name is as long as a name may be
        return None


def read_sidecar(file: YamlFile) -> SidecarContent:
    """Read the text of a sidecar; raises RuleError."""
    root = file.compose()
    content: Sidecar = read_node(file, root, Sidecar)
    return SidecarContent(file, root, content.ignore)


def sidecar_suppressions(document: str) -> tuple[Suppression, ...]:
    """Read the sidecar beside a document, if there is one; raises RuleError."""
    path = find_sidecar(document)
    if path is None:
        return ()
    refuse_link_outside(path)
    stat = path.stat()
    return _read_at(path, (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=64)
def _read_at(path: Path, _version: tuple[int, int]) -> tuple[Suppression, ...]:
    """Read a sidecar as it was at a time; it is asked for before its document and with it."""
    sidecar = read_sidecar(load_file(path))
    return tuple(
        _suppression(entry, sidecar.file.at(node))
        for entry, node in zip(sidecar.entries, sidecar.listed.value, strict=True)
    )


def _suppression(entry: SidecarEntry, where: str) -> Suppression:
    return Suppression(
        rules=entry.rules,
        reason=entry.reason,
        until=entry.until,
        scope=None,
        words=where,
        raw=Span(0, 0),
        at=entry.at,
        quote=entry.quote,
        fingerprint=entry.fingerprint,
    )
