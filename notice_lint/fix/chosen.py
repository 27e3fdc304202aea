"""Edits that a person chose one by one: tried together, kept apart from the file they are made in.

All spans are of the text of the file as it came, so that any edit can be taken back, and the file
be given with the edits made or with each as a tracked change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from notice_lint import readers
from notice_lint.document.source import Source
from notice_lint.document.violation import Edit
from notice_lint.errors import InputError
from notice_lint.fix import patch
from notice_lint.fix.editors import MARKUP, editor_for
from notice_lint.limits import LIMITS, Limits


def edited(data: bytes, path: str, edits: Sequence[Edit], limits: Limits = LIMITS) -> bytes:
    """Return a file with edits made; raises InputError where one cannot be, or makes other text."""
    if not edits:
        return data
    source = readers.from_bytes(data, path, limits)
    editor = editor_for(data, source, limits, tracked=False)
    for edit in edits:
        refusal = editor.refusal(edit)
        if refusal:
            raise InputError(path, refusal)
    made = editor.apply(edits)
    if readers.from_bytes(made, path, limits).text != patch.apply(source.text, edits):
        raise InputError(path, MARKUP)
    return made


def added(source: Source, edits: Sequence[Edit], further: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return edits with further ones, whose spans are of what the first make of a document."""
    composed = patch.compose(edits, further)
    return tuple(edit for edit in composed if edit.text != edit.place.of(source.text))


def tracked(source: Source, data: bytes, edits: Sequence[Edit], when: datetime) -> bytes:
    """Return a document of any kind as a Word file with edits as tracked changes."""
    from notice_lint.docx.write.edits import Track, apply_edits
    from notice_lint.docx.write.plain import word_of

    word, to_word = word_of(source, data)
    placed = [Edit(to_word(source.raw_span(edit.place)), edit.text) for edit in edits]
    return apply_edits(word, placed, Track(when)).data
