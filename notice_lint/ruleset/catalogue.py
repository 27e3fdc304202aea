"""All rules there are without an office's own: ours and those of installed packages."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from notice_lint.datafiles import resources
from notice_lint.datafiles.packages import packages
from notice_lint.datafiles.search_path import DATA_FOLDERS
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.errors import UsageError
from notice_lint.ruleset.rule import Rule
from notice_lint.ruleset.rule_files import RulePlace, load_rule, load_rules
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def builtin_rules() -> Mapping[str, Rule]:
    """Return the rules that ship with the program, by code, in order."""
    rules = [
        load_rule(YamlFile(file.name, file.read_text("utf-8"), is_ours=True)) for file in _files()
    ]
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


def _files() -> Iterator[Traversable]:
    for family in resources.folder("rules").iterdir():
        if family.is_dir() and family.name not in DATA_FOLDERS:
            yield from (file for file in family.iterdir() if file.name.endswith(".yaml"))


@cache
def package_rules() -> Mapping[str, Rule]:
    """Return the rules of installed packages, by code; raises RuleError."""
    folders = ((package, package.folder / "rules") for package in packages())
    return load_rules(
        RulePlace(folder, (package.folder,)) for package, folder in folders if folder.is_dir()
    )


def find_rule(code: str, known: Mapping[str, Rule]) -> Rule:
    """Return a rule by code or name; raises UsageError."""
    numbered = f"NL{code}" if code.isdecimal() else code.upper()
    rule = known.get(numbered) or next((r for r in known.values() if r.name == code), None)
    if rule is None:
        raise UsageError(code, no_such_rule(code, known))
    return rule


def no_such_rule(code: str, known: Mapping[str, Rule]) -> Wording:
    """Say that there is no such rule, with the nearest that there is."""
    mistyped = code[:2].upper() + code[2:].upper().replace("O", "0").replace("I", "1")
    near = (
        [mistyped] if mistyped in known else difflib.get_close_matches(code.upper(), known, 1, 0.5)
    )
    hint_zh = f"，是不是 {near[0]}？" if near else ""
    hint_en = f"; did you mean {near[0]}?" if near else ""
    return Wording(
        f"没有这个规则编号{hint_zh} 用 notice-lint rules list 查看全部",
        f"no such rule{hint_en} See notice-lint rules list",
    )
