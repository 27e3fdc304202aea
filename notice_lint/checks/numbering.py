"""Numbers and levels of headings: the edits of the outline repair, reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from notice_lint.check import NO_HEADINGS, PASSED, Check, NoOptions, Verdict
from notice_lint.notice import Fault, Heading, Marker, Notice
from notice_lint.text import Wording, han_number
from notice_lint.violation import Edit, Finding, Fix, Safety

LEVELS = {
    1: Wording("一、", "一、"),
    2: Wording("（一）", "（一）"),
    3: Wording("1.", "1."),
    4: Wording("（1）", "（1）"),
    5: Wording("①", "①"),
}


@dataclass(frozen=True, slots=True)
class OutlineFault:
    """Options of outline-fault."""

    faults: tuple[Fault, ...]
    """The departures from the intended outline that are reported."""


def outline_fault(notice: Notice, options: OutlineFault) -> Iterator[Verdict]:
    """Report headings that the outline repair had to read otherwise than they are written.

    A document that always skips the same level is told once.
    """
    if not notice.headings:
        yield NO_HEADINGS
    half = _half_width_levels(notice)
    skipped: set[int] = set()
    for heading in notice.headings:
        marker = heading.marker
        is_first = marker.fault != "skip" or marker.level not in skipped
        if marker.fault in options.faults and is_first:
            yield _report(heading, intended(marker, marker.level in half))
        else:
            yield PASSED
        if marker.fault == "skip":
            skipped.add(marker.level)


def _report(heading: Heading, meant: str) -> Finding:
    marker = heading.marker
    return Finding(
        marker.span,
        {"marker": marker.text, "meant": meant, "level": LEVELS[marker.level]},
        fixes=tuple(_fixes(marker, meant)),
    )


def _fixes(marker: Marker, meant: str) -> Iterator[Fix]:
    """Yield the repaired marker; whether a number or an item is wrong only a person can tell."""
    safety = _SAFETY.get(marker.fault or "climb")
    if safety:
        title = Wording(f"改为“{meant}”", f"write “{meant}”")
        yield Fix(safety, title, (Edit(marker.span, meant),))


_SAFETY: dict[Fault, Safety] = {"style": "safe", "number": "display"}


def intended(marker: Marker, half_width: bool) -> str:
    """Return the marker that was meant, in brackets of the width its level has."""
    number = marker.meant or 0
    left, right = "()" if half_width else "（）"
    match marker.level:
        case 1:
            return f"{han_number(number)}、"
        case 2:
            return f"{left}{han_number(number)}{right}"
        case 3:
            return f"问题{number}：" if marker.style == "NAMED_MARK" else f"{number}."
        case 4:
            return f"{left}{number}{right}"
        case _:
            return chr(0x2460 + number - 1) if 0 < number <= 20 else marker.text


def _half_width_levels(notice: Notice) -> set[int]:
    """Return the levels at which most brackets are half-width."""
    width: Counter[int] = Counter()
    for heading in notice.headings:
        if heading.marker.fault != "style" and heading.marker.text[:1] in "(（":
            width[heading.marker.level] += 1 if heading.marker.text[0] == "(" else -1
    return {level for level, balance in width.items() if balance > 0}


def mixed_marker_style(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report single-character markers (㈠, ⑴) beside bracketed ones, or the reverse."""
    if not notice.headings:
        yield NO_HEADINGS
    for siblings in _siblings(notice).values():
        single = [one for one in siblings if len(one.marker.text) == 1]
        several = [one for one in siblings if len(one.marker.text) > 1]
        odd, models = (single, several) if len(single) <= len(several) else (several, single)
        yield from (PASSED for _ in models)
        for heading in odd:
            params = {"marker": heading.marker.text, "usual": models[0].marker.text}
            yield Finding(heading.marker.span, params)


def lone_number(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report a numbered heading that is the only one below its heading.

    Where numbers run on across headings, a lone 16. is one of many.
    """
    if not notice.headings:
        yield NO_HEADINGS
    for siblings in _siblings(notice).values():
        first = siblings[0].marker
        alone = len(siblings) == 1 and first.number == 1 and first.fault is None
        runs_on = first.level == 3 and notice.numbering == "continuous"
        if alone and not runs_on:
            yield Finding(first.span, {"marker": first.text})
        else:
            yield PASSED


def _siblings(notice: Notice) -> dict[int, list[Heading]]:
    groups: dict[int, list[Heading]] = defaultdict(list)
    for heading in notice.headings:
        groups[heading.group].append(heading)
    return groups


CHECKS = (
    Check("outline-fault", outline_fault, OutlineFault),
    Check("mixed-marker-style", mixed_marker_style),
    Check("lone-number", lone_number),
)
