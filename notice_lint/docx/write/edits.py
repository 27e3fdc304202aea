"""Edits in a Word file: the words change, their setting stays; plain, or tracked for review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count, pairwise
from operator import attrgetter
from typing import Any

from msgspec import Struct

from notice_lint.document.violation import Edit
from notice_lint.docx.package import W
from notice_lint.docx.reader import OWN_AUTHOR
from notice_lint.docx.write.comments import TIME
from notice_lint.docx.write.document import (
    DELETED_TEXT,
    TEXT,
    RunPiece,
    WordDocument,
    like,
    set_apart,
    set_words,
    xml_text,
)
from notice_lint.text.numerals import whole_number
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

INSERTED = W + "ins"
DELETED = W + "del"
_CHANGES = frozenset((INSERTED, W + "moveTo"))

NUMBER = Wording("这里是自动编号，请在 Word 里改", "this is an automatic number; change it in Word")
SIGN = Wording("涉及制表符或换行", "it touches a tab or a line break")
PARAGRAPHS = Wording("跨越段落", "it goes beyond a paragraph")
ASIDE = Wording("在脚注、尾注或文本框里", "it is in a note or a text box")
DELETION = Wording("其中有修订删去的文字", "text deleted as a tracked change is in it")
INSERTION = Wording("在他人的修订里", "it is in a tracked change of somebody")
BOUND = Wording("在自动填写的内容控件里", "a content control that Word fills in holds it")
NOWHERE = Wording("旁边没有可以沿用格式的文字", "no words beside it to take the setting from")
OVERLAP = Wording("与另一处修改重叠", "it overlaps another edit")


class Track(Struct, frozen=True):
    """That changes are to be tracked, and with which time."""

    when: datetime


class Edited(Struct, frozen=True):
    """A file with edits made, and those that could not be made, each with the reason."""

    data: bytes
    refused: tuple[tuple[Edit, Wording], ...]


def apply_edits(word: WordDocument, edits: Iterable[Edit], track: Track | None = None) -> Edited:
    """Make edits, each once; replaced words are set as their first, new ones as those before."""
    made: list[Edit] = []
    refused: list[tuple[Edit, Wording]] = []
    for edit in sorted(set(edits), key=attrgetter("place", "text")):
        reason = refusal(word, edit, tracked=track is not None)
        if made and made[-1].overlaps(edit):
            reason = reason or OVERLAP
        if reason:
            refused.append((edit, reason))
        else:
            made.append(edit)
    change = _Tracked(word, track) if track else _Plain(word)
    for edit in reversed(made):
        change.make(edit)
    return Edited(word.save(), tuple(refused))


def refusal(word: WordDocument, edit: Edit, *, tracked: bool = False) -> Wording | None:
    """Say why an edit cannot be made; None when it can."""
    if any(char in edit.text for char in "\t\r\n") or edit.text != xml_text(edit.text):
        return SIGN
    if edit.place.start == edit.place.end:
        model = _model(word, edit.place.start)
        return _obstacle(word, [model], tracked=tracked) if model else NOWHERE
    pieces = word.inside(edit.place)
    unfit = _unfit(edit.place, pieces) or _deletion(word, edit.place)
    return unfit or _obstacle(word, pieces, tracked=tracked)


def _obstacle(word: WordDocument, pieces: Sequence[RunPiece], *, tracked: bool) -> Wording | None:
    """Say what around some words forbids to change them."""
    if not all(word.is_in_body(piece.element) for piece in pieces):
        return ASIDE
    if any(_is_bound(piece.element) for piece in pieces):
        return BOUND
    if tracked and any(_is_inserted(piece.element) for piece in pieces):
        return INSERTION
    return None


def _unfit(span: Span, pieces: Sequence[RunPiece]) -> Wording | None:
    """Say what of a span is not words of one paragraph."""
    if sum(min(piece.end, span.end) - max(piece.start, span.start) for piece in pieces) < (
        span.end - span.start
    ):
        return PARAGRAPHS
    if any(piece.element is None for piece in pieces):
        return NUMBER
    return None if all(piece.is_text for piece in pieces) else SIGN


def _deletion(word: WordDocument, span: Span) -> Wording | None:
    gone = (start for kind, start, _ in word.story.changes if kind == "del")
    return DELETION if any(span.start < start < span.end for start in gone) else None


def _is_bound(element: Any) -> bool:
    """Tell whether Word fills words in from elsewhere, so that a change would be lost."""
    controls = element.iterancestors(W + "sdt")
    return any(control.find(f"{W}sdtPr/{W}dataBinding") is not None for control in controls)


def _is_inserted(element: Any) -> bool:
    return any(ancestor.tag in _CHANGES for ancestor in element.iterancestors())


def _model(word: WordDocument, offset: int) -> RunPiece | None:
    """Return the words that new ones at an offset are set like: before it, else behind it."""
    around = word.inside(Span(max(offset - 1, 0), offset + 1))
    fit = [piece for piece in around if piece.is_text and piece.start <= offset <= piece.end]
    return fit[0] if fit else None


class _Plain(Struct, frozen=True):
    """Edits that leave no trace; made from the end to the beginning."""

    word: WordDocument

    def make(self, edit: Edit) -> None:
        """Put the new words into the first piece and take the old ones out of all."""
        span = edit.place
        first = _model(self.word, span.start) if span.start == span.end else None
        pieces = [first] if first else self.word.inside(span)
        for piece, words in zip(pieces, (edit.text, *[""] * len(pieces)), strict=False):
            old = piece.element.text
            start, end = max(span.start, piece.start), min(span.end, piece.end)
            set_words(piece.element, old[: start - piece.start] + words + old[end - piece.start :])


class _Tracked:
    """Edits as tracked changes; made from the end to the beginning."""

    def __init__(self, word: WordDocument, track: Track) -> None:
        """Look at which numbers are free."""
        self.word = word
        self.when = track.when
        numbers = (
            whole_number(element.get(W + "id")) for element in word.document.element.iter("*")
        )
        self.ids = count(max((number or 0 for number in numbers), default=0) + 1)

    def make(self, edit: Edit) -> None:
        """Mark the old words as deleted and put the new ones behind them as inserted."""
        span = edit.place
        if span.start == span.end:
            self._insert(edit)
            return
        self.word.cut(span.start)
        self.word.cut(span.end)
        pieces = self.word.inside(span)
        for piece in pieces:
            set_apart(piece.element)
        runs = [piece.run for piece in pieces]
        first = runs[0]
        deletions = [self._delete(group) for group in _neighbours(runs)]
        if edit.text:
            deletions[0].addnext(self._inserted(first, edit.text))

    def _insert(self, edit: Edit) -> None:
        model = _model(self.word, edit.place.start)
        if model is None:
            return
        self.word.cut(edit.place.start)
        added = self._inserted(model.run, edit.text)
        if model.start < edit.place.start:
            model.run.addnext(added)
        else:
            _outside_deletion(model.run).addprevious(added)

    def _delete(self, runs: Sequence[Any]) -> Any:
        mark = self._mark(DELETED, runs[0])
        runs[0].addprevious(mark)
        for run in runs:
            mark.append(run)
            for words in run.iter(TEXT):
                words.tag = DELETED_TEXT
        return mark

    def _inserted(self, model: Any, text: str) -> Any:
        run = like(model)
        words = run.makeelement(TEXT)
        set_words(words, text)
        run.append(words)
        mark = self._mark(INSERTED, model)
        mark.append(run)
        return mark

    def _mark(self, tag: str, beside: Any) -> Any:
        mark = beside.makeelement(tag)
        mark.set(W + "id", str(next(self.ids)))
        mark.set(W + "author", OWN_AUTHOR)
        mark.set(W + "date", self.when.strftime(TIME))
        return mark


def _outside_deletion(run: Any) -> Any:
    """Return the tracked deletion that a run begins, or the run itself."""
    holder = run.getparent()
    return holder if holder.tag == DELETED else run


def _neighbours(runs: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield runs in groups that follow each other directly."""
    group = list(runs[:1])
    for before, run in pairwise(runs):
        if before.getnext() is not run:
            yield group
            group = []
        group.append(run)
    yield group
