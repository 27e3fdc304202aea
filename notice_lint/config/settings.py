"""Settings of a whole run: the command line goes before the environment, that before the file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from notice_lint.config.chain import Chain
from notice_lint.errors import UsageError
from notice_lint.formats import ON_SCREEN
from notice_lint.ruleset.layers import Layer
from notice_lint.text.wording import Wording

ENVIRONMENT = "NOTICE_LINT_"
NONE = "none"
"""What is written for no configuration, or no baseline, where one would be found by itself."""
GENRE = "NL100"
"""The rule that tells a document that is no notice."""


class Setting(Struct, frozen=True):
    """One value that is in force, and where it was set."""

    value: str
    origin: Wording


DEFAULTS = {
    "extends": "default",
    "fail_on": "warning",
    "lang": "zh",
    "format": "text",
    "baseline": "",
    "as_notice": "false",
    "require_notice": "false",
    "companion_quotes": "problem",
    "force_exclude": "false",
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "fail_on": ("error", "warning", "info"),
    "lang": ("zh", "en"),
    "format": ON_SCREEN,
    "as_notice": ("true", "false"),
    "require_notice": ("true", "false"),
    "companion_quotes": ("problem", NONE),
    "force_exclude": ("true", "false"),
}
DEFAULT = Wording("默认", "default")


class Overrides(Struct, frozen=True):
    """What the command line says; None for what it does not."""

    config: str | None = None
    """Path of a configuration; `none` for no configuration at all."""
    values: Mapping[str, str | None] = field(default_factory=dict)
    """By the names of DEFAULTS; `extends` is the profile."""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def settings_in_force(chain: Chain, overrides: Overrides) -> dict[str, Setting]:
    """Return each setting from the highest place that gives it; raises UsageError."""
    settings: dict[str, Setting] = {}
    for name, default in DEFAULTS.items():
        option = "--profile" if name == "extends" else f"--{name.replace('_', '-')}"
        variable = ENVIRONMENT + ("PROFILE" if name == "extends" else name.upper())
        in_file, file_name = chain.first(name)
        places = (
            (overrides.values.get(name), Wording(f"命令行 {option}", f"command line {option}")),
            (os.environ.get(variable), Wording(f"环境变量 {variable}", f"environment {variable}")),
            (in_file, Wording(file_name, file_name)),
            (default, DEFAULT),
        )
        value, origin = next((place for place in places if place[0]), ("", DEFAULT))
        text = "true" if value is True else str(value)
        settings[name] = Setting(_checked(name, text, origin), origin)
    return settings


def _checked(name: str, value: str, origin: Wording) -> str:
    choices = CHOICES.get(name)
    if choices and value not in choices:
        wording = Wording(
            f"“{value}”不可用，可用：{'、'.join(choices)}",
            f"“{value}” is none of {', '.join(choices)}",
        )
        raise UsageError(origin.zh, wording)
    return value


def layers_in_force(settings: Mapping[str, Setting], overrides: Overrides) -> tuple[Layer, ...]:
    """Return what environment, command line and settings say about rules, above any profile."""
    return (*_chosen_layers(overrides), *_genre_layers(settings))


def _chosen_layers(overrides: Overrides) -> Iterator[Layer]:
    """Yield what environment and command line say about rules."""
    given = (overrides.select, overrides.extend_select, overrides.ignore)
    for where, lists in (("环境变量", _from_environment()), ("命令行", given)):
        select, extend, ignore = map(tuple, lists)
        if select or extend or ignore:
            yield Layer(where, select or None, ignore, extend_select=extend)


def _genre_layers(settings: Mapping[str, Setting]) -> Iterator[Layer]:
    """Yield what becomes of documents that do not look like notices."""
    if settings["require_notice"].value == "true":
        yield Layer(settings["require_notice"].origin.zh, severities={GENRE: "error"})
    if settings["as_notice"].value == "true":
        yield Layer(settings["as_notice"].origin.zh, ignore=(GENRE,))


def _from_environment() -> tuple[Sequence[str], ...]:
    names = ("SELECT", "EXTEND_SELECT", "IGNORE")
    return tuple(codes(os.environ.get(ENVIRONMENT + name, "")) for name in names)


def codes(text: str) -> list[str]:
    """Return the codes of a list parted by commas."""
    return [code.strip() for code in text.split(",")] if text else []
