"""What one file comes to in a report: made where it is checked, put together elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.errors import NoticeLintError
from notice_lint.reports.format import (
    CopyFormat,
    DocumentCopy,
    StreamFormat,
    StreamWriter,
    TextOptions,
    WholeFormat,
    WholeWriter,
)
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.registry import format_named
from notice_lint.reports.tally import Tally
from notice_lint.reports.terminal import PIPE_WIDTH, Terminal
from notice_lint.text.harmless import made_harmless


class ReportNeeds(Struct, frozen=True):
    """What the formats of a run need of each file."""

    formats: tuple[str, ...] = ()
    """Names of the formats whose texts are made where a file is checked."""
    view: TextOptions | None = None
    suppressed: bool = False
    """Whether to list what was suppressed as well."""
    report: bool = True
    """Whether the report of a file is needed itself, for who asked by program."""
    document: bool = False
    """Whether a report must hold the whole document."""
    copies: tuple[str, ...] = ()
    """Names of the formats that are copies of documents, made there as well."""


class FilePart(Struct, frozen=True):
    """What one file comes to in a format that is put together at the end."""

    facts: Any
    """Of the type that the writer names, or as msgspec stores that."""
    text: str


class FileOutput(Struct, frozen=True):
    """What one file comes to."""

    tally: Tally
    texts: Mapping[str, str] = field(default_factory=dict)
    """By the names of the formats that are written file by file."""
    parts: Mapping[str, FilePart] = field(default_factory=dict)
    """By the names of the formats that are put together at the end."""
    report: FileReport | None = None
    copies: Mapping[str, DocumentCopy] = field(default_factory=dict)
    """By the names of the formats that are copies."""


class FileRenderer:
    """Makes what the files of one report come to."""

    def __init__(self, report: Report, needs: ReportNeeds) -> None:
        """Take the report, whose files are still to come, and what is needed of each."""
        self._needs = needs
        self._lang = report.lang
        view = self._view = needs.view or TextOptions(Terminal(PIPE_WIDTH, False))
        self._writers: dict[str, StreamWriter] = {}
        self._parts: dict[str, WholeWriter[Any]] = {}
        for name in needs.formats:
            format_ = format_named(name)
            if isinstance(format_, StreamFormat):
                self._writers[name] = format_.open(report, view)
            elif isinstance(format_, WholeFormat):
                self._parts[name] = format_.open(report, view)

    def output(self, file: FileReport) -> FileOutput:
        """Return what a file comes to."""
        texts = {
            name: writer.file(self._shown(name, file)) for name, writer in self._writers.items()
        }
        parts = {
            name: part_of(writer, self._shown(name, file)) for name, writer in self._parts.items()
        }
        is_kept = self._needs.report or self._needs.copies
        return FileOutput(Tally.of(file), texts, parts, file if is_kept else None)

    def with_copies(self, output: FileOutput) -> FileOutput:
        """Return what a file comes to with the copies of it, which are never remembered."""
        file = output.report
        if file is None or not self._needs.copies:
            return output
        copies = {name: self._copy(name, file) for name in self._needs.copies}
        return replace(output, copies=copies, report=file if self._needs.report else None)

    def _copy(self, name: str, file: FileReport) -> DocumentCopy:
        format_ = format_named(name)
        assert isinstance(format_, CopyFormat)
        try:
            return DocumentCopy(file.path, file.kind, format_.make(file, self._lang, self._view))
        except NoticeLintError as error:
            return DocumentCopy(file.path, file.kind, error=error)

    def _shown(self, name: str, file: FileReport) -> FileReport:
        shows = self._view.shows_bare(name, format_named(name))
        return made_harmless(file) if shows else file


def part_of(writer: WholeWriter[Any], file: FileReport) -> FilePart:
    """Return what a file comes to with one writer."""
    facts, text = writer.part(file)
    return FilePart(facts, text)
