"""Bytes to text: byte order mark, then strict UTF-8, then strict GB18030, then a clear error."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from notice_lint.errors import InputError
from notice_lint.text.wording import Wording

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
CONTROL_SHARE = 0.1
"""A text with more control characters than this is none."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


class Encoding(Struct, frozen=True):
    """How the text of a file is written."""

    name: str
    bom: bytes = b""
    """The byte order mark it begins with."""

    def encode(self, text: str) -> bytes:
        """Return the bytes of a text."""
        return self.bom + text.encode(self.name)


def decode(data: bytes, where: str) -> str:
    """Return the text of a file; raises InputError with the offset of the first wrong byte.

    A byte order mark is not part of the text.
    """
    return decoded(data, where)[0]


def decoded(data: bytes, where: str) -> tuple[str, Encoding]:
    """Return the text of a file and how it is written; raises InputError as decode does."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return _decode_marked(data[len(bom) :], name, where, len(bom)), Encoding(name, bom)
    encoding = Encoding("utf-8")
    try:
        text = data.decode(encoding.name)
    except UnicodeDecodeError as error:
        text = _decode_national(data, error.start, where)
        encoding = Encoding("gb18030")
    _refuse_binary(text, where)
    return text, encoding


def _decode_marked(data: bytes, encoding: str, where: str, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + skipped
        raise InputError(
            where,
            Wording(
                f"文件编码有误：开头标明是 {encoding.upper()}，但第 {at + 1} 个字节不是",
                f"wrong encoding: marked as {encoding.upper()}, but byte {at + 1} is not",
            ),
        ) from error


def _decode_national(data: bytes, utf8_at: int, where: str) -> str:
    """Read GB18030; a NUL in it shows that the file is something else, such as bare UTF-16."""
    nul = data.find(b"\0")
    at = nul
    if nul < 0:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as error:
            at = error.start
    raise InputError(
        where,
        Wording(
            f"无法识别文件编码：第 {utf8_at + 1} 个字节起不是 UTF-8，"
            f"第 {at + 1} 个字节起不是 GB18030；请另存为 UTF-8 文本",
            f"unknown encoding: not UTF-8 from byte {utf8_at + 1}, not GB18030 from byte {at + 1}; "
            "save it as UTF-8 text",
        ),
    )


def _refuse_binary(text: str, where: str) -> None:
    controls = _CONTROL.findall(text)
    if len(controls) > CONTROL_SHARE * len(text):
        at = len(text[: text.index(controls[0])].encode("utf-8", "surrogatepass")) + 1
        raise InputError(
            where,
            Wording(
                f"不是文本文件：从第 {at} 个字节起有大量控制字符",
                f"not a text file: full of control characters from byte {at} on",
            ),
        )
