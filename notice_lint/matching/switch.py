"""The switch that turns every shortcut of this folder off."""

from __future__ import annotations

import os
from functools import cache

VARIABLE = "NOTICE_LINT_PLAIN_SEARCH"
"""Environment variable; any value but an empty one asks for plain searches."""


@cache
def plain_search() -> bool:
    """Tell whether each expression is to be searched for in every paragraph."""
    return bool(os.environ.get(VARIABLE))
