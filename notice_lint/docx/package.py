"""The zip file that a .docx is, opened without trusting it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import cached_property
from typing import TYPE_CHECKING, Any

from notice_lint.errors import InputError
from notice_lint.limits import Limits
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "/officeDocument"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
"""Namespaces and kinds of relationships in Strict Open XML (ISO/IEC 29500-1); Word writes both."""
_CONFORMANCE = re.compile(rb'\s[\w-]+:conformance="strict"')
_WHOLE = 8
"""Times that all parts together may be as large as one."""


class Package:
    """The parts of one .docx; nothing is ever written to disk."""

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        """Open the zip; raises InputError."""
        self.path = path
        self.limits = limits
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self.broken() from error
        if len(self._zip.infolist()) > limits.parts:
            raise self.error("文件里的部件太多，不像 Word 文件", "too many parts for a Word file")

    def error(self, zh: str, en: str) -> InputError:
        """Return an error about this file."""
        return InputError(self.path, Wording(zh, en))

    def broken(self, detail: Wording | None = None) -> InputError:
        """Return the error for a damaged file."""
        zh, en = (f"（{detail.zh}）", f" ({detail.en})") if detail else ("", "")
        return self.error(
            f"Word 文件已损坏{zh}，请用 Word 或 WPS 打开后另存一份",
            f"the Word file is damaged{en}; open it in Word or WPS and save it again",
        )

    @cached_property
    def main(self) -> str:
        """Name of the part that holds the text; raises InputError when there is none."""
        for kind, target in self.relations("").values():
            if kind.endswith(_MAIN):
                return target
        raise self.error("不是 Word 文件（.docx）", "not a Word file (.docx)")

    def related(self, kind: str) -> str | None:
        """Return the name of the part that the main part relates to in some way, if any."""
        targets = (
            target for type_, target in self.relations(self.main).values() if type_.endswith(kind)
        )
        return next(targets, None)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part: type and target by id; outside targets left out."""
        folder, name = posixpath.split(part)
        tree = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if tree is None:
            return {}
        return {
            str(relation.get("Id")): (
                str(relation.get("Type")),
                _resolved(folder, str(relation.get("Target"))),
            )
            for relation in tree.iter(_RELATIONSHIP)
            if relation.get("TargetMode") != "External"
        }

    def xml(self, name: str | None) -> etree._Element | None:
        """Return a part as XML; None when it is not there. Raises InputError."""
        if name is None or name not in self._zip.namelist():
            return None
        from lxml import etree

        data = transitional(self._trusted(name))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            line, column = error.position
            detail = Wording(
                f"{name} 第 {line} 行第 {column} 列不是有效的 XML",
                f"{name} is no XML at line {line}, column {column}",
            )
            raise self.broken(detail) from error

    def as_transitional(self) -> bytes:
        """Return the file, from Strict Open XML turned into what other programs open."""
        names = [info.filename for info in self._zip.infolist()]
        if "_rels/.rels" not in names or not _STRICT.search(self._unpacked("_rels/.rels")):
            return self._data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in names:
                part = self._unpacked(name)
                is_xml = name.endswith((".xml", ".rels"))
                copy.writestr(name, transitional(part) if is_xml else part)
        return buffer.getvalue()

    def check_all(self) -> None:
        """Make sure that another program may open all parts; raises InputError."""
        whole = sum(info.file_size for info in self._zip.infolist())
        if whole > _WHOLE * self.limits.part_mb << 20:
            raise self._huge()
        for info in self._zip.infolist():
            if info.filename.endswith((".xml", ".rels")):
                self._trusted(info.filename)
            else:
                self._sized(info)

    def _trusted(self, name: str) -> bytes:
        data = self._unpacked(name)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
            raise self.error(
                "文件里有外部实体声明，为安全起见不读取",
                "the file declares entities and is not read for safety",
            )
        return data

    def _huge(self) -> InputError:
        return self.error(
            "文件解开后异常庞大，为安全起见不读取",
            "unpacked the file is abnormally large and is not read for safety",
        )

    def _sized(self, info: zipfile.ZipInfo) -> None:
        """Refuse a part that would be too large, before it is unpacked."""
        ratio = info.file_size / max(1, info.compress_size)
        if info.file_size > self.limits.part_mb << 20 or (
            info.file_size > 1 << 20 and ratio > self.limits.ratio
        ):
            raise self._huge()

    def _unpacked(self, name: str) -> bytes:
        info = self._zip.getinfo(name)
        self._sized(info)
        if info.flag_bits & 1:
            raise self.error(
                "文件已加密，请先解除密码", "the file is encrypted; remove the password"
            )
        try:
            with self._zip.open(info) as part:
                return part.read((self.limits.part_mb << 20) + 1)
        except Exception as error:  # each way of packing has exceptions of its own
            detail = Wording(f"其中的 {name} 无法解开", f"{name} in it cannot be unpacked")
            raise self.broken(detail) from error


def transitional(xml: bytes) -> bytes:
    """Return the XML of a part with the names of Transitional Open XML for those of Strict."""
    if not _STRICT.search(xml):
        return xml
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", _CONFORMANCE.sub(b"", xml))


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(folder, target))


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute of the w: namespace."""
    value = element.get(W + name)
    return None if value is None else str(value)


DEEPEST_STYLE = 20
"""Styles that are followed from one to the one it is based on; Word itself allows eleven."""


def child_value(element: Any, *path: str) -> str | None:
    """Return w:val of an element below another; None when it is not there."""
    child = element
    for name in path:
        child = child.find(W + name) if child is not None else None
    return attribute(child, "val") if child is not None else None
