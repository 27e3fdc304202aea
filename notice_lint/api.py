"""What programs may call; the command line stands on it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint import readers
from notice_lint.config.discovery import Configurations
from notice_lint.config.settings import Overrides
from notice_lint.decisions import baseline as baselines
from notice_lint.document.notice import Notice
from notice_lint.document.source import Kind
from notice_lint.errors import NoticeLintError
from notice_lint.limits import LIMITS
from notice_lint.parsing.parse import parse
from notice_lint.reports.model.build import rule_infos, to_report_model
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.ruleset import engine
from notice_lint.ruleset.engine import FileResult, Plan
from notice_lint.ruleset.profile import Profile, base_layers, build
from notice_lint.text.wording import Lang


class Options(Struct, frozen=True):
    """How to check. What is left out comes from the configuration, else from its default."""

    profile: Profile | str | None = None
    """A profile, its name, or the path of its file."""
    config: str | None = None
    """Path of a configuration file; `none` for none at all; None for the nearest."""
    baseline: str | None = None
    """Path of a baseline."""
    suppressions: bool = True
    """Whether decisions in and beside documents count."""
    today: date = field(default_factory=date.today)
    """The day on which suppressions are judged."""
    stdin_name: str = readers.STDIN
    """What standard input is called: it decides on the kind and the configuration."""


def load_profile(name: str) -> Profile:
    """Return a profile by name or path of its file; raises RuleError, UsageError."""
    return build(name, base_layers(name))


def parse_text(text: str, kind: Kind = "text") -> Notice:
    """Return the structure of a text; never raises."""
    return parse(readers.from_text(text, kind=kind))


def check_text(
    text: str, options: Options | None = None, *, name: str = "", kind: Kind = "text"
) -> FileResult:
    """Check a text at hand; `name` is what its baseline and configuration know it by.

    Raises RuleError or UsageError when a rule, profile, configuration or baseline is wrong.
    """
    run = Run(options or Options())
    return engine.lint(readers.from_text(text, name, kind), run.profile_for(name), run.plan)


def check_file(path: str | Path, options: Options | None = None) -> FileResult:
    """Check one file; raises InputError when it cannot be read, else as check_text."""
    run = Run(options or Options())
    source = readers.read(str(path), run.plan.limits)
    return engine.lint(source, run.profile_for(str(path)), run.plan)


def check_paths(
    paths: Sequence[str | Path], options: Options | None = None
) -> Iterator[FileResult | NoticeLintError]:
    """Check files and folders in order; what cannot be read is yielded as the error it is."""
    run = Run(options or Options())
    return run.check(run.files([str(path) for path in paths]))


class Run:
    """One run over documents: their configurations and what is done with violations."""

    def __init__(
        self, options: Options, given: Overrides | None = None, *, with_baseline: bool = True
    ) -> None:
        """Read the baseline; raises RuleError, UsageError."""
        profile = options.profile
        given = given or Overrides()
        named = {"extends": profile} if isinstance(profile, str) else {}
        values = {**given.values, **named}
        self._profile = profile if isinstance(profile, Profile) else None
        self.configurations = Configurations(
            replace(given, config=given.config or options.config, values=values)
        )
        path = self._baseline(options) if with_baseline else ""
        self.plan = Plan(
            suppress=options.suppressions,
            baseline=baselines.load(path) if path else None,
            limits=LIMITS if self._profile else self.configurations.here.limits,
            today=options.today,
            stdin_name=options.stdin_name,
        )

    def _baseline(self, options: Options) -> str:
        if options.baseline or self._profile:
            return options.baseline or ""
        return self.configurations.here.value("baseline")

    def profile_for(self, path: str) -> Profile:
        """Return the rules as they are set for one document; raises RuleError."""
        return self._profile or self.configurations.profile_for(path)

    def setting(self, name: str) -> str:
        """Return a setting of the whole run: `lang`, `format`, `fail_on`."""
        return self.configurations.here.value(name)

    @property
    def lang(self) -> Lang:
        """The language of the run."""
        return "en" if self.setting("lang") == "en" else "zh"

    @property
    def is_settled(self) -> bool:
        """Whether results depend on nothing but documents, settings and programs."""
        return self._profile is None

    def digest(self, path: str) -> bytes:
        """Return what changes with the rules for a document; raises RuleError."""
        return self.configurations.of(path).digest(path)

    def report(self, *, suppressed: bool = False) -> Report:
        """Return the report of this run, its files still to come."""
        rules = rule_infos(self.profile_for("").catalogue.values(), self.lang)
        return Report(self.setting("extends"), self.lang, (), rules=rules, suppressed=suppressed)

    def files(self, paths: Sequence[str]) -> Iterator[str | NoticeLintError]:
        """Yield the files that paths name, in order; raises RuleError."""
        return readers.find(paths, lambda path: self.configurations.of(path).excludes(path))

    def check(
        self, files: Iterable[str | NoticeLintError]
    ) -> Iterator[FileResult | NoticeLintError]:
        """Yield results and errors in the order of the files."""
        return engine.lint_files(files, self.profile_for, self.plan)

    def records(
        self, files: Iterable[str | NoticeLintError], *, document: bool = False
    ) -> Iterator[FileReport | NoticeLintError]:
        """Yield results as records, on request with the whole document, and errors, in order."""
        for one in self.check(files):
            yield (
                one
                if isinstance(one, NoticeLintError)
                else to_report_model(one, self.lang, document=document)
            )
