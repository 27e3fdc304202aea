"""Old formats — .doc, .wps, .rtf, .odt — by way of LibreOffice, when it is installed."""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from notice_lint.document.source import Source
from notice_lint.docx.reader import read_docx
from notice_lint.errors import InputError
from notice_lint.limits import LIMITS, Limits
from notice_lint.readers.kinds import refuse_other_compounds
from notice_lint.readers.office import convert, office_program
from notice_lint.text.wording import Wording
from notice_lint.unfinished import scratch_folder


def read_legacy(data: bytes, path: str, limits: Limits = LIMITS) -> Source:
    """Make a Source of an old format; raises InputError."""
    digest = hashlib.sha256(data).hexdigest()
    return replace(read_docx(as_docx(data, path, limits), path, limits), kind="doc", sha256=digest)


def as_docx(data: bytes, path: str, limits: Limits = LIMITS) -> bytes:
    """Return a file of an old format as LibreOffice makes a .docx of it; raises InputError."""
    refuse_other_compounds(data, path)
    program = office_program()
    if program is None:
        raise InputError(
            path,
            Wording(
                "读取 .doc、.wps、.rtf 需要 LibreOffice；请安装 libreoffice-writer，"
                "或用 Word 另存为 .docx",
                "reading .doc, .wps and .rtf needs LibreOffice; install libreoffice-writer, "
                "or save the file as .docx",
            ),
        )
    with scratch_folder() as folder:
        source = folder / f"in{_suffix(data)}"
        source.write_bytes(data)
        return convert(program, source, path, limits).read_bytes()


def _suffix(data: bytes) -> str:
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    return ".odt" if data.startswith(b"PK") else ".doc"
