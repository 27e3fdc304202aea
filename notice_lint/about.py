"""What this release is called, and where it is explained."""

from __future__ import annotations

import re

__version__ = "0.2.0"

HOME = "https://github.com/notice-lint/notice-lint"
SITE = "https://notice-lint.github.io/notice-lint/"
_OUR_CODE = re.compile(r"NL\d{3}")


def rule_address(code: str, lang: str) -> str:
    """Return where a rule of ours is explained; nothing for a rule of somebody's own."""
    return f"{SITE}rules/{code}/#{lang}" if _OUR_CODE.fullmatch(code) else ""
