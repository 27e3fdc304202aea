"""What a start does without: importing costs more than checking a notice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from notice_lint.cli.plain_values import Conversion

CLEAN = Path(__file__).parent.parent / "examples/clean.txt"
PROGRAM = """
import sys
from notice_lint.__main__ import run
code = run(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def modules_of(folder: Path, *arguments: str) -> set[str]:
    """Return what a run has imported that finds the tables of an earlier run."""
    folder.chmod(0o700)
    variables = os.environ | {"NOTICE_LINT_CACHE_DIR": str(folder), "NOTICE_LINT_CONFIG": "none"}
    command = [sys.executable, "-c", PROGRAM, "check", "--no-cache", *arguments, str(CLEAN)]
    for _ in range(2):
        done = subprocess.run(
            command, env=variables, capture_output=True, text=True, encoding="utf-8", check=True
        )
    return set(done.stderr.split())


def test_a_start_imports_neither_lark_nor_pydantic(tmp_path: Path) -> None:
    modules = modules_of(tmp_path, "--format", "json", "--lang", "en", "--select", "NL1,NL2")
    assert "notice_lint.parsing.tables" in modules
    assert modules.isdisjoint({"lark", "pydantic", "regex"})


class Parameter:
    """A parameter that Typer would be asked about."""

    multiple = False
    nargs = 1


class TyperAskedError(Exception):
    """Raised where a value is left to Typer."""


def refuse() -> object:
    raise TyperAskedError


def test_what_is_no_plain_value_is_left_to_typer() -> None:
    assert Conversion(str, refuse).coerce("词", Parameter, None) == "词"
    assert Conversion(int, refuse).coerce(0, Parameter, None) == 0
    assert Conversion(int, refuse).coerce(None, Parameter, None) is None
    for annotation, value in ((int, "0"), (list[str], "词"), (str | int, "词")):
        with pytest.raises(TyperAskedError):
            Conversion(annotation, refuse).coerce(value, Parameter, None)
