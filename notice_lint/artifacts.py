"""Artifact cache: what is computed from our own files, stored for later runs.

What the files that come with the program need stands in the bundle of a wheel. The rest is stored
as JSON, so that reading it runs no code, as reading a pickle would. Without a folder that is safe,
or where it cannot be written, that is computed anew in every run.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache as remembered
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
from msgspec import Struct, msgpack

from notice_lint import cache
from notice_lint.about import __version__

FILE = "bundle.bin"
"""What a wheel holds beside these modules; a source checkout has none, and computes or caches."""


class BundleIndex(Struct, frozen=True):
    """What stands where in a bundle."""

    byteorder: str
    places: dict[str, dict[str, tuple[int, int]]]
    """By function and digest of the text: where the result begins behind the index, its size."""


class Bundle(Struct, frozen=True):
    """Results of functions of texts."""

    places: Mapping[str, Mapping[str, tuple[int, int]]]
    content: memoryview

    def has(self, function: str, digest: str) -> bool:
        """Tell whether a result is known."""
        return digest in self.places.get(function, ())

    def result(self, function: str, digest: str) -> Any:
        """Return a result; raises LookupError."""
        start, size = self.places[function][digest]
        return msgpack.decode(self.content[start : start + size])


_NOTHING = Bundle({}, memoryview(b""))


@remembered
def bundle() -> Bundle:
    """Return the bundle of this program; an empty one where none was built, or for others."""
    with suppress(OSError, msgspec.MsgspecError, ValueError):
        return _read((Path(__file__).parent / FILE).read_bytes())
    return _NOTHING


def _read(data: bytes) -> Bundle:
    size = int.from_bytes(data[:4], "big")
    index = msgpack.decode(data[4 : 4 + size], type=BundleIndex)
    if index.byteorder != sys.byteorder:
        return _NOTHING
    return Bundle(index.places, memoryview(data)[4 + size :])


def bundled(results: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return a bundle of results by function and digest."""
    places: dict[str, dict[str, tuple[int, int]]] = {}
    content = bytearray()
    for function, by_digest in results.items():
        for digest, result in by_digest.items():
            data = msgpack.encode(result)
            places.setdefault(function, {})[digest] = len(content), len(data)
            content += data
    index = msgpack.encode(BundleIndex(sys.byteorder, places))
    return len(index).to_bytes(4, "big") + index + bytes(content)


CACHES: list[ArtifactCache] = []
"""All there are."""


class ArtifactCache:
    """Results of one function of a text, as JSON can hold them: in one file, written at the end."""

    def __init__(self, compute: Callable[[str], Any]) -> None:
        """Take the function; nothing is read yet."""
        self._compute = compute
        self._has_grown = False
        self._at_hand: dict[str, Any] = {}
        CACHES.append(self)

    def of(self, text: str) -> Any:
        """Return the result of an earlier run for a text, else that of the function now."""
        name = _digest(text)
        if name not in self._at_hand:
            self._at_hand[name] = self._found(name, text)
        return self._at_hand[name]

    def _found(self, name: str, text: str) -> Any:
        """Return a result from the bundle, else from an earlier run, else a new one."""
        if bundle().has(self.function, name):
            return bundle().result(self.function, name)
        if name not in self._known:
            self._known[name] = self._compute(text)
            self._has_grown = True
        return self._known[name]

    @property
    def function(self) -> str:
        """What the function is called in a bundle."""
        return f"{self._compute.__module__}.{self._compute.__name__}"

    @property
    def results(self) -> Mapping[str, Any]:
        """All results of this run, by digest."""
        return self._at_hand

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
