"""Only what changed: since a revision, or by a diff; the document is judged as a whole."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from support import Call, write

from notice_lint.readers.changes import LineRange
from notice_lint.readers.diff import changes_in

CLEAN = (Path(__file__).parent.parent / "examples/clean.txt").read_text(encoding="utf-8")
IDENTITY = {
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.example",
    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.example",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip
ODD_SETTINGS = """\
[diff]
    noprefix = true
    renames = copies
    external = false
    relative = true
    orderFile = nowhere
[color]
    ui = always
[core]
    quotePath = true
    pager = false
[log]
    showSignature = true
[status]
    relativePaths = false
"""
"""What a user may have set for what git shows."""


def git(*arguments: str) -> str:
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    ended = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **IDENTITY})
    return ended.stdout.decode()


def commit(name: str = "work") -> None:
    git("add", "-A")
    git("commit", "-qm", name)


@pytest.fixture
def repository(place: Path) -> Path:
    """A repository with a notice that has an old fault, committed."""
    git("init", "-q")
    write("通报.txt", CLEAN.replace("已完成整改。", "差不多了。", 1))
    write("other.txt", CLEAN.replace("0000-5550123", "5550123"))
    commit()
    return place


def codes(call: Call, *arguments: str) -> dict[str, list[str]]:
    ended = call("check", "--format", "json", *arguments)
    assert ended.err == ""
    files = json.loads(ended.out)["files"]
    return {file["path"]: [each["code"] for each in file["violations"]] for file in files}


def change(name: str, old: str, new: str) -> None:
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    write(name, text.replace(old, new, 1))


def test_nothing_changed_is_success(call: Call, repository: Path) -> None:
    assert call("check", "--since", "HEAD").code == 0
    assert codes(call, "--since", "HEAD") == {}


def test_only_changed_paragraphs_are_told(call: Call, repository: Path) -> None:
    assert codes(call, "通报.txt")["通报.txt"] == ["NL205"]
    change("通报.txt", "二、", "三、")
    told = codes(call, "--since", "HEAD")
    assert list(told) == ["通报.txt"]
    assert "NL301" in told["通报.txt"]
    assert "NL205" not in told["通报.txt"]
    assert codes(call, "--since", "HEAD", "other.txt") == {}


def test_a_part_that_was_taken_out_is_told_where_it_was(call: Call, repository: Path) -> None:
    text = Path("other.txt").read_text(encoding="utf-8")
    cause = next(line for line in text.splitlines() if line.startswith("原因分析"))
    write("other.txt", text.replace(cause + "\n", "", 1))
    assert codes(call, "--since", "HEAD") == {"other.txt": ["NL201"]}


def test_new_renamed_and_untracked_files(call: Call, repository: Path) -> None:
    git("mv", "other.txt", "moved.txt")
    write("new/draft.txt", CLEAN.replace("0000-5550123", "5550123"))
    write(".hidden/draft.txt", CLEAN)
    write("picture.png", "")
    assert codes(call, "--since", "HEAD") == {"moved.txt": [], "new/draft.txt": ["NL404"]}


def test_what_others_did_meanwhile_does_not_count(call: Call, repository: Path) -> None:
    git("checkout", "-qb", "work")
    change("通报.txt", "二、", "三、")
    commit()
    git("checkout", "-q", "main")
    change("other.txt", "一、", "四、")
    commit()
    git("checkout", "-q", "work")
    assert list(codes(call, "--since", "main")) == ["通报.txt"]


def test_since_from_a_folder_below(
    call: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("below/draft.txt", CLEAN)
    change("other.txt", "一、", "四、")
    monkeypatch.chdir("below")
    assert list(codes(call, "--since", "HEAD")) == ["draft.txt"]


def test_excluded_files_are_left_out(call: Call, repository: Path) -> None:
    write("notice-lint.yaml", "exclude: [archive/*]\n")
    write("archive/old.txt", CLEAN.replace("0000-5550123", "5550123"))
    write("README.md", "# 说明\n")
    assert codes(call, "--since", "HEAD", ".") == {}


def test_word_files_are_compared_by_paragraph(call: Call, repository: Path) -> None:
    from carriers import docx

    write("draft.docx", "")
    faulty = CLEAN.replace("已完成整改。", "差不多了。", 1)
    Path("draft.docx").write_bytes(docx(faulty))
    commit()
    assert codes(call, "--since", "HEAD") == {}
    Path("draft.docx").write_bytes(docx(faulty.replace("0000-5550123", "5550123")))
    assert codes(call, "--since", "HEAD") == {"draft.docx": ["NL404"]}


def test_a_diff_says_which_lines(call: Call, repository: Path) -> None:
    change("通报.txt", "二、", "三、")
    change("other.txt", "一、", "四、")
    write("work.diff", git("diff", "-U0", "通报.txt"))
    told = codes(call, "--diff", "work.diff")
    assert list(told) == ["通报.txt"]
    assert "NL205" not in told["通报.txt"]
    assert told == codes(call, "--diff", "work.diff", "通报.txt", "other.txt")


@pytest.mark.parametrize("setting", ["noprefix", "mnemonicPrefix"])
def test_a_diff_may_be_written_with_other_prefixes(
    call: Call, repository: Path, setting: str
) -> None:
    write("b/w/通报.txt", CLEAN)
    commit()
    change("b/w/通报.txt", "二、", "三、")
    write("work.diff", git("-c", f"diff.{setting}=true", "diff", "--", "b"))
    assert list(codes(call, "--diff", "work.diff")) == ["b/w/通报.txt"]


def test_what_git_shows_its_user_does_not_matter(
    call: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("mv", "other.txt", "moved.txt")
    change("moved.txt", "二、", "三、")
    write("部分/新.txt", CLEAN.replace("二、", "三、"))
    git("add", "部分")
    plain = codes(call, "--since", "HEAD")
    assert set(plain) == {"moved.txt", "部分/新.txt"}
    write("settings", ODD_SETTINGS)
    write("nowhere", "*.docx\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(repository / "settings"))
    assert codes(call, "--since", "HEAD") == plain


def test_diff_and_since_exclude_each_other(call: Call, repository: Path) -> None:
    assert "不能与 --since 同用" in call("check", "--since", "HEAD", "--diff", "x").err
    assert call("check", "--diff", "none.diff").code == 2


def test_an_unknown_revision_is_told(call: Call, repository: Path) -> None:
    ended = call("check", "--since", "nowhere")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "错误：--since：没有这个提交\n"


def test_processes_agree(call: Call, repository: Path) -> None:
    change("通报.txt", "二、", "三、")
    write("more.txt", CLEAN.replace("0000-5550123", "5550123"))
    assert codes(call, "--since", "HEAD", "--jobs", "2") == codes(call, "--since", "HEAD")


GIT_DIFF = b"""diff --git "a/\\351\\200\\232.txt" "b/\\351\\200\\232.txt"
index 1..2 100644
--- "a/\\351\\200\\232.txt"
+++ "b/\\351\\200\\232.txt"
@@ -1,4 +1,3 @@
 a
-b
+c
 d
-e
@@ -9,0 +10,2 @@
++++ x
+y
diff --git a/gone.txt b/gone.txt
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git a/b c.docx b/b c.docx
Binary files a/b c.docx and b/b c.docx differ
"""


def test_reading_of_diffs() -> None:
    name = "通.txt".encode()
    assert list(changes_in(GIT_DIFF)) == [
        (name, (LineRange(2, 2), LineRange(3, 4), LineRange(10, 10), LineRange(11, 11))),
        (b"b c.docx", ()),
    ]
    plain = b"--- old.txt\t2024-01-01\n+++ new.txt\t2024-01-02\n@@ -1 +1 @@\n-a\n+b\n"
    assert list(changes_in(plain)) == [(b"new.txt", (LineRange(1, 1),))]
    assert list(changes_in(b"")) == []


@pytest.mark.parametrize(
    ("first", "names", "name"),
    [
        ("diff --git i/a.txt w/a.txt", ("i/a.txt", "w/a.txt"), "a.txt"),
        ("diff --git c/a.txt i/a.txt", ("c/a.txt", "i/a.txt"), "a.txt"),
        ("diff --git 1/a.txt 2/a.txt", ("1/a.txt", "2/a.txt"), "a.txt"),
        ("diff --git w/a.txt w/a.txt", ("w/a.txt", "w/a.txt"), "w/a.txt"),
        ("diff --git a/w/a.txt b/w/a.txt", ("a/w/a.txt", "b/w/a.txt"), "w/a.txt"),
        ("diff --git i/a.txt w/a.txt", ("/dev/null", "w/a.txt"), "a.txt"),
        ("", ("a/a.txt", "b/a.txt"), "a.txt"),
        ("", ("b/a.txt", "b/a.txt"), "b/a.txt"),
        ("", ("/dev/null", "b/a.txt"), "a.txt"),
        ("", ("w.orig/a.txt", "w/a.txt"), "w/a.txt"),
        ("", ("x/a.txt", "x/a.txt"), "x/a.txt"),
    ],
)
def test_prefixes_of_a_diff_are_no_folders(first: str, names: tuple[str, str], name: str) -> None:
    lines = [first, f"--- {names[0]}", f"+++ {names[1]}", "@@ -1 +1 @@", "-a", "+b"]
    ((read, _),) = changes_in("\n".join(filter(None, lines)).encode())
    assert read.decode() == name
