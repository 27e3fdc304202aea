"""Help and usage errors: in one language, wrapped by cells; habits that other linters taught."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support import Call, write

from notice_lint.cli.help import wrapped
from notice_lint.text.width import display_width

ROOT = Path(__file__).parent.parent
FAULTY = str(ROOT / "examples/numbering.txt")
GROUPS = ("rules", "words", "config", "baseline", "cache", "review")
COMMANDS = (
    (), ("check",), ("fix",), ("report",), ("parse",), ("explain",), *((name,) for name in GROUPS),
    ("rules", "list"), ("baseline", "create"), ("config", "init"), ("review", "import"), ("serve",),
)  # fmt: skip
NAMES = re.compile(
    r"--?[\w-]+|[A-Z]{2}[A-Z0-9,]*|notice-lint( [a-z]+)*|[\w.]+\.(?:html|xlsx|json|docx|bak|csv)|git( diff)?|origin/main"
)
"""Names that are the same in any language."""


@pytest.fixture(autouse=True)
def _no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NOTICE_LINT_LANG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", [(), *((name,) for name in GROUPS)])
def test_a_group_alone_prints_its_help(call: Call, name: tuple[str, ...]) -> None:
    ended = call(*name)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == call(*name, "--help").out
    assert ended.out.startswith("用法：notice-lint")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_in_one_language(call: Call, command: tuple[str, ...]) -> None:
    english = (
        call(*command, "--help", "--lang", "en").out
        if command
        else call("--lang", "en", "--help").out
    )
    assert not re.search(r"[\u4e00-\u9fff]", english)
    chinese = call(*command, "--help").out
    assert len(chinese.splitlines()) > 3
    for english_words in ("Usage", "Options", "Show", "required", "default:", "<str>", "Install"):
        assert english_words not in chinese


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_fits_and_keeps_words_whole(
    call: Call, monkeypatch: pytest.MonkeyPatch, columns: int, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = call("check", "--help", "--lang", lang).out.splitlines()
    assert max(map(display_width, lines)) <= min(columns, 100)
    words = " ".join(lines)
    for word in ("internal-report", "issued-document", "units-csv", "NO_COLOR"):
        assert word in words


def test_a_line_does_not_begin_with_a_full_stop() -> None:
    assert list(wrapped("检查文件和文件夹。", 16)) == ["检查文件和文件", "夹。"]
    assert list(wrapped("one two", 4)) == ["one", "two"]
    assert list(wrapped("", 10)) == []


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("NOTICE_LINT_LANG", "en", "Usage"),
        ("LC_ALL", "en_US.UTF-8", "Usage"),
        ("LANG", "en_GB", "Usage"),
        ("LANG", "zh_CN.UTF-8", "用法"),
        ("LANG", "C.UTF-8", "用法"),
    ],
)
def test_language_of_help(
    call: Call, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert call("check", "--help").out.startswith(words)
    told = call("check", "--bogus").err
    assert ("没有选项" in told) is (words == "用法")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (("check", "--bogus"), "没有选项 --bogus", "no such option: --bogus"),
        (("check", "--selct", "x"), "是不是 --select", "did you mean --select?"),
        (("check",), "缺少参数 PATH", "the argument PATH is missing"),
        (("explain",), "缺少参数 CODE", "the argument CODE is missing"),
        (("chekc",), "没有命令 chekc", "no such command: chekc"),
        (("check", "x", "--fail-on", "fatal"), "可用：error、warning、info", "may be error, warning, info"),
        (("check", "x", "--jobs", "two"), "--jobs 应为整数", "--jobs must be a whole number"),
        (("check", "x", "--jobs", "-1"), "--jobs 应为整数", "--jobs must be a whole number"),
        (("explain", "NL201", "more"), "多出的参数 more", "unexpected argument more"),
        (("check", "x", "--profile"), "选项 --profile 后面缺少值", "--profile needs a value"),
        (("check", "x", "--quiet=1"), "选项 --quiet 后面不写值", "--quiet takes no value"),
    ],
)  # fmt: skip
def test_usage_errors_are_in_one_language(
    call: Call, arguments: tuple[str, ...], zh: str, en: str
) -> None:
    chinese = call(*arguments)
    assert chinese.code == 2
    assert zh in chinese.err
    assert not re.search(r"\b[A-Z][a-z]+\b", chinese.err)
    english = call("--lang", "en", *arguments)
    assert en in english.err
    assert not re.search(r"[\u4e00-\u9fff]", english.err)


def test_what_stands_before_the_command_counts(call: Call) -> None:
    assert "error NL302" in call("--lang", "en", "check", FAULTY).out
    assert "错误" in call("--lang", "en", "check", FAULTY, "--lang", "zh").out
    assert "\x1b[" in call("--color", "always", "check", FAULTY).out


def test_colours_are_a_choice(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in call("check", FAULTY).out
    assert "\x1b[" in call("check", FAULTY, "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in call("check", FAULTY).out
    assert "\x1b[" not in call("check", FAULTY, "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in call("check", FAULTY).out


def test_codes_may_be_written_small(call: Call, place: Path) -> None:
    told = json.loads(
        call(
            "check", FAULTY, "--select", "nl302,nl301", "--ignore", "nl301", "--format", "json"
        ).out
    )
    assert {violation["code"] for violation in told["files"][0]["violations"]} == {"NL302"}
    assert call("explain", "201").out == call("explain", "nl201").out
    assert "是不是 NL201" in call("explain", "NL2O1").err
    write("notice-lint.yaml", "select: [nl3]\nrules:\n  - nl302: off\n")
    assert "NL302" not in call("check", FAULTY, "--config", "notice-lint.yaml").out


def test_extend_select_adds_to_what_is_on(call: Call, place: Path) -> None:
    def codes(*arguments: str) -> set[str]:
        told = json.loads(call("check", FAULTY, "--format", "json", *arguments).out)
        return {violation["code"] for violation in told["files"][0]["violations"]}

    usual = codes()
    assert "NL116" not in usual
    assert codes("--select", "NL302", "--extend-select", "NL301") == {"NL301", "NL302"}
    assert codes("--extend-select", "NL116") >= usual
    assert "没有这个规则编号" in call("check", FAULTY, "--extend-select", "NL999").err


def test_exit_zero_and_quiet(call: Call, place: Path) -> None:
    assert call("check", FAULTY).code == 1
    assert call("check", FAULTY, "--exit-zero").code == 0
    assert call("check", "none.txt", "--exit-zero").code == 2
    assert call("fix", FAULTY, "-o", "fixed.txt", "-q", "--exit-zero") == (0, "", "")
    assert call("baseline", "create", FAULTY, "-q").out == ""
    call("check", FAULTY, "-o", "json", "--format", "text")
    assert "检查了" not in call("report", "notice-lint.json", "-q").out


def test_outputs_are_files_told_by_their_suffix(call: Call, place: Path) -> None:
    ended = call("check", FAULTY, "-o", "page.html", "-o", "sarif", "-o", "list.csv", "-o", "md.md")
    assert ended.out.startswith(FAULTY)
    assert Path("page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert json.loads(Path("notice-lint.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path("list.csv").exists()
    assert Path("md.md").exists()
    assert json.loads(call("check", FAULTY, "-o", "json:-").out)["schema"] == "notice-lint/report/1"
    assert "没有格式" in call("check", FAULTY, "-o", "page.xyz").err
    assert call("check", FAULTY, "-o", "text").code == 1
    listed = call("check", ".", "--show-files")
    assert (listed.out, listed.code) == (
        "./md.md\n./page.html\n",
        0,
    )  # our own names are no documents


def test_show_files_and_isolated(call: Call, place: Path) -> None:
    write("notice-lint.yaml", "exclude: [drafts/*]\nrules:\n  - NL302: off\n")
    for name in ("a.txt", "drafts/b.txt", "README.md"):
        write(name, Path(FAULTY).read_text(encoding="utf-8"))
    shown = call("check", "--show-files", ".").out.splitlines()
    assert [Path(line).as_posix() for line in shown] == ["a.txt"]
    named = call("check", "--show-files", "a.txt", "drafts/b.txt").out.split()
    assert named == ["a.txt", "drafts/b.txt"]
    forced = call("check", "--show-files", "--force-exclude", "a.txt", "drafts/b.txt").out.split()
    assert forced == ["a.txt"]
    assert "NL302" not in call("check", "a.txt").out
    assert "NL302" in call("check", "a.txt", "--isolated").out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("check --format sa", "sarif"),
        ("check -o xl", "xlsx"),
        ("check --select NL301,nl20", "NL301,nl201"),
        ("check --profile in", "internal-report"),
        ("explain NL20", "NL201"),
        ("ch", "check"),
    ],
)
def test_the_shell_completes_values(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str, expected: str
) -> None:
    from notice_lint.__main__ import run

    monkeypatch.setenv("_NOTICE_LINT_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"notice-lint {words}")
    with pytest.raises(SystemExit):
        run([])
    assert expected in capsys.readouterr().out


def shell_is(monkeypatch: pytest.MonkeyPatch, name: str, home: Path) -> None:
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("shellingham.detect_shell", lambda: (name, f"/bin/{name}"))


@pytest.mark.parametrize(
    ("lang", "installed"),
    [("zh", "bash 的命令补全已写入"), ("en", "completion for bash is written to")],
)
def test_completion_is_installed_in_the_language_of_the_run(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str, installed: str
) -> None:
    shell_is(monkeypatch, "bash", tmp_path)
    ended = call("--lang", lang, "--install-completion")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(installed)
    assert len(ended.out.splitlines()) == 1
    assert (tmp_path / ".bash_completions/notice-lint.sh").exists()


@pytest.mark.parametrize(
    ("lang", "unknown"),
    [("zh", "认不出所用的终端程序"), ("en", "the shell is none that can be completed")],
)
def test_an_unknown_shell_is_told_in_the_language_of_the_run(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str, unknown: str
) -> None:
    shell_is(monkeypatch, "tcsh", tmp_path)
    for option in ("--install-completion", "--show-completion"):
        ended = call("--lang", lang, option)
        assert (ended.code, ended.out) == (2, "")
        assert unknown in ended.err
        assert "supported" not in ended.err


def test_completion_that_cannot_be_written_names_the_file(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shell_is(monkeypatch, "bash", tmp_path)
    write(str(tmp_path / ".bash_completions"), "a file where a folder is due")
    ended = call("--install-completion")
    assert (ended.code, ended.out) == (2, "")
    assert ".bash_completions" in ended.err
