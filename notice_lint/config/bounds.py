"""How far an office may move the limits on what is read."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import asdict

from notice_lint.datafiles.yaml_nodes import Raw, locate
from notice_lint.datafiles.yaml_reader import YamlReader
from notice_lint.limits import LIMITS, Limits

FACTOR = 16
"""Times that a limit may be as high as it is by default: beyond, it would keep nothing out."""


def check_limits(limits: Limits | None, root: Raw, reader: YamlReader) -> None:
    """Note the limits that are out of bounds, each where it stands."""
    for field, default in asdict(LIMITS).items():
        value, highest = getattr(limits or LIMITS, field), default * FACTOR
        if value is not None and not 1 <= value <= highest:
            name = field.replace("_", "-")
            reader.wrong(
                _node_of(root, (name, field), str(value)),
                f"{name} 应为 1 至 {highest} 的整数",
                f"{name} must be a whole number from 1 to {highest}",
            )


def _node_of(root: Raw, names: Iterable[str], value: str) -> Raw:
    nodes = (locate(root, name, value) for name in names)
    return next((node for node in nodes if node is not None), root)
