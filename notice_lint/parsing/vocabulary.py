"""What a grammar of notices is made of: every table that code needs, from grammar and names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from notice_lint.datafiles.grammar_file import GrammarFile, usual_grammar
from notice_lint.datafiles.yaml_reader import read_node
from notice_lint.parsing.grammar_records import GrammarRule
from notice_lint.parsing.lexer.labels import LABEL_SUFFIX
from notice_lint.parsing.names_file import GrammarVariant, NamesFile, PartNames, TerminalTraits
from notice_lint.parsing.tables import Automaton, automaton, grammar_tables
from notice_lint.parsing.token import ITEM
from notice_lint.text.wording import Wording

KNOWN = 16
"""Grammars whose vocabularies are kept: a folder seldom has more than one."""
START = "start"
TEXT = "text"
"""What text is called that belongs to no part of its own."""


_USUAL = TerminalTraits()
_LABEL = TerminalTraits(role="label")


class Vocabulary(Struct, eq=False, dict=True):
    """The parts and terminals of one grammar."""

    grammar: str
    """Text of the grammar."""
    names: NamesFile

    @property
    def automaton(self) -> Automaton:
        """The automaton that Lark makes of the grammar."""
        return automaton(self.grammar)

    def traits(self, terminal: str) -> TerminalTraits:
        """Return what a terminal is to the parser."""
        usual = _LABEL if terminal.endswith(LABEL_SUFFIX) else _USUAL
        return self.names.terminals.get(terminal, usual)

    def named(self, part: str) -> PartNames:
        """Return what a part is called; its rule's own name where nobody named it."""
        known = self.names.parts.get(part)
        return known or PartNames(Wording(part, part))

    @cached_property
    def part_names(self) -> Mapping[str, Wording]:
        """What the parts are called."""
        return {part: names.name for part, names in self.names.parts.items()}

    @property
    def rules(self) -> tuple[GrammarRule, ...]:
        """The rules, repetitions and options written out."""
        return grammar_tables(self.grammar).rules

    @cached_property
    def terminals(self) -> frozenset[str]:
        """The terminals that the rules hold."""
        return frozenset(
            symbol.name for rule in self.rules for symbol in rule.expansion if symbol.is_term
        )

    @cached_property
    def _rules(self) -> dict[str, list[GrammarRule]]:
        rules: dict[str, list[GrammarRule]] = {}
        for rule in self.rules:
            rules.setdefault(rule.name, []).append(rule)
        return rules

    @cached_property
    def held(self) -> Mapping[str, tuple[str, ...]]:
        """For each part the terminals and parts directly in it, in the order of the grammar."""
        held: dict[str, dict[str, None]] = {}
        for name, rules in self._rules.items():
            for rule in rules:
                part = rule.alias or name
                if not part.startswith("_"):
                    held.setdefault(part, {}).update(dict.fromkeys(self._symbols(rule, set())))
        return {part: tuple(symbols) for part, symbols in held.items()}

    def _symbols(self, rule: GrammarRule, seen: set[str]) -> Iterator[str]:
        """Yield what a rule holds, looking through those that leave no trace in the tree."""
        for symbol in rule.expansion:
            if symbol.is_term:
                yield symbol.name
                continue
            for below in self._rules[symbol.name]:
                part = below.alias or symbol.name
                if not part.startswith("_"):
                    yield part
                elif symbol.name not in seen:
                    yield from self._below(symbol.name, seen)
                    break

    def _below(self, name: str, seen: set[str]) -> Iterator[str]:
        seen.add(name)
        for rule in self._rules[name]:
            yield from self._symbols(rule, seen)

    @cached_property
    def arrangements(self) -> frozenset[str]:
        """The rules that hold nothing but other rules: orders in which an item has its parts."""
        return frozenset(
            part
            for part, symbols in self.held.items()
            if part != "start" and not any(symbol.isupper() for symbol in symbols)
        )

    def parts_of(self, part: str) -> frozenset[str]:
        """Return the parts directly in another, whatever their arrangement."""
        parts = {symbol for symbol in self.held.get(part, ()) if not symbol.isupper()}
        for arrangement in parts & self.arrangements:
            parts |= self.parts_of(arrangement)
        return frozenset(parts - self.arrangements)

    @cached_property
    def _part_of(self) -> dict[str, str]:
        """For each terminal the part it stands for: the one rule that holds it."""
        holders: dict[str, list[str]] = {}
        for part, symbols in self.held.items():
            for symbol in symbols:
                if symbol.isupper():
                    holders.setdefault(symbol, []).append(part)
        return {name: parts[0] for name, parts in holders.items() if len(parts) == 1}

    @cached_property
    def required(self) -> frozenset[str]:
        """The parts without which no item can be derived that has no sub-items."""
        derived = self._derived([*self._reached("item", {})])
        items = [rule for rule in self._rules.get("item", ()) if rule.expansion[0].name == ITEM]
        sets = [parts for rule in items if (parts := _parts_in(rule, derived)) is not None]
        return (self.parts_of("item") - {"item"}).intersection(*sets) if sets else frozenset()

    def _derived(self, names: Sequence[str]) -> dict[str, frozenset[str]]:
        """Return for each of some rules the parts in all that it derives to."""
        derived: dict[str, frozenset[str]] = {}
        before: dict[str, frozenset[str]] | None = None
        while derived != before:
            before = dict(derived)
            for name in names:
                ways = [_parts_in(rule, derived) for rule in self._rules.get(name, ())]
                known = [parts for parts in ways if parts is not None]
                if known:
                    derived[name] = frozenset.intersection(*known)
        return derived

    def _reached(self, name: str, seen: dict[str, None]) -> dict[str, None]:
        """Return the names of a rule and of all rules below it."""
        seen[name] = None
        for rule in self._rules.get(name, ()):
            for symbol in rule.expansion:
                if not symbol.is_term and symbol.name not in seen:
                    self._reached(symbol.name, seen)
        return seen

    def part_of(self, terminal: str) -> str:
        """Return the part that a terminal stands for."""
        return self.traits(terminal).part or self._part_of.get(terminal, TEXT)

    def terminals_of(self, parts: frozenset[str]) -> frozenset[str]:
        """Return the terminals that stand for some parts."""
        return frozenset(name for name, part in self._part_of.items() if part in parts)

    @cached_property
    def item_terminals(self) -> frozenset[str]:
        """The terminals of the parts of an item."""
        parts = self.parts_of("item") - {"item", "section"}
        named = frozenset(
            name for name, traits in self.names.terminals.items() if traits.part in parts
        )
        return self.terminals_of(parts) | named

    def is_made_elsewhere(self, terminal: str) -> bool:
        """Tell whether no author writes a terminal: page furniture, the end of a section."""
        traits = self.traits(terminal)
        return traits.closes or traits.role == "furniture" or self.part_of(terminal) == "page_foot"

    def is_asked(self, terminal: str) -> bool:
        """Tell whether an author is asked to write a terminal that is no heading."""
        return not self.is_optional(terminal) and self.traits(terminal).role != "heading"

    def is_optional(self, terminal: str) -> bool:
        """Tell whether a terminal is never taken for left out: unless nothing fits without it."""
        if terminal not in self._optional:
            optional = self.traits(terminal).optional and self._fits_without(terminal)
            self._optional[terminal] = optional
        return self._optional[terminal]

    @cached_property
    def _optional(self) -> dict[str, bool]:
        """What is known so far: most documents ask of few terminals."""
        return {}

    @cached_property
    def _symbols_of(self) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
        """Each rule as its name, the terminals in it and the other rules in it."""
        return tuple(
            (
                rule.name,
                frozenset(symbol.name for symbol in rule.expansion if symbol.is_term),
                frozenset(symbol.name for symbol in rule.expansion if not symbol.is_term),
            )
            for rule in self.rules
        )

    def _fits_without(self, terminal: str) -> bool:
        """Tell whether the grammar makes any document that has none of a terminal."""
        rules = [
            (name, inside)
            for name, terminals, inside in self._symbols_of
            if terminal not in terminals
        ]
        making: set[str] = set()
        size = -1
        while len(making) > size:
            size = len(making)
            making.update(name for name, inside in rules if inside <= making)
        return START in making

    @cached_property
    def openers(self) -> frozenset[str]:
        """The terminals that open a section or an item, which a closing one ends."""
        closers = {name for name, traits in self.names.terminals.items() if traits.closes}
        return frozenset(
            rule.expansion[0].name
            for rule in self.rules
            if rule.expansion and rule.expansion[-1].name in closers
        )

    @cached_property
    def closing_terminals(self) -> frozenset[str]:
        """The terminals that may stand behind the last heading only."""
        traits = self.names.terminals.items()
        return frozenset(name for name, trait in traits if trait.role == "closing")


def _parts_in(rule: GrammarRule, derived: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Return the parts in all that a rule derives to; None where that is not known yet."""
    below = [symbol.name for symbol in rule.expansion if not symbol.is_term]
    if not all(name in derived for name in below):
        return None
    made = rule.alias or rule.name
    return frozenset((made,)).union(*(derived[name] for name in below))


@lru_cache(KNOWN)
def vocabulary(grammar: GrammarFile) -> Vocabulary:
    """Return the vocabulary of a grammar; raises RuleError where its names are wrong."""
    parts: dict[str, PartNames] = {}
    terminals: dict[str, TerminalTraits] = {}
    variants: tuple[GrammarVariant, ...] = ()
    for file in grammar.names:
        names: NamesFile = read_node(file, file.compose(), NamesFile)
        parts |= names.parts
        terminals |= names.terminals
        variants += names.variants
    return Vocabulary(grammar.text, NamesFile(parts, terminals, variants))


def usual_vocabulary() -> Vocabulary:
    """Return the vocabulary of the grammar that counts unless another one is chosen."""
    return vocabulary(usual_grammar())
