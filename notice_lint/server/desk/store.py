"""What an office asked to keep, in one file of its folder: what each run found."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from notice_lint.errors import UsageError

FILE = ".notice-lint.sqlite"
KEEP_DAYS = 400
"""Days that runs are kept: a yearly comparison and a month."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS run (id INTEGER PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS finding (
    run INTEGER REFERENCES run ON DELETE CASCADE, path TEXT, code TEXT, fingerprint TEXT,
    severity TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (run, path, code, fingerprint));
"""


class StoredFinding(Struct, frozen=True, order=True):
    """How often something was found in a document."""

    path: str
    code: str
    fingerprint: str
    severity: str
    count: int


class StoredRun(Struct, frozen=True):
    """What all documents of the folder came to at some time."""

    id: int
    at: str
    findings: tuple[StoredFinding, ...]

    def of(self, path: str) -> Counter[str]:
        """Return how often each thing was found in a document, by code and fingerprint."""
        return Counter(
            {
                f"{finding.code} {finding.fingerprint}": finding.count
                for finding in self.findings
                if finding.path == path
            }
        )

    @property
    def paths(self) -> set[str]:
        """The documents that something was found in."""
        return {finding.path for finding in self.findings}


class OfficeStore:
    """The file of one folder; it is opened for each question and never for long."""

    def __init__(self, folder: Path) -> None:
        """Make the file where there is none; raises UsageError."""
        self.path = folder / FILE
        with self._open() as database:
            database.executescript(_SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open it for a question; raises UsageError where it cannot be read or written."""
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as database:
                database.execute("PRAGMA journal_mode=WAL")
                database.execute("PRAGMA foreign_keys=ON")
                with database:
                    yield database
        except (sqlite3.Error, OSError) as error:
            raise UsageError.unwritable(str(self.path), error) from error

    def add_run(self, findings: Iterable[StoredFinding]) -> None:
        """Keep what a run found; one that found what the last did only moves its time.

        What is older than its term is purged. Raises UsageError.
        """
        listed = tuple(sorted(findings))
        last = next(iter(self.runs(1)), None)
        now = datetime.now()
        at = now.isoformat(sep=" ", timespec="minutes")
        with self._open() as database:
            if last and tuple(sorted(last.findings)) == listed:
                database.execute("UPDATE run SET at = ? WHERE id = ?", (at, last.id))
            else:
                number = database.execute("INSERT INTO run (at) VALUES (?)", (at,)).lastrowid
                rows = [
                    (number, each.path, each.code, each.fingerprint, each.severity, each.count)
                    for each in listed
                ]
                database.executemany("INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?)", rows)
            oldest = (now - timedelta(days=KEEP_DAYS)).isoformat(sep=" ")
            database.execute("DELETE FROM run WHERE at < ?", (oldest,))

    def runs(self, most: int = 60) -> list[StoredRun]:
        """Return the latest runs, the last one first; raises UsageError."""
        with self._open() as database:
            runs = database.execute(
                "SELECT id, at FROM run ORDER BY id DESC LIMIT ?", (most,)
            ).fetchall()
            return [StoredRun(number, at, _findings(database, number)) for number, at in runs]


def _findings(database: sqlite3.Connection, run: int) -> tuple[StoredFinding, ...]:
    query = "SELECT path, code, fingerprint, severity, count FROM finding WHERE run = ?"
    return tuple(StoredFinding(*row) for row in database.execute(query, (run,)))


def counted(previous: Mapping[str, int], now: Mapping[str, int]) -> tuple[int, int]:
    """Return how many findings are new, and how many are gone."""
    before, after = Counter(previous), Counter(now)
    return (after - before).total(), (before - after).total()
