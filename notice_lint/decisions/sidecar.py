"""Decisions that stand beside a document that must stay untouched: FILE.notice-lint.yaml."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from notice_lint.datafiles.boundary import refuse_link_outside
from notice_lint.datafiles.yaml_file import YamlFile, load_file
from notice_lint.datafiles.yaml_reader import read_node
from notice_lint.decisions.decided import DecidedFinding, Decision
from notice_lint.decisions.suppressions import Suppression
from notice_lint.text.spans import Span

SIDECAR = ".notice-lint.yaml"
"""What is put behind the name of a document to name its sidecar."""
SidecarList = Literal["ignore", "confirmed"]
"""What is not reported, and what a reviewer said is to be mended."""
LISTS: tuple[SidecarList, ...] = ("ignore", "confirmed")


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
    decision: Decision | None = None
    """Of what is ignored, whether it is no fault or may stay."""
    decided: str = ""
    """Day and time of the decision."""


class Sidecar(Struct, frozen=True):
    """What a sidecar file holds."""

    ignore: tuple[SidecarEntry, ...] = ()
    confirmed: tuple[SidecarEntry, ...] = ()


class SidecarContent(Struct, frozen=True):
    """The entries of a sidecar, and the nodes they were read from."""

    file: YamlFile
    root: Any
    sidecar: Sidecar

    def entries(self, key: SidecarList) -> tuple[SidecarEntry, ...]:
        """Return the entries of a list."""
        entries: tuple[SidecarEntry, ...] = getattr(self.sidecar, key)
        return entries

    def listed(self, key: SidecarList) -> Any:
        """Return the node that holds the entries of a list; None where there is no such list."""
        return next((value for name, value in self.root.value if name.value == key), None)


class SidecarDecisions(Struct, frozen=True):
    """What people decided beside a document."""

    suppressions: tuple[Suppression, ...] = ()
    reviewed: tuple[DecidedFinding, ...] = ()
    """What reviewers decided about findings that are known by their fingerprint."""


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
    return SidecarContent(file, root, content)


def sidecar_decisions(document: str) -> SidecarDecisions:
    """Read the sidecar beside a document, if there is one; raises RuleError."""
    path = find_sidecar(document)
    if path is None:
        return SidecarDecisions()
    refuse_link_outside(path)
    stat = path.stat()
    return _read_at(path, (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=64)
def _read_at(path: Path, _version: tuple[int, int]) -> SidecarDecisions:
    """Read a sidecar as it was at a time; it is asked for before its document and with it."""
    content = read_sidecar(load_file(path))
    nodes = content.listed("ignore")
    ignored, confirmed = content.sidecar.ignore, content.sidecar.confirmed
    suppressions = (
        _suppression(entry, content.file.at(node))
        for entry, node in zip(ignored, nodes.value if nodes else (), strict=True)
    )
    reviewed = [_reviewed(entry, entry.decision) for entry in ignored if entry.decision]
    reviewed += [_reviewed(entry, "confirmed") for entry in confirmed]
    return SidecarDecisions(
        tuple(suppressions), tuple(finding for finding in reviewed if finding.fingerprint)
    )


def _reviewed(entry: SidecarEntry, decision: Decision) -> DecidedFinding:
    return DecidedFinding(
        code=entry.rules[0] if entry.rules else "",
        fingerprint=entry.fingerprint,
        decision=decision,
        reason=entry.reason,
        until=entry.until,
        reviewer=entry.reviewer,
        when=entry.decided,
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
