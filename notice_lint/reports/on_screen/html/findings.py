"""The list of what was found in a file, beside its text."""

from __future__ import annotations

from collections.abc import Iterator

from notice_lint.document.source import Location
from notice_lint.document.terms import FORCES, SAFETIES, SEVERITIES
from notice_lint.document.violation import Suppressed
from notice_lint.reports.model.report import ReportedRelated, ReportedViolation
from notice_lint.reports.on_screen.html.tags import Child, Element, add, tag
from notice_lint.reports.on_screen.html.view import LINKED, View
from notice_lint.review.columns import DECISIONS

FEW = 5
"""Related places that are listed before the rest is folded."""


def findings_element(view: View) -> Element:
    """Return all findings of a file in order of place, then what was suppressed."""
    title = view.id("l", "")
    box = tag(
        "section",
        tag("h3", view.word("findings"), id=title),
        class_="findings",
        aria_labelledby=title,
    )
    if view.file.violations:
        add(box, tag("ol", *_items(view)))
    else:
        add(box, tag("p", view.word("none"), class_="none"))
    if view.suppressed and view.file.suppressed:
        add(box, _suppressed(view))
    return box


def _items(view: View) -> Iterator[Element]:
    for number, violation in enumerate(view.file.violations, 1):
        yield tag(
            "li",
            tag("h4", *_heading(view, violation, number), id=view.id("t", number)),
            *_body(view, violation, view.link("m", number)),
            id=view.id("v", number),
            class_=f"finding {violation.severity}",
            data_severity=violation.severity,
            data_family=violation.code[:3],
            data_outline=violation.outline,
            tabindex="-1",
        )


def _heading(view: View, violation: ReportedViolation, number: int) -> Iterator[Child]:
    yield tag("span", str(number), class_="number")
    yield " "
    yield tag("span", SEVERITIES[violation.severity].in_(view.lang), class_="severity")
    yield " "
    yield tag("span", violation.code, class_="code")
    yield " "
    yield violation.title


def _body(view: View, violation: ReportedViolation, mark: str) -> Iterator[Child]:
    """Yield what there is to say of a finding; `mark` is the address of its mark in the text."""
    yield tag("p", violation.message, class_="message")
    if violation.quote.strip():
        yield tag("blockquote", violation.quote, lang="zh-CN")
    facts = tag("dl")
    place = view.place(violation.location)
    linked = tag("a", place, href=mark) if view.document else place
    _fact(facts, view.word("place"), linked, " ", _outline(violation))
    force = tag("span", FORCES[violation.force].in_(view.lang), class_="force")
    _fact(facts, view.word("basis"), force, " ", violation.basis)
    for fix in violation.fixes:
        safety = tag("span", SAFETIES[fix.safety].in_(view.lang), class_="safety")
        _fact(facts, view.word("suggestion"), fix.title, " ", safety)
    if violation.related:
        _fact(facts, view.word("related"), *_related(view, violation.related))
    yield facts
    decided = view.file.decision_about(violation)
    if decided:
        word = DECISIONS[decided.decision].in_(view.lang)
        yield tag("p", decided.stamp(word), class_="reason")


def _outline(violation: ReportedViolation) -> Element | None:
    path = violation.outline
    return tag("span", path, class_="path", lang="zh-CN") if path else None


def _fact(facts: Element, name: str, *value: Child) -> None:
    add(facts, tag("div", tag("dt", name), tag("dd", *value)))


def _related(view: View, related: tuple[ReportedRelated, ...]) -> Iterator[Child]:
    first = (_related_place(view, place) for place in related[:FEW])
    yield tag("ul", *first, class_="related")
    if len(related) > FEW:
        others = (_related_place(view, place) for place in related[FEW:LINKED])
        rest = tag("ul", *others, class_="related")
        if len(related) > LINKED:
            add(rest, tag("li", "…"))
        more = view.word("more", count=len(related) - FEW)
        yield tag("details", tag("summary", more), rest)


def _related_place(view: View, related: ReportedRelated) -> Element:
    if related.path:
        return tag("li", related.label, " ", view.file.related_place(related, view.lang))
    href, place = view.jump(related.place), view.place(related.place)
    return tag("li", related.label, " ", tag("a", place, href=href) if href else place)


def _suppressed(view: View) -> Element:
    count = tag("summary", f"{view.word('suppressed')} {len(view.file.suppressed)}")
    listed = tag("ol", *(_entry(view, suppressed) for suppressed in view.file.suppressed))
    return tag("details", count, listed, class_="suppressed")


def _entry(view: View, suppressed: Suppressed[str, Location]) -> Element:
    words = tag("q", suppressed.reason or suppressed.by)
    reason = tag("p", f"{view.word('reason')} ", words, class_="reason")
    if suppressed.until:
        add(reason, " ", f"{view.word('until')} {suppressed.until}")
    violation = suppressed.violation
    mark = view.jump(violation.location) or ""
    item = tag("li", tag("h4", f"{violation.code} {violation.title}"), reason, class_="decided")
    return add(item, *_body(view, violation, mark))
