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
        """Return the name under which a document is kept."""
        relative = os.path.relpath(document, Path(self.path).parent) if document else document
        return PurePath(relative).as_posix()

    def part(
        self, document: str, violations: Sequence[Violation]
    ) -> tuple[list[Violation], list[Violation], list[Accepted]]:
        """Part violations into new and accepted ones; third, what was accepted and is gone."""
        accepted = list(self.files.get(self.name(document), ()))
        left = Counter(one.fingerprint for one in accepted)
        new: list[Violation] = []
        known: list[Violation] = []
        for one in violations:
            if left[one.fingerprint] > 0:
                left[one.fingerprint] -= 1
                known.append(one)
            else:
                new.append(one)
        return new, known, list(_left(accepted, left))


def _left(accepted: Iterable[Accepted], left: Counter[str]) -> Iterator[Accepted]:
    for one in accepted:
        if left[one.fingerprint] > 0:
            left[one.fingerprint] -= 1
            yield one


def accept(violations: Iterable[Violation]) -> tuple[Accepted, ...]:
    """Return what a baseline keeps of violations; never their words."""
    return tuple(Accepted(one.code, one.outline, one.fingerprint) for one in violations)


def load(path: str) -> Baseline:
    """Read a baseline; raises RuleError."""
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8", errors="surrogateescape"))
        if told["schema"] != SCHEMA:
            raise KeyError(SCHEMA)
        files = {name: _entries(entries) for name, entries in told["files"].items()}
    except OSError as error:
        reason = reason_of(error)
        raise RuleError(
            path, Wording(f"无法读取基线：{reason}", f"the baseline cannot be read: {reason}")
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
    made = tuple(Accepted(*(entry[name] for name in names)) for entry in entries)
    if not all(isinstance(value, str) for one in made for value in asdict(one).values()):
        raise TypeError(SCHEMA)
    return made


def dump(baseline: Baseline) -> str:
    """Return a baseline as JSON text, in an order that keeps differences small."""
    files = {
        name: [asdict(one) for one in sorted(entries, key=lambda one: (one.code, one.fingerprint))]
        for name, entries in sorted(baseline.files.items())
        if entries
    }
    return json.dumps({"schema": SCHEMA, "files": files}, ensure_ascii=False, indent=1) + "\n"
