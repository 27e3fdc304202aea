"""What a configuration file may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import field

from notice_lint.document.companions import CompanionRole
from notice_lint.document.violation import Severity
from notice_lint.formats import ON_SCREEN
from notice_lint.limits import LIMITS, Limits
from notice_lint.readers.addresses import LOCAL
from notice_lint.ruleset.layers import ProfileFile
from notice_lint.text.wording import Lang

NAMES = (".notice-lint.yaml", "notice-lint.yaml")
"""What a configuration is called; the first goes before the second."""
PYPROJECT = "pyproject.toml"
PROJECT_PAPERS = (
    "[Rr][Ee][Aa][Dd][Mm][Ee]*.*", "CHANGELOG*.*", "CONTRIBUTING*.*", "CODE_OF_CONDUCT*.*",
    "SECURITY*.*", "LICEN[CS]E*",
)  # fmt: skip
"""Papers about a repository itself, left out where folders are searched, whatever is set."""

if TYPE_CHECKING:
    ScreenFormat = str
else:  # the names are those of the modules there are; our own readers look at the type
    ScreenFormat = Literal[ON_SCREEN]


class Override(ProfileFile, frozen=True):
    """What is different for some files."""

    files: tuple[str, ...] = ()
    """Patterns such as drafts/*.md, relative to the configuration file."""


class ConfigFile(ProfileFile, frozen=True):
    """What a configuration file holds."""

    fail_on: Severity | None = None
    lang: Lang | None = None
    format: ScreenFormat | None = None
    baseline: str | None = None
    as_notice: bool = False
    """Whether every document is checked, whether or not it looks like a notice."""
    require_notice: bool = False
    """Whether a document that does not look like a notice is an error."""
    inherit: bool = False
    """Whether what is not set here is taken from the next configuration above."""
    root: bool = False
    """Whether nothing above counts, whatever is asked for."""
    required_version: str = ""
    """Versions of the program that understand this file, such as >=0.2,<1."""
    companions: dict[CompanionRole, tuple[str, ...]] = field(default_factory=dict)
    """Papers that notices are compared with: patterns by feedback, ledger, earlier; {stem} and
    {folder} stand for those of the notice."""
    companion_quotes: Literal["problem", "none"] | None = None
    """Whether the problems of these papers are quoted."""
    exclude: tuple[str, ...] = ()
    """Patterns of files that are left out where folders are searched."""
    force_exclude: bool = False
    """Whether files that are named are left out as well."""
    overrides: tuple[Override, ...] = ()
    addresses: tuple[str, ...] = LOCAL
    """Schemes of addresses that are read, such as s3 for s3://notices/a.docx."""
    limits: Limits = LIMITS
    """How much of a file is read."""
