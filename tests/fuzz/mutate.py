"""Changes of files that leave most of them whole, so that they get past the first look."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from random import Random

from fuzz.trees import json_changed, xml_changed, yaml_changed

LARGEST = 30_000
"""Bytes that a changed file may have: what is slow by its size alone is told by the benchmarks."""
EDITS = 6
_TOKEN = re.compile(r"<!--|-->|</?[\w:]+|\w+|\s+|[^\w\s]")
_NUMBERS = (
    "0",
    "-1",
    "1",
    "2",
    "9",
    "255",
    "65536",
    "4294967296",
    "99999999999999999999",
    "1e999",
    "０",
    "〇",
)
_CHARACTERS = (
    "\0", "\x1b[31m", "\x7f", "\u200b", "\u202e", "\ufeff", "\ufffd", "\U0001f468\u200d\U0001f469", "𠮷", "e\u0301",
    "\u2028", "\r", "\r\n", "\t", "\v", "　", "ﬁ", "İ", "\ud800", "::error::", "=1+1", "{", "}", "%", "\\", "'", '"',
)  # fmt: skip
_STRUCTURE = (
    "<", ">", "</", "<![CDATA[", "<!DOCTYPE x [<!ENTITY y 'z'>]>", "&y;", "&#0;", "&#x110000;", "<!--", "-->", "<table>",
    "<td colspan=9999 rowspan=9999>", "<ol start=-9>", "- ", "? ", ": ", "&a ", "*a ", "!!python/object ", "<<: ", "|\n", "[",
    "]", "{{post}}", "(?P<a>", "(a+)+$", "# ", "| ", "```", "> ", "[[", "一、", "（一）", "1.", "（1）", "①", "针对“", "”的问题",
    "原因分析：", "整改措施：", "整改情况：", "已完成", "联系电话：", "《", "》", "（", "）", "2024年13月45日", "notice-lint: ignore-file NL2 ",
)  # fmt: skip


def mutated(data: bytes, random: Random) -> bytes:
    """Return a file with a few changes; in a package they are made in one of its parts."""
    if data[:4] == b"PK\x03\x04" and random.randrange(10):
        changed = _package(data, random)
        if changed is not None:
            return changed
    if not random.randrange(3):
        changed = _structure(data, random)
        if changed is not None:
            return changed[:LARGEST]
    if random.randrange(8):
        try:
            return _text(data.decode(), random).encode("utf-8", "surrogatepass")[:LARGEST]
        except UnicodeDecodeError:
            pass
    return _bytes(data, random)[:LARGEST]


def _structure(data: bytes, random: Random) -> bytes | None:
    """Return a file that is whole again, else None."""
    if data.lstrip()[:1] == b"<":
        return xml_changed(data, random)
    if data.lstrip()[:1] in b"{[":
        return json_changed(data, random)
    return yaml_changed(data, random)


def _text(text: str, random: Random) -> str:
    for _ in range(random.randint(1, EDITS)):
        tokens = _TOKEN.findall(text) if random.randrange(2) else text.splitlines(keepends=True)
        _EDITORS[random.randrange(len(_EDITORS))](tokens, random)
        text = "".join(tokens)[:LARGEST]
    return text


def _place(tokens: Sequence[str], random: Random) -> int:
    return random.randrange(len(tokens) + 1)


def _delete(tokens: list[str], random: Random) -> None:
    start = _place(tokens, random)
    del tokens[start : start + random.choice((1, 1, 1, 2, 5, 50))]


def _double(tokens: list[str], random: Random) -> None:
    start = _place(tokens, random)
    piece = tokens[start : start + random.choice((1, 1, 2, 8))]
    tokens[start:start] = piece * random.choice((1, 1, 2, 20, 400, 3000))


def _move(tokens: list[str], random: Random) -> None:
    start = _place(tokens, random)
    end = start + random.choice((1, 1, 2, 8))
    piece = tokens[start:end]
    del tokens[start:end]
    place = _place(tokens, random)
    tokens[place:place] = piece


def _insert(tokens: list[str], random: Random) -> None:
    words = random.choice((_CHARACTERS, _STRUCTURE, _STRUCTURE, _NUMBERS))
    piece = random.choice(words) * random.choice((1, 1, 1, 1, 2, 30, 2000))
    place = _place(tokens, random)
    tokens[place:place] = [piece]


def _replace(tokens: list[str], random: Random) -> None:
    place = _place(tokens, random)
    tokens[place : place + 1] = [
        random.choice(random.choice((_CHARACTERS, _STRUCTURE, tokens or [""])))
    ]


def _number(tokens: list[str], random: Random) -> None:
    numbers = [place for place, token in enumerate(tokens) if token.strip().isdecimal()]
    if numbers:
        tokens[random.choice(numbers)] = random.choice(_NUMBERS)


def _cut(tokens: list[str], random: Random) -> None:
    del tokens[_place(tokens, random) :]


def _nest(tokens: list[str], random: Random) -> None:
    """Put an opening token before a place many times, and what closes it behind."""
    opening, closing = random.choice(
        (("<div>", "</div>"), ("<table><tr><td>", ""), ("[", "]"), ("{a: ", "}"), ("(", ")"), ("> ", ""),
         ("<b>", "</i>"), ("“", "”"), ("- ", ""), ("<ul><li>", "</ul>"), ("<w:r>", "</w:r>"), ("[[", ""), ("（", "）")),
    )  # fmt: skip
    place, times = _place(tokens, random), random.choice((3, 30, 300, 3000))
    tokens.insert(place, opening * times)
    tokens.insert(min(place + 2, len(tokens)), closing * times)


_EDITORS: tuple[Callable[[list[str], Random], None], ...] = (
    _delete, _delete, _double, _double, _move, _insert, _insert, _replace, _replace, _number, _number, _cut, _nest,
)  # fmt: skip


def _bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, EDITS)):
        place = random.randrange(len(changed) + 1)
        match random.randrange(5):
            case 0 if changed:
                changed[place % len(changed)] ^= 1 << random.randrange(8)
            case 1 if changed:
                changed[place % len(changed)] = random.choice((0, 0xFF, 0x80, 0x0A))
            case 2:
                del changed[place : place + random.choice((1, 1, 4, 64))]
            case 3:
                changed[place:place] = changed[place : place + 64] * random.choice((1, 1, 50))
            case _:
                changed[place:place] = random.randbytes(random.choice((1, 2, 8)))
    return bytes(changed)


def _package(data: bytes, random: Random) -> bytes | None:
    """Change a part of a package, or the package itself; None where it is no package any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # noqa: BLE001 - what was changed before need not be a package
        return None
    if not parts:
        return None
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        _change_part(parts, random)
    packing = random.choice(
        (*[zipfile.ZIP_DEFLATED] * 8, zipfile.ZIP_STORED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part, packing)
    return buffer.getvalue()


def _change_part(parts: list[tuple[str, bytes]], random: Random) -> None:
    """Change the words of a part; now and then its name, or whether it is there."""
    heavy = [
        number for number, (name, _) in enumerate(parts) if "document" in name or "sheet" in name
    ]
    place = random.choice(heavy) if heavy and random.randrange(3) else random.randrange(len(parts))
    name, part = parts[place]
    match random.randrange(12):
        case 0:
            parts[place] = (name, b"")
        case 1:
            parts[place] = (
                random.choice(("../x.xml", "/x.xml", "x\\y.xml", name.upper(), "x")),
                part,
            )
        case 2:
            parts[place] = (name, random.choice(parts)[1])
        case _:
            parts[place] = (name, mutated(part, random))
