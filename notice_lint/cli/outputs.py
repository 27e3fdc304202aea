"""Where a run is written: one format on the screen, any number in files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Self, TextIO

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.cli.output import print_error
from notice_lint.errors import NoticeLintError, UsageError, blamed_on
from notice_lint.files import AtomicFile, mode_like
from notice_lint.formats import ON_SCREEN, TO_FILE, format_of
from notice_lint.readers import absolute
from notice_lint.running.streams import give_up_output
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from notice_lint.reports.file_output import FileOutput
    from notice_lint.reports.format import TextOptions
    from notice_lint.reports.model.report import Failure, FileReport, Report
    from notice_lint.reports.writers import Output, ReportWriter

STDOUT = "-"


def parse_outputs(screen: str, options: Sequence[str]) -> list[Output]:
    """Return what is to be written: options as FORMAT[:PATH], else the format for the screen.

    Raises UsageError.
    """
    outputs = [_output(option) for option in options]
    on_screen = [output for output in outputs if _is_on_screen(output)]
    if len(on_screen) > 1:
        raise _wrong(
            options[-1],
            "屏幕上只能输出一种格式，其余请写明文件，如 sarif:result.sarif",
            "only one format goes to the screen; name files for the rest, as in sarif:result.sarif",
        )
    _refuse_shared([absolute(output.path) for output in outputs if output.path])
    return outputs if on_screen else [_output(f"{screen}:{STDOUT}"), *outputs]


def _refuse_shared(places: Sequence[str]) -> None:
    for place, count in Counter(places).items():
        if count > 1:
            wording = Wording("两种格式写到同一个文件", "two formats go to one file")
            raise UsageError(place, wording)


def protect_inputs(outputs: Sequence[Output], inputs: Iterable[str]) -> None:
    """Refuse to write over what is read; raises UsageError."""
    read = set(map(absolute, inputs))
    for output in outputs:
        if output.path and absolute(output.path) in read:
            wording = Wording(
                "这是要读取的文件，不能写到它上面，请换一个文件名",
                "this file is read; it cannot be written over, name another",
            )
            raise UsageError(output.path, wording)


def _output(option: str) -> Output:
    from notice_lint.reports.registry import format_named
    from notice_lint.reports.writers import Output

    name, colon, path = option.partition(":")
    known = (*ON_SCREEN, *TO_FILE)
    suffixed = format_of(option)
    if suffixed and name not in known and (not colon or len(name) == 1):  # C: is a drive
        name, path = suffixed, option
    if name not in known:
        names = "、".join(known)
        raise _wrong(option, f"没有格式“{name}”，可用：{names}", f"“{name}” is none of {names}")
    chosen = format_named(name)
    return Output(name, chosen, "" if path == STDOUT else path or chosen.usual_path)


def _is_on_screen(output: Output) -> bool:
    return not output.path and output.name in ON_SCREEN


def _wrong(option: str, zh: str, en: str) -> UsageError:
    return UsageError(f"-o {option}", Wording(zh, en))


def _names(outputs: Iterable[Output]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(output.name for output in outputs))


class _OpenOutput(Struct, frozen=True):
    """An output that is being written."""

    name: str
    writer: ReportWriter
    sink: _Screen | _FileSink
    makes_copies: bool


class Outputs:
    """Writes a run to all its outputs; a file appears whole when the run has ended."""

    def __init__(
        self,
        outputs: Sequence[Output],
        report: Report,
        options: TextOptions,
        documents: Iterable[str] = (),
    ) -> None:
        """Open all outputs, for those alone who may read the documents; raises UsageError."""
        from notice_lint.reports.file_output import FileRenderer, ReportNeeds
        from notice_lint.reports.format import CopyFormat
        from notice_lint.reports.tally import Tally
        from notice_lint.reports.writers import open_report

        copies = [output for output in outputs if isinstance(output.format, CopyFormat)]
        screen = next((output.name for output in outputs if _is_on_screen(output)), "")
        options = replace(options, screen=screen)
        self.tally = Tally()
        self.failed = False
        self._lang = report.lang
        self.needs = ReportNeeds(
            formats=_names(output for output in outputs if output not in copies),
            view=options,
            suppressed=report.suppressed,
            copies=_names(copies),
            report=False,
            document=any(output.format.shows_documents for output in outputs),
        )
        self._renderer = FileRenderer(report, self.needs)
        mode = mode_like(documents)
        self._open = [
            _OpenOutput(
                output.path or output.name,
                open_report(output, report, options),
                _sink(output, mode),
                isinstance(output.format, CopyFormat),
            )
            for output in outputs
        ]

    def add(self, output: FileOutput) -> None:
        """Write what one file comes to; where a copy of it fails, all else goes on."""
        self.tally.merge(output.tally)
        for target in tuple(self._open):
            self._write(target, partial(target.writer.add, output))

    def _write(self, target: _OpenOutput, make: Callable[[], Iterator[str | bytes]]) -> None:
        """Write to one output; where it fails it is given up, and all others go on."""
        try:
            for chunk in _chunks(target.name, make):
                target.sink.write((chunk,))
        except NoticeLintError as error:
            self._tell(error)
            if not target.makes_copies:
                self._open.remove(target)
                target.sink.rollback()

    def _tell(self, error: NoticeLintError) -> None:
        print_error(error, self._lang)
        self.tally.failures += 1
        self.failed = True

    def add_file(self, file: FileReport) -> None:
        """Write what was found in one file."""
        self.add(self._renderer.with_copies(self._renderer.output(file)))

    def add_error(self, error: NoticeLintError) -> None:
        """Write that a file could not be checked, to standard error as well."""
        from notice_lint.reports.model.build import failures

        print_error(error, self._lang)
        for failure in failures(error, self._lang):
            self.add_failure(failure)

    def add_failure(self, failure: Failure) -> None:
        """Write that a file could not be checked."""
        self.tally.add(failure)
        for target in tuple(self._open):
            self._write(target, partial(target.writer.fail, failure))

    def __enter__(self) -> Self:
        """Begin to write."""
        return self

    def __exit__(self, type_: type[BaseException] | None, *_: object) -> None:
        """Write what is left and put the files in their places; leave all as it was on error."""
        with ExitStack() as stack:
            for target in self._open:
                stack.callback(target.sink.rollback)
            for target in () if type_ else tuple(self._open):
                self._write(target, partial(target.writer.end, self.tally))
            for target in () if type_ else tuple(self._open):
                self._commit(target)

    def _commit(self, target: _OpenOutput) -> None:
        try:
            target.sink.commit()
        except NoticeLintError as error:
            self._tell(error)


def _chunks(name: str, make: Callable[[], Iterator[str | bytes]]) -> Iterator[str | bytes]:
    """Yield what an output is made of piece by piece, and blame it for what goes wrong there."""
    with _blamed(name):
        chunks = make()
    while True:
        with _blamed(name):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


@contextmanager
def _blamed(name: str) -> Iterator[None]:
    """Blame an output for what goes wrong: most is made in files that may not find room either."""
    with blamed_on(name):
        try:
            yield
        except OSError as error:
            raise UsageError.unwritable(name, error) from error


class _Screen:
    """Standard output, or standard error for what only says where files are."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, chunks: Iterable[str | bytes]) -> None:
        from notice_lint.reports import terminal

        try:
            for chunk in chunks:
                terminal.write(chunk if isinstance(chunk, str) else chunk.decode(), self.stream)
            self.stream.flush()
        except BrokenPipeError:
            raise  # whoever reads has seen enough: that is no error
        except OSError as error:
            give_up_output()
            raise UsageError.unwritable("stdout", error) from error

    def commit(self) -> None:
        """Leave it open: it is not ours."""

    rollback = commit


class _FileSink:
    """A file that is written beside its place and moved there at the end."""

    def __init__(self, path: str, mode: int) -> None:
        self._file = AtomicFile(path, mode)

    def write(self, chunks: Iterable[str | bytes]) -> None:
        for chunk in chunks:
            data = chunk.encode("utf-8", "replace") if isinstance(chunk, str) else chunk
            self._file.write(data)

    def commit(self) -> None:
        self._file.commit()

    def rollback(self) -> None:
        self._file.rollback()


def _sink(output: Output, mode: int) -> _Screen | _FileSink:
    from notice_lint.reports.format import CopyFormat

    if isinstance(output.format, CopyFormat):
        return _Screen(sys.stderr)
    return _FileSink(output.path, mode) if output.path else _Screen(sys.stdout)
