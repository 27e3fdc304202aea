"""Named pieces that the regular expressions of rules are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct, field

MAX_LENGTH = 1 << 16
"""Characters of an expression with its pieces put in.

Pieces may name pieces, so that a few lines of a rule can grow without end. The longest expression
of our own rules has 6,426.
"""
_NAME = re.compile(r"\{\{(\w+)\}\}")
Shared = Callable[[], Mapping[str, str]]
"""Gives pieces of expressions that are not a rule's own."""


class Fragments(dict[str, str]):
    """Named pieces of expressions; `{{name}}` in an expression stands for one.

    A name that is not among them stands for a shared piece, where there is one.
    """

    def __init__(self, shared: Shared = dict) -> None:
        """Begin without pieces; the shared ones are asked for when the first is needed."""
        super().__init__()
        self._shared = shared

    def __missing__(self, name: str) -> str:
        """Return a shared piece; raises KeyError."""
        return self._shared()[name]

    @property
    def known(self) -> tuple[str, ...]:
        """All names, the shared ones last."""
        return (*self, *self._shared())

    def expand(self, text: str) -> str:
        """Return an expression with its pieces put in.

        Raises KeyError for an unknown name, ValueError beyond MAX_LENGTH characters.
        """
        whole = _NAME.sub(lambda name: self[name[1]], text)
        if len(whole) > MAX_LENGTH:
            raise ValueError
        return whole


class Expressions(Struct, frozen=True, kw_only=True):
    """Options whose expressions may be made of pieces."""

    define: Fragments = field(default_factory=Fragments)
    """Pieces for the expressions below it, which write them `{{name}}`."""
