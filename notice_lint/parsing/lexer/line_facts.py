"""What each line of the text is, before headings without a number are looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from msgspec import Struct

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import MARKS, TEXT, TextLine, heading_families, is_label
from notice_lint.text.expression import Expression
from notice_lint.text.numerals import NUMERAL, number_value

LONGEST_BARE = 40
"""Code points of a heading that only its words and place show."""
SECTION_FORMS = frozenset(("PLAN", "WORK", "RECTIFICATION"))
SAYS = {"PROBLEM": "item", "DEFECT": "item", "DIRECTION": "area"} | dict.fromkeys(
    SECTION_FORMS, "section"
)
LONGEST_PARAGRAPH = 5
"""Lines that a heading without a number may be broken into."""
STATEMENT = "STATEMENT"
CAUSE = "CAUSE"
PARTS = frozenset(("CAUSE", "MEASURES", "STATUS_LABEL", "SITUATION"))
OWN_LABEL = "OWN_LABEL"
"""A word before a colon, or on a line of its own, that the document repeats."""
REPEATED = 3
"""Times from which on a word is a label of the document's own."""
LONGEST_HEADING = 160
"""Code points of a line that may be a heading: 针对“…” holds up to so many."""
SHORT = 20
"""Code points of a line that ends without a stop and is whole: 整改情况：已完成整改"""
HIGH_MARKS = frozenset(("PART_MARK", "NAMED_MARK"))
"""Marks that number no label of an item: 二、举措与成效 is a heading."""
SURE = frozenset(("PROBLEM", "DIRECTION"))
"""Words that begin a heading, even behind a line that lacks its stop."""
FULL = 4
"""Code points by which a full line may fall short of the width: a word is not parted."""

_BRACKETED = Expression(r"[〈<《【\[(]([^〈〉<>《》【】\[\]()]*)[〉>》】\])]")
_HEADING_BRACKETS = Expression(r"[【\[〔〖]([^【】\[\]〔〕〖〗。;:]*)[】\]〕〗]")
_SHORT_WORD = Expression(r"([\u4e00-\u9fff“”]{1,9}) *(?::|$)")
_MARKS_INSIDE = Expression(r"[。;,:!?]")
_ENDED = Expression(r"[。!?;:…>-][\"”’)】》]*$|】$|[。!?;] *[(\[〔][^()]{2,20}[)\]〕]$")
_CUT = Expression(r"[,、]$")


class LineFacts(Struct, frozen=True):
    """One line: its marker, its label, its words."""

    kind: str
    """TEXT, a label (of 1.原因分析： too), or what else the lexer knows."""
    mark: str | None = None
    """The family or terminal of its marker, where that heads no label."""
    value: int | None = None
    form: str | None = None
    """What its words look like."""
    begins: bool = True
    """Whether it may begin a paragraph."""
    is_bare: bool = False
    """Whether it is a single clause without a mark at its end."""
    runs_in: str = ""
    """What stands behind the words that may be a heading: nothing, or a stop and more text."""
    label: str = ""
    """What is the same in the labels of a part that comes again."""
    is_empty: bool = False
    """Whether nothing stands behind its marker or label."""
    length: int = 0

    @property
    def is_text(self) -> bool:
        """Whether it is a line of text that may be a heading."""
        return self.kind == TEXT and self.begins and self.length <= LONGEST_HEADING

    @property
    def is_plain(self) -> bool:
        """Whether it may be a heading that only its words and place show."""
        return self.is_text and self.is_bare and self.length <= LONGEST_BARE

    @property
    def says(self) -> str:
        """What its words head: section, area or item; empty where they do not tell."""
        return SAYS.get(self.form or "", "")

    @property
    def is_label(self) -> bool:
        """Whether it begins with a label, known or the document's own."""
        return is_label(self.kind) or self.kind == OWN_LABEL

    @property
    def is_part(self) -> bool:
        """Whether a part of an item begins with it that an item has once."""
        return self.kind in PARTS or self.kind == OWN_LABEL


def line_facts(lines: Sequence[TextLine], width: int | None) -> Iterator[LineFacts]:
    """Yield what each line is; `width` is where lines are broken, if they are."""
    labels = Counter(_own_label(line) for line in lines)
    families = heading_families(lines)
    before: TextLine | None = None
    for line in lines:
        words = _own_label(line)
        if line.kind in MARKS:
            yield _marked(line, families)
        elif words and labels[words] >= REPEATED:
            empty = len(line.view.rstrip(" :")) == len(words)
            yield LineFacts(OWN_LABEL, label=words, is_empty=empty, length=len(line.view))
        elif line.kind == TEXT:
            yield _text(line, before, width)
        else:
            yield _labelled(line)
        if line.kind != "PAGE_NUMBER":
            before = line


def _own_label(line: TextLine) -> str:
    """Return the short word before a colon or on a line of its own; empty where there is none."""
    word = _SHORT_WORD.match(line.view) if line.kind == TEXT else None
    return word.group(1) if word else ""


def _may_begin(before: TextLine | None, width: int | None) -> bool:
    """Tell whether a paragraph may begin behind a line."""
    if before is None or before.kind in MARKS or _ENDED.search(before.view):
        return True
    if width is not None:
        return len(before.view) + before.indent < width - FULL
    return len(before.view) <= SHORT


def _labelled(line: TextLine) -> LineFacts:
    """Return the facts of a line that begins with a label, or with something else that is known.

    整改情况 and 整改落实情况 may stand side by side: of what may hold a status the words count.
    """
    words = line.view[: line.lead].strip(" :") if line.kind == "SITUATION" else line.kind
    empty = is_label(line.kind) and line.lead >= len(line.view)
    bare = empty and _MARKS_INSIDE.search(line.view) is None
    form = _form(line.view)[0] if bare else None
    length = len(line.view)
    return LineFacts(line.kind, form=form, is_bare=bare, label=words, is_empty=empty, length=length)


def _marked(line: TextLine, families: Container[str]) -> LineFacts:
    """Return the facts of a line with a marker; those of some families number no labels."""
    words = line.view[line.lead :].lstrip(" ")
    form = _form(words)[0]
    heads = line.member is not None and line.member.family in families
    label = None if heads or line.kind in HIGH_MARKS else alphabet("label").match(words)
    if label and not (form and label.end == len(words)):
        name = words[: label.end].strip(" :") if label.terminal == "SITUATION" else label.terminal
        return LineFacts(label.terminal, label=name, length=len(line.view))
    return LineFacts(
        kind=line.kind,
        mark=line.member.family if line.member else line.kind,
        value=line.member.path[-1] if line.member else _value(line.view[: line.lead]),
        form=form,
        is_empty=not words,
        length=len(words),
    )


def _value(marker: str) -> int | None:
    numeral = NUMERAL.search(marker)
    return number_value(numeral.group()) if numeral else None


def _text(line: TextLine, before: TextLine | None, width: int | None) -> LineFacts:
    form, rest = _form(line.view)
    begins = _may_begin(before, width)
    if not begins and width is None and form in SURE:
        begins = before is not None and _CUT.search(before.view) is None
    if not begins or alphabet("enumerator").match(line.view):
        return LineFacts(TEXT, begins=False, length=len(line.view))
    bare = _MARKS_INSIDE.search(line.view) is None
    return LineFacts(TEXT, form=form, is_bare=bare, runs_in=rest, length=len(line.view))


def _form(words: str) -> tuple[str | None, str]:
    """Return what the first sentence looks like, and what stands behind its words."""
    bracketed = _BRACKETED.fullmatch(words)
    words = bracketed.group(1) if bracketed else words
    hit = alphabet("heading").match(words[: 2 * LONGEST_HEADING])
    first = words[: hit.end].rstrip(" 。") if hit else words
    form = alphabet("heading_form").match(first)
    return form.terminal if form else None, words[len(first) :]


def in_brackets(view: str) -> str:
    """Return what stands in the brackets around a whole line; empty where there are none."""
    bracketed = _HEADING_BRACKETS.fullmatch(view)
    return bracketed.group(1) if bracketed else ""


def next_place(facts: Sequence[LineFacts], index: int) -> int | None:
    """Return where the paragraph behind one begins; None where that is not near."""
    for place in range(index + 1, min(index + 1 + LONGEST_PARAGRAPH, len(facts))):
        if facts[place].kind != "PAGE_NUMBER" and facts[place].begins:
            return place
    return None


def has_label_next(facts: Sequence[LineFacts], index: int) -> bool:
    """Tell whether the labels of an item follow a paragraph."""
    place = next_place(facts, index)
    return place is not None and (facts[place].is_part or facts[place].kind == STATEMENT)
