"""Elements made of plain values: what comes from a document can only ever be their text."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

Element = _Element
Child = Element | str | None
Attribute = str | int | bool | None

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_REFUSED = dict.fromkeys(
    (
        *(code for code in range(0x20) if code not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        *_BIDI,
        *range(0xD800, 0xE000),
        *range(0xFDD0, 0xFDF0),
        *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    ),
    REPLACEMENT,
)
"""What a page cannot hold, and what would turn the direction of the words around it."""


def clean(text: str) -> str:
    """Return text as a page can hold it, one code point for each."""
    return text.translate(_REFUSED)


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Element:
    """Make an element; `aria_label` is the attribute aria-label, `class_` is class.

    None and False leave an attribute or a child out, True is an attribute without a value.
    """
    element = etree.Element(name)
    for key, value in attributes.items():
        if value is not None and value is not False:
            shown = "" if value is True else clean(str(value))
            element.set(key.rstrip("_").replace("_", "-"), shown)
    return add(element, *children)


def add(element: Element, *children: Child) -> Element:
    """Append text and elements to an element, and return it."""
    for child in children:
        if isinstance(child, str):
            _add_text(element, clean(child))
        elif child is not None:
            element.append(child)
    return element


def _add_text(element: Element, text: str) -> None:
    if len(element):
        last = element[-1]
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text


def written(root: Element) -> str:
    """Return a page as text."""
    return etree.tostring(root, method="html", encoding="unicode", doctype="<!DOCTYPE html>") + "\n"


def fragment(element: Element) -> str:
    """Return an element as text that goes into a page."""
    return etree.tostring(element, method="html", encoding="unicode", with_tail=False)
