"""Annotations of GitHub Actions: workflow commands, which a step writes to its output.

GitHub shows ten of a kind for each step, so the most severe come first, a last notice says how
many more there are, and those go to the summary of the job.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from notice_lint.document.source import Location
from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as ORDER
from notice_lint.document.violation import Severity
from notice_lint.reports.exchange import LINED, from_root, message_of
from notice_lint.reports.format import WholeFormat
from notice_lint.reports.markdown_text import plain
from notice_lint.reports.model.report import Failure, FileReport, Report, ReportedViolation
from notice_lint.text.harmless import printable
from notice_lint.text.wording import Lang, Wording

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub takes the summary of a step from."""
ROOM = 1 << 20
"""Bytes that GitHub takes as a summary of one step."""
KINDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
MOST: dict[Severity, int] = {"error": 10, "warning": 10, "info": 9}
"""Annotations of a kind that are shown; the tenth notice is for what is left out."""


class _Annotation(Struct, frozen=True):
    """What one annotation says."""

    severity: Severity
    path: str
    title: str
    message: str
    place: str = ""
    region: tuple[tuple[str, int], ...] = ()

    def command(self) -> str:
        named = (("file", self.path), *self.region, ("title", self.title))
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in named)
        return f"::{KINDS[self.severity]} {properties}::{_data(self.message)}\n"

    def row(self, lang: Lang) -> str:
        severity = SEVERITIES[self.severity].in_(lang)
        cells = (severity, self.path, self.place, self.title, self.message)
        return f"| {' | '.join(map(plain, cells))} |\n"


def render(report: Report) -> str:
    """Return workflow commands, the most severe first; what is left goes to the summary."""
    notes = [_failure(failure, report.lang) for failure in report.failures]
    notes += [
        _note(file, violation, report.lang)
        for file in report.files
        for violation in file.violations
    ]
    lines: list[str] = []
    rest: list[_Annotation] = []
    for severity in ORDER:
        alike = [note for note in notes if note.severity == severity]
        lines += [note.command() for note in alike[: MOST[severity]]]
        rest += alike[MOST[severity] :]
    if rest:
        message = _more(len(rest), report.lang, listed=_summarize(rest, report.lang))
        lines.append(f"::notice title=notice-lint::{_data(message)}\n")
    return "".join(lines)


_UNREAD = Wording("无法读取", "cannot be read")


def _failure(failure: Failure, lang: Lang) -> _Annotation:
    return _Annotation("error", from_root(failure.path), _UNREAD.in_(lang), failure.message)


def _note(file: FileReport, violation: ReportedViolation, lang: Lang) -> _Annotation:
    return _Annotation(
        severity=violation.severity,
        path=from_root(file.path),
        title=f"{violation.code} {violation.title}".strip(),
        message=message_of(violation, file, lang),
        place=file.place(violation.location, lang),
        region=_region(file, violation.location),
    )


def _region(file: FileReport, at: Location) -> tuple[tuple[str, int], ...]:
    """Return lines and columns; GitHub takes columns only within one line."""
    if file.kind not in LINED:
        return ()
    if at.line != at.end_line:
        return (("line", at.line), ("endLine", at.end_line))
    return (
        ("line", at.line),
        ("col", at.column),
        ("endLine", at.end_line),
        ("endColumn", at.end_column),
    )


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _more(count: int, lang: Lang, *, listed: bool) -> str:
    if listed:
        wording = Wording(
            f"另有 {count} 处问题未在此逐条标注，见本次作业的摘要页",
            f"{count} more are not annotated; see the summary of the job",
        )
    else:
        wording = Wording(
            f"另有 {count} 处问题未在此逐条标注，可加 -o json:PATH 查看全部",
            f"{count} more are not annotated; -o json:PATH holds all of them",
        )
    return wording.in_(lang)


def _summarize(notes: Sequence[_Annotation], lang: Lang) -> bool:
    """Add what was not annotated to the summary of the job; return whether there is one."""
    path = os.environ.get(SUMMARY)
    if not path:
        return False
    try:
        with Path(path).open("ab") as file:
            return file.write(b"".join(_table(notes, lang, ROOM - file.tell()))) > 0
    except OSError:
        return False


def _table(notes: Sequence[_Annotation], lang: Lang, room: int) -> Iterator[bytes]:
    """Yield a table as Markdown, as much of it as there is room for, in bytes."""
    head = _HEAD.in_(lang).encode()
    room -= len(head) + _TAIL
    if room < 0:
        return
    yield head
    for index, note in enumerate(notes):
        row = note.row(lang).encode("utf-8", "replace")
        room -= len(row)
        if room < 0:
            left = len(notes) - index
            unlisted = Wording(f"\n还有 {left} 处未列出。\n", f"\n{left} more are not listed.\n")
            yield unlisted.in_(lang).encode()
            return
        yield row
    yield b"\n"


_HEAD = Wording(
    "\n### notice-lint：未逐条标注的问题\n\n"
    "| 级别 | 文件 | 位置 | 规则 | 说明 |\n|---|---|---|---|---|\n",
    "\n### notice-lint: what was not annotated\n\n"
    "| Severity | File | Place | Rule | Message |\n|---|---|---|---|---|\n",
)
_TAIL = 100
"""Bytes left for the line that says how many are not listed."""

FORMAT = WholeFormat(render=render, usual_path="notice-lint.github.txt")
