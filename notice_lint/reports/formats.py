"""The formats in which a run is written, and how each takes its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.errors import UsageError, needs_extra
from notice_lint.reports.model.report import Failure, FileReport, Report
from notice_lint.reports.tally import Tally
from notice_lint.reports.text import TextOptions


class ReportWriter(Protocol):
    """Writes one report: text or bytes for each file as it comes, and what follows the last."""

    def add(self, one: FileReport | Failure) -> Iterator[str | bytes]:
        """Yield what can be written of one file."""
        ...

    def end(self, tally: Tally) -> Iterator[str | bytes]:
        """Yield what is left to be written."""
        ...


class Format(Struct, frozen=True):
    """One format: where its code is and what it needs."""

    name: str
    module: str
    function: str = "render"
    """Its function of a whole report."""
    streams: str = ""
    """Name of the class of a ReportWriter instead, for formats that are written file by file."""
    single: bool = False
    """Whether the text of each file depends on nothing but that file."""
    whole: bool = False
    """Whether it shows documents as a whole, not only what was found in them."""
    usual_path: str = ""
    """Where it goes unless a path is given; nothing for the screen."""
    needs: str = ""
    """Package that it is written with, if that is not always there."""
    extra: str = ""
    """Extra that brings this package."""
    own_files: bool = False
    """Whether it writes a file for each document; the path is then a folder."""


_REPORTS = "notice_lint.reports"
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("text", f"{_REPORTS}.text", streams="Text", single=True),
        Format("json", f"{_REPORTS}.json"),
        Format("jsonl", f"{_REPORTS}.json", streams="Lines", single=True),
        Format("sarif", f"{_REPORTS}.sarif"),
        Format("junit", f"{_REPORTS}.junit"),
        Format("github", f"{_REPORTS}.github", streams="Annotations"),
        Format("gitlab", f"{_REPORTS}.gitlab"),
        Format("rdjson", f"{_REPORTS}.rdjson", streams="Diagnostics", whole=True),
        Format("csv", f"{_REPORTS}.csv", streams="Rows"),
        Format("markdown", f"{_REPORTS}.markdown"),
        Format("html", f"{_REPORTS}.html", whole=True),
        Format("docx", f"{_REPORTS}.docx", streams="Commented", own_files=True),
        Format("units", f"{_REPORTS}.units"),
        Format("units-csv", f"{_REPORTS}.units", function="render_csv"),
        Format(
            "xlsx",
            f"{_REPORTS}.xlsx",
            whole=True,
            usual_path="notice-lint.xlsx",
            needs="xlsxwriter",
            extra="sheet",
        ),
    )
}


class _Whole(Struct):
    """Collects the files of a format that is written at the end."""

    report: Report
    render: Callable[[Report], str | bytes]
    files: list[FileReport] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def add(self, one: FileReport | Failure) -> Iterator[str | bytes]:
        if isinstance(one, Failure):
            self.failures.append(one)
        else:
            self.files.append(one)
        return iter(())

    def end(self, _: Tally) -> Iterator[str | bytes]:
        files, failures = tuple(self.files), tuple(self.failures)
        yield self.render(replace(self.report, files=files, failures=failures))


def writer(format_: Format, report: Report, options: TextOptions, path: str = "") -> ReportWriter:
    """Return what writes a report, whose files are given to it one by one; raises UsageError."""
    if format_.needs and find_spec(format_.needs) is None:
        raise UsageError(format_.name, needs_extra(format_.extra))
    module = import_module(format_.module)
    if not format_.streams:
        return _Whole(report, getattr(module, format_.function))
    make: Callable[..., ReportWriter] = getattr(module, format_.streams)
    if format_.own_files:
        return make(report, options, path)
    return make(report, options) if format_.name == "text" else make(report)
