"""A report written in one format while its files come: the same steps for every kind of format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import Any, Protocol, TypeVar
from weakref import finalize

from msgspec import Struct, convert
from msgspec.structs import replace

from notice_lint.reports.file_output import FileOutput, FileRenderer, ReportNeeds
from notice_lint.reports.format import (
    CopyFormat,
    CopyWriter,
    Gathered,
    StreamFormat,
    StreamWriter,
    TextOptions,
    WholeWriter,
)
from notice_lint.reports.model.report import Failure, Report
from notice_lint.reports.registry import AnyFormat, format_named
from notice_lint.reports.tally import Tally
from notice_lint.reports.terminal import PIPE_WIDTH, Terminal
from notice_lint.text.harmless import made_harmless

_T = TypeVar("_T")

AT_HAND = 4 << 20
"""Bytes of texts that are laid aside in memory; more of them go to a file without a name."""


class ReportWriter(Protocol):
    """Yields text or bytes for each file as it comes, and what follows the last."""

    def add(self, output: FileOutput) -> Iterator[str | bytes]:
        """Yield what can be written of one file."""
        ...

    def fail(self, failure: Failure) -> Iterator[str | bytes]:
        """Yield what can be written of a file that could not be checked."""
        ...

    def end(self, tally: Tally) -> Iterator[str | bytes]:
        """Yield what is left to be written."""
        ...


class StreamReport:
    """Puts the texts of files together."""

    def __init__(
        self, name: str, writer: StreamWriter, shown: Callable[[Failure], Failure]
    ) -> None:
        """Take the writer of a format, its name, and what failures are before they are written."""
        self._name = name
        self._shown = shown
        self._writer = writer
        self._has_begun = False
        self._is_empty = True

    def add(self, output: FileOutput) -> Iterator[str]:
        """Yield the text of one file."""
        return self._next(output.texts[self._name])

    def fail(self, failure: Failure) -> Iterator[str]:
        """Yield what is written of a file that could not be checked."""
        return self._next(self._writer.failure(self._shown(failure)))

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield what stands behind the last file."""
        yield from self._begin()
        yield self._writer.end(tally)

    def _next(self, text: str) -> Iterator[str]:
        yield from self._begin()
        if text:
            yield text if self._is_empty else self._writer.separator + text
            self._is_empty = False

    def _begin(self) -> Iterator[str]:
        if not self._has_begun:
            yield self._writer.begin()
        self._has_begun = True


class _Spooled(Struct, frozen=True):
    """What one file came to, its text laid aside."""

    facts: Any
    read: Callable[[], str]

    @property
    def text(self) -> str:
        return self.read()


class WholeReport:
    """Lays aside what files come to until the run has ended, so that none is held."""

    def __init__(
        self, name: str, writer: WholeWriter[Any], shown: Callable[[Failure], Failure]
    ) -> None:
        """Take the writer of a format, its name, and what failures are before they are written."""
        self._name = name
        self._shown = shown
        self._writer = writer
        self._texts = SpooledTemporaryFile(AT_HAND)  # noqa: SIM115 - it is read when all is there
        finalize(self, self._texts.close)  # a run that ends early never reads it
        self._parts: list[_Spooled] = []
        self._failures: list[Failure] = []

    def add(self, output: FileOutput) -> Iterator[str]:
        """Keep what one file came to."""
        part = output.parts[self._name]
        data = part.text.encode("utf-8", "surrogatepass")
        start = self._texts.seek(0, SEEK_END)
        self._texts.write(data)
        read = partial(self._read, start, len(data))
        self._parts.append(_Spooled(convert(part.facts, self._writer.fact_type), read))
        return iter(())

    def fail(self, failure: Failure) -> Iterator[str]:
        """Keep what is known of a file that could not be checked."""
        self._failures.append(self._shown(failure))
        return iter(())

    def end(self, tally: Tally) -> Iterator[str | bytes]:
        """Yield the whole report."""
        with self._texts:
            yield from self._writer.whole(Gathered(self._parts, self._failures, tally))

    def _read(self, start: int, size: int) -> str:
        self._texts.seek(start)
        return self._texts.read(size).decode("utf-8", "surrogatepass")


class CopyReport:
    """Has a copy of each document put in its place."""

    def __init__(self, name: str, writer: CopyWriter) -> None:
        """Take the name of a format and what writes its copies."""
        self._name = name
        self._writer = writer

    def add(self, output: FileOutput) -> Iterator[str]:
        """Write a copy and yield the line that says where it is; raises InputError, UsageError."""
        copy = output.copies.get(self._name)
        if copy:
            yield self._writer.place(copy) + "\n"

    def fail(self, _: Failure) -> Iterator[str]:
        """Yield nothing: there is no document to copy."""
        return iter(())

    def end(self, _: Tally) -> Iterator[str]:
        """Yield nothing: all copies are written."""
        return iter(())


class Output(Struct, frozen=True):
    """A format that is to be written, and where to."""

    name: str
    format: AnyFormat
    path: str = ""
    """Nothing for the screen."""


def open_report(output: Output, report: Report, options: TextOptions) -> ReportWriter:
    """Return what writes a report, whose files are given to it one by one."""
    format_ = output.format
    is_shown = not output.path and options.shows_bare(output.name, format_)
    shown = made_harmless if is_shown else _unchanged
    if isinstance(format_, StreamFormat):
        return StreamReport(output.name, format_.open(report, options), shown)
    if isinstance(format_, CopyFormat):
        return CopyReport(output.name, format_.open(report, options, output.path))
    return WholeReport(output.name, format_.open(report, options), shown)


def _unchanged(value: _T) -> _T:
    return value


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
