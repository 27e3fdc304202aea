"""The words of labels as terminals: rules/lexicons/labels.yaml put into grammar/lines.lark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_reader import read_node
from notice_lint.text.folding import view

OfficeLabels = Mapping[str, Sequence[str]]
"""Words that an office adds to classes of labels, or those of a class of its own."""
NO_LABELS: OfficeLabels = {}

PATH = "lexicons/labels.yaml"
LABEL_SUFFIX = "_LABEL"
"""How the terminal of a class ends that is an office's own: `effect` gives EFFECT_LABEL."""
HAN = "[一-鿿]"
GAP = " {0,2}"
"""Letters are spaced out to fill a line: 原　因, two blanks between them at most."""
MOST_PARTS = 6
"""Words of one kind in a row; unbounded, a long line of them would be searched for long."""


class LabelFamily(Struct, frozen=True):
    """Labels that are made alike."""

    words: tuple[str, ...]
    before: tuple[str, ...] = ()
    anchor: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    lead: int = 0
    never: tuple[str, ...] = ()
    colon: bool = False
    """Whether they are labels only where a colon or a bracket follows."""

    def expression(self, never: Iterable[str] = ()) -> str:
        """Return what matches one of these labels; with words in front unless `never` is empty."""
        lead = _lead(self.lead, (*never, *self.never)) if never and self.lead else ""
        anchor = f"{_one(self.anchor)}{GAP}" if self.anchor else ""
        return "".join((_any(self.before), lead, anchor, _one(self.words), _any(self.after)))


class LabelLexicon(Struct, frozen=True):
    """All labels, by class."""

    never: tuple[str, ...]
    classes: dict[str, tuple[LabelFamily, ...]]


def terminals(added: OfficeLabels) -> str:
    """Return the terminals of all words as grammar; an office's words stand beside ours."""
    return "\n".join(_definitions(added))


def label_classes() -> Sequence[str]:
    """Return the classes of labels that came with the program."""
    return tuple(_lexicon().classes)


def own_terminal(name: str) -> str:
    """Return the terminal of a class of labels that is an office's own."""
    return f"{name.upper()}{LABEL_SUFFIX}"


@cache
def _lexicon() -> LabelLexicon:
    file = YamlFile(PATH, resources.read("rules", PATH), is_ours=True)
    lexicon: LabelLexicon = read_node(file, file.compose(), LabelLexicon)
    return lexicon


def _definitions(added: OfficeLabels) -> Iterator[str]:
    lexicon = _lexicon()
    office_words = {name: _folded(words) for name, words in added.items() if words}
    for name, families in lexicon.classes.items():
        words = office_words.pop(name, ())
        yield from _class(
            name, (*families, LabelFamily(words)) if words else families, lexicon.never
        )
    for name, words in office_words.items():
        yield from _class(name, (LabelFamily(words),), ())
        yield from _forms(name)
    own_labels = [own_terminal(name) for name in office_words]
    yield f"own_label: {' | '.join(own_labels)}"
    yield f"own_inner_label: {' | '.join(f'INNER_{label}' for label in own_labels)}"


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple([view(word).strip(" :") for word in words])


def _class(name: str, families: Sequence[LabelFamily], never: Sequence[str]) -> Iterator[str]:
    """Yield the words of a class as two terminals: alone, and with more in front."""
    for suffix, not_before in (("WORD", ()), ("LOOSE", never)):
        expressions = [
            family.expression(not_before) for family in families if not_before or not family.colon
        ]
        yield f"_{name.upper()}_{suffix}: /(?:{'|'.join(expressions)})/"


def _forms(name: str) -> Iterator[str]:
    """Yield how a label of an office's own class may be written: as those of lines.lark are."""
    label, inside = own_terminal(name), f"_{name.upper()}_LOOSE _ADDED _COLON"
    yield f"{label}: _OPEN _{name.upper()}_WORD _ADDED _CLOSE | _OPEN _NEAR_COLON {inside}"
    yield f"INNER_{label}: _OPEN _NEAR_COLON {inside}"


def _one(words: Sequence[str]) -> str:
    """Return what matches one of some words, longer ones first."""
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(_spaced, longest_first))})"


def _any(words: Sequence[str]) -> str:
    return f"(?:{GAP}{_one(words)}{GAP}){{0,{MOST_PARTS}}}" if words else ""


def _lead(most: int, never: Iterable[str]) -> str:
    return f"(?:(?!{'|'.join(map(re.escape, never))}){HAN}){{0,{most}}}?"


def _spaced(word: str) -> str:
    return GAP.join(re.escape(char).replace("/", r"\/") for char in word)
