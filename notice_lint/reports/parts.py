"""What one file comes to in a report: made where the file is checked, put together elsewhere."""

from __future__ import annotations

from msgspec import Struct

from notice_lint.reports.formats import FORMATS, writer
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.tally import Tally
from notice_lint.reports.text import TextOptions


class ReportNeeds(Struct, frozen=True):
    """What is wanted of each file."""

    formats: tuple[str, ...] = ()
    """Formats that are written file by file, each file for itself."""
    view: TextOptions | None = None
    suppressed: bool = False
    """Whether to tell what was suppressed as well."""
    record: bool = True
    """Whether the record is wanted, for formats that are written of all files together."""
    document: bool = False
    """Whether the record holds the whole document."""


class FileOutput(Struct, frozen=True):
    """What one file comes to."""

    tally: Tally
    texts: tuple[str, ...] = ()
    """For each format that is wanted."""
    record: FileReport | None = None


class FileOutputMaker:
    """Makes the parts of one report."""

    def __init__(self, report: Report, wanted: ReportNeeds) -> None:
        """Take the report, whose files are still to come, and what is wanted of each."""
        self.record = wanted.record
        chosen = (FORMATS[name] for name in wanted.formats)
        self._writers = [writer(one, report, wanted.view) for one in chosen if wanted.view]

    def part(self, file: FileReport) -> FileOutput:
        """Return what a file comes to."""
        tally = Tally()
        tally.add(file)
        texts = ("".join(map(str, made.add(file))) for made in self._writers)
        return FileOutput(tally, tuple(texts), file if self.record else None)
