"""Formats read back as the programs read them that they are for."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import JUnitXml
from msgspec import Struct
from support import rendered

from notice_lint.reports.model.report import Report

SCHEMAS = Path(__file__).parent / "schemas"


def written(name: str, report: Report) -> str:
    """Write a report file by file, as the command line does, and read the bytes of its file."""
    text: str = rendered(name, report)
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    kind = Draft4Validator if "draft-04" in schema["$schema"] else Draft202012Validator
    kind.check_schema(schema)
    return kind(schema)


def sarif(report: Report) -> dict[str, Any]:
    """Return the only run."""
    log = json.loads(written("sarif", report))
    validator("sarif-schema-2.1.0.json").validate(log)
    run: dict[str, Any]
    (run,) = log["runs"]
    return run


def gitlab(report: Report) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(written("gitlab", report))
    validator("gitlab-code-quality.json").validate(issues)
    return issues


def rdjson(report: Report) -> list[dict[str, Any]]:
    result = json.loads(written("rdjson", report))
    validator("rdjson.json").validate(result)
    diagnostics: list[dict[str, Any]] = result["diagnostics"]
    return diagnostics


def junit(report: Report) -> JUnitXml:
    return JUnitXml.fromstring(written("junit", report).encode())


def csv_rows(report: Report) -> list[dict[str, str]]:
    text = written("csv", report)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


class Command(Struct, frozen=True):
    """A workflow command as the runner of GitHub Actions takes it."""

    kind: str
    properties: dict[str, str]
    message: str


_COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<properties>[^\n]*?)::(?P<data>[^\n]*)")


def github(report: Report) -> list[Command]:
    return [_command(line) for line in written("github", report).split("\n")[:-1]]


def _command(line: str) -> Command:
    found = _COMMAND.fullmatch(line)
    assert found, line
    pairs = (one.split("=", 1) for one in found["properties"].split(","))
    properties = {name: _plain(value) for name, value in pairs}
    return Command(found["kind"], properties, _plain(found["data"]))


_CODES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def _plain(text: str) -> str:
    return re.sub("%(?:0D|0A|3A|2C|25)", lambda found: _CODES[found[0]], text)


READERS: dict[str, Callable[[Report], Any]] = {
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
    "rdjson": rdjson,
    "csv": csv_rows,
}
