"""Artifact cache: what is computed from our own files, stored for later runs.

It is stored as JSON, so that reading it runs no code, as reading a pickle would. Without a folder
that is safe, or where it cannot be written, everything is computed anew in every run.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

from notice_lint import cache
from notice_lint.about import __version__


class ArtifactCache:
    """Results of one function of a text, as JSON can hold them: in one file, written at the end."""

    def __init__(self, compute: Callable[[str], Any]) -> None:
        """Take the function; nothing is read yet."""
        self._compute = compute
        self._has_grown = False

    def of(self, text: str) -> Any:
        """Return the result of an earlier run for a text, else that of the function now."""
        name = _digest(text)
        if name not in self._known:
            self._known[name] = self._compute(text)
            self._has_grown = True
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, Any]:
        atexit.register(self.store)
        with suppress(OSError):
            return _unsealed(self._file.read_bytes()) if self._file else {}
        return {}

    @cached_property
    def _file(self) -> Path | None:
        """The file of this function in this version of it, where there may be one."""
        folder = cache.folder()
        code = self._compute.__code__
        with suppress(OSError):
            changed = Path(code.co_filename).stat().st_mtime_ns
            python = f"{sys.version}\0{sys.byteorder}"
            name = _digest(f"{__version__}\0{python}\0{code.co_filename}\0{changed}")
            return folder and folder / f"{code.co_name.strip('_')}-{name}.json"
        return None

    def store(self) -> None:
        """Write all results in one step: other runs see the whole file or none."""
        if not self._has_grown or self._file is None:
            return
        with suppress(OSError):
            unfinished = self._file.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(_sealed(self._known))
            unfinished.replace(self._file)
        self._has_grown = False


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _sealed(known: dict[str, Any]) -> bytes:
    """Return results as they are stored, behind a checksum."""
    content = json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return b"%08x\n%s" % (crc32(content), content)


def _unsealed(data: bytes) -> dict[str, Any]:
    """Return stored results; nothing unless all of the file is as it was written."""
    checksum, _, content = data.partition(b"\n")
    is_sound = checksum == b"%08x" % crc32(content)
    known: dict[str, Any] = json.loads(content) if is_sound else {}
    return known
