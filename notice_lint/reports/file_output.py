"""What one file comes to in a report: made where it is checked, put together elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from notice_lint.reports.format import StreamFormat, TextOptions
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.registry import format_named
from notice_lint.reports.tally import Tally
from notice_lint.text.harmless import made_harmless


class ReportNeeds(Struct, frozen=True):
    """What the formats of a run need of each file."""

    formats: tuple[str, ...] = ()
    """Names of the formats that are written file by file."""
    view: TextOptions | None = None
    suppressed: bool = False
    """Whether to list what was suppressed as well."""
    report: bool = True
    """Whether the report of a file is needed itself, for formats made of all files together."""
    document: bool = False
    """Whether a report must hold the whole document."""


class FileOutput(Struct, frozen=True):
    """What one file comes to."""

    tally: Tally
    texts: Mapping[str, str] = field(default_factory=dict)
    """By the names of the formats that are written file by file."""
    report: FileReport | None = None


class FileRenderer:
    """Makes what the files of one report come to."""

    def __init__(self, report: Report, needs: ReportNeeds) -> None:
        """Take the report, whose files are still to come, and what is needed of each."""
        self._keeps_report = needs.report
        self._view = needs.view
        formats = {name: format_named(name) for name in needs.formats if needs.view}
        self._writers = {
            name: format_.open(report, needs.view)
            for name, format_ in formats.items()
            if isinstance(format_, StreamFormat) and needs.view
        }

    def output(self, file: FileReport) -> FileOutput:
        """Return what a file comes to."""
        texts = {name: self._text(name, file) for name in self._writers}
        return FileOutput(Tally.of(file), texts, file if self._keeps_report else None)

    def _text(self, name: str, file: FileReport) -> str:
        shows = self._view and self._view.shows_bare(name, format_named(name))
        return self._writers[name].file(made_harmless(file) if shows else file)
