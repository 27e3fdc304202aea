"""Rules: a check with options, messages, a source and its own proof, each in one YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from notice_lint.checks.contract import Check, by_the_tool
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.datafiles.yaml_reader import read_node
from notice_lint.document.companions import CompanionRole
from notice_lint.document.page_layout import PageSetup, ParagraphLayout
from notice_lint.document.source import Kind
from notice_lint.document.violation import Force, Severity
from notice_lint.text.wording import Wording


class Expected(Struct, frozen=True):
    """One violation that a bad case must give."""

    text: str
    """The words it stands at."""
    message: str = ""
    """The whole message in Chinese, where the case proves it."""
    line: int = 0
    """1-based line, where the words occur more than once."""
    severity: Severity | None = None
    """Where it is milder than the rule's own."""


class CaseLayout(Struct, frozen=True):
    """How a case is set, for rules about the layout of a Word document."""

    page: PageSetup = field(default_factory=PageSetup)
    all: ParagraphLayout = field(default_factory=ParagraphLayout)
    """How all lines are set that `lines` does not name."""
    lines: dict[str, ParagraphLayout] = field(default_factory=dict)
    """By 1-based number of the line."""
    page_number: str = "—#—"


class GoodCase(Struct, frozen=True):
    """A text that looks like a fault and is none."""

    text: str
    layout: CaseLayout | None = None
    companions: dict[CompanionRole, str] = field(default_factory=dict)
    """Texts of the papers it is compared with."""

    @classmethod
    def of_text(cls, text: str) -> GoodCase:
        """Make a case of a text alone."""
        return cls(text)


class BadCase(Struct, frozen=True):
    """A text that breaks the rule."""

    text: str
    expect: tuple[Expected, ...]
    fixed: str = ""
    """The text after all fixes of the rule, where it has any."""
    kind: Kind = "text"
    layout: CaseLayout | None = None
    companions: dict[CompanionRole, str] = field(default_factory=dict)
    """Texts of the papers it is compared with."""


class RuleFile(Struct, frozen=True):
    """What a rule file holds; `options`, `bad` and `good` are read when they are needed."""

    title: Wording
    severity: Severity
    force: Force
    basis: Wording
    check: Raw
    message: Wording
    why: Wording
    bad: Raw
    good: Raw
    options: Raw | None = None
    enabled: bool = True
    message_document: Wording | None = None
    """What is said of many places at once, where they are one finding for the document."""
    yields_to: tuple[str, ...] = ()
    """Codes of rules that are heard instead where they report the same place: one slip is told
    once."""


class Rule(Struct, frozen=True):
    """One thing that is checked, as a profile has set it."""

    code: str
    name: str
    file: RuleFile
    origin: YamlFile
    check: Check
    options: Any
    severity: Severity
    enabled: bool
    set_by: Mapping[str, str] = field(default_factory=dict)
    """For what a profile or configuration changed, the path and line that did."""

    @property
    def bad(self) -> tuple[BadCase, ...]:
        """The cases that break the rule."""
        cases: tuple[BadCase, ...] = read_node(self.origin, self.file.bad, tuple[BadCase, ...])
        return cases

    @property
    def good(self) -> tuple[GoodCase, ...]:
        """Texts that look alike and are in order."""
        cases: tuple[GoodCase, ...] = read_node(self.origin, self.file.good, tuple[GoodCase, ...])
        return cases

    @property
    def fixable(self) -> bool:
        """Whether some bad case shows what a fix makes of it."""
        return any(case.fixed for case in self.bad)

    @property
    def is_checked(self) -> bool:
        """Whether the rule looks at notices, rather than naming a fault of the run itself."""
        return self.check.run is not by_the_tool
