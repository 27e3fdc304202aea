"""Violations accepted on a day, so that only what is new is reported."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from notice_lint.document.violation import Violation
from notice_lint.errors import RuleError, reason_of
from notice_lint.files import opened
from notice_lint.text.wording import Wording

SCHEMA = "notice-lint/baseline/1"
FILE = ".notice-lint-baseline.json"


class Accepted(Struct, frozen=True):
    """One violation that was accepted; told apart by its fingerprint alone."""

    code: str
    outline: str
    fingerprint: str


class Baseline(Struct, frozen=True):
    """A multiset of accepted violations for each file, by its path relative to the baseline's."""

    path: str
    files: Mapping[str, tuple[Accepted, ...]]

    def name(self, document: str) -> str:
        """Return the name under which a document is listed."""
        relative = os.path.relpath(document, Path(self.path).parent) if document else document
        return PurePath(relative).as_posix()

    def accepted(self, document: str) -> tuple[Accepted, ...]:
        """Return what is accepted in a document."""
        return self.files.get(self.name(document), ())


class BaselineOutcome(Struct, frozen=True):
    """Violations beside what was accepted."""

    new: tuple[Violation, ...]
    accepted: tuple[Violation, ...]
    stale: tuple[Accepted, ...]
    """What was accepted and is there no longer."""


def compare(accepted: Sequence[Accepted], violations: Iterable[Violation]) -> BaselineOutcome:
    """Part violations into new and accepted ones; each entry stands for one violation."""
    left = Counter(entry.fingerprint for entry in accepted)
    new: list[Violation] = []
    known: list[Violation] = []
    for violation in violations:
        if left[violation.fingerprint] > 0:
            left[violation.fingerprint] -= 1
            known.append(violation)
        else:
            new.append(violation)
    return BaselineOutcome(tuple(new), tuple(known), tuple(_left(accepted, left)))


def _left(accepted: Iterable[Accepted], left: Counter[str]) -> Iterator[Accepted]:
    for entry in accepted:
        if left[entry.fingerprint] > 0:
            left[entry.fingerprint] -= 1
            yield entry


def accept(violations: Iterable[Violation]) -> tuple[Accepted, ...]:
    """Return the entries of a baseline for violations; never their words."""
    return tuple(
        Accepted(violation.code, violation.outline, violation.fingerprint)
        for violation in violations
    )


def load(path: str) -> Baseline:
    """Read a baseline; raises RuleError."""
    try:
        with opened(path) as file:
            content = json.loads(file.read().decode("utf-8", "surrogateescape"))
        if content["schema"] != SCHEMA:
            raise KeyError(SCHEMA)
        files = {name: _entries(entries) for name, entries in content["files"].items()}
    except OSError as error:
        reason = reason_of(error)
        raise RuleError(
            path,
            Wording(f"无法读取基线：{reason.zh}", f"the baseline cannot be read: {reason.en}"),
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        wording = Wording(
            "不是有效的基线文件，请用 notice-lint baseline create 重新生成",
            "no valid baseline; make it anew by notice-lint baseline create",
        )
        raise RuleError(path, wording) from error
    return Baseline(path, files)


def _entries(entries: Iterable[Mapping[str, Any]]) -> tuple[Accepted, ...]:
    names = ("code", "outline", "fingerprint")
    accepted = tuple(Accepted(*(entry[name] for name in names)) for entry in entries)
    if not all(isinstance(value, str) for entry in accepted for value in asdict(entry).values()):
        raise TypeError(SCHEMA)
    return accepted


def _order(entry: Accepted) -> tuple[str, str]:
    return entry.code, entry.fingerprint


def dump(baseline: Baseline) -> str:
    """Return a baseline as JSON text, in an order that keeps differences small."""
    files = {
        name: [asdict(entry) for entry in sorted(entries, key=_order)]
        for name, entries in sorted(baseline.files.items())
        if entries
    }
    return json.dumps({"schema": SCHEMA, "files": files}, ensure_ascii=False, indent=1) + "\n"
