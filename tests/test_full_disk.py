"""What is on the disk after a command that finds no room, and after others have used a folder."""

from __future__ import annotations

import io
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook
from served import NOTICE, server
from support import THREE_ITEMS, Call, write
from test_server import settle

from notice_lint.__main__ import run
from notice_lint.files import AtomicFile, put
from notice_lint.review.columns import COLUMNS, DECISIONS
from notice_lint.running.streams import complete_streams
from notice_lint.unfinished import PREFIX, SUFFIX, scratch_folder, sweep

# xlsxwriter leaves the rows of a sheet open when it fails; only these filters tell of it
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
TEXT = THREE_ITEMS.replace("已整改。", "已整改。。") * 8


@contextmanager
def room(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as none does on a disk that is full.

    Compiled modules are not written: Python puts one that was cut off in its place, and whoever
    imports it later, in whatever process, fails.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    writes_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        sys.dont_write_bytecode = writes_none


def contents(folder: str = ".") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a notice, its baseline, a result that was stored and a list that came back."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / ".git").mkdir()
    (folder / "tmp").mkdir()
    with chdir(folder):
        write("n.txt", TEXT)
        run(["check", "n.txt", "-q", "-o", "json:r.json", "-o", "xlsx:list.xlsx"])
        book = load_workbook("list.xlsx")
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        for row in range(2, sheet.max_row + 1):
            decision = sheet.cell(row, heads.index(COLUMNS["decision"].zh) + 1)
            decision.value = DECISIONS["false_alarm"].zh
        book.save("list.xlsx")
        run(["baseline", "create", "n.txt", "-q"])
        write(".notice-lint-mine.txt", "别人的")
    return folder


@pytest.fixture
def office(prepared: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Such a folder for one test, with a place of its own for what is temporary."""
    shutil.copytree(prepared, place, dirs_exist_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", str(place / "tmp"))
    return place


COMMANDS = {
    "baseline create": "baseline create n.txt --force",
    "baseline update": "baseline update n.txt",
    "baseline prune": "baseline prune n.txt",
    "review import": "review import list.xlsx",
    "report as page": "report r.json -q -o html:r.html",
    "report as sheet": "report r.json -q -o xlsx:r.xlsx",
    "report as comments": "report r.json -q -o docx:r.docx",
    "check to sheet": "check n.txt --baseline none -q -o xlsx:n.xlsx",
    "check to stored lines": "check n.txt --baseline none -q -o jsonl:n.jsonl",
    "a configuration": "config init",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_changes_nothing(call: Call, office: Path, command: str) -> None:
    before = contents()
    with room(700):
        ended = call(*COMMANDS[command].split())
    assert ended.code == 2
    assert "无法写入：文件太大" in ended.err
    assert "程序内部出错" not in ended.err
    assert contents() == before
    assert list((office / "tmp").iterdir()) == []


def test_a_sheet_that_finds_no_room_at_any_point_says_so_once(
    call: Call, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The archive, its parts and the rows of its sheets are files of their own."""
    before = contents()
    for size in (0, 1000, 4000, 6000, 8000, 9000, 10_000):
        with room(size):
            ended = call("check", "n.txt", "--baseline", "none", "-q", "-o", "xlsx:n.xlsx")
        assert (ended.code, ended.err) == (2, "错误：n.xlsx：无法写入：文件太大\n"), size
        assert contents() == before
        assert list((office / "tmp").iterdir()) == []


def test_what_people_name_like_our_files_stays(call: Call, office: Path) -> None:
    """Only what an earlier run left half done is swept away, and what another holds is not."""
    write(f"{PREFIX}abcdefgh{SUFFIX}", "半份")
    write(f"{PREFIX}abcdefgh{SUFFIX}.txt", "别人的")
    before = contents()
    with AtomicFile("other.txt") as held:
        sweep.cache_clear()
        call("check", "n.txt", "-o", "json:n.json")
        held.write(b"a")
        held.commit()
    del before[f"{PREFIX}abcdefgh{SUFFIX}"]
    assert before.items() <= contents().items()
    assert contents().keys() - before.keys() == {"n.json", "other.txt"}


def test_folders_of_earlier_runs_are_swept_and_no_others(office: Path) -> None:
    names = ("notice-lint-out", f"notice-lint-abcdefgh{SUFFIX}", f"notice-lint-abc{SUFFIX}")
    for name in names:
        write(f"tmp/{name}/a.txt", "甲")
    sweep.cache_clear()
    with scratch_folder() as folder:
        assert folder.parent == office / "tmp"
        present = {path.name for path in (office / "tmp").iterdir()}
        assert present == {names[0], names[2], folder.name}
    assert not folder.exists()


def test_two_runs_that_write_one_file_leave_one_of_them_whole(place: Path) -> None:
    with AtomicFile("a.txt") as first, AtomicFile("a.txt") as second:
        first.write(b"1" * 9)
        second.write(b"2" * 9)
        second.commit()
        first.commit()
    assert contents() == {"a.txt": b"1" * 9}
    put("a.txt", b"3")
    assert contents() == {"a.txt": b"3"}


def test_an_output_without_a_buffer_gets_one(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHONUNBUFFERED makes such a one: of what is written at once it loses what finds no room."""
    with Path("out.txt").open("wb", buffering=0) as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
        monkeypatch.setattr(sys, "stdout", stream)
        complete_streams()
        with room(1024), pytest.raises(OSError, match="too large"):
            sys.stdout.write("a" * 5000 + "\n")
        sys.stdout = stream


def test_the_desk_shows_what_it_cannot_keep(place: Path) -> None:
    """Documents are checked and shown; a decision that finds no room says so, and none is kept."""
    write("甲.txt", NOTICE)
    write("坏/notice-lint.yaml", "limits: 甲\n")
    write("坏/乙.txt", NOTICE)
    with server(folder=str(place)) as new:
        settle(new())
        (place / ".notice-lint.sqlite").unlink()
        for journal in place.glob(".notice-lint.sqlite-*"):
            journal.unlink()
        browser = new()
        with room(0):
            browser.post("/desk/refresh")
            page = settle(browser)
            answer = browser.post(
                "/desk/decide", {"choice": "NL201|confirmed", "reviewer": "李主任"}
            )
    assert "缺少原因分析" in page
    assert re.search(r"alert.>[^<]*notice-lint.sqlite 无法写入：", page)
    assert "notice-lint.yaml" in page
    assert "无法写入：文件太大" in answer.text
    assert not Path("甲.txt.notice-lint.yaml").exists()
    assert not [path for path in place.iterdir() if path.name.endswith(SUFFIX)]
