"""The LALR tables that Lark makes of grammar/notice.lark, kept from run to run."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, cached_property
from typing import Any, Protocol

import lark
from lark import Lark, Tree
from lark.grammar import Rule
from lark.lexer import TerminalDef
from lark.parsers.lalr_analysis import Shift
from msgspec import Struct

from notice_lint.artifacts import ArtifactCache
from notice_lint.parsing.lexer.alphabet import NoLexer

FINISH = "$END"
"""The terminal behind the last token."""
_TROUBLE = (AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What comes of tables where Lark stores them in another form than it does today."""


class TypedToken(Protocol):
    """What a tree is made of."""

    @property
    def type(self) -> str:
        """The terminal that it is."""


Stack = tuple[int, ...]
"""States of the automaton, undermost first."""


class ParseNode(Tree[Any]):
    """A tree whose name is a plain string: comparing Lark's own takes five times as long."""

    def __init__(self, data: str, children: list[Any]) -> None:
        """Take a name and what stands below it."""
        super().__init__(str(data), children)


_CLASSES = {kind.__name__: kind for kind in (NoLexer, ParseNode)}
"""Classes that tables name."""


class Automaton(Struct, eq=False, dict=True):
    """An LALR automaton, asked what a stack becomes with a terminal; answers are remembered."""

    states: Mapping[int, Mapping[str, tuple[Any, Any]]]
    start: int
    end: int
    known: dict[tuple[Stack, str], Stack | None]

    def feed(self, stack: Stack, terminal: str) -> Stack | None:
        """Return the stack behind a terminal; None where it does not fit."""
        key = stack, terminal
        if key not in self.known:
            self.known[key] = self._fed(list(stack), terminal)
        return self.known[key]

    def _fed(self, stack: list[int], terminal: str) -> Stack | None:
        while (action := self.states[stack[-1]].get(terminal)) is not None:
            kind, argument = action
            if kind is Shift:
                return (*stack, argument)
            size = len(argument.expansion)
            if size:
                del stack[-size:]
            stack.append(self.states[stack[-1]][argument.origin.name][1])
            if terminal == FINISH and stack[-1] == self.end:
                return tuple(stack)
        return None

    def terminals(self, stack: Stack) -> tuple[str, ...]:
        """Return the terminals that the top of a stack has an action for, in a lasting order."""
        return self._terminals[stack[-1]]

    def is_begun(self, stack: Stack) -> bool:
        """Tell whether the last thing shifted cannot stand alone: a label without its text."""
        return stack[-1] in self._begun_states

    @cached_property
    def _terminals(self) -> dict[int, tuple[str, ...]]:
        return {
            state: tuple(sorted(name for name in actions if name.isupper()))
            for state, actions in self.states.items()
        }

    @cached_property
    def _begun_states(self) -> frozenset[int]:
        """The states behind a terminal from which nothing can be reduced."""
        reached = {
            argument
            for actions in self.states.values()
            for name, (kind, argument) in actions.items()
            if kind is Shift and name.isupper()
        }
        return frozenset(
            state
            for state in reached
            if all(self.states[state][name][0] is Shift for name in self._terminals[state])
        )


class DocumentTree:
    """Makes the tree of a document from its tokens, as Lark does with the same tables.

    Lark's own loop looks each rule up by all that stands in it, token by token.
    """

    def __init__(self, text: str) -> None:
        """Begin a document of a grammar."""
        self._automaton = automaton(text)
        self._makers = _makers(text)
        self._states = [self._automaton.start]
        self._values: list[Any] = []

    def feed(self, token: TypedToken) -> None:
        """Take the next token; raises KeyError where it does not fit."""
        states, terminal = self._automaton.states, token.type
        while True:
            kind, argument = states[self._states[-1]][terminal]
            if kind is Shift:
                self._states.append(argument)
                self._values.append(token)
                return
            self._reduce(argument)

    def finish(self) -> Tree[Any]:
        """Return the tree of all tokens."""
        while self._states[-1] != self._automaton.end:
            self._reduce(self._automaton.states[self._states[-1]][FINISH][1])
        tree: Tree[Any] = self._values[-1]
        return tree

    def _reduce(self, rule: Rule) -> None:
        size = len(rule.expansion)
        first = len(self._values) - size
        children = self._values[first:]
        del self._values[first:], self._states[first + 1 :]
        self._values.append(self._makers[id(rule)](children))
        self._states.append(self._automaton.states[self._states[-1]][rule.origin.name][1])

    def accepted(self) -> list[str]:
        """Return the terminals that fit next, sorted."""
        stack = tuple(self._states)
        names = self._automaton.terminals(stack)
        return [name for name in names if self._automaton.feed(stack, name) is not None]


@cache
def _makers(text: str) -> dict[int, Callable[[list[Any]], Any]]:
    """Return what Lark makes a node with, by the identity of its rule."""
    conf: Any = grammar(text).parse_interactive().parser_state.parse_conf
    actions = (action for row in conf.states.values() for action in row.values())
    rules = [argument for _, argument in actions if isinstance(argument, Rule)]
    return {id(rule): conf.callbacks[rule] for rule in rules}


@cache
def grammar(text: str) -> Lark:
    """Return the parser of a grammar of notices; raises lark.exceptions.LarkError."""
    with suppress(*_TROUBLE):
        tables = json.loads(_TABLES.of(f"{lark.__version__}\n{text}"), object_hook=_restored)
        loaded: Lark = Lark.load(tables)
        return loaded
    return _built(text)


@cache
def automaton(text: str) -> Automaton:
    """Return the automaton of a grammar."""
    conf = grammar(text).parse_interactive().parser_state.parse_conf
    return Automaton(conf.states, conf.start_state, conf.end_state, {})


def _built(text: str) -> Lark:
    return Lark(text, parser="lalr", lexer=NoLexer, tree_class=ParseNode)


def _tables(text: str) -> str:
    """Return what Lark makes of a grammar, which stands below the version of Lark, as JSON."""
    tables, memo = _built(text.partition("\n")[2]).memo_serialize([TerminalDef, Rule])
    return json.dumps({"data": tables, "memo": memo}, default=lambda kind: {"class": kind.__name__})


def _restored(stored: dict[str, Any]) -> Any:
    """Return an object as it was before JSON made its keys strings and its classes names."""
    if "class" in stored:
        return _CLASSES[stored["class"]]
    return {int(key) if key.isdigit() else key: value for key, value in stored.items()}


_TABLES = ArtifactCache(_tables)
