"""The papers that notices are compared with: given for a run, or by patterns of a configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from glob import escape
from pathlib import Path

from msgspec import Struct

from notice_lint.document.companions import CompanionRole


class CompanionFile(Struct, frozen=True):
    """A paper that a notice is compared with."""

    role: CompanionRole
    path: str
    data: bytes | None = None
    """What it holds, where that is at hand."""

    @classmethod
    def of(cls, paths: Mapping[CompanionRole, Sequence[str] | None]) -> tuple[CompanionFile, ...]:
        """Return the papers that are given by kind."""
        listed = ((role, path) for role, several in paths.items() for path in several or ())
        return tuple(cls(role, path) for role, path in listed)


class CompanionPatterns(Struct, frozen=True):
    """Patterns of paths by kind of paper; {stem} and {folder} stand for those of the notice."""

    folder: Path = Path()
    """Where they begin."""
    by_role: Mapping[CompanionRole, tuple[str, ...]] = {}

    def files(self, document: str) -> Iterator[CompanionFile]:
        """Yield the files that are meant for a document, sorted; it is no companion of itself."""
        notice = Path(document)
        listed = ((role, pattern) for role, several in self.by_role.items() for pattern in several)
        for role, pattern in listed:
            for path in sorted(self.folder.glob(_filled(pattern, notice))):
                if path.resolve() != notice.resolve():
                    yield CompanionFile(role, str(path))


def _filled(pattern: str, notice: Path) -> str:
    named = pattern.replace("{stem}", escape(notice.stem))
    return named.replace("{folder}", escape(notice.parent.name))
