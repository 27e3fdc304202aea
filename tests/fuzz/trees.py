"""Changes of files by their structure: what comes of them is whole XML, JSON or YAML again."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any, TypeVar

import yaml
from lxml import etree

_T = TypeVar("_T")
MOST = 400
"""Elements or values that a change may multiply one to."""
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**63, 10**400, 0.5, float("inf"), float("nan"), "", " ", "甲", "NL201", "..", "/", "\0",
    "\ud800", "\x1b[31m", "::error::", "2024-02-30", "整改措施：", "（一）", [], {}, [[]], [{}], {"甲": []}, {"": ""},
)  # fmt: skip
"""What a value of a file may be taken for."""
WORDS = (
    "",
    "甲",
    "-1",
    "0",
    "99999999999",
    "1e9",
    "true",
    "none",
    "\u202e",
    "a" * 5000,
    "整改情况：",
    "rId1",
    "../x",
    "http://x/y",
)


def xml_changed(data: bytes, random: Random) -> bytes | None:
    """Return a document whose elements were moved, doubled, nested or renamed; None for no XML."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return None
    for _ in range(random.randint(1, 6)):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        random.choice(_XML)(random.choice(elements), random.choice(elements), random)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _move(element: Any, other: Any, _: Random) -> None:
    if (
        element.getparent() is not None
        and element not in other.iterancestors()
        and element is not other
    ):
        other.append(element)


def _copy(element: Any, other: Any, random: Random) -> None:
    """Put copies of an element into another, which may be a part of it; many of a small one."""
    is_small = sum(1 for _ in element.iter()) < 20
    copied = deepcopy(element)
    for _ in range(random.choice((1, 1, 2, 9, MOST)) if is_small else 1):
        other.insert(random.randint(0, len(other)), deepcopy(copied))


def _remove(element: Any, _: Any, __: Random) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _wrap(element: Any, other: Any, random: Random) -> None:
    """Put an element into as many like another as no reader wants to follow."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    outer = inner = etree.Element(other.tag, dict(other.attrib))
    for _ in range(random.choice((0, 1, 5, 100, 240))):
        inner = etree.SubElement(inner, other.tag, dict(other.attrib))
    inner.append(element)
    parent.insert(place, outer)


def _rename(element: Any, other: Any, _: Random) -> None:
    element.tag = other.tag


def _attribute(element: Any, other: Any, random: Random) -> None:
    names = list(element.attrib) or list(other.attrib)
    if names:
        value = (
            random.choice(WORDS) if random.randrange(2) else next(iter(other.attrib.values()), "")
        )
        element.set(random.choice(names), value)


def _words(element: Any, _: Any, random: Random) -> None:
    element.text = random.choice(WORDS)


_XML: tuple[Callable[[Any, Any, Random], None], ...] = (
    _move, _copy, _copy, _remove, _wrap, _rename, _attribute, _attribute, _words,
)  # fmt: skip


def json_changed(data: bytes, random: Random) -> bytes | None:
    """Return JSON, or lines of it, some of whose values are others; None for what is no JSON."""
    lines = data.splitlines() if data.count(b"\n{") else [data]
    place = random.randrange(len(lines)) if lines else 0
    try:
        value = json.loads(lines[place])
    except (ValueError, IndexError, RecursionError):
        return None
    lines[place] = json.dumps(values_changed(value, random)).encode()
    return b"\n".join(lines)


def yaml_changed(data: bytes, random: Random) -> bytes | None:
    """Return YAML some of whose values are others; None for what is none."""
    try:
        value = yaml.safe_load(data.decode())
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(value, (dict, list)):
        return None
    changed = values_changed(value, random)
    return yaml.safe_dump(changed, allow_unicode=True, width=9999).encode("utf-8", "surrogatepass")


def values_changed(value: Any, random: Random) -> Any:
    """Return a value with a few of those in it exchanged, left out, doubled or nested."""
    for _ in range(random.randint(1, 5)):
        value = _changed(value, random)
    return value


def _changed(value: Any, random: Random) -> Any:
    """Go down by chance and change what is come to."""
    if isinstance(value, dict) and value and random.randrange(6):
        name = random.choice(list(value))
        return _entry_changed(dict(value), name, random)
    if isinstance(value, list) and value and random.randrange(6):
        place = random.randrange(len(value))
        return _item_changed(list(value), place, random)
    return _other(value, random)


def _entry_changed(value: dict[Any, Any], name: Any, random: Random) -> dict[Any, Any]:
    match random.randrange(6):
        case 0:
            del value[name]
        case 1:
            value[str(random.choice(("甲", "", "-", f"{name}s", "path", "NL201")))] = value[name]
        case _:
            value[name] = _changed(value[name], random)
    return value


def _item_changed(value: list[Any], place: int, random: Random) -> list[Any]:
    match random.randrange(6):
        case 0:
            del value[place]
        case 1:
            value[place:place] = [value[place]] * random.choice((1, 3, MOST))
        case _:
            value[place] = _changed(value[place], random)
    return value


def _other(value: Any, random: Random) -> Any:
    match random.randrange(5):
        case 0:
            return [value]
        case 1:
            return {"甲": value}
        case 2:
            return str(value)[:2000] * random.choice((2, 50))  # it may be all there is, again
        case 3:
            return _nested(value, random.choice((30, 90)))
        case _:
            return deepcopy(random.choice(VALUES))


def _nested(value: Any, depth: int) -> Any:
    for _ in range(depth):
        value = [value]
    return value
