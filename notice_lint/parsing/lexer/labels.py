"""The words of labels as terminals: rules/lexicons/labels.yaml put into grammar/lines.lark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_reader import read_node

OfficeLabels = Mapping[str, Sequence[str]]
"""Words that an office adds to classes of labels."""
NO_LABELS: OfficeLabels = {}

PATH = "lexicons/labels.yaml"
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
    file = YamlFile(PATH, resources.read("rules", PATH), is_ours=True)
    lexicon: LabelLexicon = read_node(file, file.compose(), LabelLexicon)
    return "\n".join(_definitions(lexicon, added))


def _definitions(lexicon: LabelLexicon, added: OfficeLabels) -> Iterator[str]:
    for name, families in lexicon.classes.items():
        own = tuple(added.get(name, ()))
        whole = (*families, LabelFamily(own)) if own else families
        for suffix, never in (("WORD", ()), ("LOOSE", lexicon.never)):
            expressions = [one.expression(never) for one in whole if never or not one.colon]
            yield f"_{name.upper()}_{suffix}: /(?:{'|'.join(expressions)})/"


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
