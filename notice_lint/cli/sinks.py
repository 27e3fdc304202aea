"""Where a run is written: one format on the screen, any number in files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self, TextIO

from msgspec import Struct

from notice_lint.cli.output import tell
from notice_lint.errors import NoticeLintError, UsageError
from notice_lint.files import AtomicFile
from notice_lint.readers import absolute
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from notice_lint.reports.formats import Format, ReportWriter
    from notice_lint.reports.model.report import Failure, FileReport, Report
    from notice_lint.reports.parts import FileOutput
    from notice_lint.reports.text import TextOptions


STDOUT = "-"


class Target(Struct, frozen=True):
    """One format and where it goes: a file, or the screen where there is no path."""

    format: Format
    path: str = ""

    @property
    def place(self) -> str:
        """The file it goes to, by its full path; empty for none of its own."""
        return absolute(self.path) if self.path else ""


def targets(screen: str, given: Sequence[str]) -> list[Target]:
    """Return what is to be written: the outputs given as FORMAT[:PATH], else the screen's format.

    Raises UsageError.
    """
    found = [_target(one) for one in given]
    on_screen = [one for one in found if not one.path and not one.format.own_files]
    if len(on_screen) > 1:
        raise _wrong(
            given[-1],
            "屏幕上只能输出一种格式，其余请写明文件，如 sarif:result.sarif",
            "only one format goes to the screen; name files for the rest, as in sarif:result.sarif",
        )
    twice = [one for one, count in Counter(one.place for one in found).items() if one and count > 1]
    if twice:
        raise UsageError(twice[0], Wording("两种格式写到同一个文件", "two formats go to one file"))
    return found if on_screen else [_target(screen), *found]


def spare(chosen: Sequence[Target], inputs: Iterable[str]) -> None:
    """Refuse to write over what is read; raises UsageError."""
    read = {absolute(one) for one in inputs}
    for one in chosen:
        if one.place in read:
            wording = Wording(
                "这是要读取的文件，不能写到它上面，请换一个文件名",
                "this file is read; it cannot be written over, name another",
            )
            raise UsageError(one.path, wording)


def _target(given: str) -> Target:
    from notice_lint.reports.formats import FORMATS

    name, _, path = given.partition(":")
    path = "" if path == STDOUT else path
    if name not in FORMATS:
        known = "、".join(FORMATS)
        raise _wrong(given, f"没有格式“{name}”，可用：{known}", f"“{name}” is none of {known}")
    chosen = FORMATS[name]
    return Target(chosen, path or chosen.usual_path)


def _wrong(given: str, zh: str, en: str) -> UsageError:
    return UsageError(f"-o {given}", Wording(zh, en))


class _OpenTarget(Struct, frozen=True):
    """A target that is being written."""

    writer: ReportWriter
    sink: _Screen | _FileSink
    place: int | None
    """Which of the texts of a part it takes; None where it takes the record."""
    copies: bool
    """Whether it makes a file for each document."""


class Outputs:
    """Writes a run to all its targets; a file appears whole when the run has ended."""

    def __init__(self, chosen: Sequence[Target], report: Report, options: TextOptions) -> None:
        """Open all targets; raises UsageError."""
        from notice_lint.reports.formats import writer
        from notice_lint.reports.parts import FileOutputMaker, ReportNeeds
        from notice_lint.reports.tally import Tally

        single = [one.format.name for one in chosen if one.format.single]
        self.tally = Tally()
        self._lang = report.lang
        self.wanted = ReportNeeds(
            formats=tuple(single),
            view=options,
            suppressed=report.suppressed,
            record=len(single) < len(chosen),
            document=any(one.format.whole for one in chosen),
        )
        self._maker = FileOutputMaker(report, self.wanted)
        self._open = [
            _OpenTarget(
                writer(one.format, report, options, one.path),
                _sink(one),
                single.index(one.format.name) if one.format.single else None,
                one.format.own_files,
            )
            for one in chosen
        ]

    def add(self, part: FileOutput) -> None:
        """Write what one file comes to; where that fails for a copy of it, the rest goes on."""
        self.tally.merge(part.tally)
        for one in self._open:
            if one.place is not None:
                one.sink.put([part.texts[one.place]])
            elif part.record:
                self._add_record(one, part.record)

    def _add_record(self, target: _OpenTarget, file: FileReport) -> None:
        try:
            target.sink.put(target.writer.add(file))
        except NoticeLintError as error:
            if not target.copies:
                raise
            tell(error, self._lang)
            self.tally.failures += 1

    def add_record(self, file: FileReport) -> None:
        """Write what was found in one file."""
        self.add(self._maker.part(file))

    def lose(self, error: NoticeLintError) -> None:
        """Tell that nothing could be found out about a file, and write it."""
        from notice_lint.reports.model.build import failures

        tell(error, self._lang)
        for one in failures(error, self._lang):
            self.fail(one)

    def fail(self, failure: Failure) -> None:
        """Write that nothing could be found out about a file."""
        self.tally.add(failure)
        for one in self._open:
            one.sink.put(one.writer.add(failure))

    def __enter__(self) -> Self:
        """Begin to write."""
        return self

    def __exit__(self, type_: type[BaseException] | None, *_: object) -> None:
        """Write what is left and put the files in their places; leave all as it was on error."""
        with ExitStack() as stack:
            for one in self._open:
                stack.callback(one.sink.rollback)
            for one in () if type_ else self._open:
                one.sink.put(one.writer.end(self.tally))
                one.sink.close()


class _Screen:
    """Standard output, or standard error for what only tells where files are."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def put(self, chunks: Iterable[str | bytes]) -> None:
        from notice_lint.reports import terminal

        for chunk in chunks:
            terminal.write(chunk if isinstance(chunk, str) else chunk.decode(), self.stream)
        self.stream.flush()

    def close(self) -> None:
        """Leave it open: it is not ours."""

    rollback = close


class _FileSink:
    """A file that is written beside its place and moved there at the end."""

    def __init__(self, path: str) -> None:
        self._file = AtomicFile(path)

    def put(self, chunks: Iterable[str | bytes]) -> None:
        for chunk in chunks:
            data = chunk.encode("utf-8", "replace") if isinstance(chunk, str) else chunk
            self._file.write(data)

    def close(self) -> None:
        self._file.commit()

    def rollback(self) -> None:
        self._file.rollback()


def _sink(target: Target) -> _Screen | _FileSink:
    if target.format.own_files:
        return _Screen(sys.stderr)
    return _FileSink(target.path) if target.path else _Screen(sys.stdout)
