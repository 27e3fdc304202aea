"""The artifact cache is used where it is safe, and never needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def unsealed(file: Path) -> None:
    file.write_bytes(file.read_bytes().partition(b"\n")[2])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def made_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGES = (cut, flipped, unsealed, emptied, made_folder)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_damaged_is_made_anew(folder: Path, damage: Callable[[Path], None]) -> None:
    texts = [f"text {number}" for number in range(20)]
    sound = run(*texts)
    (file,) = folder.iterdir()
    damage(file)
    assert run(*texts) == sound
    assert asked == texts * 2
    assert run(*texts) == sound
    assert asked == texts * (3 if damage is made_folder else 2)  # nothing can be written there


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
