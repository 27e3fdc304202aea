"""Rule files found and read: those of an office by path, all in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from notice_lint.checks.contract import Check
from notice_lint.checks.registry import known_checks
from notice_lint.datafiles import resources
from notice_lint.datafiles.boundary import is_folder
from notice_lint.datafiles.search_path import DATA_FOLDERS, SearchPath
from notice_lint.datafiles.yaml_file import YamlFile, load_file
from notice_lint.datafiles.yaml_reader import YamlReader, read_node, required_fields
from notice_lint.document.violation import PLACEHOLDER
from notice_lint.errors import RuleError
from notice_lint.matching.fragments import Fragments
from notice_lint.ruleset.rule import BadCase, GoodCase, Rule, RuleFile
from notice_lint.text.wording import Wording

OURS = "NL"
"""Codes that begin so are the program's own."""
_FILE_NAME = re.compile(r"(?P<code>[A-Z]{2,}\d{3})-(?P<name>[a-z0-9-]+)\.ya?ml")


class RulePlace(Struct, frozen=True):
    """A rule file or a folder of them."""

    path: Path
    near: tuple[Path, ...] = ()
    """Folders in which its lexicons are looked for besides its own."""

    def files(self) -> list[Path]:
        """Return the rule files that are meant: itself, or all in the folder."""
        if not is_folder(self.path):
            return [self.path]
        return sorted(path for path in self.path.rglob("*") if self._is_rule(path))

    def _is_rule(self, path: Path) -> bool:
        folders = path.relative_to(self.path).parts[:-1]
        if path.suffix not in (".yaml", ".yml") or not set(folders).isdisjoint(DATA_FOLDERS):
            return False
        return _FILE_NAME.fullmatch(path.name) is not None or _says_it_is_a_rule(path)


@cache
def _rule_keys() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(required_fields(RuleFile))})\s*:", re.MULTILINE)


def _says_it_is_a_rule(path: Path) -> bool:
    """Tell whether a file that is not named as a rule is one, rather than a word list."""
    try:
        return _rule_keys().search(load_file(path).text) is not None
    except RuleError:  # told when it is read as a rule
        return True


@cache
def shared_pieces() -> Fragments:
    """Return the pieces that the expressions of every rule may use."""
    path = "lexicons/expressions.yaml"
    file = YamlFile(path, resources.read("rules", path), is_ours=True)
    pieces: Fragments = read_node(file, file.compose(), Fragments)
    return pieces


def load_rules(
    places: Iterable[RulePlace], existing: Mapping[str, Rule] | None = None
) -> dict[str, Rule]:
    """Read rule files of somebody's own, by code; raises RuleError of all that is wrong.

    No code may be one of ours, given twice, or that of an `existing` rule.
    """
    rules: dict[str, Rule] = {}
    errors: list[RuleError] = []
    for path, near in _located(places, errors):
        try:
            rule = load_rule(load_file(path), near)
            _refuse_doubled(rule, {**(existing or {}), **rules})
        except RuleError as error:
            errors.append(error)
        else:
            rules[rule.code] = rule
    if errors:
        raise RuleError.of(errors)
    return rules


def _located(
    places: Iterable[RulePlace], errors: list[RuleError]
) -> Iterator[tuple[Path, tuple[Path, ...]]]:
    """Yield the files of places, each with the folders near it."""
    for place in places:
        files = place.files()
        if not files:
            errors.append(RuleError(str(place.path), _NO_RULES))
        near = (place.path, *place.near) if is_folder(place.path) else place.near
        yield from ((file, near) for file in files)


_NO_RULES = Wording("文件夹里没有规则文件（.yaml）", "no rule file (.yaml) in this folder")


def _refuse_doubled(rule: Rule, existing: Mapping[str, Rule]) -> None:
    if rule.code.startswith(OURS):
        wording = Wording(
            f"{OURS} 开头的编号是内置规则专用的，请换一个前缀，如 XW101",
            f"codes beginning with {OURS} are the program's own; take another prefix, as in XW101",
        )
        raise RuleError(rule.origin.path, wording)
    earlier = existing.get(rule.code)
    if earlier:
        where = earlier.origin.path
        wording = Wording(
            f"编号 {rule.code} 已用于 {where}", f"{rule.code} is taken by {where} already"
        )
        raise RuleError(rule.origin.path, wording)


def load_rule(origin: YamlFile, near: Iterable[Path] = ()) -> Rule:
    """Read a rule file; its name gives code and name. Raises RuleError.

    The lexicons that it names are looked for beside it, then in the folders `near` it.
    """
    named = _FILE_NAME.fullmatch(Path(origin.path).name)
    if named is None:
        raise RuleError(
            origin.path,
            Wording(
                "规则文件名应为“编号-名称.yaml”，如 XW101-missing-seal.yaml",
                "a rule file is named CODE-name.yaml, such as XW101-missing-seal.yaml",
            ),
        )
    reader = YamlReader(origin, shared_pieces, SearchPath.of(origin, *near))
    file: RuleFile = reader.read(origin.compose(), RuleFile)
    check, options = _check(reader, file)
    if not origin.is_ours:
        _validate(reader, file, check, options)
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


def _validate(reader: YamlReader, file: RuleFile, check: Check | None, options: Any) -> None:
    """Note mistakes that would show only later: in the cases, in what the message names."""
    for cases, type_ in ((file.bad, tuple[BadCase, ...]), (file.good, tuple[GoodCase, ...])):
        if cases is not None:
            reader.read(cases, type_)
    if reader.mistakes or check is None:
        return
    known = check.params_of(options)
    named = {*PLACEHOLDER.findall(file.message.zh), *PLACEHOLDER.findall(file.message.en)}
    node = _value_of(reader.file.compose(), "message")
    for name in sorted(named - known):
        reader.unknown(node, "{" + name + "}", sorted("{" + param + "}" for param in known))


def _value_of(node: Any, key: str) -> Any:
    return next(value for name, value in node.value if name.value == key)
