"""Rules: a check with options, messages, a source and its own proof, each in one YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from notice_lint.checks.contract import Check, by_the_tool
from notice_lint.checks.registry import known_checks
from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.datafiles.yaml_reader import YamlFile, YamlReader, load_file
from notice_lint.document.page_layout import PageSetup, ParagraphLayout
from notice_lint.document.source import Kind
from notice_lint.document.violation import PLACEHOLDER, Force, Severity
from notice_lint.errors import RuleError
from notice_lint.matching.fragments import Fragments
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

OURS = "NL"
"""Codes that begin so are the program's own."""
_FILE_NAME = re.compile(r"(?P<code>[A-Z]{2,}\d{3})-(?P<name>[a-z0-9-]+)\.ya?ml")


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
        cases: tuple[BadCase, ...] = self.origin.read(self.file.bad, tuple[BadCase, ...])
        return cases

    @property
    def good(self) -> tuple[GoodCase, ...]:
        """Texts that look alike and are in order."""
        cases: tuple[GoodCase, ...] = self.origin.read(self.file.good, tuple[GoodCase, ...])
        return cases

    @property
    def fixable(self) -> bool:
        """Whether some bad case shows what a fix makes of it."""
        return any(case.fixed for case in self.bad)

    @property
    def is_checked(self) -> bool:
        """Whether the rule looks at notices, rather than naming a fault of the run itself."""
        return self.check.run is not by_the_tool


@cache
def builtin_rules() -> Mapping[str, Rule]:
    """Return the rules that ship with the program, by code, in order."""
    rules = [load_rule(YamlFile(file.name, file.read_text("utf-8"), own=True)) for file in _files()]
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


@cache
def shared_pieces() -> Fragments:
    """Return the pieces that the expressions of every rule may use."""
    path = "lexicons/expressions.yaml"
    file = YamlFile(path, resources.read("rules", path), own=True)
    pieces: Fragments = file.read(file.compose(), Fragments)
    return pieces


def _files() -> Iterator[Traversable]:
    for family in resources.folder("rules").iterdir():
        if family.is_dir() and family.name not in ("profiles", "lexicons", "templates"):
            yield from (file for file in family.iterdir() if file.name.endswith(".yaml"))


def load_rules(places: Iterable[Path]) -> dict[str, Rule]:
    """Read rule files of somebody's own, folders included, by code; raises RuleError of all."""
    rules: dict[str, Rule] = {}
    errors: list[RuleError] = []
    for path in (file for place in places for file in _expanded(place, errors)):
        try:
            rule = load_rule(load_file(path))
            _refuse_taken(rule, rules)
        except RuleError as error:
            errors.append(error)
        else:
            rules[rule.code] = rule
    if errors:
        raise RuleError.of(errors)
    return rules


def rule_files(place: Path) -> list[Path]:
    """Return the rule files that a place stands for: itself, or all in a folder."""
    if not place.is_dir():
        return [place]
    return sorted(path for path in place.rglob("*") if path.suffix in (".yaml", ".yml"))


def _expanded(place: Path, errors: list[RuleError]) -> list[Path]:
    found = rule_files(place)
    if not found:
        wording = Wording("文件夹里没有规则文件（.yaml）", "no rule file (.yaml) in this folder")
        errors.append(RuleError(str(place), wording))
    return found


def _refuse_taken(rule: Rule, rules: Mapping[str, Rule]) -> None:
    earlier = rules.get(rule.code)
    if earlier:
        where = earlier.origin.path
        wording = Wording(
            f"编号 {rule.code} 已用于 {where}", f"{rule.code} is taken by {where} already"
        )
        raise RuleError(rule.origin.path, wording)
    if rule.code.startswith(OURS):
        wording = Wording(
            f"{OURS} 开头的编号是内置规则专用的，请换一个前缀，如 XW101",
            f"codes beginning with {OURS} are the program's own; take another prefix, as in XW101",
        )
        raise RuleError(rule.origin.path, wording)


def load_rule(origin: YamlFile) -> Rule:
    """Read a rule file; its name gives code and name. Raises RuleError."""
    named = _FILE_NAME.fullmatch(Path(origin.path).name)
    if named is None:
        raise RuleError(
            origin.path,
            Wording(
                "规则文件名应为“编号-名称.yaml”，如 XW101-missing-seal.yaml",
                "a rule file is named CODE-name.yaml, such as XW101-missing-seal.yaml",
            ),
        )
    reader = YamlReader(origin, shared_pieces)
    file: RuleFile = reader.read(origin.compose(), RuleFile)
    check, options = _check(reader, file)
    if not origin.own:
        _validate(reader, file, (check, options))
    reader.check()
    assert check
    return Rule(
        named["code"], named["name"], file, origin, check, options, file.severity, file.enabled
    )


def _check(reader: YamlReader, file: RuleFile) -> tuple[Check | None, Any]:
    name = reader.read(file.check, str) if file.check is not None else None
    if name is None:
        return None, None
    checks = known_checks(name)
    if name not in checks:
        reader.unknown(file.check, name, checks)
        return None, None
    check = checks[name]
    if file.options is not None:
        return check, reader.read(file.options, check.options)
    try:
        return check, check.options()
    except TypeError:
        reader.wrong(
            file.check, f"检查“{name}”需要“options”", f"the check “{name}” needs “options”"
        )
        return check, None


def _validate(reader: YamlReader, file: RuleFile, made: tuple[Check | None, Any]) -> None:
    """Note mistakes that would show only later: in the cases, in what the message names."""
    for cases, type_ in ((file.bad, tuple[BadCase, ...]), (file.good, tuple[GoodCase, ...])):
        if cases is not None:
            reader.read(cases, type_)
    check, options = made
    if reader.mistakes or check is None:
        return
    known = check.params_of(options)
    named = {*PLACEHOLDER.findall(file.message.zh), *PLACEHOLDER.findall(file.message.en)}
    node = _value_of(reader.file.compose(), "message")
    for name in sorted(named - known):
        reader.unknown(node, "{" + name + "}", sorted("{" + one + "}" for one in known))


def _value_of(node: Any, key: str) -> Any:
    return next(value for name, value in node.value if name.value == key)
