"""Text that Markdown shows as it is."""

from __future__ import annotations

import re

from notice_lint.text.harmless import harmless

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$&#]")
_REFERENCE = re.compile(
    r"[@#!~%$&^](?=\w)|:(?=[A-Za-z/+])|(?<=[A-Za-z])-(?=\d)|(?<=www)(?=\.)"
    r"|(?=[0-9a-f]*[a-f])[0-9a-f]{6}(?=[0-9a-f])",
    re.IGNORECASE,
)
"""What a forge makes a mention, a reference to an issue or a commit, an emoji or an address of."""
_BREAK = "\N{ZERO WIDTH SPACE}"


def plain(text: str) -> str:
    """Return text that Markdown shows as it is, on one line, and that refers to nothing."""
    line = harmless(" ".join(text.split()))
    parted = _REFERENCE.sub(lambda reference: reference.group() + _BREAK, line)
    return _SPECIAL.sub(lambda mark: f"&#{ord(mark.group())};", parted)
