"""The JSON Schema of a configuration file, made from the types that read it."""

from __future__ import annotations

import types
from datetime import date
from typing import Any, Literal, get_args, get_origin, get_type_hints

from notice_lint.config.config_file import ConfigFile
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.datafiles.yaml_reader import is_record, required_fields
from notice_lint.matching.fragments import Fragments
from notice_lint.matching.pattern import Pattern
from notice_lint.ruleset.layers import OverlayFile
from notice_lint.ruleset.profile import default_profile
from notice_lint.ruleset.rule import Rule
from notice_lint.text.wording import Wording

Schema = dict[str, Any]

_SIMPLE: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    Pattern: {"type": "string", "format": "regex"},
    Fragments: {"type": "object", "additionalProperties": {"type": "string"}},
    Wording: {
        "oneOf": [
            {"type": "string"},
            {
                "type": "object",
                "required": ["zh", "en"],
                "additionalProperties": False,
                "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
            },
        ]
    },
}


_RAW = (Raw | None,)
"""Types of fields that are read later, each by a schema of its own name."""
_LABELS: Schema = {
    "oneOf": [
        {"type": "string", "description": "Name of a file of labels by class, or path of it."},
        {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z][a-z_]*$"},
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    ]
}


def schema() -> Schema:
    """Return the schema of a configuration file."""
    rules = default_profile().catalogue.values()
    overlays = {rule.code: _overlay(rule) for rule in rules}
    overlay: Schema = {
        "type": "object",
        "properties": overlays,
        "patternProperties": {"^[A-Z]{2,}[0-9]{3}$": {}},
        "additionalProperties": False,
    }
    place: Schema = {"type": "string", "description": "File or folder of rules of your own."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "notice-lint configuration",
        **_object(ConfigFile),
        "$defs": {
            "rules": {
                "oneOf": [
                    {"$ref": "#/$defs/overlay"},
                    {"type": "array", "items": {"oneOf": [place, {"$ref": "#/$defs/overlay"}]}},
                ]
            },
            "overlay": overlay,
            "labels": _LABELS,
        },
    }


def _overlay(rule: Rule) -> Schema:
    severity = _of(get_type_hints(OverlayFile)["severity"])
    options = _object(rule.check.options)
    options.pop("required", None)
    changed = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"severity": severity, "options": options},
    }
    return {"title": f"{rule.code} {rule.file.title.zh}", "oneOf": [severity, changed]}


def _object(type_: Any) -> Schema:
    hints = get_type_hints(type_)
    properties = {
        name.replace("_", "-"): {"$ref": f"#/$defs/{name}"} if hint in _RAW else _of(hint)
        for name, hint in hints.items()
    }
    required = [name.replace("_", "-") for name in required_fields(type_)]
    record: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return record | ({"required": required} if required else {})


def _of(type_: Any) -> Schema:
    if type_ in _SIMPLE:
        return _SIMPLE[type_]
    if get_origin(type_):
        return _of_several(get_origin(type_), get_args(type_))
    return _object(type_) if is_record(type_) else {}


def _of_several(origin: Any, arguments: tuple[Any, ...]) -> Schema:
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _of(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(arguments[1])}
    if origin is LexiconFile:
        return {"type": "string", "description": "Name of a word list, or path of its file."}
    return _of(next(type_ for type_ in arguments if type_ is not types.NoneType))
