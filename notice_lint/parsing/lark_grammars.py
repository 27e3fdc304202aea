"""What Lark makes of our grammars, as records: no run asks Lark for what is known already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lark import Lark
from lark.common import LexerConf
from lark.grammar import Rule, Symbol
from lark.lexer import Lexer, Token
from lark.parsers.lalr_analysis import Shift

from notice_lint.matching.branches import branches, named
from notice_lint.matching.line_terminals import LineTerminal
from notice_lint.parsing.grammar_records import GrammarRule, GrammarSymbol, GrammarTables, KeptChild


class NoLexer(Lexer):
    """Stands in for Lark's lexer, so that no pattern is compiled before it is needed."""

    def __init__(self, _conf: LexerConf) -> None:
        """Take the terminals as Lark hands them over."""

    def lex(self, _lexer_state: object, _parser_state: object) -> Iterator[Token]:
        """Yield nothing: tokens are made elsewhere."""
        return iter(())


def terminals_of_alphabets(text: str, starts: Sequence[str]) -> dict[str, list[LineTerminal]]:
    """Return the terminals of each alphabet of a line grammar, in order."""
    grammar = Lark(text, start=list(starts), parser="lalr", lexer=NoLexer)
    regexps = {terminal.name: terminal.pattern.to_regexp() for terminal in grammar.terminals}
    rules = sorted(grammar.rules, key=lambda rule: rule.order)
    alternatives = {
        name: [rule.expansion[0] for rule in rules if rule.origin.name == name and rule.expansion]
        for name in starts
    }
    divided = {
        name: LineTerminal(name, parts, named(parts))
        for name, regexp in regexps.items()
        for parts in (branches(regexp),)
    }
    return {
        name: [divided[symbol.name] for symbol in _flat(alternatives[name], alternatives)]
        for name in starts
    }


def _flat(
    symbols: Sequence[Symbol], alternatives: Mapping[str, Sequence[Symbol]]
) -> Iterator[Symbol]:
    """Yield terminals; the name of another alphabet stands for all of its own."""
    for symbol in symbols:
        if symbol.is_term:
            yield symbol
        else:
            yield from _flat(alternatives[symbol.name], alternatives)


def lark_tables(text: str) -> GrammarTables:
    """Return the tables of a grammar; raises lark.exceptions.LarkError."""
    grammar = Lark(text, parser="lalr", lexer=NoLexer, maybe_placeholders=False)
    conf: Any = grammar.parse_interactive().parser_state.parse_conf
    places = {rule: place for place, rule in enumerate(grammar.rules)}
    states = tuple(
        {
            str(name): argument if kind is Shift else -1 - places[argument]
            for name, (kind, argument) in conf.states[state].items()
        }
        for state in range(len(conf.states))
    )
    rules = tuple(map(_rule, grammar.rules))
    return GrammarTables(rules, states, conf.start_state, conf.end_state)


def _rule(rule: Rule) -> GrammarRule:
    symbols: Sequence[Any] = rule.expansion  # what a terminal has is not in Lark's annotations
    return GrammarRule(
        name=str(rule.origin.name),
        alias=rule.alias and str(rule.alias),
        expansion=tuple(GrammarSymbol(str(symbol.name), symbol.is_term) for symbol in symbols),
        children=tuple(
            KeptChild(place, not symbol.is_term and symbol.name.startswith("_"))
            for place, symbol in enumerate(symbols)
            if rule.options.keep_all_tokens or not (symbol.is_term and symbol.filter_out)
        ),
        is_transparent=bool(rule.options.expand1) and not rule.alias,
    )
