"""Whether a grammar of an office's own can be used: each mistake with its place and what to do."""

from __future__ import annotations

import re

from notice_lint.datafiles.grammar_file import GrammarFile
from notice_lint.datafiles.search_path import nearest_word
from notice_lint.errors import RuleError
from notice_lint.parsing.lexer.labels import OfficeLabels, label_classes, own_terminal
from notice_lint.parsing.vocabulary import Vocabulary, usual_vocabulary, vocabulary
from notice_lint.text.wording import Wording

_NAMED = re.compile(r"'(\w+)'")


def checked_vocabulary(grammar: GrammarFile, labels: OfficeLabels) -> Vocabulary:
    """Return the vocabulary of a grammar that can be used with some labels; raises RuleError."""
    from lark.exceptions import LarkError

    words = vocabulary(grammar)
    try:
        terminals = words.terminals
    except LarkError as error:
        raise _broken(grammar, error) from error
    known = known_terminals(labels)
    mistakes = [_unknown(grammar, name, known) for name in sorted(terminals - known)]
    if mistakes:
        raise RuleError.of(mistakes)
    return words


def known_terminals(labels: OfficeLabels) -> frozenset[str]:
    """Return the terminals that tokens may have: the usual ones, and those of further labels."""
    usual = usual_vocabulary()
    further = [name for name in labels if name not in label_classes()]
    own = {own_terminal(name) for name in further} | {f"BARE_{name.upper()}" for name in further}
    return usual.terminals | usual.names.terminals.keys() | own


def _broken(grammar: GrammarFile, error: Exception) -> RuleError:
    """Say what is wrong with a grammar, at the place that Lark names or is taken to mean."""
    reason = str(error).strip().partition("\n")[0]
    line, column = getattr(error, "line", 0), getattr(error, "column", 0)
    if not isinstance(line, int) or line < 1:
        named = _NAMED.search(reason)
        line, column = _place(grammar.text, named.group(1)) if named else (1, 1)
    wording = Wording(
        f"语法有误，请按 Lark 语法改正：{reason}", f"not a grammar that Lark can use: {reason}"
    )
    return grammar.error(line, max(column, 1), wording)


def _unknown(grammar: GrammarFile, name: str, known: frozenset[str]) -> RuleError:
    near = nearest_word(name, sorted(known))
    wording = Wording(
        f"没有哪种文字读作“{name}”"
        + (f"，是不是“{near}”？" if near else "；自己的标签要在配置的 labels 里写明"),
        f"nothing is read as “{name}”"
        + (f"; did you mean “{near}”?" if near else "; name a label of your own under `labels`"),
    )
    return grammar.error(*_place(grammar.text, name), wording)


def _place(text: str, name: str) -> tuple[int, int]:
    """Return the 1-based line and column where a name is used; behind %declare only if nowhere."""
    for pattern in (rf"^(?!%declare|//).*?(?<![\w]){name}\b", rf"\b{name}\b"):
        found = re.search(pattern, text, re.MULTILINE)
        if found:
            start = found.end() - len(name)
            return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return 1, 1
