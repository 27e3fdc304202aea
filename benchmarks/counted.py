"""What is counted of edited texts."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple


class Counts(NamedTuple):
    """How often words and pairs stand in the texts."""

    words: Counter[str]
    phrases: Counter[str]
    pairs: Counter[str]
    following: dict[str, Counter[str]]
