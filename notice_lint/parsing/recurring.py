"""Labels that no lexicon knows, told by a document: the same words head a line of each item.

Offices invent labels: 何以产生：… 整改评价：整改完成。 What holds a status holds one in most items;
what comes first in items that name no cause is the cause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import zip_longest
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
CAUSE = "CAUSE"
REMARK = "FIELD"
"""The class of labels that answer nothing: who is responsible, what became better."""
LONGEST_STATUS = 40
"""Characters of a line that tells no more than where an item stands."""
_WORDS = Expression("[一-鿿]+")
_COUNTED = Expression(
    "^[第其之]?[一二三四五六七八九十]+(?:[是、项个条类号步层方大点]|$)|[一二三四五六七八九十]+[项个条类号]?$"
)
"""What begins or ends as what is counted does: 一是 第一项 事项一."""


class LabelledLine(NamedTuple):
    """A line that a label may head."""

    words: str
    terminal: str
    """The class of the label; empty where no lexicon knows its words."""
    is_read: bool
    """Whether it is read as it stands; 原因分析。… has a known word and is no label elsewhere."""
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
    named = {line.words: line.terminal for line in often if line.terminal and not line.is_read}
    unknown = dict.fromkeys(line.words for line in often if not line.terminal)
    statuses, others = _by_status(often, unknown)
    if not statuses and not _answering(lines):
        return {}
    return named | dict.fromkeys(statuses, SITUATION) | _by_place(lines, often, others)


def _by_place(
    lines: Sequence[LabelledLine], often: Sequence[LabelledLine], words: Sequence[str]
) -> dict[str, str]:
    """Return the classes of labels that hold no status, by where they stand among the known."""
    stated = [label for label in words if _stands_before(lines, label, CAUSE)]
    rest = [label for label in words if label not in stated]
    unknown = [line.words for line in often if not line.terminal]
    known_classes = _answering(_beside(lines, unknown))
    return dict.fromkeys(stated, REMARK) | _other_classes(often, rest, known_classes)


def _answering(lines: Iterable[LabelledLine]) -> set[str]:
    """Return the classes of known labels that answer a problem."""
    return {line.terminal for line in lines} - {"", REMARK}


def _beside(lines: Sequence[LabelledLine], words: Container[str]) -> Sequence[LabelledLine]:
    """Return the lines from the first to the last that some words head.

    Where one section has labels of its own, those of the others say nothing about its items.
    """
    places = [place for place, line in enumerate(lines) if line.words in words]
    return lines[places[0] : places[-1] + 1] if places else ()


def _by_status(
    lines: Sequence[LabelledLine], unknown: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Return the words that head statuses, and the others."""
    holds = {words: _holds_status(lines, words) for words in unknown}
    statuses = list(filter(holds.__getitem__, holds))
    return statuses, [words for words in holds if words not in statuses]


def _frequent(lines: Sequence[LabelledLine]) -> Iterator[LabelledLine]:
    """Yield the lines whose words head many lines."""
    counts = Counter(line.words for line in lines)
    least = max(LEAST, SHARE * max(counts.values(), default=0))
    return (line for line in lines if counts[line.words] >= least)


def _other_classes(
    lines: Sequence[LabelledLine], words: Sequence[str], known_classes: Container[str]
) -> dict[str, str]:
    """Return the classes of labels that hold no status: what goes first may be the cause.

    Where labels for cause and measures are known, the others head remarks.
    """
    rest = words
    classes = {}
    if words and CAUSE not in known_classes and _precedes(lines, words[0]):
        classes = {words[0]: CAUSE}
        rest = words[1:]
    others = REMARK if "MEASURES" in known_classes else SITUATION
    return classes | dict.fromkeys(rest, others)


def _labelled_lines(known: Alphabets, view: str) -> Iterator[LabelledLine]:
    stripped = (line.strip(" ") for line in view.splitlines())
    lines = list(filter(None, stripped))
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        words = _behind_mark(known["line"], line)
        form = alphabet("any_label").match(words)
        label = _WORDS.search(words) if form else None
        if form and label and not _says_by_itself(label[0]):
            value = words[form.end :] or after
            yield _labelled(known["label"], words, label[0])._replace(value=value)


def _labelled(labels: Alphabet, line: str, words: str) -> LabelledLine:
    """Return a line with the class of the words that head it, be they closed as labels are."""
    read = labels.match(line)
    named = read or labels.match(f"{words}:")
    return LabelledLine(words, named.terminal if named else "", read is not None, "")


def _behind_mark(lines: Alphabet, words: str) -> str:
    """Return what stands behind a marker: （1）何以产生：…"""
    hit = lines.match(words)
    return words[hit.end :].lstrip(" ") if hit and hit.terminal.endswith("_MARK") else words


def _says_by_itself(words: str) -> bool:
    """Tell whether words are no label: 一是：… 〔已整改〕… 序号：1 事项一：…"""
    status = find_status(words)
    is_status = status is not None and status.end == len(words)
    column = alphabet("column").match(words)
    is_number = column is not None and column.terminal == "NUMBER_COLUMN"
    return is_status or is_number or _COUNTED.search(words) is not None


def _holds_status(lines: Sequence[LabelledLine], words: str) -> bool:
    values = [line.value for line in lines if line.words == words]
    short = [value for value in values if len(value) <= LONGEST_STATUS]
    return sum(find_status(value) is not None for value in short) >= SHARE * len(values)


def _stands_before(lines: Sequence[LabelledLine], words: str, terminal: str) -> bool:
    """Tell whether some words head a line before a label of a class in the first and last item.

    What stands before the cause tells how far it had come: 首次公布时：… 上轮反馈：…
    """
    heading = [place for place, line in enumerate(lines) if line.words == words]
    cycle = heading[1] - heading[0]
    near = range(max(0, heading[0] - cycle + 1), min(len(lines), heading[-1] + cycle))
    known = [place for place in near if lines[place].terminal == terminal]
    if len(known) * 2 < len(heading):
        return False
    return heading[0] < known[0] and heading[-1] < known[-1]


def _precedes(lines: Sequence[LabelledLine], words: str) -> bool:
    """Tell whether another label follows a label wherever it stands."""
    places = [index for index, line in enumerate(lines) if line.words == words]
    following = [lines[index + 1].words for index in places if index + 1 < len(lines)]
    return len(following) == len(places) and words not in following
