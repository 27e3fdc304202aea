"""Whether a grammar of an office's own can be used: each mistake with its place and what to do."""

from __future__ import annotations

import re

from notice_lint.datafiles.grammar_file import GrammarFile
from notice_lint.datafiles.search_path import nearest_word
from notice_lint.errors import RuleError
from notice_lint.parsing.lexer.labels import OfficeLabels, label_classes, own_terminal
from notice_lint.parsing.vocabulary import Vocabulary, usual_vocabulary, vocabulary
from notice_lint.text.parser_reasons import colliding_rules, grammar_reason
from notice_lint.text.wording import Wording

_UNDEFINED = re.compile(r"'(\w+)' used but not defined")
_NAMED = re.compile(r"(?:nonexisting|undefined) rule (\w+)")
_AT = re.compile(r"at line (\d+) column (\d+)")
_LITERAL = re.compile(r"__|[^_A-Z]")
_TERMINAL = re.compile(r"^_?[A-Z][A-Z0-9_]*(?:\.\d+)?[ \t]*:", re.MULTILINE)
HEADED = ("item", "section")
"""Parts that have a heading: the first token of each."""
LONGEST = 200
"""Code points of what Lark says that are shown."""


def checked_vocabulary(grammar: GrammarFile, labels: OfficeLabels) -> Vocabulary:
    """Return the vocabulary of a grammar that can be used with some labels; raises RuleError."""
    from lark.exceptions import LarkError

    words = vocabulary(grammar)
    known = known_terminals(labels)
    try:
        terminals = words.terminals
    except (
        LarkError,
        OSError,  # what is imported in another way Lark looks for itself
        RecursionError,
        AssertionError,  # Lark's own, where a terminal is made of declared ones
    ) as error:
        raise _broken(grammar, error, known) from error
    mistakes = [_unknown(grammar, name, known) for name in sorted(terminals - known)]
    mistakes += [_headless(grammar, words, name) for name in HEADED if not _is_headed(words, name)]
    if mistakes:
        raise RuleError.of(mistakes)
    return words


def _is_headed(words: Vocabulary, part: str) -> bool:
    """Tell whether whatever makes a part begins with a terminal that opens one."""
    made = [rule for rule in words.rules if part in (rule.name, rule.alias)]
    return all(rule.expansion and rule.expansion[0].name in words.openers for rule in made)


def _headless(grammar: GrammarFile, words: Vocabulary, part: str) -> RuleError:
    openers = sorted(words.openers)
    wording = Wording(
        f"“{part}”须以 {'、'.join(openers)} 之一开头，以 _END 结尾",
        f"“{part}” must begin with one of {', '.join(openers)} and end with _END",
    )
    return grammar.error(*_place(grammar, part), wording)


def known_terminals(labels: OfficeLabels) -> frozenset[str]:
    """Return the terminals that tokens may have: the usual ones, and those of further labels."""
    usual = usual_vocabulary()
    further = [name for name in labels if name not in label_classes()]
    of_labels = {own_terminal(name) for name in further}
    of_columns = {f"BARE_{name.upper()}" for name in further}
    return usual.terminals | usual.names.terminals.keys() | of_labels | of_columns


def _broken(grammar: GrammarFile, error: Exception, known: frozenset[str]) -> RuleError:
    """Say what is wrong with a grammar, at the place that Lark names or is taken to mean."""
    if isinstance(error, AssertionError):
        made = _TERMINAL.search(grammar.text)
        return _literal(grammar, *_line_and_column(grammar.text, made.start() if made else 0))
    reason = " ".join(str(error).split())
    undefined = _UNDEFINED.search(reason)
    name = undefined.group(1) if undefined else ""
    if name.isupper() and name not in known:
        return _unknown(grammar, name, known)
    wording_of_lark = grammar_reason(reason)
    wording = Wording(
        f"语法有误：{wording_of_lark.zh}",
        f"not a grammar that Lark can use: {wording_of_lark.en[:LONGEST]}",
    )
    if name.isupper():
        wording = Wording(
            f"“{name}”还要用 %declare {name} 声明", f"“{name}” needs a line %declare {name}"
        )
    line, column = _place_of(grammar, error, reason)
    return grammar.error(line, column, wording)


def _place_of(grammar: GrammarFile, error: Exception, reason: str) -> tuple[int, int]:
    """Return the 1-based line and column that an error of Lark is about."""
    line, column = getattr(error, "line", None), getattr(error, "column", None)
    if isinstance(line, int) and isinstance(column, int) and line > 0:
        return line, max(column, 1)
    stated = _AT.search(reason)
    if stated:
        return int(stated.group(1)), int(stated.group(2))
    named = _UNDEFINED.search(reason) or _NAMED.search(reason)
    names = [named.group(1)] if named else colliding_rules(reason)
    return _place(grammar, *names)


def _unknown(grammar: GrammarFile, name: str, known: frozenset[str]) -> RuleError:
    if _LITERAL.match(name):
        return _literal(grammar, grammar.first_line, 1)
    near = nearest_word(name, sorted(known))
    wording = Wording(
        f"没有哪种文字读作“{name}”"
        + (f"，是不是“{near}”？" if near else "；自己的标签要在配置的 labels 里写明"),
        f"nothing is read as “{name}”"
        + (f"; did you mean “{near}”?" if near else "; name a label of your own under `labels`"),
    )
    return grammar.error(*_place(grammar, name), wording)


def _literal(grammar: GrammarFile, line: int, column: int) -> RuleError:
    wording = Wording(
        "语法里只用终结符的名字，不写文字或正则表达式；词写在配置的 labels 里",
        "a grammar holds names of terminals and no words; words stand under `labels`",
    )
    return grammar.error(line, column, wording)


def _place(grammar: GrammarFile, *names: str) -> tuple[int, int]:
    """Return the 1-based line and column where one of some names is used.

    What an office wrote comes first, and behind %declare a name is looked for only if nowhere else.
    """
    word = rf"\b({'|'.join(names)})\b"
    for pattern in (rf"^(?!%declare|//).*?{word}", word) if names else ():
        for text in (grammar.own_text, grammar.text):
            use = re.search(pattern, text, re.MULTILINE)
            if use:
                return _line_and_column(text, use.start(1))
    return grammar.first_line, 1


def _line_and_column(text: str, place: int) -> tuple[int, int]:
    """Return the 1-based line and column of a place in a text."""
    before = text[:place]
    return before.count("\n") + 1, place - before.rfind("\n")
