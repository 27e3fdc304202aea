"""What is compiled from our own files, kept from one run to the next."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from notice_lint import cache
from notice_lint.about import __version__


def compiled(kind: str, text: str, make: Callable[[], Any]) -> Any:
    """Return what is made of a text: what an earlier run made of it, else made now and kept.

    It must be what JSON can hold: other than with pickle, what is read can do nothing. Without a
    folder that is safe, or where it cannot be written, it is made every time.
    """
    folder = cache.folder()
    if folder is None:
        return make()
    made_by = f"{__version__}\0{sys.version}\0{text}"
    path = folder / f"{kind}-{sha256(made_by.encode()).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError):
        return json.loads(path.read_bytes())
    made = make()
    with suppress(OSError):
        _write(path, json.dumps(made, ensure_ascii=False).encode())
    return made


def _write(path: Path, content: bytes) -> None:
    """Write a file at once, so that other runs see all of it or nothing."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
