"""The closing lines of a notice: told by their words anywhere, or by their place at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.lines import MARKS, TEXT, TextLine
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span

CLOSERS = frozenset(
    ("SUPERVISION", "CONTACT", "FORMULA", "ANNEX", "ORGAN_LINE", "DATE_LINE", "SIGNED_LINE")
)
MOST = 400
"""Code points of an invitation with all that runs on behind it."""
SIGNED = frozenset(("ORGAN_LINE", "DATE_LINE", "SIGNED_LINE"))
SKIPPED = frozenset(("PAGE_LINE", "SEAL_LINE", "PAGE_NUMBER"))
"""What stands between the lines of a notice and is no part of it."""
SHORT = 60
"""Code points; a line that is nothing but a contact detail has fewer."""
_ENDED = Expression(r"[。!?;:)】]$")
_STOP = Expression(r"[。;]")


def last_mark(lines: Sequence[TextLine]) -> int:
    """Return the index of the last numbered heading; -1 when there is none."""
    return max((i for i, line in enumerate(lines) if line.kind in MARKS), default=-1)


def settle_closing(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Take closing lines amid the text for text, and find those that only their place shows."""
    settled = _contact_section(list(lines))
    last = last_mark(settled)
    settled = [_amid(settled, index, last) for index in range(len(settled))]
    settled = _part_last_text(settled)
    tail = settled[last + 1 :]
    _sign(tail)
    _detail(tail)
    _invite(tail)
    _plan(settled[: last + 1], tail)
    return (*settled[: last + 1], *tail)


def _amid(lines: Sequence[TextLine], index: int, last: int) -> TextLine:
    line = lines[index]
    if line.kind not in CLOSERS or index >= last or _is_stray(lines, index):
        return line
    return line.as_(TEXT)


def _is_stray(lines: Sequence[TextLine], index: int) -> bool:
    """Tell a closing line that stands amid the text from words that only look like one."""
    kind = lines[index].kind
    before = lines[index - 1].kind if index else ""
    if kind == "ORGAN_LINE":
        return lines[index + 1].kind == "DATE_LINE"
    if kind == "DATE_LINE":
        return before == "ORGAN_LINE"
    return kind != "FORMULA"


def _contact_section(lines: list[TextLine]) -> list[TextLine]:
    """Take a last heading such as 三、联系方式 for the beginning of the contact details."""
    last = last_mark(lines)
    if last < 0:
        return lines
    line = lines[last]
    words = line.view[line.lead :].strip(" :。")
    hit = alphabet("contact").match(words)
    if hit is None or hit.terminal != "CONTACT_LEAD" or hit.end < len(words):
        return lines
    for below in lines[last + 1 : last + 2]:
        if below.kind == "SUPERVISION" or alphabet("invitation").match(below.view):
            lines[last] = line.as_("SUPERVISION")
        elif below.kind == "CONTACT":
            is_invitation = alphabet("supervision_lead").match(words)
            lines[last] = line.as_("SUPERVISION" if is_invitation else "CONTACT")
    return lines


def _part_last_text(lines: list[TextLine]) -> list[TextLine]:
    """Part the closing words that run on in the last paragraph of the text."""
    text = (i for i in reversed(range(len(lines))) if lines[i].kind not in CLOSERS | SKIPPED)
    index = next(text, -1)
    if index < 0:
        return lines
    line = lines[index]
    has_contact = any(line.kind == "CONTACT" for line in lines[index + 1 : index + 2])
    places = [hit.start for hit in alphabet("last_words").scan(line.view)]
    places += list(_invitations(line.view, has_contact))
    counted = _last_enumerator(line.view)
    place = next((place for place in sorted(places) if place > counted), None)
    return lines if place is None else [*lines[:index], *_cut(line, place), *lines[index + 1 :]]


def _invitations(view: str, has_contact: bool) -> Iterator[int]:
    """Yield where words that may ask the public to speak up begin, if contact details follow."""
    for stop in _STOP.finditer(view):
        rest = view[stop.end() : stop.end() + MOST]
        if not alphabet("invitation").match(rest):
            continue
        if has_contact or any(alphabet("closing").scan(rest)):
            yield stop.end()


def _last_enumerator(words: str) -> int:
    """Return where the last 一是, 二是 … at the beginning of a clause stands."""
    ends = [stop.end() for stop in _STOP.finditer(words)]
    return next((end for end in reversed(ends) if alphabet("enumerator").match(words, end)), -1)


def _cut(line: TextLine, at: int) -> tuple[TextLine, TextLine]:
    words = line.view[at:]
    kind = alphabet("line").match(words)
    if kind is None:
        kind = alphabet("invitation").match(words) and Hit("SUPERVISION", 0, 0)
    first = line._replace(span=Span(line.span.start, line.span.start + at), view=line.view[:at])
    rest = Span(line.span.start + at, line.span.end)
    return first, TextLine(rest, words, kind.terminal if kind else TEXT, 0, 0)


def _sign(tail: list[TextLine]) -> None:
    """Take a name above the last date, or with the date behind it, for the signature."""
    if tail and _sign_off_kind(tail[-1]) == "NAME_AND_DATE":
        tail[-1] = tail[-1].as_("SIGNED_LINE")
    dates = (index for index in reversed(range(len(tail))) if tail[index].kind == "DATE_LINE")
    above = next(dates, 0) - 1
    if above >= 0 and _sign_off_kind(tail[above]) == "NAME_ALONE" and _is_ended(tail[:above]):
        tail[above] = tail[above].as_("ORGAN_LINE")


def _is_ended(lines: Sequence[TextLine]) -> bool:
    """Tell whether no sentence goes on behind some lines."""
    return not lines or lines[-1].kind != TEXT or _ENDED.search(lines[-1].view) is not None


def _sign_off_kind(line: TextLine) -> str:
    """Return what a line of text looks like as a signature."""
    hit = alphabet("sign_off").match(line.view) if line.kind == TEXT else None
    return hit.terminal if hit and not alphabet("enumerator").match(line.view) else ""


def _detail(tail: list[TextLine]) -> None:
    """Take lines that are nothing but a number or an address below a contact line for its own."""
    for index in range(1, len(tail)):
        line = tail[index]
        above = tail[index - 1]
        if above.kind != "CONTACT" or len(line.view) >= SHORT:
            continue
        is_detail = line.kind == TEXT and any(alphabet("contact_detail").scan(line.view))
        if is_detail or _fills(above, line):
            tail[index] = line.as_("CONTACT")


def _fills(label: TextLine, line: TextLine) -> bool:
    """Tell whether a line holds what a label alone on the line above it names."""
    hit = alphabet("contact").match(label.view)
    is_label = hit is not None and hit.terminal != "CONTACT_LEAD" and hit.end == len(label.view)
    return is_label and line.kind in (TEXT, "ORGAN_LINE") and "。" not in line.view


def _invite(tail: list[TextLine]) -> None:
    """Take words that may ask the public to speak up for that where only closing lines follow.

    Behind the signature they are text that stands too late, if the notice has asked before.
    """
    asked = any(line.kind == "SUPERVISION" for line in tail)
    signed = asked and any(line.kind in SIGNED for line in tail)
    for index in reversed(range(len(tail))):
        line = tail[index]
        signed = signed and line.kind not in SIGNED
        if line.kind == TEXT and not signed and alphabet("invitation").match(line.view):
            tail[index] = line.as_("SUPERVISION")
        elif line.kind not in CLOSERS | SKIPPED:
            return


def _plan(above: Sequence[TextLine], tail: list[TextLine]) -> None:
    """Take what alone stands below a last heading for text, if an invitation follows it.

    今后打算 may end with …，请大家继续监督: nobody is asked twice in two paragraphs.
    """
    invited = [index for index, line in enumerate(tail) if line.kind == "SUPERVISION"]
    is_bare = bool(above) and "。" not in above[-1].view
    if is_bare and invited[:1] == [0] and len(invited) > 1:
        tail[0] = tail[0].as_(TEXT)
