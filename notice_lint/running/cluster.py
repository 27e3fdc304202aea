"""Work handed to a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from notice_lint.errors import UsageError, needs_extra
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from concurrent.futures import Executor

SCHEME = "dask://"


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Connect to a cluster that is there already, as dask://HOST:PORT; raises UsageError."""
    if not address.startswith(SCHEME):
        raise UsageError(
            f"--executor {address}",
            Wording("应写作 dask://主机:端口", "should read dask://HOST:PORT"),
        )
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--executor", needs_extra("dask")) from error
    try:
        client = Client(address.replace(SCHEME, "tcp://", 1), timeout=10)
    except (OSError, ValueError) as error:
        wording = Wording("连不上这个集群", "this cluster cannot be reached")
        raise UsageError(address, wording) from error
    with client:
        yield client.get_executor(pure=False)
