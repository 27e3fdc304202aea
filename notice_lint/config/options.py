"""How a program asks for a check."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.config.companions import CompanionFile
from notice_lint.config.settings import NONE, Overrides
from notice_lint.document.source import Source
from notice_lint.readers import STDIN
from notice_lint.readers.changes import Changes
from notice_lint.ruleset.profile import Profile
from notice_lint.text.spans import Span


class Options(Struct, frozen=True):
    """How to check. What is left out comes from the configuration, else from its default."""

    profile: Profile | str | None = None
    """A profile, its name, or the path of its file."""
    config: str | None = None
    """Path of a configuration file; `none` for none at all; None for the nearest."""
    baseline: str | None = None
    """Path of a baseline; `none` for none at all; None for the one beside the configuration."""
    as_notice: bool = False
    """Whether every document is checked, whether or not it looks like a notice."""
    require_notice: bool = False
    """Whether a document that does not look like a notice is an error."""
    suppressions: bool = True
    """Whether suppressions in and beside documents count."""
    today: date = field(default_factory=date.today)
    """The day on which suppressions are judged."""
    stdin_name: str = STDIN
    """What standard input is called: it decides on kind, configuration and sidecar."""
    companions: tuple[CompanionFile, ...] = ()
    """Papers that every document is compared with; nothing for those of the configuration."""
    companion_quotes: bool | None = None
    """Whether words of those papers may be shown; None for what the configuration says."""
    changes: Changes | None = None
    """What changed of the documents: findings elsewhere are left out; None for all findings."""
    addresses: bool = False
    """Whether files at addresses of any kind are read, as a cluster is given them."""

    def changed_in(self, source: Source) -> tuple[Span, ...] | None:
        """Return the lines of a document that changed; None where all of it is looked at."""
        return self.changes.spans(source) if self.changes else None


def laid_over(overrides: Overrides, options: Options) -> Overrides:
    """Lay the options of a program over those of the command line."""
    profile = options.profile
    named = {"extends": profile} if isinstance(profile, str) else {}
    genre = {"as_notice": options.as_notice, "require_notice": options.require_notice}
    if options.companion_quotes is not None:
        named["companion_quotes"] = "problem" if options.companion_quotes else NONE
    if options.baseline:
        named["baseline"] = options.baseline
    asked = {name: "true" for name, is_asked in genre.items() if is_asked}
    values = {**overrides.values, **named, **asked}
    return replace(overrides, config=overrides.config or options.config, values=values)
