"""The artifact cache is used where it is safe, and never needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from notice_lint import cache
from notice_lint.artifacts import ArtifactCache

asked: list[str] = []


def doubled(text: str) -> list[str]:
    asked.append(text)
    return [text, text]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    cache.folder.cache_clear()
    asked.clear()
    yield tmp_path / "cache"
    cache.folder.cache_clear()


def run(*texts: str) -> list[object]:
    cache_ = ArtifactCache(doubled)
    results = [cache_.of(text) for text in texts]
    cache_.store()
    return results


def test_a_second_run_makes_nothing(folder: Path) -> None:
    assert run("a", "b", "a") == run("a", "b", "a")
    assert asked == ["a", "b"]
    assert run("c", "a") == [["c", "c"], ["a", "a"]]
    assert asked == ["a", "b", "c"]
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff", b"null", b'{"a": 5}', b'00000000\n{"a": 5}', b"0" * 99]
)
def test_a_file_that_is_broken_is_made_anew(folder: Path, content: bytes) -> None:
    run("a")
    (file,) = folder.iterdir()
    file.write_bytes(content)
    assert run("a") == [["a", "a"]]
    run("a")
    assert asked == ["a", "a"]


def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    assert run("a") == [["a", "a"]]
    assert list(folder.iterdir()) == []


def test_without_a_folder_everything_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, "")
    run("a")
    run("a")
    assert asked == ["a", "a"]
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_no_fault(folder: Path) -> None:
    folder.parent.joinpath("cache").write_text("a file")
    assert run("a") == [["a", "a"]]
