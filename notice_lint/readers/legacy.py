"""Old formats — .doc, .wps, .rtf, .odt — by way of LibreOffice, when it is installed."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from msgspec.structs import replace

from notice_lint.document.source import Source
from notice_lint.docx.reader import read_docx
from notice_lint.errors import InputError
from notice_lint.limits import LIMITS, Limits
from notice_lint.text.wording import Wording

PROGRAMS = ("soffice", "libreoffice")


def read_legacy(data: bytes, path: str, limits: Limits = LIMITS) -> Source:
    """Make a Source of an old format; raises InputError."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
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
    with tempfile.TemporaryDirectory(prefix="notice-lint-") as folder:
        source = Path(folder) / f"in{_suffix(data)}"
        source.write_bytes(data)
        _convert(program, source, path, limits.seconds)
        target = Path(folder) / "out" / "in.docx"
        if not target.is_file():
            raise InputError(
                path, Wording("LibreOffice 无法打开这个文件", "LibreOffice cannot open this file")
            )
        digest = hashlib.sha256(data).hexdigest()
        return replace(read_docx(target.read_bytes(), path, limits), kind="doc", sha256=digest)


def _suffix(data: bytes) -> str:
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    return ".odt" if data.startswith(b"PK") else ".doc"


def _convert(program: str, source: Path, path: str, seconds: int) -> None:
    """Run LibreOffice with a profile of its own; a run that hangs is killed with its children."""
    folder = source.parent
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            _kill(process)
            raise InputError(
                path,
                Wording(
                    f"LibreOffice 转换超过 {seconds} 秒，已停止",
                    f"LibreOffice took more than {seconds} seconds and was stopped",
                ),
            ) from error


def _kill(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
