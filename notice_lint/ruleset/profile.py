"""Which rules are on, how severe they are and with which options: layer upon layer."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.datafiles.yaml_reader import YamlFile, YamlReader, load_file
from notice_lint.document.notice import StatusClass
from notice_lint.document.violation import Severity
from notice_lint.errors import RuleError, UsageError
from notice_lint.ruleset.rule import Rule, builtin_rules, load_rules, shared_pieces
from notice_lint.text.wording import Wording

PROFILES = ("default", "strict", "minimal", "inspection", "internal-report", "issued-document")


class ProfileFile(Struct, frozen=True):
    """What a profile file holds; a configuration may hold the same."""

    title: Wording | None = None
    why: Wording | None = None
    extends: str = ""
    select: tuple[str, ...] | None = None
    """Codes or prefixes of the rules that are on; None for those that are on anyway."""
    ignore: tuple[str, ...] = ()
    """Codes or prefixes of the rules that are off."""
    rules: Raw | None = None
    """Places of own rules, and what changes in single rules."""
    statuses: dict[StatusClass, tuple[str, ...]] = field(default_factory=dict)
    """Words for a status that an office uses besides those of the grammar, by class."""


class OverlayFile(Struct, frozen=True):
    """What a profile changes in one rule."""

    severity: Literal["error", "warning", "info", "off"] | None = None
    options: Raw | None = None


class Layer(Struct, frozen=True):
    """What one file, or the command line, says about rules."""

    where: str
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    statuses: Mapping[StatusClass, tuple[str, ...]] = field(default_factory=dict)
    own: tuple[Path, ...] = ()
    """Files and folders of own rules."""
    overlays: tuple[tuple[Raw, Raw], ...] = ()
    """Code and what changes in that rule."""
    file: YamlFile | None = None
    """Where the overlays stand."""


class Profile(Struct, frozen=True):
    """All rules as they are set, in the order of their codes."""

    name: str
    catalogue: Mapping[str, Rule]
    statuses: Mapping[str, StatusClass] = field(default_factory=dict)
    """Status words of the office, with their class."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are on."""
        return tuple(rule for rule in self.catalogue.values() if rule.enabled)


def read_layer(file: YamlFile, given: ProfileFile, reader: YamlReader) -> Layer:
    """Make a layer of what a file says; mistakes are noted by the reader."""
    own: list[Path] = []
    overlays: list[tuple[Raw, Raw]] = []
    for node in _entries(given.rules):
        if node.id == "mapping":
            overlays.extend(reader.pairs(node))
        else:
            own.append(Path(file.path).parent / reader.read(node, str))
    return Layer(
        where=file.path,
        select=given.select,
        ignore=given.ignore,
        statuses=given.statuses,
        own=tuple(own),
        overlays=tuple(overlays),
        file=file,
    )


def _entries(rules: Raw | None) -> Sequence[Any]:
    """Return what stands under `rules`: a list of places and overlays, or overlays alone."""
    if rules is None:
        return ()
    return rules.value if rules.id == "sequence" else (rules,)


def base_layers(name: str, relative_to: Path | None = None) -> tuple[Layer, ...]:
    """Return the layers of a profile, by name or file, undermost first; raises RuleError."""
    layers: list[Layer] = []
    seen: list[str] = []
    folder = relative_to or Path()
    while name:
        file = profile_file(name, folder)
        if file.path in seen:
            chain = " → ".join([*seen, file.path])
            wording = Wording(f"extends 循环引用：{chain}", f"extends goes in a circle: {chain}")
            raise RuleError(file.path, wording)
        seen.append(file.path)
        reader = YamlReader(file)
        given: ProfileFile = reader.read(file.compose(), ProfileFile)
        layers.append(read_layer(file, given, reader))
        reader.check()
        name, folder = given.extends, Path(file.path).parent
    return tuple(reversed(layers))


def profile_file(name: str, folder: Path) -> YamlFile:
    """Return the file of a profile: one of ours by name, else a path; raises RuleError."""
    if name in PROFILES:
        return YamlFile(
            f"profiles/{name}.yaml", resources.read("rules", f"profiles/{name}.yaml"), own=True
        )
    path = folder / name
    if "/" in name or "\\" in name or path.suffix in (".yaml", ".yml"):
        return load_file(path)
    near = difflib.get_close_matches(name, PROFILES, 1, 0.5)
    hint = (
        f"，是不是“{near[0]}”？" if near else f"，可用：{'、'.join(PROFILES)}，或 .yaml 文件的路径"
    )
    hint_en = (
        f"; did you mean “{near[0]}”?" if near else f"; known: {', '.join(PROFILES)}, or a path"
    )
    raise UsageError(name, Wording(f"没有这个配置方案{hint}", f"no such profile{hint_en}"))


def build(name: str, layers: Iterable[Layer]) -> Profile:
    """Lay layers over the rules that there are; raises RuleError of all mistakes."""
    chosen = list(layers)
    catalogue = dict(builtin_rules()) | load_rules(path for layer in chosen for path in layer.own)
    statuses: dict[str, StatusClass] = {}
    for layer in chosen:
        _switch(catalogue, layer)
        _overlay(catalogue, layer)
        statuses |= {word: name for name, words in layer.statuses.items() for word in words}
    return Profile(name, dict(sorted(catalogue.items())), statuses)


@cache
def default_profile() -> Profile:
    """Return all rules that are on unless someone chooses otherwise."""
    return build("default", base_layers("default"))


def _switch(catalogue: dict[str, Rule], layer: Layer) -> None:
    """Turn rules on and off. A rule named in full is on even if it is off by default."""
    for code in (*(layer.select or ()), *layer.ignore):
        if not code or not any(rule.startswith(code) for rule in catalogue):
            raise UsageError(f"{layer.where}：{code}", no_such_rule(code, catalogue))
    for code, rule in catalogue.items():
        on = rule.enabled
        if layer.select is not None:
            on = code in layer.select or (on and code.startswith(layer.select))
        on = on and not (layer.ignore and code.startswith(layer.ignore))
        if on is not rule.enabled:
            catalogue[code] = _set(rule, "enabled", on, layer.where)


def _set(rule: Rule, name: str, value: Any, where: str) -> Rule:
    changed: dict[str, Any] = {name: value, "set_by": {**rule.set_by, name: where}}
    return replace(rule, **changed)


def _overlay(catalogue: dict[str, Rule], layer: Layer) -> None:
    if not layer.overlays:
        return
    assert layer.file
    reader = YamlReader(layer.file, shared_pieces)
    for code, node in layer.overlays:
        rule = catalogue.get(code.value)
        if rule is None:
            reader.unknown(code, code.value, catalogue)
        else:
            catalogue[rule.code] = _overlaid(rule, node, reader)
    reader.check()


def _overlaid(rule: Rule, node: Raw, reader: YamlReader) -> Rule:
    where = reader.file.at(node)
    if node.id == "scalar":
        given = OverlayFile(reader.read(node, Literal["error", "warning", "info", "off"]))
    else:
        force = _key(node, "force")
        if force:
            reader.wrong(
                force,
                "配置方案不能改规则的效力（force），只能改级别（severity）和选项（options）",
                "a profile cannot change a rule's force, only severity and options",
            )
            return rule
        given = reader.read(node, OverlayFile)
    if given.severity == "off":
        return _set(rule, "enabled", False, where)
    if given.severity in ("error", "warning", "info"):
        severity: Severity = given.severity
        rule = _set(_set(rule, "severity", severity, where), "enabled", True, where)
    for name, value in _options(rule, given.options, reader).items():
        rule = replace(
            rule,
            options=replace(rule.options, **{name: value}),
            set_by={**rule.set_by, f"options.{name}": where},
        )
    return rule


def _key(node: Raw, name: str) -> Raw | None:
    pairs = node.value if node.id == "mapping" else ()
    return next((key for key, _ in pairs if key.value == name), None)


def _options(rule: Rule, node: Raw | None, reader: YamlReader) -> dict[str, Any]:
    return reader.fields(node, rule.check.options) if node is not None else {}


def find_rule(code: str, profile: Profile | None = None) -> Rule:
    """Return a rule by code or name; raises UsageError."""
    known = profile.catalogue if profile else builtin_rules()
    rule = known.get(code.upper()) or next((r for r in known.values() if r.name == code), None)
    if rule is None:
        raise UsageError(code, no_such_rule(code, known))
    return rule


def no_such_rule(code: str, known: Mapping[str, Rule]) -> Wording:
    """Say that there is no such rule, with the nearest that there is."""
    near = difflib.get_close_matches(code.upper(), known, 1, 0.5)
    hint_zh = f"，是不是 {near[0]}？" if near else ""
    hint_en = f"; did you mean {near[0]}?" if near else ""
    return Wording(
        f"没有这个规则编号{hint_zh} 用 notice-lint rules list 查看全部",
        f"no such rule{hint_en} See notice-lint rules list",
    )
