"""Options and fixtures of the whole suite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the golden outputs anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare an output with the stored one, or store it with --rewrite."""

    def compare(name: str, output: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--rewrite"):
            path.write_text(output, encoding="utf-8")
        assert output == path.read_text(encoding="utf-8")

    return compare
