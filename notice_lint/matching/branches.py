r"""An expression as a tree of branches, of which only those that fit the next character are built.

To compile the alphabets of grammar/lines.lark whole takes 0.4 s, more than all else in a start; of
each a notice asks only what begins with a few dozen characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from notice_lint.matching.alternatives import divided
from notice_lint.matching.first_set import FirstSet, first_set
from notice_lint.matching.literals import required_literals
from notice_lint.matching.syntax_tree import parse

FIRST_HAN, ANY = "一", "龥"
"""The ends of the range of characters that are as good as any other where none is named."""
LEAST = 24
"""Characters of an expression that is worth dividing, and of one that is worth putting off."""
BLANK = " "
"""What may stand between the characters of a label, and hides its words."""
_QUANTIFIER = re.compile(r"(?:([*?]|\{(?:0,|,|0\})\d*\}?)|[+]|\{\d+(?:,\d*)?\})[?+]?")
"""How often the atom before it is repeated; its first group where that may be not at all."""
_ATOM = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|[^()|]", re.DOTALL)
_PAREN = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|[()]", re.DOTALL)


class Guarded(NamedTuple):
    """An expression behind a look at what comes, which keeps most texts from it."""

    guard: str
    """Matches nothing but a place; empty for no guard."""
    text: str
    words: tuple[str, ...] = ()
    """Strings one of which is in every text with a match, blanks taken out of it; none unknown."""

    @property
    def whole(self) -> str:
        """Both together."""
        return f"{self.guard}{self.text}"


class Branch(Struct, frozen=True, array_like=True):
    """One alternative: lead, then one of the choices, then the rest."""

    first: FirstSet
    lead: str
    skips: FirstSet | None
    """What the lead may take, where it may also be left out; None where it is a guard, or empty."""
    choices: tuple[Branch, ...]
    rest: str
    words: tuple[str, ...] = ()
    """What `Guarded.words` is, of all of it."""

    @property
    def text(self) -> str:
        """The whole expression."""
        return f"{self.lead}{_joined([choice.text for choice in self.choices])}{self.rest}"

    def before(self, char: str) -> Iterator[Guarded]:
        """Yield what can match before a character, in order."""
        if not self.first.holds(char):
            return
        if self.skips and self.skips.holds(char):
            yield Guarded("", self.text, self.words)
            return
        guard = "" if self.skips else self.lead
        if self.rest or not self.choices:
            text = f"{_joined([choice.text for choice in self.choices])}{self.rest}"
            yield Guarded(guard, text, self.words)
        else:
            for inner in pruned(self.choices, char):
                yield Guarded(f"{guard}{inner.guard}", inner.text, inner.words or self.words)


def _joined(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"(?:{'|'.join(texts)})" if texts else ""


def pruned(branches: Iterable[Branch], char: str) -> list[Guarded]:
    """Return what can match before a character, in order; "" stands for the end of a text."""
    return [left for branch in branches for left in branch.before(char)]


def named(branches: Iterable[Branch]) -> FirstSet:
    """Return the characters before which other branches are left than before ANY.

    Others between FIRST_HAN and ANY need no looking up of their own.
    """
    sets = list(_sets(branches))
    ranges = {ends for known in sets for ends in known.ranges}
    return FirstSet(
        "".join(sorted({char for known in sets for char in known.singles})),
        tuple(sorted(ends for ends in ranges if not (ends[0] <= FIRST_HAN and ends[1] >= ANY))),
    )


def _sets(branches: Iterable[Branch]) -> Iterator[FirstSet]:
    for branch in branches:
        yield branch.first
        if branch.skips:
            yield branch.skips
        yield from _sets(branch.choices)


def whole(branches: Iterable[Branch]) -> str:
    """Return the whole expression."""
    return "|".join(branch.text for branch in branches)


def branches(expression: str) -> tuple[Branch, ...]:
    """Return the alternatives of an expression, in order, each divided where it begins."""
    return tuple(_branch(text) for text in divided(expression))


def _branch(text: str) -> Branch:
    first = first_set(text)
    if len(text) < LEAST:
        return Branch(first, "", None, (), text)
    end = _end_of_atom(text)
    quantifier = _QUANTIFIER.match(text, end)
    # what matches holds what matches behind its first atom: so only the last ones look for strings
    if _is_guard(text[:end]) and not quantifier:
        inner = _branch(text[end:])
        return Branch(first, text[:end], None, (inner,), "", inner.words)
    if quantifier and quantifier[1]:
        inner, skips = _branch(text[quantifier.end() :]), first_set(text[:end])
        return Branch(first, text[: quantifier.end()], skips, (inner,), "", inner.words)
    words = _words(text)
    if text.startswith("(?:") and not quantifier:
        return Branch(first, "", None, branches(text[3 : end - 1]), text[end:], words)
    return Branch(first, "", None, (), text, words)


def _words(text: str) -> tuple[str, ...]:
    tree = parse(text)
    literals = required_literals(tree, BLANK) if tree is not None else None
    return tuple(sorted(literals or ()))


def _is_guard(atom: str) -> bool:
    """Tell whether an expression matches nothing but a place, and has no group for its words."""
    tree = parse(atom) if atom.startswith("(?") else None
    return tree is not None and tree.getwidth() == (0, 0) and tree.state.groups == 1


def _end_of_atom(text: str) -> int:
    """Return where the first atom of an expression ends."""
    if not text.startswith("("):
        atom = _ATOM.match(text)
        return atom.end() if atom else 0
    return next(_ends_of_groups(text), len(text))


def _ends_of_groups(text: str) -> Iterator[int]:
    depth = 0
    for token in _PAREN.finditer(text):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if not depth:
            yield token.end()
