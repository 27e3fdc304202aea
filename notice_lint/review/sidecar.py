"""Entries put into a sidecar and taken out again; whatever else stands in it stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from notice_lint.datafiles.yaml_file import MAX_BYTES, YamlFile
from notice_lint.decisions.sidecar import (
    LISTS,
    SidecarContent,
    SidecarEntry,
    SidecarList,
    read_sidecar,
)
from notice_lint.errors import InputError, RuleError
from notice_lint.text.wording import Wording

MARK = "# notice-lint review import"
"""Begins the comment above an entry that came from a sheet; without it an entry is the user's."""
NEW = (
    "# 带“notice-lint review import”注释的条目来自审核清单，再次导入时会随清单更新；"
    "其他条目和注释不会改动。\n"
)
_PLAIN = re.compile(r"[A-Za-z][\w-]*")


class Stored(Struct, frozen=True):
    """One entry of a sidecar and where it stands."""

    entry: SidecarEntry
    line: int
    """1-based line that it begins in."""
    lines: tuple[int, int] | None
    """0-based half-open range of lines, its comment with it; None when the user wrote it."""
    key: SidecarList = "ignore"


class SidecarText(Struct, frozen=True):
    """A sidecar as text."""

    path: str
    text: str

    def stored(self) -> list[Stored]:
        """Return its entries, list by list; raises RuleError."""
        if not self.text.strip():
            return []
        content = self._read()
        return [entry for key in LISTS for entry in self._listed(content, key)]

    def _listed(self, content: SidecarContent, key: SidecarList) -> Iterator[Stored]:
        nodes = content.listed(key)
        lines = self.text.splitlines(keepends=True)
        for entry, at in zip(content.entries(key), nodes.value if nodes else (), strict=True):
            first = at.start_mark.line
            yield Stored(entry, first + 1, _imported(lines, first), key)

    def _read(self) -> SidecarContent:
        return read_sidecar(YamlFile(self.path, self.text))

    def changed(
        self,
        removed: Sequence[Stored],
        added: Sequence[tuple[SidecarEntry, str]],
        key: SidecarList = "ignore",
    ) -> SidecarText:
        """Return the text with other entries in a list, each that is new with words about it.

        What comes out is read again; raises InputError when it is not what was meant.
        """
        gone = [entry for entry in removed if entry.key == key]
        meant = [entry.entry for entry in self._of(key) if entry not in gone]
        meant += [entry for entry, _ in added]
        try:
            without = SidecarText(self.path, self._without(gone, key))
            changed = SidecarText(self.path, without._with(added, key) if added else without.text)
            is_meant = [entry.entry for entry in changed._of(key)] == meant
        except RuleError as error:
            raise InputError(self.path, _STRANGE) from error
        if not is_meant:
            raise InputError(self.path, _STRANGE)
        return changed._within_limits()

    def _within_limits(self) -> SidecarText:
        """Return the text, unless it is too large to be read again; raises InputError."""
        if len(self.text.encode("utf-8")) > MAX_BYTES:
            size = MAX_BYTES // 1024
            wording = Wording(f"会超过 {size} KB", f"it would grow larger than {size} KB")
            raise InputError(self.path, wording)
        return self

    def _of(self, key: SidecarList) -> list[Stored]:
        return [entry for entry in self.stored() if entry.key == key]

    def _without(self, removed: Sequence[Stored], key: SidecarList) -> str:
        lines = self.text.splitlines(keepends=True)
        for start, end in sorted((entry.lines for entry in removed if entry.lines), reverse=True):
            del lines[start:end]
        text = "".join(lines)
        if not removed or len(removed) < len(self._of(key)):
            return text
        above = sum(len(line) for line in lines[: self._line_of(key)])
        colon = text.index(":", above + len(key)) + 1
        return f"{text[:colon]} []{text[colon:]}"

    def _line_of(self, key: SidecarList) -> int:
        """Return the line of a list's name; nothing that is removed from it stands above."""
        names = (name for name, _ in self._read().root.value if name.value == key)
        line: int = next(names).start_mark.line
        return line

    def _with(self, added: Sequence[tuple[SidecarEntry, str]], key: SidecarList) -> str:
        """Put entries behind those of a list, which is begun where there is none."""
        if not self.text.strip():
            return f"{NEW}{key}:\n" + "".join(_block(*entry, "  ") for entry in added)
        content = self._read()
        listed = content.listed(key)
        end = "\r\n" if "\r\n" in self.text else "\n"
        if listed is None:
            begun = self._begun(content.root, key, end)
            return begun.changed((), added, key).text
        indent = "  "
        at = listed.end_mark.index
        before, after = self.text[:at], self.text[at:]
        if not listed.flow_style:
            indent = " " * listed.start_mark.column
        elif listed.value:
            raise InputError(self.path, _STRANGE)
        else:
            before = before[: listed.start_mark.index].rstrip(" ")
            after = after.lstrip("\r\n")
        blocks = "".join(_block(*entry, indent) for entry in added).replace("\n", end)
        return f"{before}{'' if before.endswith(chr(10)) else end}{blocks}{after}"

    def _begun(self, root: Any, key: SidecarList, end: str) -> SidecarText:
        """Return the text with an empty list behind all else that stands in it."""
        if root.flow_style:
            raise InputError(self.path, _STRANGE)
        at = root.end_mark.index
        before, after = self.text[:at], self.text[at:]
        line = f"{'' if before.endswith(chr(10)) else end}{key}: []{end}"
        return SidecarText(self.path, f"{before}{line}{after}")


_STRANGE = Wording(
    "无法在这个文件里追加：请把 ignore 写成每条以“- rules:”开头的列表",
    "nothing can be added here: write ignore as a list of entries that begin with “- rules:”",
)


def _imported(lines: Sequence[str], first: int) -> tuple[int, int] | None:
    """Return the lines of an entry that came from a sheet, with the comment above it."""
    if not first or not lines[first - 1].strip().startswith(MARK):
        return None
    indent = _indent(lines[first])
    end = first + 1
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > indent:
        end += 1
    return first - 1, end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _block(entry: SidecarEntry, words: str, indent: str) -> str:
    """Write an entry as people do: one line for each thing it says."""
    lines = [f"{MARK}: {words}", *_lines(entry)]
    return "".join(f"{indent}{line}\n" for line in lines)


def _lines(entry: SidecarEntry) -> Iterator[str]:
    yield f"- rules: [{', '.join(map(_scalar, entry.rules))}]"
    yield f"  fingerprint: {_quoted(entry.fingerprint)}"
    if entry.decision:
        yield f"  decision: {entry.decision}"
    if entry.reason:
        yield f"  reason: {_quoted(entry.reason)}"
    if entry.until:
        yield f"  until: {entry.until.isoformat()}"
    if entry.reviewer:
        yield f"  reviewer: {_quoted(entry.reviewer)}"
    if entry.decided:
        yield f"  decided: {_quoted(entry.decided)}"


def _scalar(words: str) -> str:
    return words if _PLAIN.fullmatch(words) else _quoted(words)


def _quoted(words: str) -> str:
    """Quote words; what JSON writes, YAML reads."""
    return json.dumps(words, ensure_ascii=False)
