"""Results that are remembered: the same document, rules and program are not checked twice."""

from __future__ import annotations

import functools
import hashlib
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from notice_lint import cache, data, engine
from notice_lint.about import __version__
from notice_lint.errors import NoticeLintError
from notice_lint.packing import Packer
from notice_lint.readers import STDIN, from_bytes, load
from notice_lint.record import FileRecord
from notice_lint.recorder import record
from notice_lint.suppress import find_sidecar

if TYPE_CHECKING:
    from notice_lint.api import Run

FILE = "results.sqlite"
LARGEST = 512 << 20
"""Bytes from which everything is forgotten."""
_RECORD = Packer(FileRecord)
_KEPT_KINDS = ("text", "markdown", "html", "docx")
"""Kinds that are read by this program alone; what others convert may come out differently."""


class Results:
    """Checks the files of one run, and remembers what it found where that is wanted."""

    def __init__(self, run: Run, *, document: bool, store: Store | None) -> None:
        """Take the run; without a store nothing is remembered."""
        self.run = run
        self.document = document
        self.store = store
        self._stamp = stamp() if store else b""

    def records(
        self, files: Iterable[str | NoticeLintError]
    ) -> Iterator[FileRecord | NoticeLintError]:
        """Yield what is found in files, in their order."""
        if self.store is None:
            yield from self.run.records(files, document=self.document)
            return
        with self.store:
            for file in files:
                yield file if isinstance(file, NoticeLintError) else self._one(file, self.store)

    def _one(self, path: str, store: Store) -> FileRecord | NoticeLintError:
        if path == STDIN:
            return next(self.run.records([path], document=self.document))
        try:
            content = load(path, self.run.plan.limits)
            key = self._key(path, content)
            known = store.get(key)
            if known:
                return known
            source = from_bytes(content, path, self.run.plan.limits)
            result = engine.lint(source, self.run.profile_for(path), self.run.plan)
        except NoticeLintError as error:
            return error
        made = record(result, self.run.lang, document=self.document)
        if made.kind in _KEPT_KINDS and not made.crashed:
            store.put(key, made)
        return made

    def _key(self, path: str, content: bytes) -> bytes:
        """Return what names a result: all that it depends on."""
        plan = self.run.plan
        beside = find_sidecar(path)
        decisions = beside.read_bytes() if beside else b""
        lasting = not decisions and b"until" not in content and not content.startswith(b"PK")
        accepted = plan.baseline.files.get(plan.baseline.name(path)) if plan.baseline else None
        about = (
            path,
            self.run.lang,
            self.document,
            plan.suppress,
            plan.limits,
            accepted,
            None if lasting else plan.today,
        )
        parts = (self._stamp, self.run.digest(path), repr(about).encode(), decisions, content)
        made = hashlib.sha256()
        for part in parts:
            made.update(len(part).to_bytes(8, "big"))
            made.update(part)
        return made.digest()


def remembered(run: Run, *, document: bool) -> Results:
    """Return what checks the files of a run, with what is remembered of earlier runs."""
    store = Store.open() if run.is_settled else None
    return Results(run, document=document, store=store)


@functools.cache
def stamp() -> bytes:
    """Return what changes with the program: its version, its files, its Python."""
    made = hashlib.sha256(f"{__version__} {sys.version_info[:3]}".encode())
    roots = (Path(__file__).parent, data.folder("grammar"), data.folder("rules"))
    for root in roots:
        for line in _stats(str(root)):
            made.update(line.encode())
    return made.digest()


def _stats(folder: str) -> Iterator[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        for one in sorted(entries, key=lambda entry: entry.name):
            if one.is_dir():
                yield from _stats(one.path)
            elif not one.name.endswith(".pyc"):
                told = one.stat()
                yield f"{one.name} {told.st_size} {told.st_mtime_ns}\n"


class Store:
    """Records by key in a file that is the user's alone; whatever goes wrong, it knows nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open database."""
        self._connection = connection

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

    def get(self, key: bytes) -> FileRecord | None:
        """Return what is known; None when nothing is, or nothing sound."""
        try:
            row = self._connection.execute(
                "select value from results where key = ?", (key,)
            ).fetchone()
            return _RECORD.load(zlib.decompress(row[0])) if row else None
        except (sqlite3.Error, zlib.error, ValueError, TypeError, IndexError):
            return None

    def put(self, key: bytes, made: FileRecord) -> None:
        """Remember a record."""
        value = zlib.compress(_RECORD.dump(made), 1)
        with suppress(sqlite3.Error):
            self._connection.execute("insert or replace into results values (?, ?)", (key, value))

    def __enter__(self) -> Store:
        """Begin to put several records."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write them."""
        with suppress(sqlite3.Error):
            self._connection.commit()


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
