"""Rules: a check with options, messages, a source and its own proof, each in one YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from notice_lint import data
from notice_lint.check import Check
from notice_lint.checks import CHECKS
from notice_lint.errors import RuleError
from notice_lint.source import Kind
from notice_lint.text import Wording
from notice_lint.violation import Force, Severity
from notice_lint.yamldata import Raw, Reader, compose

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FILE_NAME = re.compile(r"(?P<code>[A-Z]{2,}\d{3})-(?P<name>[a-z0-9-]+)\.yaml")


@dataclass(frozen=True, slots=True)
class Expected:
    """One violation that a bad case must give."""

    text: str
    """The words it stands at."""
    message: str = ""
    """The whole message in Chinese, where the case proves it."""
    line: int = 0
    """1-based line, where the words occur more than once."""


@dataclass(frozen=True, slots=True)
class BadCase:
    """A text that breaks the rule."""

    text: str
    expect: tuple[Expected, ...]
    fixed: str = ""
    """The text after all fixes of the rule, where it has any."""
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What a rule file holds; `options`, `bad` and `good` are read when they are needed."""

    title: Wording
    severity: Severity
    force: Force
    basis: Wording
    check: str
    message: Wording
    why: Wording
    bad: Raw
    good: Raw
    options: Raw | None = None
    enabled: bool = True


@dataclass(frozen=True)
class Rule:
    """One thing that is checked."""

    code: str
    name: str
    file: RuleFile
    path: str
    check: Check
    options: Any

    @property
    def bad(self) -> tuple[BadCase, ...]:
        """The cases that break the rule."""
        cases: tuple[BadCase, ...] = Reader(self.path).read(self.file.bad, tuple[BadCase, ...])
        return cases

    @property
    def good(self) -> tuple[str, ...]:
        """Texts that look alike and are in order."""
        cases: tuple[str, ...] = Reader(self.path).read(self.file.good, tuple[str, ...])
        return cases

    @property
    def fixable(self) -> bool:
        """Whether some bad case shows what a fix makes of it."""
        return any(case.fixed for case in self.bad)


@cache
def builtin_rules() -> Mapping[str, Rule]:
    """Return the rules that ship with the program, by code, in order; raises RuleError."""
    rules = [load_rule(file.name, file.read_text(encoding="utf-8")) for file in _files()]
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


def _files() -> Iterator[Traversable]:
    for family in data.folder("rules").iterdir():
        if family.is_dir() and family.name not in ("profiles", "lexicons"):
            yield from (file for file in family.iterdir() if file.name.endswith(".yaml"))


def load_rule(path: str, text: str) -> Rule:
    """Read a rule file; its name gives code and name. Raises RuleError."""
    named = _FILE_NAME.fullmatch(path.rpartition("/")[2])
    if named is None:
        raise RuleError(
            path,
            Wording(
                "规则文件名应为“编号-名称.yaml”，如 NL201-missing-cause.yaml",
                "a rule file is named CODE-name.yaml, such as NL201-missing-cause.yaml",
            ),
        )
    reader = Reader(path)
    file: RuleFile = reader.read(compose(text, path), RuleFile)
    check = CHECKS.get(file.check)
    if check is None:
        raise RuleError(path, Wording(f"没有“{file.check}”这种检查", f"no check “{file.check}”"))
    return Rule(named["code"], named["name"], file, path, check, _options(reader, file, check))


def _options(reader: Reader, file: RuleFile, check: Check) -> Any:
    if file.options is None:
        return check.options()
    return reader.read(file.options, check.options)
