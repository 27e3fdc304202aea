"""Characters that Word writes as symbols of a font."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_EXTENDED = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
_WINGDINGS = {
    0x6F: "□", 0x70: "□", 0x71: "□", 0x78: "☒", 0xA8: "□",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "□", 0xA3: "□",
}  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
"""The signs that forms are ticked with; other signs of these fonts are ornaments."""


def symbol(font: str, code: str) -> str:
    """Return the character of a symbol; those of the private area of a font have none."""
    value = _value(code)
    known = _FONTS.get(font.lower(), {}).get(value & 0xFF if 0xF000 <= value <= 0xF0FF else value)
    if known is not None:
        return known
    return "" if 0xE000 <= value <= 0xF8FF or not _is_character(value) else chr(value)


def extended_symbol(alternative: Any) -> str:
    """Return the character of an alternative that is one of a font with colours; else nothing."""
    element = alternative.find(_EXTENDED) if alternative is not None else None
    names = element.attrib if element is not None else {}
    code = next((value for name, value in names.items() if str(name).endswith("}char")), "")
    value = _value(str(code))
    return chr(value) if _is_character(value) else ""


def _value(code: str) -> int:
    try:
        return int(code, 16)
    except ValueError:
        return 0


def _is_character(value: int) -> bool:
    return 0x20 <= value < 0xD800 or 0xE000 <= value < 0x110000
