"""What programs may call: bytes, a text, a file, many files; the command line stands on it too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from notice_lint import readers
from notice_lint.config.baselines import Baselines
from notice_lint.config.companions import CompanionFile
from notice_lint.config.discovery import Configurations
from notice_lint.config.options import Options, laid_over
from notice_lint.config.papers import Papers
from notice_lint.config.settings import NONE, Overrides
from notice_lint.decisions.decisions import Decisions
from notice_lint.decisions.known import KnownDecisions, nothing_accepted, with_faults
from notice_lint.document.notice import Notice
from notice_lint.document.source import Kind, Location, Source
from notice_lint.document.violation import Edit, Fix, Related, Severity, Violation
from notice_lint.errors import InputError, NoticeLintError, RuleError, UsageError, blamed_on
from notice_lint.limits import LIMITS
from notice_lint.parsing.parse import parse
from notice_lint.parsing.trace import Trace, trace
from notice_lint.readers.addresses import ANY, LOCAL
from notice_lint.reports.model.build import rule_infos, to_report_model
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.ruleset import engine
from notice_lint.ruleset.layers import base_layers
from notice_lint.ruleset.profile import Profile, build
from notice_lint.ruleset.result import FileResult
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

if TYPE_CHECKING:
    from notice_lint.fix import Fixed, FixOptions

__all__ = [
    "CompanionFile",
    "Edit",
    "FileResult",
    "Fix",
    "InputError",
    "Location",
    "Notice",
    "NoticeLintError",
    "Options",
    "Profile",
    "Related",
    "RuleError",
    "Session",
    "Severity",
    "Span",
    "UsageError",
    "Violation",
    "Wording",
    "check_bytes",
    "check_file",
    "check_paths",
    "check_text",
    "load_profile",
    "parse_bytes",
    "parse_file",
    "parse_text",
]

_Answer = TypeVar("_Answer")


def load_profile(name: str) -> Profile:
    """Return a profile by name or path of its file; raises RuleError, UsageError."""
    return build(name, base_layers(name))


def parse_bytes(data: bytes, name: str, options: Options | None = None) -> Notice:
    """Return the structure of a file at hand; raises InputError, else as parse_text."""
    return Session(options, with_baseline=False).parse_bytes(data, name)


def parse_text(
    text: str, options: Options | None = None, *, name: str = "", kind: Kind = "text"
) -> Notice:
    """Return the structure of a text; raises RuleError, UsageError for wrong settings."""
    return Session(options, with_baseline=False).parse_text(text, name=name, kind=kind)


def parse_file(path: str | Path, options: Options | None = None) -> Notice:
    """Return the structure of one file; raises InputError, else as parse_text."""
    return Session(options, with_baseline=False).parse_file(path)


def check_bytes(data: bytes, name: str, options: Options | None = None) -> FileResult:
    """Check a file at hand, whose content tells its kind; raises InputError, else as check_text."""
    return Session(options).check_bytes(data, name)


def check_text(
    text: str, options: Options | None = None, *, name: str = "", kind: Kind = "text"
) -> FileResult:
    """Check a text, known by `name` to baseline and configuration; no sidecar is looked for.

    Raises RuleError or UsageError when a rule, profile, configuration or baseline is wrong.
    """
    return Session(options).check_text(text, name=name, kind=kind)


def check_file(path: str | Path, options: Options | None = None) -> FileResult:
    """Check one file, with its sidecar; raises InputError, else as check_text."""
    return Session(options).check_file(path)


def check_paths(
    paths: Sequence[str | Path], options: Options | None = None
) -> Iterator[FileResult | NoticeLintError]:
    """Check files and folders in order; what cannot be read is yielded as the error it is."""
    return Session(options).check_paths(paths)


class Session:
    """Parses and checks documents; profiles, configurations and baseline are read once."""

    def __init__(
        self,
        options: Options | None = None,
        overrides: Overrides | None = None,
        *,
        with_baseline: bool = True,
    ) -> None:
        """Read the baseline; raises RuleError, UsageError."""
        self.options = options or Options()
        profile = self.options.profile
        self._profile = profile if isinstance(profile, Profile) else None
        self.configurations = Configurations(laid_over(overrides or Overrides(), self.options))
        here = None if self._profile else self.configurations.here
        self.limits, allowed = (here.limits, here.addresses) if here else (LIMITS, LOCAL)
        self._schemes = (ANY,) if self.options.addresses else allowed
        accepted = Baselines(self._baseline_path).accepted if with_baseline else nothing_accepted
        self.decisions = KnownDecisions(self.options.suppressions, self.options.today, accepted)
        self.papers = Papers(self.options, self.configurations, self.load)

    def _baseline_path(self, name: str) -> str:
        here = self.configurations
        named = self.options.baseline if self._profile else here.of(name).value("baseline")
        return named if named and named != NONE else ""

    def parse_bytes(self, data: bytes, name: str) -> Notice:
        """Return the structure of a file at hand; raises InputError, RuleError."""
        with blamed_on(name):
            return self._parse(readers.from_bytes(data, name, self.limits))

    def parse_text(self, text: str, *, name: str = "", kind: Kind = "text") -> Notice:
        """Return the structure of a text; raises RuleError."""
        return self._parse(readers.from_text(text, name, kind))

    def parse_file(self, path: str | Path) -> Notice:
        """Return the structure of one file; raises InputError, RuleError."""
        with blamed_on(str(path)):
            return self._parse(self._read(str(path), self.name(str(path))))

    def trace_file(self, path: str | Path) -> Trace:
        """Return how each line of a file was read; raises InputError when it cannot be read."""
        with blamed_on(str(path)):
            source = self._read(str(path), self.name(str(path)))
            profile = self.profile_for(source.path)
            return trace(source, profile.statuses, profile.grammar, profile.labels)

    def load(self, path: str) -> bytes:
        """Return the bytes of a file, as far as this session may read it; raises InputError."""
        return readers.load(path, self.limits, self._schemes)

    def _read(self, path: str, name: str) -> Source:
        return readers.from_bytes(self.load(path), name, self.limits)

    def _parse(self, source: Source) -> Notice:
        profile = self.profile_for(source.path)
        return parse(source, profile.statuses, profile.grammar, profile.labels)

    def check_bytes(self, data: bytes, name: str) -> FileResult:
        """Check a file at hand; raises InputError, RuleError."""
        with blamed_on(name):
            return self._check(readers.from_bytes(data, name, self.limits))

    def check_text(self, text: str, *, name: str = "", kind: Kind = "text") -> FileResult:
        """Check a text at hand; raises RuleError."""
        return self._check(readers.from_text(text, name, kind))

    def check_file(self, path: str | Path) -> FileResult:
        """Check one file, with its sidecar; raises InputError, RuleError."""
        with blamed_on(str(path)):
            return self._check_file(str(path), self.name(str(path)), self.decisions_beside)

    def check_paths(self, paths: Sequence[str | Path]) -> Iterator[FileResult | NoticeLintError]:
        """Check files and folders in order; what cannot be read is yielded as the error it is."""
        return self.check(with_faults(self.files([str(path) for path in paths]), self.name))

    def _check(self, source: Source) -> FileResult:
        return self.lint(source, self.decisions_for(source.path))

    def _check_file(self, path: str, name: str, decide: Callable[[str], Decisions]) -> FileResult:
        source = self._read(path, name)
        return self.lint(source, replace(decide(name), changed=self.options.changed_in(source)))

    def lint(self, source: Source, decisions: Decisions) -> FileResult:
        """Check what was read, by its own rules and beside its papers; raises RuleError."""
        profile = self.profile_for(source.path)
        beside = engine.LintOptions(self.limits, self.papers.of(source.path, profile))
        return engine.lint(source, profile, decisions, beside)

    def decisions_for(self, name: str) -> Decisions:
        """Return what people decided about a document, as far as it is told by its name alone."""
        return self.decisions.named(name)

    def decisions_beside(self, path: str) -> Decisions:
        """Return what people decided about a file, its sidecar included; raises RuleError."""
        return self.decisions.beside(path)

    def profile_for(self, path: str) -> Profile:
        """Return the rules as they are set for one document; raises RuleError."""
        return self._profile or self.configurations.profile_for(path)

    def setting(self, name: str) -> str:
        """Return a setting of the whole session: `lang`, `format`, `fail_on`."""
        return self.configurations.here.value(name)

    @property
    def lang(self) -> Lang:
        """The language of the session."""
        return self.configurations.here.lang

    @property
    def is_settled(self) -> bool:
        """Whether results depend on nothing but documents, settings and programs."""
        return self._profile is None

    def digest(self, path: str) -> bytes:
        """Return what changes with the rules for a document; raises RuleError."""
        return self.configurations.of(path).digest(path)

    def report(self, *, suppressed: bool = False) -> Report:
        """Return the report of this session, its files still to come."""
        rules = rule_infos(self.profile_for("").catalogue.values(), self.lang)
        return Report(self.setting("extends"), self.lang, (), rules=rules, suppressed=suppressed)

    def files(self, paths: Sequence[str]) -> Iterator[str | NoticeLintError]:
        """Yield the files that paths name, in order."""
        return self.configurations.files(paths)

    def check(
        self, files: Iterable[str | NoticeLintError]
    ) -> Iterator[FileResult | NoticeLintError]:
        """Yield results and errors in the order of the files."""
        return self._each(files, partial(self._check_file, decide=self.decisions.readable))

    def file_reports(
        self, files: Iterable[str | NoticeLintError], *, document: bool = False
    ) -> Iterator[FileReport | NoticeLintError]:
        """Yield what reports say of files, on request with the whole document, and errors."""

        def checked(path: str, name: str) -> FileReport:
            result = self._check_file(path, name, self.decisions.readable)
            return to_report_model(result, self.lang, document=document, most=self.limits.findings)

        return self._each(files, checked)

    def fix(
        self, files: Iterable[str | NoticeLintError], options: FixOptions
    ) -> Iterator[Fixed | NoticeLintError]:
        """Yield files as fixed, writing nothing; one that cannot be fixed does not keep others."""
        from notice_lint.fix import Fixer

        def fix(path: str, name: str) -> Fixed:
            fixer = Fixer(self.profile_for(name), self.decisions_beside(name), options, self.limits)
            return fixer.fix(self.load(path), name)

        return self._each(files, fix)

    def _each(
        self, files: Iterable[str | NoticeLintError], act: Callable[[str, str], _Answer]
    ) -> Iterator[_Answer | NoticeLintError]:
        """Yield what comes of each file, by path and name, or the error that it ends with."""
        for path in files:
            if isinstance(path, NoticeLintError):
                yield path
                continue
            answer: _Answer | NoticeLintError
            try:
                with blamed_on(path):
                    answer = act(path, self.name(path))
            except NoticeLintError as error:
                answer = error
            yield answer

    def name(self, path: str) -> str:
        """Return what a file is known by, standard input by the name that was given."""
        return self.options.stdin_name if path == readers.STDIN else path
