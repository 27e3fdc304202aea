"""What is made of our own files, kept from one run to the next.

Other than with pickle, what is read can do nothing. Without a folder that is safe, or where it
cannot be written, everything is made anew in every run.
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
    """What one function makes of texts, as JSON can hold it: in one file, written at the end."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        """Take the function; nothing is read yet."""
        self._make = make
        self._grown = False

    def of(self, text: str) -> Any:
        """Return what an earlier run made of a text, else what the function makes of it now."""
        name = _digest(text)
        if name not in self._known:
            self._known[name] = self._make(text)
            self._grown = True
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, Any]:
        atexit.register(self.keep)
        with suppress(OSError):
            return _unsealed(self._file.read_bytes()) if self._file else {}
        return {}

    @cached_property
    def _file(self) -> Path | None:
        """The file of this function in this version of it, where there may be one."""
        folder = cache.folder()
        code = self._make.__code__
        with suppress(OSError):
            changed = Path(code.co_filename).stat().st_mtime_ns
            python = f"{sys.version}\0{sys.byteorder}"
            made_by = f"{__version__}\0{python}\0{code.co_filename}\0{changed}"
            name = _digest(made_by)
            return folder and folder / f"{code.co_name.strip('_')}-{name}.json"
        return None

    def keep(self) -> None:
        """Write what was made, at once: other runs see all of it or nothing."""
        if not self._grown or self._file is None:
            return
        with suppress(OSError):
            unfinished = self._file.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(_sealed(self._known))
            unfinished.replace(self._file)
        self._grown = False


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _sealed(known: dict[str, Any]) -> bytes:
    """Return what is to be kept behind a sum that tells whether it was damaged since."""
    told = json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return b"%08x\n%s" % (crc32(told), told)


def _unsealed(data: bytes) -> dict[str, Any]:
    """Return what was kept; nothing unless all of it is as it was written."""
    seal, _, told = data.partition(b"\n")
    known: dict[str, Any] = json.loads(told) if seal == b"%08x" % crc32(told) else {}
    return known
