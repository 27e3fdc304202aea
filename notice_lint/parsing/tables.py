"""The LALR tables of grammar/notice.lark, kept from run to run."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any, Protocol

from msgspec import Struct, convert, to_builtins

from notice_lint.artifacts import ArtifactCache
from notice_lint.parsing.grammar_records import GrammarTables, ParseNode

FINISH = "$END"
"""The terminal behind the last token."""


class TypedToken(Protocol):
    """What a tree is made of."""

    @property
    def type(self) -> str:
        """The terminal that it is."""


Stack = tuple[int, ...]
"""States of the automaton, undermost first."""


class Automaton(Struct, eq=False, dict=True):
    """An LALR automaton, asked what a stack becomes with a terminal; answers are remembered."""

    tables: GrammarTables
    known: dict[tuple[Stack, str], Stack | None]

    @property
    def start(self) -> int:
        """The state that a document begins in."""
        return self.tables.start

    def feed(self, stack: Stack, terminal: str) -> Stack | None:
        """Return the stack behind a terminal; None where it does not fit."""
        key = stack, terminal
        if key not in self.known:
            self.known[key] = self._fed(list(stack), terminal)
        return self.known[key]

    def _fed(self, stack: list[int], terminal: str) -> Stack | None:
        states, rules = self.tables.states, self.tables.rules
        while (action := states[stack[-1]].get(terminal)) is not None:
            if action >= 0:
                return (*stack, action)
            rule = rules[-1 - action]
            del stack[len(stack) - len(rule.expansion) :]
            stack.append(states[stack[-1]][rule.name])
            if terminal == FINISH and stack[-1] == self.tables.end:
                return tuple(stack)
        return None

    def terminals(self, stack: Stack) -> tuple[str, ...]:
        """Return the terminals that the top of a stack has an action for, in a lasting order."""
        return self._terminals[stack[-1]]

    def is_begun(self, stack: Stack) -> bool:
        """Tell whether the last thing shifted cannot stand alone: a label without its text."""
        return stack[-1] in self._begun_states

    @cached_property
    def _terminals(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(sorted(name for name in actions if name.isupper()))
            for actions in self.tables.states
        )

    @cached_property
    def _begun_states(self) -> frozenset[int]:
        """The states behind a terminal from which nothing can be reduced."""
        states = self.tables.states
        reached = {
            action
            for actions in states
            for name, action in actions.items()
            if action >= 0 and name.isupper()
        }
        return frozenset(
            state
            for state in reached
            if all(states[state][name] >= 0 for name in self._terminals[state])
        )


class DocumentTree:
    """Makes the tree of a document from its tokens."""

    def __init__(self, text: str) -> None:
        """Begin a document of a grammar."""
        self._automaton = automaton(text)
        self._tables = grammar_tables(text)
        self._states = [self._tables.start]
        self._values: list[Any] = []

    def feed(self, token: TypedToken) -> None:
        """Take the next token; raises KeyError where it does not fit."""
        while (action := self._tables.states[self._states[-1]][token.type]) < 0:
            self._reduce(action)
        self._states.append(action)
        self._values.append(token)

    def finish(self) -> ParseNode:
        """Return the tree of all tokens."""
        while self._states[-1] != self._tables.end:
            self._reduce(self._tables.states[self._states[-1]][FINISH])
        tree: ParseNode = self._values[-1]
        return tree

    def _reduce(self, action: int) -> None:
        rule = self._tables.rules[-1 - action]
        first = len(self._values) - len(rule.expansion)
        children = self._values[first:]
        del self._values[first:], self._states[first + 1 :]
        self._values.append(rule.node(children))
        self._states.append(self._tables.states[self._states[-1]][rule.name])

    def accepted(self) -> list[str]:
        """Return the terminals that fit next, sorted."""
        stack = tuple(self._states)
        names = self._automaton.terminals(stack)
        return [name for name in names if self._automaton.feed(stack, name) is not None]


@cache
def grammar_tables(text: str) -> GrammarTables:
    """Return the tables of a grammar of notices; raises lark.exceptions.LarkError."""
    return convert(_TABLES.of(text), GrammarTables)


@cache
def automaton(text: str) -> Automaton:
    """Return the automaton of a grammar."""
    return Automaton(grammar_tables(text), {})


def _tables(text: str) -> Any:
    """Return what Lark makes of a grammar, as JSON can hold it."""
    from notice_lint.parsing.lark_grammars import lark_tables

    return to_builtins(lark_tables(text))


_TABLES = ArtifactCache(_tables)
