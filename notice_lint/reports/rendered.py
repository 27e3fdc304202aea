"""A report whose files are all at hand, in a format: for those who hold it anyway."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from notice_lint.reports.file_output import FileRenderer, ReportNeeds
from notice_lint.reports.format import TextOptions
from notice_lint.reports.model.report import Report
from notice_lint.reports.registry import format_named
from notice_lint.reports.tally import Tally
from notice_lint.reports.terminal import PIPE_WIDTH, Terminal
from notice_lint.reports.writers import Output, open_report


def rendered(name: str, report: Report, options: TextOptions | None = None) -> bytes:
    """Return a report as the bytes of a file; raises UsageError where an extra is missing."""
    chunks = _chunks(name, report, options or TextOptions(Terminal(PIPE_WIDTH, False)))
    return b"".join(
        chunk.encode("utf-8", "surrogatepass") if isinstance(chunk, str) else chunk
        for chunk in chunks
    )


def _chunks(name: str, report: Report, options: TextOptions) -> Iterator[str | bytes]:
    bare = replace(report, files=(), failures=())
    renderer = FileRenderer(bare, ReportNeeds((name,), options, report.suppressed, report=False))
    writer = open_report(Output(name, format_named(name)), bare, options)
    tally = Tally()
    for file in report.files:
        output = renderer.output(file)
        tally.merge(output.tally)
        yield from writer.add(output)
    for failure in report.failures:
        tally.add(failure)
        yield from writer.fail(failure)
    yield from writer.end(tally)
