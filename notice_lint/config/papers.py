"""The papers that the notices of a run are compared with, each read once."""

from __future__ import annotations

from collections.abc import Callable

from notice_lint import readers
from notice_lint.config.companions import CompanionFile
from notice_lint.config.discovery import Configurations
from notice_lint.config.options import Options
from notice_lint.config.settings import NONE
from notice_lint.document.companions import Companion, CompanionRole, Companions
from notice_lint.errors import blamed_on
from notice_lint.ruleset.profile import Profile


class Papers:
    """Finds and reads the papers of each notice."""

    def __init__(
        self, options: Options, configurations: Configurations, load: Callable[[str], bytes]
    ) -> None:
        """Take what was asked for, and what reads a file."""
        self._options = options
        self._configurations = configurations
        self._load = load
        self._read: dict[tuple[CompanionRole, str, int], Companion] = {}

    def files(self, document: str) -> tuple[CompanionFile, ...]:
        """Return the papers that are given for a document."""
        if self._options.companions or isinstance(self._options.profile, Profile):
            return self._options.companions
        return self._configurations.of(document).companions_of(document)

    def of(self, document: str, profile: Profile) -> Companions | None:
        """Return the papers of a document; None for none; raises InputError, UsageError."""
        files = self.files(document)
        if not files:
            return None
        return Companions(tuple(self._paper(file, profile) for file in files), self._quotes)

    @property
    def _quotes(self) -> bool:
        if isinstance(self._options.profile, Profile):
            return self._options.companion_quotes is not False
        return self._configurations.here.value("companion_quotes") != NONE

    def _paper(self, file: CompanionFile, profile: Profile) -> Companion:
        if file.data is not None:
            return self._parsed(file, file.data, profile)
        key = file.role, file.path, id(profile)
        if key not in self._read:
            with blamed_on(file.path):
                self._read[key] = self._parsed(file, self._load(file.path), profile)
        return self._read[key]

    def _parsed(self, file: CompanionFile, data: bytes, profile: Profile) -> Companion:
        from notice_lint.compare.reading import read_companion

        limits = self._configurations.here.limits
        source = readers.from_bytes(data, file.path, limits, sheets=True)
        return read_companion(file.role, source, profile.statuses, profile.labels)
