"""The folder on the desk: its documents checked one after the other, its decisions kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from notice_lint.decisions.decided import DecidedFinding, Decision
from notice_lint.decisions.sidecar import SidecarEntry
from notice_lint.errors import NoticeLintError, UsageError
from notice_lint.review.importing import write_verdicts
from notice_lint.review.sheet import Identity
from notice_lint.review.verdicts import ImportOptions, Verdict, kept_as
from notice_lint.server.copies import (
    CheckedCopy,
    RulesInForce,
    check_copy,
    check_stored,
    session_of,
)
from notice_lint.server.desk.store import OfficeStore, StoredFinding, StoredRun
from notice_lint.server.memory import Draft
from notice_lint.server.pool import WorkerPools


class FolderDesk:
    """The documents of one folder and what was decided about them."""

    def __init__(self, folder: Path, pools: WorkerPools) -> None:
        """Open what is kept in a folder; raises UsageError."""
        self.path = folder
        self._pools = pools
        self.store = OfficeStore(folder)
        self.drafts: dict[str, Draft] = {}
        self.failures: dict[str, NoticeLintError] = {}
        self.waiting = 0
        """How many documents are still to be checked."""
        self.before: StoredRun | None = None
        """The last run before this one."""
        self._running: asyncio.Task[None] | None = None

    def refresh(self, rules: RulesInForce) -> None:
        """Begin to check all documents again, unless that is being done."""
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._check_all(rules))

    async def settled(self) -> None:
        """Wait until all documents are checked."""
        if self._running:
            await asyncio.gather(self._running, return_exceptions=True)

    def stop(self) -> None:
        """Give up what is not checked yet."""
        if self._running:
            self._running.cancel()

    async def _check_all(self, rules: RulesInForce) -> None:
        self.failures = {}
        files = [str(file) for file in self._files(rules)]
        self.waiting = len(files)
        drafts: dict[str, Draft] = {}
        with self._without_store():
            self.before = next(iter(self.store.runs(1)), None)
        for group in _by(files, self._pools.quick.count):
            checks = (
                self._pools.pool_for_file(file).run(check_stored, rules, file) for file in group
            )
            answers = await asyncio.gather(*checks, return_exceptions=True)
            for file, answer in zip(group, answers, strict=True):
                self._take(file, answer, drafts)
            self.waiting -= len(group)
        self.drafts = drafts
        with self._without_store():
            self.store.add_run(self._found())

    @contextmanager
    def _without_store(self) -> Iterator[None]:
        """Go on where nothing can be kept, on a full disk say: the documents are shown without."""
        try:
            yield
        except UsageError as error:
            self.failures[self.store.path.name] = error

    def _files(self, rules: RulesInForce) -> Iterator[str]:
        for file in session_of(rules).files([str(self.path)]):
            if isinstance(file, str):
                yield file
            else:
                self.failures[""] = file

    def _take(
        self, file: str, answer: CheckedCopy | BaseException, drafts: dict[str, Draft]
    ) -> None:
        name = Path(file).relative_to(self.path).as_posix()
        if isinstance(answer, NoticeLintError):
            self.failures[name] = answer
        elif isinstance(answer, BaseException):
            raise answer
        else:
            id_ = hashlib.sha256(name.encode()).hexdigest()[:12]
            drafts[id_] = Draft(answer, name, id_)

    def _found(self) -> Iterator[StoredFinding]:
        for draft in self.drafts.values():
            counts: Counter[tuple[str, str, str]] = Counter(
                (each.code, each.fingerprint, each.severity) for each in draft.report.violations
            )
            for (code, fingerprint, severity), count in counts.items():
                yield StoredFinding(draft.name, code, fingerprint, severity, count)

    def decide(self, draft: Draft, decisions: Sequence[DecidedFinding]) -> None:
        """Keep decisions, and write what may stay beside the document; raises NoticeLintError."""
        self._write(draft, [_verdict(draft, each, each.decision) for each in decisions])

    async def retract(self, draft: Draft, decisions: Sequence[DecidedFinding]) -> None:
        """Take decisions back, here and beside the document, and check that again.

        Raises NoticeLintError.
        """
        self._write(draft, [_verdict(draft, each, None) for each in decisions])
        pool = self._pools.pool_for(draft.copy.data, draft.copy.name)
        draft.renew(await pool.run(check_copy, draft.checked.rules, draft.copy))

    def _write(self, draft: Draft, verdicts: Sequence[Verdict]) -> None:
        write_verdicts(str(self.path / draft.name), verdicts, ImportOptions(today=date.today()))


def _verdict(draft: Draft, decided: DecidedFinding, decision: Decision | None) -> Verdict:
    sha256, code = draft.checked.report.sha256, decided.code
    identity = Identity(
        "", draft.name, sha256, code, decided.title, decided.fingerprint, decided.outline
    )
    entry = SidecarEntry(
        rules=(decided.code,),
        reason=decided.reason,
        fingerprint=decided.fingerprint,
        until=decided.until,
        reviewer=decided.reviewer,
        decided=decided.when,
    )
    return Verdict(decision, identity, kept_as(entry, decision, "zh") if decision else entry)


def _by(files: Sequence[str], count: int) -> Iterator[Sequence[str]]:
    return (files[start : start + count] for start in range(0, len(files), count))
