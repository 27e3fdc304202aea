"""What a document consists of: its sections and items with their statuses, and the sums of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notice_lint.glossary import STATUSES, SUBJECTS
from notice_lint.record import Declared, Document, Node
from notice_lint.reports.html.tags import Child, Element, add, tag
from notice_lint.reports.html.view import View

SHOWN = 26
"""Code points of the words of a heading that are shown."""


def outline_element(view: View, document: Document) -> Element:
    """Return sections and items as a nested list that leads into the text."""
    box = tag(
        "details", tag("summary", tag("h3", view.word("outline"))), class_="outline", open=True
    )
    levels = [tag("ol")]
    for index, node in enumerate(document.nodes):
        del levels[node.depth + 1 :]
        if len(levels) <= node.depth:
            levels.append(tag("ol"))
            add(levels[-2][-1], levels[-1])
        add(levels[-1], tag("li", *_entry(view, node, _has_items(document.nodes, index))))
    label = f"{view.word('outline')} {view.file.path}"
    return add(box, tag("nav", levels[0], aria_label=label))


def _has_items(nodes: Sequence[Node], index: int) -> bool:
    following = nodes[index + 1] if index + 1 < len(nodes) else None
    return following is not None and following.depth > nodes[index].depth


def _entry(view: View, node: Node, has_items: bool) -> Iterator[Child]:
    words = node.words[:SHOWN] + "…" * (len(node.words) > SHOWN)
    title = node.words if len(node.words) > SHOWN else None
    yield tag("a", node.marker + words, href=view.jump(node.span), title=title, lang="zh-CN")
    if node.kind == "item":
        yield " "
        yield _status(view, node, has_items)
        yield " "
        cause = "cause" if "cause" in node.parts else "no_cause"
        if cause == "cause" or not has_items:
            yield tag("span", view.word(cause), class_=cause.replace("_", "-"))


def _status(view: View, node: Node, has_items: bool) -> Element:
    if node.status_class:
        name = STATUSES[node.status_class].in_(view.lang)
        return tag("span", name, class_=f"status {node.status_class}")
    if node.status:
        return tag("span", node.status, class_="status other")
    if has_items:
        return tag("span", view.word("in_parts"), class_="status parts")
    return tag("span", view.word("no_status"), class_="status none")


@dataclass(frozen=True, slots=True)
class Sums:
    """What the items of a document come to."""

    areas: int
    """Sections that directly hold items."""
    outermost: int
    leaves: int
    causes: int
    measures: int
    statuses: Counter[str]
    """By class; `other` is words of no class."""

    def counted(self, subject: str) -> tuple[int, ...]:
        """Return the counts that a declared number may mean; nothing where none is counted."""
        if subject == "areas":
            return (self.areas,)
        if subject == "problems":
            return tuple(dict.fromkeys((self.outermost, self.leaves)))
        if subject not in SUBJECTS or not self.statuses:
            return ()
        kept_up = self.statuses["completed_ongoing"] if subject == "completed" else 0
        return (self.statuses[subject] + kept_up,)


def sums(nodes: Sequence[Node]) -> Sums:
    """Count the items of an outline."""
    items = [one for one in nodes if one.kind == "item"]
    above = [one for one in _parents(nodes) if one is None or one.kind == "section"]
    return Sums(
        len({id(one) for one in above if one}),
        len(above),
        sum(one.kind == "item" and not _has_items(nodes, at) for at, one in enumerate(nodes)),
        sum("cause" in one.parts for one in items),
        sum("measures" in one.parts for one in items),
        Counter(one.status_class or "other" for one in items if one.status),
    )


def _parents(nodes: Sequence[Node]) -> Iterator[Node | None]:
    """Yield for each item the node that holds it."""
    above: list[Node] = []
    for one in nodes:
        del above[one.depth :]
        if one.kind == "item":
            yield above[-1] if above else None
        above.append(one)


def overview_element(view: View, document: Document) -> Element:
    """Return what a document comes to, its own numbers beside what is counted."""
    told = sums(document.nodes)
    facts = tag("dl", class_="sums")
    _sum(facts, view.word("items"), _either((told.outermost, told.leaves)))
    _sum(facts, view.word("with_cause"), told.causes)
    _sum(facts, view.word("with_measures"), told.measures)
    for name, wording in STATUSES.items():
        if told.statuses[name]:
            label = tag("span", wording.in_(view.lang), class_=f"status {name}")
            _sum(facts, label, told.statuses[name])
    if told.statuses["other"]:
        _sum(facts, view.word("other_status"), told.statuses["other"])
    box = tag("div", facts, class_="overview")
    return add(box, _declared(view, document, told)) if document.declared else box


def _sum(facts: Element, name: Child, count: int | str) -> None:
    add(facts, tag("div", tag("dt", name), tag("dd", str(count))))


def _either(counts: Sequence[int]) -> str:
    return " / ".join(str(one) for one in dict.fromkeys(counts))


def _declared(view: View, document: Document, told: Sums) -> Element:
    head = tag("tr", *(tag("th", view.word(name), scope="col") for name in ("declared", "counted")))
    rows = (_claim(view, one, told.counted(one.subject)) for one in document.declared)
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="declared")


def _claim(view: View, one: Declared, counted: tuple[int, ...]) -> Element:
    link = tag("a", one.text, href=view.jump(one.span), lang="zh-CN")
    if not counted:
        return tag("tr", tag("td", link), tag("td", "—"))
    verdict = "same" if one.value in counted else "different"
    shown = one.value if verdict == "same" else _either(counted)
    words = tag("span", view.word(verdict), class_=verdict)
    return tag("tr", tag("td", link), tag("td", f"{shown} ", words))
