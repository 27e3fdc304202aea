"""The grammar that the title of a notice asks for, where nobody named one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from notice_lint.datafiles.grammar_file import GrammarFile, find_grammar
from notice_lint.datafiles.search_path import SearchPath
from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.parsing.vocabulary import Vocabulary, usual_vocabulary, vocabulary
from notice_lint.text.wording import Wording


class ChosenGrammar(Struct, frozen=True):
    """The vocabulary that a document is read by."""

    vocabulary: Vocabulary
    variant: Wording | None = None
    """What notices of its kind are called where the title chose it; None for the usual kind."""


def chosen_grammar(grammar: GrammarFile | None, page: Iterable[LogicalLine]) -> ChosenGrammar:
    """Return what somebody chose, else what the title of a document asks for."""
    if grammar is not None:
        return ChosenGrammar(vocabulary(grammar))
    title = "".join(line.view for line in page if line.kind == "TITLE")
    for variant in usual_vocabulary().names.variants:
        if re.search(variant.title, title):
            return ChosenGrammar(_own_vocabulary(variant.grammar), variant.name)
    return ChosenGrammar(usual_vocabulary())


@cache
def _own_vocabulary(name: str) -> Vocabulary:
    grammar = find_grammar(name, SearchPath(only_ours=True))
    assert grammar
    return vocabulary(grammar)
