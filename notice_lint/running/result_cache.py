"""Results that are remembered: the same document, rules and program are not checked twice."""

from __future__ import annotations

import functools
import hashlib
import os
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import MsgspecError, msgpack
from msgspec.structs import replace

from notice_lint import cache
from notice_lint.about import __version__
from notice_lint.datafiles import resources
from notice_lint.decisions.decisions import Decisions
from notice_lint.errors import NoticeLintError, blamed_on
from notice_lint.readers import STDIN, from_bytes
from notice_lint.reports.file_output import FileOutput, FileRenderer, ReportNeeds
from notice_lint.reports.model.build import to_report_model
from notice_lint.ruleset import engine

if TYPE_CHECKING:
    from notice_lint.api import Session

FILE = "results.sqlite"
LARGEST = 512 << 20
"""Bytes from which everything is forgotten."""
_ENCODER = msgpack.Encoder()
_DECODER = msgpack.Decoder(FileOutput, dec_hook=lambda _, value: Counter(value))
"""Counters are all that msgspec does not know how to make."""
_LASTING_KINDS = ("text", "markdown", "html", "docx")
"""Kinds that are read by this program alone; what others convert may come out differently."""


class Results:
    """Checks the files of one run, and remembers what it found where that is wanted."""

    def __init__(self, run: Session, needs: ReportNeeds, store: Store | None) -> None:
        """Take the run and what is needed of its files; without a store nothing is remembered."""
        self.run = run
        self.needs = needs
        self.store = store
        self._stamp = stamp() if store else b""
        self._renderer = FileRenderer(run.report(suppressed=needs.suppressed), needs)

    def outputs(
        self, files: Iterable[str | NoticeLintError]
    ) -> Iterator[FileOutput | NoticeLintError]:
        """Yield what files come to, in their order."""
        with self.store or nullcontext():
            for file in files:
                yield file if isinstance(file, NoticeLintError) else self._output(file)

    def _output(self, path: str) -> FileOutput | NoticeLintError:
        try:
            with blamed_on(path):
                return self._renderer.with_copies(self._of_file(path))
        except NoticeLintError as error:
            return error

    def _of_file(self, path: str) -> FileOutput:
        """Return what a file comes to; raises InputError, RuleError."""
        if path == STDIN or self.store is None or self.run.papers.files(path):
            report = next(self.run.file_reports([path], document=self.needs.document))
            if isinstance(report, NoticeLintError):
                raise report
            return self._renderer.output(report)
        content = self.run.load(path)
        decisions = self.run.decisions.readable(path)
        key = self._key(path, content, decisions)
        return self.store.get(key) or self._checked(path, content, decisions)

    def _checked(self, path: str, content: bytes, decisions: Decisions) -> FileOutput:
        """Check a document and remember what comes of it."""
        source = from_bytes(content, path, self.run.limits)
        options = engine.LintOptions(self.run.limits)
        result = engine.lint(source, self.run.profile_for(path), decisions, options)
        limits = self.run.limits
        report = to_report_model(
            result, self.run.lang, document=self.needs.document, most=limits.findings
        )
        output = self._renderer.output(report)
        if self.store and report.kind in _LASTING_KINDS and result.lasts:
            self.store.put(self._key(path, content, decisions), output)
        return output

    def _key(self, path: str, content: bytes, decisions: Decisions) -> bytes:
        """Return what names a result: all that it depends on."""
        about = (path, self.run.lang, self.needs, self.run.limits, _lasting(content, decisions))
        parts = (self._stamp, self.run.digest(path), repr(about).encode(), content)
        digest = hashlib.sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.digest()


def _lasting(content: bytes, decisions: Decisions) -> Decisions:
    """Return decisions without the day, where nothing about the document may end on a day."""
    ends = decisions.outside or b"until" in content or content.startswith(b"PK")
    return decisions if ends else replace(decisions, today=date.min)


def remembered(run: Session, needs: ReportNeeds) -> Results:
    """Return what checks the files of a run, with what is remembered of earlier runs."""
    return Results(run, needs, Store.open() if run.is_settled else None)


@functools.cache
def stamp() -> bytes:
    """Return what changes with the program: its version, its files, its Python."""
    digest = hashlib.sha256(f"{__version__} {sys.version_info[:3]}".encode())
    roots = (Path(__file__).parent.parent, resources.folder("grammar"), resources.folder("rules"))
    for root in roots:
        for line in _stats(str(root)):
            digest.update(line.encode())
    return digest.digest()


def _stats(folder: str) -> Iterator[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                yield from _stats(entry.path)
            elif not entry.name.endswith(".pyc"):
                stat = entry.stat()
                yield f"{entry.name} {stat.st_size} {stat.st_mtime_ns}\n"


class Store:
    """What files come to, by key, in a file that is the user's alone; a broken one is forgotten."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open database."""
        self._connection = connection
        self._new: list[tuple[bytes, bytes]] = []

    @classmethod
    def open(cls) -> Store | None:
        """Open the store of this user, once in each process; None where there can be none."""
        if os.getpid() not in _stores:
            _stores[os.getpid()] = cls._opened()
        return _stores[os.getpid()]

    @classmethod
    def _opened(cls) -> Store | None:
        folder = cache.folder()
        if folder is None:
            return None
        path = folder / FILE
        for _ in range(2):
            try:
                if path.exists() and path.stat().st_size > LARGEST:
                    cache.clear(f"{FILE}*")
                path.touch(mode=0o600)
                return cls(_connected(path))
            except (sqlite3.DatabaseError, OSError):
                cache.clear(f"{FILE}*")
        return None

    def get(self, key: bytes) -> FileOutput | None:
        """Return what is known; None when nothing is, or nothing sound."""
        try:
            row = self._connection.execute(
                "select value from results where key = ?", (key,)
            ).fetchone()
            return _DECODER.decode(zlib.decompress(_unsealed(key, row[0]))) if row else None
        except (sqlite3.Error, zlib.error, ValueError, TypeError, LookupError, MsgspecError):
            return None

    def put(self, key: bytes, output: FileOutput) -> None:
        """Remember what a file comes to."""
        with suppress(UnicodeEncodeError):  # a lone surrogate: such a document is checked each time
            value = zlib.compress(_ENCODER.encode(output), 1)
            self._new.append((key, _seal(key, value) + value))

    def __enter__(self) -> Store:
        """Begin to put several."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write them, at once: while one process writes, the others wait."""
        with suppress(sqlite3.Error), self._connection:
            self._connection.executemany("insert or replace into results values (?, ?)", self._new)
        self._new.clear()


def _seal(key: bytes, value: bytes) -> bytes:
    """Return what shows that a value is still the one that was put under a key."""
    return hashlib.blake2b(value, key=key, digest_size=16).digest()


def _unsealed(key: bytes, sealed: bytes) -> bytes:
    """Return a value without its seal; raises ValueError when it was changed."""
    seal, value = sealed[:16], sealed[16:]
    if seal != _seal(key, value):
        raise ValueError(seal)
    return value


_stores: dict[int, Store | None] = {}
"""The store of each process: a connection must not be shared with one that is split off."""


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5, check_same_thread=False)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = off")
    connection.execute(
        "create table if not exists results (key blob primary key, value blob) without rowid"
    )
    return connection
