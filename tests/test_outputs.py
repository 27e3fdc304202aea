"""Where results go: the screen, files, stored results written again, several offices at once."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import Call, write

from notice_lint.config.settings import CHOICES
from notice_lint.formats import ON_SCREEN, TO_FILE
from notice_lint.reports.format import CopyFormat, Format
from notice_lint.reports.registry import format_named

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
FAULTY = str(EXAMPLES / "numbering.txt")


def told(path: Path) -> dict[str, list[dict[str, object]]]:
    value: dict[str, list[dict[str, object]]] = json.loads(path.read_text(encoding="utf-8"))
    return value


def test_every_module_of_the_two_folders_is_a_format() -> None:
    for name in (*ON_SCREEN, *TO_FILE):
        assert isinstance(format_named(name), Format), name
    assert CHOICES["format"] == ON_SCREEN
    assert not set(ON_SCREEN) & set(TO_FILE)


@pytest.mark.parametrize("name", ON_SCREEN)
def test_what_may_go_to_the_screen_has_a_file_too(name: str) -> None:
    format_ = format_named(name)
    assert format_.usual_path.startswith(("notice-lint.", "gl-"))
    assert not isinstance(format_, CopyFormat)


@pytest.mark.parametrize("name", TO_FILE)
def test_what_goes_to_files_knows_where(name: str) -> None:
    format_ = format_named(name)
    assert format_.usual_path or isinstance(format_, CopyFormat)


NEW_FORMAT = """\
from notice_lint.reports.format import StreamFormat, StreamWriter


class HeadCount(StreamWriter):
    def __init__(self, report, options): ...

    def file(self, file):
        return ""

    def end(self, tally):
        return f"{tally.files} counted\\n"


FORMAT = StreamFormat(open=HeadCount)
"""


def test_a_format_is_one_module_and_nothing_else(tmp_path: Path) -> None:
    for folder in ("notice_lint", "grammar", "rules"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    module = tmp_path / "notice_lint/reports/on_screen/head_count.py"
    module.write_text(NEW_FORMAT, encoding="utf-8")

    def run(*arguments: str, **environment: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "notice_lint", *arguments],
            check=False,
            cwd=tmp_path,
            env={**os.environ, **environment},
            capture_output=True,
            encoding="utf-8",
        ).stdout

    assert run("check", FAULTY, "--format", "head-count") == "1 counted\n"
    assert run("check", FAULTY, NOTICE_LINT_FORMAT="head-count") == "1 counted\n"
    run("check", FAULTY, "-o", "head-count:out.txt")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "1 counted\n"
    (tmp_path / "notice-lint.yaml").write_text("format: head-count\n", encoding="utf-8")
    shutil.copy(FAULTY, tmp_path / "draft.txt")
    assert run("check", "draft.txt") == "1 counted\n"
    assert "head-count" in json.loads(run("config", "schema"))["properties"]["format"]["enum"]
    assert "head-count" in "".join(run("check", "--help").split())


def test_text_on_the_screen_and_files_in_one_run(call: Call, place: Path) -> None:
    ended = call("check", FAULTY, "-o", "json:out/a.json", "-o", "jsonl:b.jsonl")
    assert ended == call("check", FAULTY)
    stored = told(place / "out/a.json")
    (line,) = (place / "b.jsonl").read_text(encoding="utf-8").splitlines()
    assert stored["files"] == [json.loads(line)]
    assert json.loads(call("check", FAULTY, "--format", "json").out) == stored
    assert json.loads(call("check", FAULTY, "-o", "json:-").out) == stored


def test_a_file_is_written_whole_or_not_at_all(call: Call, place: Path) -> None:
    write("a.json", "kept")
    assert call("check", FAULTY, "-o", "json:a.json", "--config", "missing.yaml").code == 2
    assert Path("a.json").read_text(encoding="utf-8") == "kept"
    assert not list(place.glob(".notice-lint-*"))


def test_what_is_read_is_not_written_over(call: Call, place: Path) -> None:
    text = Path(FAULTY).read_text(encoding="utf-8")
    write("drafts/a.txt", text)
    write("notice-lint.yaml", "select: [NL302]\n")
    for target in ("drafts/a.txt", "./drafts/../drafts/a.txt", "notice-lint.yaml"):
        ended = call("check", "drafts", "-o", f"json:{target}")
        assert (ended.code, ended.out) == (2, "")
        assert "不能写到它上面" in ended.err
    call("check", "drafts", "-o", "json:a.json")
    assert call("report", "a.json", "-o", "csv:a.json").code == 2
    assert Path("drafts/a.txt").read_text(encoding="utf-8") == text


def test_two_formats_do_not_share_a_file(call: Call, place: Path) -> None:
    ended = call("check", FAULTY, "-o", "json:a", "-o", "csv:./a")
    assert (ended.code, ended.out, list(place.glob("a"))) == (2, "", [])


def test_links_are_followed_and_pipes_written_to(call: Call, place: Path) -> None:
    write("real.json", "old")
    Path("link.json").symlink_to("real.json")
    call("check", FAULTY, "-o", "json:link.json", "-q")
    assert Path("link.json").is_symlink()
    assert told(place / "real.json")["files"]
    os.mkfifo("pipe")
    reader = subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE)
    call("check", FAULTY, "-o", "json:pipe", "-q")
    assert json.loads(reader.communicate(timeout=20)[0])["files"]
    assert Path("pipe").is_fifo()


def test_the_screen_may_be_named_by_a_hyphen(call: Call, place: Path) -> None:
    assert call("check", FAULTY, "-o", "jsonl:-") == call("check", FAULTY, "--format", "jsonl")
    assert not Path("-").exists()


def test_one_format_goes_to_the_screen(call: Call, place: Path) -> None:
    ended = call("check", FAULTY, "-o", "json:-", "-o", "jsonl:-", "--lang", "en")
    assert (ended.code, ended.out) == (2, "")
    assert "only one format goes to the screen" in ended.err


@pytest.mark.parametrize(
    ("given", "word"), [("exel:a.xlsx", "exel"), ("json:/proc/none/a.json", "/proc/none/a.json")]
)
def test_a_wrong_output_is_told(call: Call, place: Path, given: str, word: str) -> None:
    ended = call("check", FAULTY, "-o", given)
    assert (ended.code, ended.out) == (2, "")
    assert word in ended.err


def test_a_wrong_format_is_told_in_the_language_of_the_run(call: Call, place: Path) -> None:
    assert f"可用：{'、'.join(ON_SCREEN)}" in call("check", FAULTY, "--format", "xml").err
    assert (
        f"is none of {', '.join(ON_SCREEN)}"
        in call("check", FAULTY, "--format", "xml", "--lang", "en").err
    )


def test_files_that_cannot_be_read_are_in_the_result(call: Call, place: Path) -> None:
    ended = call("check", FAULTY, "missing.txt", "-o", "json:a.json", "-o", "jsonl:b.jsonl")
    assert ended.code == 2
    assert told(place / "a.json")["failures"] == [
        {"path": "missing.txt", "message": "找不到这个文件或文件夹"}
    ]
    last = (place / "b.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(last) == {"path": "missing.txt", "failure": "找不到这个文件或文件夹"}


def test_quiet_leaves_out_the_summary(call: Call) -> None:
    ended, quiet = call("check", FAULTY), call("check", FAULTY, "--quiet")
    assert quiet.out + ended.out.splitlines(keepends=True)[-1] == ended.out
    assert call("check", str(EXAMPLES / "clean.txt"), "-q").out == ""


def test_standard_input_under_a_name(
    call: Call, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("in/.notice-lint.yaml", "select: [NL302]\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(FAULTY).read_bytes())))
    ended = call("check", "-", "--stdin-filename", "in/draft.md", "--format", "json")
    (file,) = json.loads(ended.out)["files"]
    assert (file["path"], file["kind"]) == ("in/draft.md", "markdown")
    assert {one["code"] for one in file["violations"]} == {"NL302"}


def test_stored_results_are_written_again(call: Call, place: Path) -> None:
    Path("a.txt").write_bytes(Path(FAULTY).read_bytes())
    checked = call("check", "a.txt", "-o", "json:a.json", "-o", "jsonl:a.jsonl")
    for stored in ("a.json", "a.jsonl"):
        again = call("report", stored)
        assert again.code == 0
        kept = [line for line in checked.out.splitlines() if not line.startswith("    |")]
        assert again.out.splitlines() == kept
        assert (
            json.loads(call("report", stored, "--format", "json").out)["files"]
            == (told(place / "a.json")["files"])
        )


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_a_name_that_is_no_utf_8_is_stored_and_read_again(
    call: Call, place: Path, format_: str
) -> None:
    name = os.fsdecode("通报\udcff.txt".encode("utf-8", "surrogateescape"))
    Path(name).write_bytes(Path(FAULTY).read_bytes())
    write("a.json", call("check", name, "--format", format_).out)
    assert call("report", "a.json").out == call("report", "a.json", "--format", "text").out
    again = json.loads(call("report", "a.json", "--format", "jsonl").out)
    assert again["path"] == name
    ended = call("check", name, "-q", "-o", f"{format_}:b.json")
    assert "Traceback" not in ended.err
    stored = Path("b.json").read_text(encoding="utf-8")
    assert "通报?.txt" in stored


def test_offices_are_a_table_the_worst_first(call: Call, place: Path) -> None:
    for name in ("clean", "numbering", "missing-parts"):
        text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
        write(f"{name}/notice.txt", text)
        call("check", f"{name}/notice.txt", "-o", f"json:{name}.json")
    results = ("clean.json", "numbering.json", "missing-parts.json")
    ended = call("report", *results, "-o", "units-csv:all.csv", "-o", "json:all.json")
    rows = list(csv.reader(Path("all.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row[0] for row in rows] == ["单位", "missing-parts", "numbering", "clean", "合计"]
    for row in rows[1:]:
        assert sum(map(int, row[2:5])) == sum(map(int, row[5:]))
    assert ended.out.index("missing-parts") < ended.out.index("clean")
    assert [len(one) for one in told(place / "all.json")["files"]]
    assert call("report", *results, "--format", "units", "--lang", "en").out.startswith("unit ")


def test_equal_paths_of_several_offices_are_told_apart(call: Call, place: Path) -> None:
    write("notice.txt", Path(FAULTY).read_text(encoding="utf-8"))
    for unit in ("east", "west"):
        call("check", "notice.txt", "-o", f"json:{unit}/result.json")
    call("report", "east/result.json", "west/result.json", "-o", "json:all.json")
    paths = [one["path"] for one in told(place / "all.json")["files"]]
    assert paths == ["east/result/notice.txt", "west/result/notice.txt"]


@pytest.mark.parametrize("text", ["", "{}", "[1]", "null", '{"schema": "x"}', "{" * 9999, "一"])
def test_what_is_no_result_is_told(call: Call, place: Path, text: str) -> None:
    write("a.json", text)
    ended = call("report", "a.json", "missing.json")
    assert (ended.code, ended.out) == (2, "")
    assert "a.json" in ended.err
    assert "missing.json" in ended.err


HARM: tuple[Any, ...] = (None, -1, 1.5, "x", [], {}, True, float("nan"), 10**30)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each holder of a value in JSON, and the key of the value there."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield value, key
        yield from places(value[key])


def test_a_result_changed_by_hand_is_read_or_told(call: Call, place: Path) -> None:
    call("check", FAULTY, "-o", "json:a.json", "--select", "NL301,NL304,NL307", "-q")
    count = len(list(places(told(place / "a.json"))))
    for number in range(0, count, 3):
        harmed = told(place / "a.json")
        holder, key = list(places(harmed))[number]
        holder[key] = HARM[number % len(HARM)]
        write("b.json", json.dumps(harmed))
        ended = call(
            "report", "b.json", "-o", "sarif:b.sarif", "-o", "html:b.html", "-o", "rdjson:b"
        )
        assert ended.code in (0, 2)
        assert "程序内部出错" not in ended.err, (key, holder[key], ended.err)


def test_completion_knows_the_commands() -> None:
    environment = {
        **os.environ,
        "_NOTICE_LINT_COMPLETE": "complete_bash",
        "COMP_WORDS": "notice-lint ch",
        "COMP_CWORD": "1",
    }
    command = [sys.executable, "-m", "notice_lint"]
    assert b"check" in subprocess.check_output(command, env=environment).split()
