"""Which rules are on, how severe they are and with which options: layer upon layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.datafiles.grammar_file import GrammarFile, find_grammar, usual_grammar
from notice_lint.datafiles.search_path import SearchPath, nearest
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.datafiles.yaml_reader import YamlReader
from notice_lint.document.notice import StatusClass
from notice_lint.document.violation import Severity
from notice_lint.parsing.lexer.labels import NO_LABELS, OfficeLabels
from notice_lint.ruleset.catalogue import builtin_rules, no_such_rule, package_rules
from notice_lint.ruleset.labels import joined
from notice_lint.ruleset.layers import Layer, OverlayFile, base_layers
from notice_lint.ruleset.office_words import with_office_words
from notice_lint.ruleset.rule import Rule
from notice_lint.ruleset.rule_files import RulePlace, load_rules, shared_pieces
from notice_lint.ruleset.stopwatch import OutOfTimeError, Stopwatch
from notice_lint.text.wording import Wording
from notice_lint.words.office import read_office_words


class Profile(Struct, frozen=True):
    """All rules as they are set, in the order of their codes."""

    name: str
    catalogue: Mapping[str, Rule]
    statuses: Mapping[str, StatusClass] = field(default_factory=dict)
    """Status words of the office, with their class."""
    labels: OfficeLabels = NO_LABELS
    """Labels of the office besides ours, by class."""
    grammar: GrammarFile | None = None
    """What a notice should be; None where its title decides on that."""
    permitted: tuple[str, ...] = ()
    """Words of the office that are right whatever a rule says of them."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are on."""
        return tuple(rule for rule in self.catalogue.values() if rule.enabled)


def build(name: str, layers: Iterable[Layer], *, by_title: bool = False) -> Profile:
    """Lay layers over the rules that there are; raises RuleError of all mistakes.

    `by_title` tells whether titles choose a grammar where no layer names one.
    """
    chosen = list(layers)
    folders = tuple(folder for layer in reversed(chosen) for folder in layer.folders)
    catalogue = {**builtin_rules(), **package_rules()}
    catalogue |= load_rules(_places(chosen, folders), package_rules())
    for layer in chosen:
        _switch(catalogue, layer)
        _overlay(catalogue, layer, folders)
    office = read_office_words(path for layer in chosen for path in layer.words)
    catalogue |= with_office_words(catalogue.values(), office)
    grammar = _grammar(chosen, folders)
    return Profile(
        name=name,
        catalogue=dict(sorted(catalogue.items())),
        statuses=_statuses(chosen),
        labels=_labels(chosen, grammar),
        grammar=grammar or (None if by_title else usual_grammar()),
        permitted=(*office.permitted, *(word for layer in chosen for word in layer.permitted)),
    )


def _statuses(layers: Iterable[Layer]) -> dict[str, StatusClass]:
    listed = (pair for layer in layers for pair in layer.statuses.items())
    return {word: name for name, words in listed for word in words}


def _labels(layers: Iterable[Layer], grammar: GrammarFile | None) -> OfficeLabels:
    """Return the labels of all layers; raises RuleError where a grammar of one's own is wrong."""
    labels = joined([label for layer in layers for label in layer.labels], grammar)
    if grammar is not None and not grammar.is_own:
        _check_grammar(grammar, labels)
    return labels


GRAMMAR_SECONDS = 3
"""What Lark may take for the grammar of an office; ours take a tenth of a second."""


def _check_grammar(grammar: GrammarFile, labels: OfficeLabels) -> None:
    from notice_lint.parsing.grammar_check import checked_vocabulary  # loads Lark

    stopwatch = Stopwatch(GRAMMAR_SECONDS)
    try:
        with stopwatch.armed(), stopwatch.all():
            checked_vocabulary(grammar, labels)
    except OutOfTimeError as error:
        wording = Wording(
            f"语法太复杂，{GRAMMAR_SECONDS} 秒内没有读完；请把长的规则拆开，少用“?”和括号",
            f"it takes more than {GRAMMAR_SECONDS} seconds to read this grammar; "
            "divide long rules, and use fewer `?` and brackets",
        )
        raise grammar.error(grammar.first_line, 1, wording) from error


def _grammar(layers: Sequence[Layer], folders: Sequence[Path]) -> GrammarFile | None:
    """Return the grammar that the uppermost layer names which names any."""
    for layer in reversed(layers):
        if layer.grammar:
            assert layer.file
            search = SearchPath.of(layer.file, *folders)
            grammar = find_grammar(layer.grammar, search)
            if grammar is None:
                hint = nearest(layer.grammar, search.names("grammar"))
                wording = Wording(f"没有这个语法{hint.zh}", f"no such grammar{hint.en}")
                raise layer.error("grammar", layer.grammar, wording)
            return grammar
    return None


def _places(layers: Iterable[Layer], folders: Sequence[Path]) -> Iterator[RulePlace]:
    for layer in layers:
        near = tuple(dict.fromkeys((*layer.folders, *folders)))
        yield from (RulePlace(path, near) for path in layer.rules)


@cache
def default_profile() -> Profile:
    """Return all rules that are on unless someone chooses otherwise."""
    return build("default", base_layers("default"))


def _switch(catalogue: dict[str, Rule], layer: Layer) -> None:
    """Turn rules on and off."""
    for key in ("select", "extend_select", "ignore"):
        for code in getattr(layer, key) or ():
            _refuse_unknown(catalogue, layer, key.replace("_", "-"), code)
    for code, rule in catalogue.items():
        on = _is_on(rule, layer)
        if on is not rule.enabled:
            catalogue[code] = _set(rule, "enabled", on, layer.where)
    for code, severity in layer.severities.items():
        rule = _set(catalogue[code], "severity", severity, layer.where)
        catalogue[code] = _set(rule, "enabled", True, layer.where)


def _refuse_unknown(catalogue: Mapping[str, Rule], layer: Layer, key: str, code: str) -> None:
    if not code or not any(rule.startswith(code.upper()) for rule in catalogue):
        raise layer.error(key, code, no_such_rule(code, catalogue))


def _is_on(rule: Rule, layer: Layer) -> bool:
    """Tell whether a layer leaves a rule on; one selected in full is on though off by default."""
    ignore, extend = _upper(layer.ignore), _upper(layer.extend_select)
    if rule.code.startswith(ignore):
        return False
    if rule.code in extend or (rule.file.enabled and rule.code.startswith(extend)):
        return True
    if layer.select is None:
        return rule.enabled
    select = _upper(layer.select)
    return rule.code in select or (rule.enabled and rule.code.startswith(select))


def _upper(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code.upper() for code in codes)


def _set(rule: Rule, name: str, value: Any, where: str) -> Rule:
    changed: dict[str, Any] = {name: value, "set_by": {**rule.set_by, name: where}}
    return replace(rule, **changed)


def _overlay(catalogue: dict[str, Rule], layer: Layer, folders: Sequence[Path]) -> None:
    if not layer.overlays:
        return
    assert layer.file
    search = SearchPath.of(layer.file, *folders)
    reader = YamlReader(layer.file, shared_pieces, search)
    for code, node in layer.overlays:
        rule = catalogue.get(code.value.upper())
        if rule is None:
            reader.unknown(code, code.value, catalogue)
        else:
            catalogue[rule.code] = _overlaid(rule, node, reader)
    reader.check()


def _overlaid(rule: Rule, node: Raw, reader: YamlReader) -> Rule:
    where = reader.file.at(node)
    if node.id == "scalar":
        overlay = OverlayFile(reader.read(node, Literal["error", "warning", "info", "off"]))
    else:
        force = _key(node, "force")
        if force:
            reader.wrong(
                force,
                "配置方案不能改规则的效力（force），只能改级别（severity）和选项（options）",
                "a profile cannot change a rule's force, only severity and options",
            )
            return rule
        overlay = reader.read(node, OverlayFile)
    if overlay.severity == "off":
        return _set(rule, "enabled", False, where)
    if overlay.severity in ("error", "warning", "info"):
        severity: Severity = overlay.severity
        rule = _set(_set(rule, "severity", severity, where), "enabled", True, where)
    for name, value in _options(rule, overlay.options, reader).items():
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
