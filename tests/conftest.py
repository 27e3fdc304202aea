"""Options and fixtures of the whole suite."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from support import Call, Ended

from notice_lint import cache
from notice_lint.__main__ import run
from notice_lint.matching import switch

# A gate tries the same inputs each time, so that it judges a change and not a draw; elsewhere, and
# in the weekly run of the fuzz targets, they are drawn anew.
settings.register_profile("gate", derandomize=True)
if os.environ.get("CI") and "NOTICE_LINT_FUZZ" not in os.environ:
    settings.load_profile("gate")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the golden outputs anew")


@pytest.fixture(scope="session", autouse=True)
def _own_cache() -> Iterator[None]:
    """Keep what the suite makes out of the user's cache."""
    with TemporaryDirectory() as folder:
        os.environ[cache.VARIABLE] = folder
        cache.folder.cache_clear()
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare an output with the stored one, or store it with --rewrite."""

    def compare(name: str, output: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--rewrite"):
            path.write_text(output, encoding="utf-8")
        assert output == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command line; whatever happens, no traceback is shown."""

    def run_it(*arguments: str) -> Ended:
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ended(code, out, err)

    return run_it


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty repository, out of reach of any configuration."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Search without the tricks that make it fast."""
    monkeypatch.setenv(switch.VARIABLE, "1")
    switch.plain_search.cache_clear()
    yield
    switch.plain_search.cache_clear()
