"""The formats by their names: each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from notice_lint.errors import UsageError, needs_extra
from notice_lint.formats import ON_SCREEN
from notice_lint.reports.format import CopyFormat, StreamFormat, WholeFormat

AnyFormat = StreamFormat | WholeFormat | CopyFormat


def format_named(name: str) -> AnyFormat:
    """Return a known format; raises UsageError where its extra is not installed."""
    folder = "on_screen" if name in ON_SCREEN else "to_file"
    module = import_module(f"notice_lint.reports.{folder}.{name.replace('-', '_')}")
    format_: AnyFormat = module.FORMAT
    if format_.package and find_spec(format_.package) is None:
        raise UsageError(name, needs_extra(format_.extra))
    return format_
