"""What a format is. A module of `on_screen/` or `to_file/` holds one, named `FORMAT`.

What a format says of a file is made where that file is checked, in any process, and is text from
then on, or a copy: no more than that goes from one process to another.

StreamFormat   text that is written file by file
WholeFormat    text or bytes, put together of what all files came to when the run has ended
CopyFormat     a copy of each document, written beside it or into a folder
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from msgspec import Struct

from notice_lint.document.source import Kind
from notice_lint.errors import NoticeLintError
from notice_lint.reports.model.report import Failure, FileReport, Report
from notice_lint.reports.tally import Tally
from notice_lint.reports.terminal import Terminal
from notice_lint.text.wording import Lang


class TextOptions(Struct, frozen=True):
    """How people want to see findings."""

    terminal: Terminal
    fold: bool = True
    proof: bool = False
    """Whether to say for each rule what became of it."""
    statistics: bool = False
    """Whether to say at the end what became of each rule on all files."""
    quiet: bool = False
    """Whether to leave out the summary."""
    screen: str = ""
    """Name of the format that goes to the screen."""

    def shows_bare(self, name: str, format_: Format) -> bool:
        """Tell whether a format goes to the screen with words that could do something there."""
        return name == self.screen and format_.is_bare


class StreamWriter(ABC):
    """Writes a report file by file; what it writes of a file depends on that file alone."""

    separator = ""
    """What stands between two files that something was written of."""

    def begin(self) -> str:
        """Return what stands before the first file."""
        return ""

    @abstractmethod
    def file(self, file: FileReport) -> str:
        """Return what is written of one file."""

    def failure(self, failure: Failure) -> str:  # noqa: ARG002 - most formats leave it to stderr
        """Return what is written of a file that could not be checked."""
        return ""

    def end(self, tally: Tally) -> str:  # noqa: ARG002 - only some formats sum up
        """Return what stands behind the last file."""
        return ""


_F_co = TypeVar("_F_co", covariant=True)


class FileWords(Protocol[_F_co]):
    """What one file came to."""

    @property
    def facts(self) -> _F_co:
        """What is known of it without its text."""
        ...

    @property
    def text(self) -> str:
        """What is written of it."""
        ...


_F = TypeVar("_F")


class Gathered(Struct, Generic[_F], frozen=True):
    """What all files of a run came to."""

    parts: Sequence[FileWords[_F]]
    failures: Sequence[Failure]
    tally: Tally


class WholeWriter(ABC, Generic[_F]):
    """Writes a report when the run has ended, of what was made of each file."""

    fact_type: ClassVar[Any]
    """Type of the facts: few, since those of all files are held."""

    @abstractmethod
    def part(self, file: FileReport) -> tuple[_F, str]:
        """Return what one file comes to: facts, and the text that is written of it."""

    @abstractmethod
    def whole(self, run: Gathered[_F]) -> Iterator[str | bytes]:
        """Yield the report of all files, and of what could not be checked."""


class DocumentCopy(Struct, frozen=True):
    """The copy of one document, on its way to its place."""

    path: str
    """The document."""
    kind: Kind
    data: bytes = b""
    error: NoticeLintError | None = None
    """Why there is none."""


class CopyWriter(Protocol):
    """Puts copies of documents in their places."""

    def place(self, copy: DocumentCopy) -> str:
        """Write one copy and say where it is; raises InputError, UsageError."""
        ...


class Format(Struct, frozen=True, kw_only=True):
    """What is to be known of any format."""

    shows_documents: bool = False
    """Whether it needs documents as a whole, not only what was found in them."""
    is_bare: bool = False
    """Whether it holds words of documents as they are, which a screen must be kept from."""
    usual_path: str = ""
    """Where it goes unless a path is given; nothing for the screen."""
    package: str = ""
    """Package that it is written with, if that is not always there."""
    extra: str = ""
    """Extra that brings this package."""


class StreamFormat(Format, frozen=True):
    """A format that is written file by file."""

    open: Callable[[Report, TextOptions], StreamWriter]


class WholeFormat(Format, frozen=True):
    """A format that is written of all files together."""

    open: Callable[[Report, TextOptions], WholeWriter[Any]]


class CopyFormat(Format, frozen=True):
    """A format that is a copy of each document; its path is a folder, or a file for only one."""

    make: Callable[[FileReport, Lang, TextOptions], bytes]
    """Returns the copy of one document, where that is checked; raises InputError, UsageError."""
    open: Callable[[Report, TextOptions, str], CopyWriter]
