"""Labels that no lexicon knows, told by a document: the same words head a line of each item.

Offices invent labels: 何以产生：… 整改评价：整改完成。 What holds a status holds one in most items;
what comes first in items that name no cause is the cause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from notice_lint.parsing.lexer.alphabet import Alphabet, Alphabets, alphabet, spelled
from notice_lint.parsing.lexer.statuses import find_status
from notice_lint.text.expression import Expression

LEAST = 3
"""Lines that words must head to be a label of the document's own."""
SHARE = 0.6
"""Of the lines that the most frequent label heads: most items have each of their labels."""
SITUATION = "SITUATION"
"""The class of labels that hold a status or measures, as their words show (lexer/roles.py)."""
LONGEST_STATUS = 40
"""Characters of a line that tells no more than where an item stands."""
_WORDS = Expression("[一-鿿]+")


class LabelledLine(NamedTuple):
    """A line that a label may head."""

    words: str
    terminal: str
    """The class of the label; empty where no lexicon knows it."""
    value: str


def with_recurring(known: Alphabets, view: str) -> Alphabets:
    """Return alphabets in which the labels of the document's own are known as well."""
    classes = recurring_labels(known, view)
    if not classes:
        return known
    by_class: defaultdict[str, list[str]] = defaultdict(list)
    for words, terminal in classes.items():
        by_class[terminal].append(words)
    first = tuple([spelled(name, words) for name, words in sorted(by_class.items())])
    return {
        name: Alphabet((*first, *words.terminals)) if name in ("line", "label") else words
        for name, words in known.items()
    }


def recurring_labels(known: Alphabets, view: str) -> dict[str, str]:
    """Return the labels that only the document tells, with the class of each."""
    lines = list(_labelled_lines(known, view))
    often = list(_frequent(lines))
    unknown = dict.fromkeys(line.words for line in often if not line.terminal)
    statuses = [words for words in unknown if _holds_status(often, words)]
    others = [words for words in unknown if words not in statuses]
    known_classes = {line.terminal for line in lines} - {"", "FIELD"}
    if not statuses and not known_classes:
        return {}
    return dict.fromkeys(statuses, SITUATION) | _other_classes(often, others, known_classes)


def _frequent(lines: Sequence[LabelledLine]) -> Iterator[LabelledLine]:
    """Yield the lines whose words head many lines."""
    counts = Counter(line.words for line in lines)
    least = max(LEAST, SHARE * max(counts.values(), default=0))
    return (line for line in lines if counts[line.words] >= least)


def _other_classes(
    lines: Sequence[LabelledLine], words: Sequence[str], known_classes: Container[str]
) -> dict[str, str]:
    """Return the classes of labels that hold no status: what goes first may be the cause."""
    rest = words
    classes = {}
    if words and "CAUSE" not in known_classes and _precedes(lines, words[0]):
        classes = {words[0]: "CAUSE"}
        rest = words[1:]
    if "MEASURES" not in known_classes:
        classes |= dict.fromkeys(rest, SITUATION)
    return classes


def _labelled_lines(known: Alphabets, view: str) -> Iterator[LabelledLine]:
    for line in view.splitlines():
        words = _behind_mark(known["line"], line.strip(" "))
        form = alphabet("any_label").match(words)
        label = _WORDS.search(words) if form else None
        if form and label and not _says_by_itself(label[0]):
            hit = known["label"].match(words)
            yield LabelledLine(label[0], hit.terminal if hit else "", words[form.end :])


def _behind_mark(lines: Alphabet, words: str) -> str:
    """Return what stands behind a marker: （1）何以产生：…"""
    hit = lines.match(words)
    return words[hit.end :].lstrip(" ") if hit and hit.terminal.endswith("_MARK") else words


def _says_by_itself(words: str) -> bool:
    """Tell whether words are no label: 一是：… 〔已整改〕…"""
    status = find_status(words)
    is_status = status is not None and status.end == len(words)
    return is_status or alphabet("enumerator").match(words) is not None


def _holds_status(lines: Sequence[LabelledLine], words: str) -> bool:
    values = [line.value for line in lines if line.words == words]
    short = [value for value in values if len(value) <= LONGEST_STATUS]
    return sum(find_status(value) is not None for value in short) >= SHARE * len(values)


def _precedes(lines: Sequence[LabelledLine], words: str) -> bool:
    """Tell whether another label follows a label wherever it stands."""
    places = [index for index, line in enumerate(lines) if line.words == words]
    following = [lines[index + 1].words for index in places if index + 1 < len(lines)]
    return len(following) == len(places) and words not in following
