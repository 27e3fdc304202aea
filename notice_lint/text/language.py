"""The language that help is given in, before any configuration is read."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import pairwise

from notice_lint.text.wording import Lang


def language_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Lang:
    """Return the language in which help is given and usage errors are told."""
    options = [argument.partition("=")[2] for argument in arguments if argument[:7] == "--lang="]
    options += [value for name, value in pairwise(arguments) if name == "--lang"]
    locale = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    asked = (*options, environment.get("NOTICE_LINT_LANG", ""), next(filter(None, locale), ""))
    for name in filter(None, asked):
        if name.startswith(("zh", "en")):
            return "en" if name.startswith("en") else "zh"
    return "zh"
