"""What a document consists of: its sections and items with their statuses, and the sums of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.document.terms import STATUSES
from notice_lint.reports.model.report import (
    CountedDeclaration,
    DocumentPart,
    DocumentView,
    OutlineNode,
)
from notice_lint.reports.on_screen.html.items import Standing, standings, totals_of
from notice_lint.reports.on_screen.html.tags import Child, Element, add, tag
from notice_lint.reports.on_screen.html.view import View

MEASURES = "measures"
"""Part that is not shown beside each item: hardly one has none."""
SHOWN = 26
"""Code points of the words of a heading that are shown."""


def outline_element(view: View, document: DocumentView) -> Element:
    """Return sections and items as a nested list that leads into the text."""
    nodes = document.nodes
    levels = [tag("ol")]
    shown = [part for part in document.parts if part.kind != MEASURES]
    standing = {part.kind: standings(nodes, part.kind) for part in shown}
    for index, (node, status) in enumerate(zip(nodes, standings(nodes, "status"), strict=True)):
        del levels[node.depth + 1 :]
        if len(levels) <= node.depth:
            levels.append(tag("ol"))
            add(levels[-2][-1], levels[-1])
        entry = tag("li", _link(view, node))
        if node.kind == "item":
            parts = [_part(view, part, standing[part.kind][index]) for part in shown]
            add(entry, _status(view, node, status), *parts)
        add(levels[-1], entry)
    title = tag("summary", tag("h3", view.word("outline")))
    label = f"{view.word('outline')} {view.file.path}"
    body = tag("nav", levels[0], aria_label=label)
    return tag("details", title, body, class_="outline", open=True)


def _link(view: View, node: OutlineNode) -> Element:
    is_long = len(node.words) > SHOWN
    words = node.words[:SHOWN] + "…" * is_long
    whole = node.words if is_long else None
    address = view.jump(node.span)
    return tag("a", node.marker + words, href=address, title=whole, lang="zh-CN")


def _status(view: View, node: OutlineNode, standing: Standing) -> Child:
    if node.status_class:
        name = STATUSES[node.status_class].in_(view.lang)
        return tag("span", name, class_=f"status {node.status_class}")
    if node.status:
        return tag("span", node.status, class_="status other", lang="zh-CN")
    if standing == "above":
        return None
    name = "in_parts" if standing == "below" else "no_status"
    return tag("span", view.word(name), class_=f"status {name}")


def _part(view: View, part: DocumentPart, standing: Standing) -> Child:
    """Say whether an item has a part; that one is missing only where it is asked for."""
    if standing in ("above", "below") or (standing == "missing" and not part.asked):
        return None
    name = "part" if standing == "own" else "no_part"
    return tag("span", view.word(name, part=part.name.in_(view.lang)), class_=name)


def overview_element(view: View, document: DocumentView) -> Element:
    """Return what a document comes to, its own numbers beside what is counted."""
    totals = totals_of(document.nodes)
    facts = tag("dl", class_="sums")
    _sum(facts, view.word("items"), totals.outermost)
    if totals.below:
        _sum(facts, view.word("below"), totals.below)
    if totals.outermost:
        for part in document.parts:
            words = view.word("with_part", part=part.name.in_(view.lang))
            _sum(facts, words, totals.having.get(part.kind, 0))
    for name, wording in STATUSES.items():
        if totals.statuses[name]:
            label = tag("span", wording.in_(view.lang), class_=f"status {name}")
            _sum(facts, label, totals.statuses[name])
    for name, count in (("other", totals.statuses["other"]), ("no_status", totals.no_status)):
        if count:
            _sum(facts, tag("span", view.word(name), class_=f"status {name}"), count)
    box = tag("div", facts, class_="overview")
    return add(box, _declared(view, document)) if document.declared else box


def _sum(facts: Element, name: Child, count: int) -> None:
    add(facts, tag("div", tag("dt", name), tag("dd", str(count))))


def _declared(view: View, document: DocumentView) -> Element:
    entries = (_declaration(view, declared) for declared in document.declared)
    title = view.word("declared")
    return tag("div", tag("p", title), tag("ul", *entries), class_="declared")


def _declaration(view: View, declared: CountedDeclaration) -> Element:
    declaration = declared.declaration
    link = tag("a", declaration.text, href=view.jump(declaration.span), lang="zh-CN")
    return tag("li", link, *_verdict(view, declaration.value, declared.counted))


def _verdict(view: View, value: int, counted: Sequence[int]) -> Iterator[Child]:
    if counted:
        name = "same" if value in counted else "different"
        count = value if value in counted else " / ".join(str(number) for number in counted)
        yield tag("span", view.word(name, count=count), class_=name)
