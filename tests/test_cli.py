"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import Call, write

from notice_lint import __version__

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path.name for path in (ROOT / "examples").glob("*.*"))
CLEAN = str(ROOT / "examples/clean.txt")
FAULTY = str(ROOT / "examples/numbering.txt")


def test_version(call: Call) -> None:
    assert call("--version") == (0, f"notice-lint {__version__}\n", "")


def test_clean_example_exits_0_and_says_what_was_checked(call: Call) -> None:
    ended = call("check", CLEAN)
    assert (ended.code, ended.err) == (0, "")
    assert "未发现问题" in ended.out
    assert "条规则" in ended.out


def test_violations_exit_1(call: Call) -> None:
    assert call("check", FAULTY).code == 1
    assert call("check", FAULTY, "--format", "json").code == 1


def test_fail_on_decides_the_exit_code_only(call: Call) -> None:
    only_warnings = ("check", FAULTY, "--select", "NL303,NL304")
    assert call(*only_warnings).code == 1
    assert call(*only_warnings, "--fail-on", "error").code == 0
    assert call(*only_warnings, "--fail-on", "error").out == call(*only_warnings).out
    assert call("check", FAULTY, "--select", "NL305").code == 0
    assert call("check", FAULTY, "--select", "NL305", "--fail-on", "info").code == 1


def test_select_and_ignore(call: Call) -> None:
    def codes(*arguments: str) -> set[str]:
        told = json.loads(call("check", FAULTY, "--format", "json", *arguments).out)
        return {one["code"] for one in told["files"][0]["violations"]}

    assert codes("--select", "NL3", "--ignore", "NL301,NL307") == {
        "NL302", "NL303", "NL304", "NL305", "NL306",
    }  # fmt: skip
    assert codes("--select", "NL301", "--select", "NL302") == {"NL301", "NL302"}
    assert "NL116" not in codes()


def test_a_rule_that_is_off_can_be_selected_by_its_code(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、整改情况\n1.针对“甲”的问题。抓好整改。\n", encoding="utf-8")
    assert "NL116" in call("check", str(path), "--select", "NL116").out
    assert "NL116" not in call("check", str(path), "--select", "NL1").out


@pytest.mark.parametrize("code", ["NL999", "XX", "nl201x", ""])
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_code_is_one_line_and_exit_2(call: Call, option: str, code: str) -> None:
    ended = call("check", FAULTY, option, code)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert "没有这个规则编号" in ended.err


def test_missing_file_and_empty_folder(call: Call, tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        ended = call("check", str(path))
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.count("\n") == 1
        assert str(path) in ended.err


BAD_FILES = {
    "无法识别文件编码：第 1 个字节起不是 UTF-8，第 9 个字节起不是 GB18030": "整改情况".encode("gb18030") + b"\xff",
    "不是文本文件：从第 1 个字节起": b"\x01\x02\x03\x04abc",
    "Word": b"PK\x03\x04rest",
    "PDF": b"%PDF-1.7\n",
    "文件是空的": b"",
    "是空的，": b" \r\n\xe3\x80\x80\n",
    "UTF-16": b"\xff\xfea",
    "从第 5 个字节起有大量控制字符": "整改\n".encode("utf-16-be"),
}  # fmt: skip


@pytest.mark.parametrize(("message", "data"), BAD_FILES.items(), ids=BAD_FILES)
def test_unreadable_file_does_not_keep_the_others(
    call: Call, tmp_path: Path, message: str, data: bytes
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    ended = call("check", str(bad), FAULTY)
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert message in ended.err
    assert str(bad) in ended.err
    assert "NL302" in ended.out
    assert "检查了 1 个文件" in ended.out


def test_folder_that_may_not_be_read(call: Call, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (tmp_path / "a.txt").write_text("一、整改\n", encoding="utf-8")
    locked.chmod(0)
    try:
        if os.access(locked, os.R_OK):
            pytest.skip("this user may read everything")
        ended = call("check", str(tmp_path))
        assert ended.code == 2
        assert "无法读取" in ended.err
        assert "检查了 1 个文件" in ended.out
    finally:
        locked.chmod(0o700)


def test_folder_is_searched_once_for_each_file(call: Call, tmp_path: Path) -> None:
    (tmp_path / "sub/.git").mkdir(parents=True)
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden.txt", "sub/.git/d.txt", "e.xlsx"):
        (tmp_path / name).write_text("一、整改\n", encoding="utf-8")
    told = json.loads(call("check", str(tmp_path), str(tmp_path / "b.txt"), "--format", "json").out)
    names = [os.path.relpath(one["path"], tmp_path) for one in told["files"]]
    assert names == ["a.md", "b.txt", os.path.join("sub", "c.TXT")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--bogus"), "--bogus"),
        (("check",), "缺少参数"),
        (("chekc",), "没有命令 chekc"),
        (("check", "--lang", "fr", "x"), "--lang"),
        (("explain", "NL000"), "NL000"),
    ],
)
def test_usage_errors_are_one_chinese_line(
    call: Call, arguments: tuple[str, ...], words: str
) -> None:
    ended = call(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("错误：")
    assert words in ended.err
    assert ended.err.count("\n") == 1


def test_english_messages(call: Call, tmp_path: Path) -> None:
    ended = call("check", FAULTY, "--lang", "en")
    assert "error NL302 Marker of the wrong level" in ended.out
    assert "rules applied" in ended.out
    assert call("check", str(tmp_path / "x"), "--lang=en").err.startswith("error: ")
    assert "no such rule" in call("explain", "NL000", "--lang", "en").err


def test_standard_input(
    call: Call, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = "1.甲\n2.乙\n4.丙\n".encode("gb18030")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    told = json.loads(call("check", "-", "--select", "NL301", "--format", "json").out)
    assert told["files"][0]["path"] == "-"
    assert [one["location"]["line"] for one in told["files"][0]["violations"]] == [3]


def test_repeats_are_folded_unless_asked(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    items = "".join(f"{n}.针对“问题{n}”的问题。一是甲。二是乙。\n" for n in range(1, 52))
    path.write_text(f"一、整改\n（一）甲方面\n{items}", encoding="utf-8")
    items = items.replace("。一是甲。二是乙。", "\n原因分析：甲。")
    path.write_text(f"一、整改\n（一）甲方面\n{items}", encoding="utf-8")
    folded = call("check", str(path), "--select", "NL202").out
    assert "NL202 缺少整改措施 ×51：（一）1–51" in folded
    assert len(folded.splitlines()) == 7
    opened = call("check", str(path), "--select", "NL202", "--no-fold").out
    assert opened.count("NL202") == 51


def test_lone_surrogates_and_control_characters_are_printed_harmlessly(
    call: Call, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("1.针对“\x1b[31m\u202e红”的问题\n整改情况：好。\n".encode())
    out = call("check", str(path)).out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("path", "quoted"),
    [
        (".notice-lint.yaml", r"rules: \[NL404: off\]"),
        ("notice.txt.notice-lint.yaml", r"ignore: \[\{rules: \[NL404\], reason: 理由\}\]"),
        ("notice.txt", r"%% notice-lint: ignore\[NL404\] -- 理由"),
    ],
)
def test_explain_tells_how_to_have_a_rule_reported_no_longer(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str, quoted: str
) -> None:
    monkeypatch.chdir(tmp_path)
    line = "监督电话：5550123"
    document = write("notice.txt", f"{line}\n")
    assert "NL404" in call("check", "notice.txt", "--as-notice").out
    way = re.search(quoted, call("explain", "NL404").out)
    assert way
    write(path, f"{way[0]}\n{line}\n" if path == document.name else way[0])
    assert "NL404" not in call("check", "notice.txt", "--as-notice").out


def test_explain_shows_the_manual_with_its_cases(call: Call) -> None:
    out = call("explain", "nl201").out
    for words in (
        "NL201 missing-cause",
        "缺少原因分析",
        "依据",
        "会报告",
        "不报告",
        "针对“学习不深入”的问题",
    ):
        assert words in out
    assert call("explain", "missing-cause").out == out


def test_rules_list(call: Call) -> None:
    listed = call("rules", "list").out.splitlines()
    told = json.loads(call("rules", "list", "--format", "json").out)["rules"]
    assert len(listed) == len(told)
    assert set(told[0]) == {
        "code", "name", "title", "severity", "force", "basis", "enabled", "fix", "help",
    }  # fmt: skip
    by_code = {one["code"]: one for one in told}
    assert by_code["NL302"]["fix"] is True
    assert by_code["NL201"]["fix"] is False
    assert by_code["NL116"]["enabled"] is False


@pytest.mark.parametrize("name", EXAMPLES)
def test_output_for_each_example(
    call: Call,
    golden: Callable[[str, str], None],
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    golden(f"check-{name}.out", call("check", f"examples/{name}").out)
    golden(f"parse-{name}.out", call("parse", f"examples/{name}").out)


def test_closed_pipe_is_no_error() -> None:
    command = [sys.executable, "-m", "notice_lint", "rules", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("command", ["check", "fix", "report"])
def test_help_is_told_to_the_end(call: Call, command: str) -> None:
    ended = call(command, "--help")
    assert ended.code == 0
    assert ended.out.endswith("显示用法后退出。\n")
    assert "--lang" in ended.out


def test_many_faults_in_a_long_line_are_told_in_few_words(call: Call, place: Path) -> None:
    write("draft.txt", "（" * 20_000)
    ended = call("check", "--as-notice", "draft.txt")
    assert ended.code == 1
    assert len(ended.out) < 10_000
