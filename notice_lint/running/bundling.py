"""The bundle of a wheel, made by doing once what any run may do with the files of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from notice_lint.artifacts import CACHES, bundled
from notice_lint.datafiles.grammar_file import find_grammar
from notice_lint.datafiles.search_path import SearchPath
from notice_lint.matching.pattern import Pattern
from notice_lint.parsing.lexer.alphabet import alphabets
from notice_lint.parsing.tables import automaton
from notice_lint.ruleset.catalogue import builtin_rules
from notice_lint.ruleset.layers import base_layers
from notice_lint.ruleset.profile import build
from notice_lint.ruleset.selftest import prove

PROFILES = ("default", "strict", "minimal", "inspection", "internal-report", "issued-document")
GRAMMARS = ("notice", "inspection", "audit")


def _patterns(value: Any) -> Iterator[Pattern]:
    """Yield the expressions of some options, however deep they stand."""
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, Struct):
        value = tuple(getattr(value, name) for name in value.__struct_fields__)
    elif isinstance(value, Mapping):
        value = tuple(value.values())
    for below in value if isinstance(value, tuple) else ():
        yield from _patterns(below)


def whole_bundle() -> bytes:
    """Prove all rules, load all profiles and grammars, and return what was computed for it."""
    alphabets()
    for name in GRAMMARS:
        grammar = find_grammar(name, SearchPath(only_ours=True))
        if grammar:
            automaton(grammar.text)
    for name in PROFILES:
        build(name, base_layers(name))
    for rule in builtin_rules().values():
        for pattern in _patterns(rule.options):
            for part in pattern.parts:
                _ = part.alternatives
        for _ in prove(rule):
            pass
    return bundled({cache.function: cache.results for cache in CACHES})
