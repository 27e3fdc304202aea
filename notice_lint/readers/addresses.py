"""Files elsewhere, such as s3://notices/a.docx: read only where somebody allows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notice_lint.errors import InputError, needs_extra
from notice_lint.text.wording import Wording

ANY = "*"
"""Stands for every scheme."""
LOCAL = ("file",)
"""Schemes of addresses that are always read: nothing is asked of another machine."""
_URL = re.compile(r"([a-z][a-z0-9+.-]+)://")
_CHAIN = "::"
"""Joins one address to another, whose scheme may be any."""


def is_url(path: str) -> bool:
    """Tell whether a path is the address of a file elsewhere, such as s3://notices/a.docx."""
    return _URL.match(path) is not None


def fetched(path: str, size: int, schemes: Sequence[str]) -> bytes:
    """Return as many bytes of what is at an address of an allowed scheme; raises InputError."""
    _refuse_unless(path, schemes)
    try:
        import fsspec
    except ImportError as error:
        raise InputError(path, needs_extra("dask")) from error
    try:
        with fsspec.open(path, "rb") as file:
            data: bytes = file.read(size)
    except ImportError as error:  # it names the package of the scheme
        scheme = path.partition("://")[0]
        wording = Wording(
            f"读取 {scheme} 地址还需要 fsspec 的一个组件",
            f"addresses of {scheme} need a further package of fsspec: {error}",
        )
        raise InputError(path, wording) from error
    except Exception as error:  # each kind of file system has exceptions of its own
        raise InputError.unreadable(path, error) from error
    return data


def _refuse_unless(path: str, schemes: Sequence[str]) -> None:
    """Refuse an address unless its scheme is allowed."""
    match = _URL.match(path)
    scheme = match.group(1) if match else ""
    if _CHAIN not in path and (scheme in schemes or ANY in schemes):
        return
    wording = Wording(
        f"不是文件的路径；{scheme}:// 要在配置的 addresses 里写明，或用 --executor，才会读取",
        f"not a path; {scheme}:// is read only if `addresses` of the configuration names it, "
        "or with --executor",
    )
    raise InputError(path, wording)
