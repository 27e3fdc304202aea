"""The list of what was found in a file, beside its text."""

from __future__ import annotations

from collections.abc import Iterator

from notice_lint.document.terms import FORCES, SAFETIES, SEVERITIES
from notice_lint.reports.html.tags import Child, Element, add, tag
from notice_lint.reports.html.view import LINKED, View
from notice_lint.reports.model.record import Decided, Found, Other

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
    for number, one in enumerate(view.file.violations, 1):
        yield tag(
            "li",
            tag("h4", *_heading(view, one, number), id=view.id("t", number)),
            *_body(view, one, view.link("m", number)),
            id=view.id("v", number),
            class_=f"finding {one.severity}",
            data_severity=one.severity,
            data_family=one.code[:3],
            data_outline=one.outline,
            tabindex="-1",
        )


def _heading(view: View, one: Found, number: int) -> Iterator[Child]:
    yield tag("span", str(number), class_="number")
    yield " "
    yield tag("span", SEVERITIES[one.severity].in_(view.lang), class_="severity")
    yield " "
    yield tag("span", one.code, class_="code")
    yield " "
    yield one.title


def _body(view: View, one: Found, place: str) -> Iterator[Child]:
    """Yield what is told of a finding; `place` is where its mark is."""
    yield tag("p", one.message, class_="message")
    if one.quote.strip():
        yield tag("blockquote", one.quote, lang="zh-CN")
    facts = tag("dl")
    at = tag("a", one.place, href=place) if view.document else one.place
    outline = tag("span", one.outline, class_="path", lang="zh-CN") if one.outline else None
    _fact(facts, view.word("place"), at, " ", outline)
    force = tag("span", FORCES[one.force].in_(view.lang), class_="force")
    _fact(facts, view.word("basis"), force, " ", one.basis)
    for fix in one.fixes:
        safety = tag("span", SAFETIES[fix.safety].in_(view.lang), class_="safety")
        _fact(facts, view.word("suggestion"), fix.title, " ", safety)
    if one.related:
        _fact(facts, view.word("related"), *_related(view, one.related))
    yield facts


def _fact(facts: Element, name: str, *told: Child) -> None:
    add(facts, tag("div", tag("dt", name), tag("dd", *told)))


def _related(view: View, related: tuple[Other, ...]) -> Iterator[Child]:
    yield tag("ul", *(_other(view, one) for one in related[:FEW]), class_="related")
    if len(related) > FEW:
        rest = tag("ul", *(_other(view, one) for one in related[FEW:LINKED]), class_="related")
        if len(related) > LINKED:
            add(rest, tag("li", "…"))
        more = view.word("more", count=len(related) - FEW)
        yield tag("details", tag("summary", more), rest)


def _other(view: View, one: Other) -> Element:
    href = view.jump(one.span)
    at = tag("a", one.place, href=href) if href else one.place
    return tag("li", one.label, " ", at)


def _suppressed(view: View) -> Element:
    count = tag("summary", f"{view.word('suppressed')} {len(view.file.suppressed)}")
    listed = tag("ol", *(_decided(view, one) for one in view.file.suppressed))
    return tag("details", count, listed, class_="suppressed")


def _decided(view: View, one: Decided) -> Element:
    until = f"{view.word('until')} {one.until}" if one.until else None
    reason = tag("p", f"{view.word('reason')} ", tag("q", one.reason or one.by), class_="reason")
    if until:
        add(reason, " ", until)
    found = one.found
    place = view.jump(found.span) or ""
    item = tag("li", tag("h4", f"{found.code} {found.title}"), reason, class_="decided")
    return add(item, *_body(view, found, place))
