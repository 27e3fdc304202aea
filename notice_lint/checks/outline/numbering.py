"""Numbers and levels of headings: the edits of the outline repair, reported."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from notice_lint.checks.contract import HEADINGS, PASSED, Check, NoOptions, Verdict
from notice_lint.checks.outline.run_in import begins_run
from notice_lint.document.notice import Fault, Heading, Marker, Notice
from notice_lint.document.violation import Edit, Finding, Fix, Value
from notice_lint.text.counting import recounted
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class OutlineFault(Struct, frozen=True):
    """Options of outline-fault."""

    faults: tuple[Fault, ...]
    """The departures from the intended outline that are reported."""


def outline_fault(notice: Notice, options: OutlineFault) -> Iterator[Verdict]:
    """Report headings that the outline repair had to read otherwise than they are written.

    A document that always skips the same level is reported once.
    """
    skipped: set[int] = set()
    usual = UsualForms(notice.headings)
    for heading in _in_place(notice):
        marker = heading.marker
        is_first = marker.fault != "skip" or marker.level not in skipped
        if marker.fault in options.faults and is_first:
            yield _report(marker, _intended(heading, usual))
        else:
            yield PASSED
        if marker.fault == "skip":
            skipped.add(marker.level)


def _in_place(notice: Notice) -> Iterator[Heading]:
    """Yield the headings that are in no text that was set aside."""
    aside = sorted(part.span for part in notice.set_aside)
    ends = list(accumulate((span.end for span in aside), max))
    for heading in notice.headings:
        start = heading.marker.span.start
        before = bisect_right(aside, start, key=lambda span: span.start)
        if not before or start >= ends[before - 1]:
            yield heading


def _report(marker: Marker, meant: str) -> Finding:
    return Finding(
        marker.span,
        {"marker": marker.text, "meant": meant, "fault": _FAULTS[marker.fault or "climb"]},
        fixes=tuple(_fixes(marker, meant)),
    )


_FAULTS: dict[Fault, Wording] = {
    "number": Wording("序号不连续", "out of sequence"),
    "style": Wording("与同级标题不一致", "unlike its siblings"),
    "skip": Wording("跳过了一级", "skips a level"),
    "climb": Wording("又回到了上一级的序号", "climbs back to a level above"),
    "missing": Wording("漏编了序号", "has lost its number"),
}


def _fixes(marker: Marker, meant: str) -> Iterator[Fix]:
    """Yield the repaired marker; whether a number or an item is wrong only a person can tell."""
    if marker.fault in ("style", "number"):
        same = marker.number == marker.meant
        title = Wording(f"改为“{meant}”", f"write “{meant}”")
        yield Fix("safe" if same else "display", title, (Edit(marker.span, meant),))


def _intended(heading: Heading, usual: UsualForms) -> str:
    """Return the marker that was meant: its own form, or for a wrong form that of its siblings."""
    marker = heading.marker
    number = marker.meant or 0
    if marker.fault == "number":
        return recounted(marker.text, marker.number or 0, number)
    return recounted(usual.of(heading), 1, number)


class UsualForms(Struct, frozen=True, dict=True):
    """How most of the rightly formed markers of each group and level begin to count."""

    headings: Sequence[Heading]

    def of(self, heading: Heading) -> str:
        """Return the first marker of its siblings, else of its level, else the prescribed one."""
        level = heading.marker.level
        form = self._by_group.get(heading.group) or self._by_level.get(level)
        return form or _FORMS.get(level, heading.marker.text)

    @cached_property
    def _by_group(self) -> dict[int, str]:
        return _commonest((heading.group, first) for heading, first in self._sound)

    @cached_property
    def _by_level(self) -> dict[int, str]:
        return _commonest((heading.marker.level, first) for heading, first in self._sound)

    @cached_property
    def _sound(self) -> list[tuple[Heading, str]]:
        return [
            (heading, _first(heading.marker))
            for heading in self.headings
            if heading.marker.fault not in ("style", "missing")
        ]


def _commonest(forms: Iterable[tuple[int, str]]) -> dict[int, str]:
    counters: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for key, form in forms:
        counters[key][form] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counters.items()}


_FORMS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）", 5: "①"}


def _first(marker: Marker) -> str:
    """Return the marker with which the run of another begins."""
    return recounted(marker.text, marker.number or 0, 1)


def missing_marker(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report headings whose number is gone, with the one that is due where its siblings show it."""
    usual = UsualForms(notice.headings)
    for heading in notice.headings:
        marker = heading.marker
        if marker.fault != "missing":
            yield PASSED
            continue
        due = _intended(heading, usual) if marker.meant else ""
        tail = Wording(f"，此处应为“{due}”", f"; “{due}” is due here") if due else Wording("", "")
        params: dict[str, Value] = {"heading": _quoted(heading.words.text), "due": tail}
        fixes = () if marker.in_table else tuple(_insertion(heading, due))
        yield Finding(heading.words.span, params, fixes=fixes)


def wordless_heading(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report numbers behind which no heading stands."""
    for heading in notice.headings:
        marker = heading.marker
        is_wordless = bool(marker.text) and not marker.in_table and not heading.words.text
        yield Finding(marker.span, {"marker": marker.text}) if is_wordless else PASSED


SHOWN = 20
"""Code points of a heading that a message quotes."""


def _quoted(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def _insertion(heading: Heading, due: str) -> Iterator[Fix]:
    """Yield the number put in; whether another heading is too many only a person can tell."""
    if due:
        start = heading.words.span.start
        yield Fix(
            "unsafe", Wording(f"补上“{due}”", f"put in “{due}”"), (Edit(Span(start, start), due),)
        )


def mixed_marker_style(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report markers of another make than most of their siblings: ㈠ or 第一、 beside （一）."""
    for siblings in _siblings(notice).values():
        markers = [
            heading.marker
            for heading in siblings
            if heading.marker.text and heading.marker.fault != "style"
        ]
        makes: dict[tuple[str, bool], list[Marker]] = defaultdict(list)
        for marker in markers:
            makes[_make(marker)].append(marker)
        models = max(makes.values(), key=len, default=[])
        for marker in markers:
            if _make(marker) == _make(models[0]):
                yield PASSED
            else:
                yield Finding(marker.span, {"marker": marker.text, "usual": models[0].text})


def _make(marker: Marker) -> tuple[str, bool]:
    """Return what is alike in markers of one make: how they are built, and whether of one sign."""
    return marker.style, len(marker.text) == 1 and not marker.text.isdecimal()


def lone_number(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report a numbered heading that is the only one below its heading.

    Where numbers run on across headings, a lone 16. is one of many.
    """
    for siblings in _siblings(notice).values():
        first = siblings[0].marker
        alone = len(siblings) == 1 and first.number == 1 and first.fault is None
        runs_on = first.level == 3 and notice.numbering == "continuous"
        if alone and not runs_on and not _goes_on_behind(notice, siblings[0]):
            yield Finding(first.span, {"marker": first.text})
        else:
            yield PASSED


def _goes_on_behind(notice: Notice, heading: Heading) -> bool:
    """Tell whether the next numbers stand in the same paragraph: （一）…。（二）…。"""
    paragraph = notice.paragraph_at(heading.marker.span.start)
    return paragraph is not None and begins_run(paragraph)


def _siblings(notice: Notice) -> dict[int, list[Heading]]:
    """Return headings that stand beside each other; rows of a table have numbers of their own."""
    groups: dict[int, list[Heading]] = defaultdict(list)
    for heading in notice.headings:
        if not heading.marker.in_table:
            groups[heading.group].append(heading)
    return groups


CHECKS = (
    Check("outline-fault", outline_fault, OutlineFault, ("marker", "meant", "fault"), HEADINGS),
    Check("missing-marker", missing_marker, NoOptions, ("heading", "due"), HEADINGS),
    Check("wordless-heading", wordless_heading, NoOptions, ("marker",), HEADINGS),
    Check("mixed-marker-style", mixed_marker_style, NoOptions, ("marker", "usual"), HEADINGS),
    Check("lone-number", lone_number, NoOptions, ("marker",), HEADINGS),
)
