"""A wheel brings what is computed of its files: no run of it computes that, with or without a cache."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT

from notice_lint import artifacts as bundle

COUNTED = """\
import sys
from notice_lint.artifacts import CACHES, ArtifactCache

computed = []
found = ArtifactCache._found

def counting(cache, name, text):
    if not bundle.bundle().has(cache.function, name):
        computed.append(cache.function)
    return found(cache, name, text)

from notice_lint import artifacts as bundle

bundle.bundle.cache_clear()
bundle.FILE = sys.argv.pop(1)
ArtifactCache._found = counting
from notice_lint.__main__ import run

run(["check", "--no-cache", *sys.argv[1:]])
sys.stderr.write(" ".join(sorted(set(computed))))
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", *arguments],
        check=True,
        cwd=ROOT,
        env={**os.environ, "NOTICE_LINT_CACHE_DIR": "", "NOTICE_LINT_CONFIG": "none"},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / bundle.FILE
    write = "import sys; from notice_lint.running.bundling import whole_bundle as made;"
    run(f"{write} open(sys.argv[1], 'wb').write(made())", str(path))
    return path


def test_a_run_with_a_bundle_computes_nothing_and_finds_the_same(place: Path) -> None:
    examples = [str(path) for path in sorted(ROOT.glob("examples/*.*"))]
    ended, without = run(COUNTED, str(place), *examples), run(COUNTED, "none", *examples)
    assert ended.stderr == ""
    assert "notice_lint.parsing.tables._tables" in without.stderr
    assert ended.stdout == without.stdout


@pytest.mark.parametrize("content", [b"", b"\xff" * 9, b"\0\0\0\x01\x80", b"\0\0\0\x02{}"])
def test_a_broken_bundle_is_none(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bundle"
    path.write_bytes(content)
    monkeypatch.setattr(bundle, "FILE", str(path))
    bundle.bundle.cache_clear()
    assert not bundle.bundle().places
    bundle.bundle.cache_clear()


def test_what_a_bundle_holds_is_what_was_put_in() -> None:
    data = bundle.bundled({"f": {"a": [1, "二"], "b": {"x": None}}, "g": {}})
    known = bundle._read(data)
    assert known.has("f", "a")
    assert not known.has("g", "a")
    assert [known.result("f", name) for name in "ab"] == [[1, "二"], {"x": None}]
