"""Entries put into a sidecar and taken out again; whatever else stands in it stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.datafiles.yaml_file import MAX_BYTES, YamlFile
from notice_lint.decisions.sidecar import SidecarContent, SidecarEntry, read_sidecar
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


class SidecarText(Struct, frozen=True):
    """A sidecar as text."""

    path: str
    text: str

    def stored(self) -> list[Stored]:
        """Return its entries; raises RuleError."""
        if not self.text.strip():
            return []
        content = self._read()
        lines = self.text.splitlines(keepends=True)
        return [
            Stored(entry, at.start_mark.line + 1, _imported(lines, at.start_mark.line))
            for entry, at in zip(content.entries, content.listed.value, strict=True)
        ]

    def _read(self) -> SidecarContent:
        return read_sidecar(YamlFile(self.path, self.text))

    def changed(
        self, removed: Sequence[Stored], added: Sequence[tuple[SidecarEntry, str]]
    ) -> SidecarText:
        """Return the text without some entries and with others, each with words about it.

        What comes out is read again; raises InputError when it is not what was meant.
        """
        meant = [entry.entry for entry in self.stored() if entry not in removed]
        meant += [entry for entry, _ in added]
        try:
            without = SidecarText(self.path, self._without(removed))
            changed = SidecarText(self.path, without._with(added) if added else without.text)
            is_meant = [entry.entry for entry in changed.stored()] == meant
        except RuleError as error:
            raise InputError(self.path, _STRANGE) from error
        if not is_meant:
            raise InputError(self.path, _STRANGE)
        if len(changed.text.encode("utf-8")) > MAX_BYTES:
            size = MAX_BYTES // 1024
            raise InputError(
                self.path, Wording(f"会超过 {size} KB", f"it would grow larger than {size} KB")
            )
        return changed

    def _without(self, removed: Sequence[Stored]) -> str:
        lines = self.text.splitlines(keepends=True)
        for start, end in sorted((entry.lines for entry in removed if entry.lines), reverse=True):
            del lines[start:end]
        text = "".join(lines)
        if not removed or len(removed) < len(self.stored()):
            return text
        key = self._read().root.value[0][0]
        colon = text.index(":", key.end_mark.index) + 1
        return f"{text[:colon]} []{text[colon:]}"

    def _with(self, added: Sequence[tuple[SidecarEntry, str]]) -> str:
        if not self.text.strip():
            return f"{NEW}ignore:\n" + "".join(_block(*entry, "  ") for entry in added)
        listed = self._read().listed
        end = "\r\n" if "\r\n" in self.text else "\n"
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
    yield f"  reason: {_quoted(entry.reason)}"
    if entry.until:
        yield f"  until: {entry.until.isoformat()}"
    if entry.reviewer:
        yield f"  reviewer: {_quoted(entry.reviewer)}"


def _scalar(words: str) -> str:
    return words if _PLAIN.fullmatch(words) else _quoted(words)


def _quoted(words: str) -> str:
    """Quote words; what JSON writes, YAML reads."""
    return json.dumps(words, ensure_ascii=False)
