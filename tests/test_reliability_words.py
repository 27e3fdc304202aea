"""Words of files do nothing to a terminal, a log or CI, and files name nothing outside."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from msgspec import to_builtins
from support import THREE_ITEMS, Call, write
from test_sheet import Filled

from notice_lint.datafiles.yaml_reader import MOST_MISTAKES
from notice_lint.errors import NoticeLintError
from notice_lint.formats import ON_SCREEN
from notice_lint.ruleset.labels import MOST_WORDS
from notice_lint.text.harmless import harmless

EVIL = "x\n::error::forged\x1b[31m\u202e##[error]y"
QUOTED = json.dumps(EVIL)
RULE = f"""\
title: {QUOTED}
severity: error
force: custom
basis: {QUOTED}
message: {QUOTED}
why: {QUOTED}
check: pattern
options:
  forbid: 已整改
bad:
  - text: {QUOTED}
    expect: [{{text: {QUOTED}}}]
good:
  - {QUOTED}
"""
pytestmark = pytest.mark.usefixtures("place")


def assert_harmless(shown: str) -> None:
    """Hold that no line is a command and nothing controls a terminal."""
    for line in shown.split("\n"):
        assert not line.lstrip().startswith("::"), line
        assert "##[" not in line
        others = re.sub("[\ufeff\u200b\r]", "", line)  # Markdown is parted by blanks of no width
        assert not any(unicodedata.category(char) in ("Cc", "Cf") for char in others), line


def assert_all_harmless(call: Call, *arguments: str) -> str:
    ended = call(*arguments)
    assert_harmless(ended.out)
    assert_harmless(ended.err)
    return ended.out + ended.err


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTED}: 1",
        f"fail-on: {QUOTED}",
        f"extends: {QUOTED}",
        f"rules: [{QUOTED}]",
        f"rules: {{{QUOTED}: off}}",
        f"statuses: {{{QUOTED}: [a]}}",
        f"select: [{QUOTED}]",
        f"limits: {{file-mb: {QUOTED}}}",
        f"baseline: {QUOTED}",
        f"overrides: [{{files: [a], extends: {QUOTED}}}]",
    ],
)
def test_a_mistake_in_a_configuration_is_told_harmlessly(call: Call, text: str) -> None:
    write("a.txt", THREE_ITEMS)
    write("notice-lint.yaml", text)
    ended = call("check", "a.txt")
    assert ended.code == 2
    assert "forged" in ended.err or "baseline" in text
    assert_harmless(ended.err)
    assert_harmless(ended.out)


def test_sidecars_baselines_and_tables_are_told_harmlessly(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    write("a.txt.notice-lint.yaml", f"ignore:\n- {{{QUOTED}: [NL201], reason: 理由}}\n")
    assert "forged" in assert_all_harmless(call, "check", "a.txt")
    write("a.txt.notice-lint.yaml", f"ignore:\n- {{rules: [NL201], reason: {QUOTED}}}\n")
    assert "forged" in assert_all_harmless(call, "check", "a.txt", "--show-suppressed")
    Path("a.txt.notice-lint.yaml").unlink()
    entry = {"code": EVIL, "outline": EVIL, "fingerprint": EVIL}
    stored = {"schema": "notice-lint/baseline/1", "files": {"a.txt": [entry], EVIL: [entry]}}
    write("baseline.json", json.dumps(stored))
    assert "forged" in assert_all_harmless(call, "check", "a.txt", "--baseline", "baseline.json")
    assert "forged" in assert_all_harmless(call, "baseline", "show", "--baseline", "baseline.json")
    write("pyproject.toml", f"[tool.notice-lint]\n{QUOTED} = 1\n")
    assert_all_harmless(call, "check", "a.txt")


@pytest.mark.parametrize("screen", ON_SCREEN)
def test_rules_of_ones_own_do_nothing_in_any_format(call: Call, screen: str) -> None:
    if screen in ("json", "jsonl", "sarif", "gitlab", "rdjson", "html"):
        pytest.skip("a format of data, which has marks of its own for such characters")
    write("rules/OWN001-evil.yaml", RULE)
    write("notice-lint.yaml", "rules: [rules]\n")
    name = "::error::x\x1b[31m.txt"
    write(name, THREE_ITEMS)
    ended = call("check", name, "--format", screen)
    assert ended.code == 1
    lines = ended.out.split("\n")
    if screen == "github":
        assert all(line.startswith("::") for line in lines if line)
        lines = [line.lstrip(":").replace("##[", "") for line in lines]  # each is one command
    assert_harmless("\n".join(lines))


def test_commands_that_show_rules_and_documents_are_harmless(call: Call) -> None:
    write("rules/OWN001-evil.yaml", RULE)
    write("notice-lint.yaml", "rules: [rules]\n")
    write("a.txt", f"::error::甲\n{EVIL}\n{THREE_ITEMS}")
    assert "forged" in call("explain", "OWN001").out
    for arguments in (
        ["rules", "list"],
        ["rules", "list", "--format", "markdown"],
        ["rules", "test", "rules"],
        ["explain", "OWN001"],
        ["config", "show"],
        ["parse", "a.txt"],
        ["parse", "a.txt", "--trace"],
        ["fix", "a.txt", "--dry-run", "--unsafe"],
        ["check", "a.txt", "-v", "--statistics"],
    ):
        assert_all_harmless(call, *arguments)


def test_a_stored_report_does_nothing_to_a_screen(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    call("check", "a.txt", "-o", "json:a.json")
    stored = json.loads(Path("a.json").read_text(encoding="utf-8"))
    (file,) = stored["files"]
    file["path"] = EVIL
    for violation in file["violations"]:
        violation.update(code=EVIL, title=EVIL, message=EVIL, outline=EVIL, quote=EVIL)
    write("b.json", json.dumps(to_builtins(stored)))
    for screen in ("text", "csv", "junit", "markdown", "units", "units-csv"):
        assert_all_harmless(call, "report", "b.json", "--format", screen)
    call("report", "b.json", "-o", "csv:b.csv")
    assert EVIL in Path("b.csv").read_text(encoding="utf-8-sig")  # a file keeps what was written


def test_harmless_keeps_the_length_and_ordinary_words() -> None:
    for text in ("::error::x", "  ::x", "a##[b", "甲：[乙]", "a::b", "\x1b[0m\u2028"):
        assert len(harmless(text)) == len(text)
        assert_harmless(harmless(text))
    assert harmless("甲：[乙] a::b") == "甲：[乙] a::b"


# ── nothing outside ──


def outside(tmp_path: Path, name: str, text: str) -> str:
    place = tmp_path.parent / f"{tmp_path.name}-outside" / name
    write(str(place), text)
    return str(place)


@pytest.mark.parametrize(
    "text", ["extends: {0}", "rules: [{0}]", "grammar: {0}", "overrides: [{{files: [a], extends: {0}}}]"]
)  # fmt: skip
def test_a_configuration_names_nothing_outside_its_repository(
    call: Call, tmp_path: Path, text: str
) -> None:
    secret = outside(tmp_path, "secret.yaml", "root:x:0:0\n")
    write("a.txt", THREE_ITEMS)
    Path("link.yaml").symlink_to(secret)
    for named in (secret, f"../{tmp_path.name}-outside/secret.yaml", "link.yaml"):
        write("notice-lint.yaml", text.format(named))
        ended = call("check", "a.txt")
        assert ended.code == 2, named
        assert "root:x" not in ended.err + ended.out


def test_links_beside_documents_lead_nowhere_outside(call: Call, tmp_path: Path) -> None:
    secret = outside(tmp_path, "secret.yaml", "root:x:0:0\n")
    write("in/a.txt", THREE_ITEMS)
    for name in ("in/a.txt.notice-lint.yaml", "in/notice-lint.yaml"):
        Path(name).symlink_to(secret)
        ended = call("check", "in/a.txt")
        assert ended.code == 2
        assert "没有打开" in ended.err
        assert "root:x" not in ended.err + ended.out
        Path(name).unlink()


@pytest.mark.parametrize("value", ["999999999", "-1", "0"])
def test_limits_have_bounds(call: Call, value: str) -> None:
    write("a.txt", THREE_ITEMS)
    write("notice-lint.yaml", f"lang: zh\nlimits:\n  file-mb: {value}\n")
    ended = call("check", "a.txt")
    assert ended.code == 2
    assert (
        f"notice-lint.yaml:3:12：file-mb 应为 1 至 1024 的整数\n     3 |   file-mb: {value}"
        in ended.err
    )


@pytest.mark.parametrize("text", ["rules: [[a]]", "rules: &a [*a]", "rules: [{a: [b]}]"])
def test_rules_that_are_no_places_are_told_with_their_place(call: Call, text: str) -> None:
    write("a.txt", THREE_ITEMS)
    write("notice-lint.yaml", text)
    ended = call("check", "a.txt")
    assert ended.code == 2
    assert "notice-lint.yaml:1:" in ended.err
    assert "程序内部出错" not in ended.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tool = 1", 1),
        ("[tool]\nnotice-lint = 1", 2),
        (f"a = {'[' * 3000}", 2),
        (f"a{'.a' * 3000} = 1", 2),
        ("a = \xff", 2),
    ],
)
def test_a_pyproject_of_any_shape_is_told_or_left_alone(call: Call, text: str, code: int) -> None:
    write("a.txt", THREE_ITEMS)
    Path("pyproject.toml").write_bytes(text.encode("latin-1"))
    ended = call("check", "a.txt")
    assert ended.code in (code, 1)
    assert "程序内部出错" not in ended.err


# ── a sheet of somebody else's ──


def sheet_about(call: Call, path: str, tmp_path: Path) -> str:
    """Fill in a sheet about a document by the path that it was checked by."""
    call("check", path, "-o", "xlsx:list.xlsx")
    filled = Filled()
    for row in filled.of("NL201"):
        filled.put(row, decision="误报", remark="理由", reviewer="乙")
    return filled.save()


def test_a_sheet_writes_nothing_outside_unless_told(call: Call, tmp_path: Path) -> None:
    document = outside(tmp_path, "n.txt", THREE_ITEMS)
    folder = Path(document).parent
    for named in (document, f"../{folder.name}/n.txt"):
        sheet = sheet_about(call, named, tmp_path)
        ended = call("review", "import", sheet)
        assert (ended.code, [path.name for path in folder.iterdir()]) == (2, ["n.txt"])
        assert "没有打开；确要导入请用 --root" in ended.err
    Path(document).write_text(THREE_ITEMS + "又改过。\n", encoding="utf-8")
    assert call("review", "import", sheet, "--root", str(folder)).code == 2
    assert [path.name for path in folder.iterdir()] == ["n.txt"]
    Path(document).write_text(THREE_ITEMS, encoding="utf-8")
    assert call("review", "import", sheet, "--root", str(folder)).code == 0
    assert len(list(folder.iterdir())) == 2


def test_a_sidecar_that_leads_outside_is_not_written(call: Call, tmp_path: Path) -> None:
    target = outside(tmp_path, "target.yaml", "")
    write("n.txt", THREE_ITEMS)
    sheet = sheet_about(call, "n.txt", tmp_path)
    Path("n.txt.notice-lint.yaml").symlink_to(target)
    assert call("review", "import", sheet).code == 2
    assert Path(target).read_text(encoding="utf-8") == ""


def test_mistakes_of_a_file_are_told_up_to_a_number(call: Call) -> None:
    write("notice-lint.yaml", "".join(f"key{number}: 1\n" for number in range(3_000)))
    write("a.txt", THREE_ITEMS)
    told = call("check", "a.txt").err
    assert told.count("不认识") == MOST_MISTAKES
    assert "另有 2,900 处错误没有列出" in told


@pytest.mark.parametrize("more", [0, 1])
def test_words_of_labels_are_bounded(call: Call, more: int) -> None:
    words = "".join(f"  - 起因{number}\n" for number in range(MOST_WORDS + more))
    write("notice-lint.yaml", f"labels:\n  cause:\n{words}")
    write("a.txt", THREE_ITEMS)
    ended = call("check", "a.txt")
    assert ("notice-lint.yaml:2:3：标签共有 1,001 个词，最多 1,000 个" in ended.err) is bool(more)


_RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def _zip(**parts: str) -> bytes:
    """Return a zip of parts, named without their folder."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in parts.items():
            packed.writestr({"rels": "_rels/.rels"}.get(name, f"word/{name}.xml"), content)
    return made.getvalue()


BROKEN = {
    "cut.docx": b"PK\x03\x04 cut",
    "nothing.docx": _zip(),
    "other.docx": _zip(other="<a/>"),
    "links.docx": _zip(rels="<a"),
    "text.docx": _zip(rels=_RELATED, document="<a>"),
    "bodiless.docx": _zip(rels=_RELATED, document="<a/>"),
    "missing.docx": _zip(rels=_RELATED),
    "torn.docx": _zip(rels=_RELATED, document="<body/>").replace(b"<body/>", b"<bodx/>"),
    "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "image.docx": b"\x89PNG\r\n",
    "cut.xlsx": b"PK\x03\x04 cut",
    "cut.pptx": b"PK\x03\x04 cut",
    "cut.zip": b"PK\x03\x04 cut",
    "sheet.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "\0Workbook\0".encode("utf-16-le"),
    "cut.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut",
    "cut.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut",
    "cut.pdf": b"%PDF-1.4 cut",
    "empty.pdf": b"",
    "bytes.txt": bytes(range(256)) * 20,
}
_NAMES = re.compile(
    r"[\w./-]*\.(?:docx?|xlsx?|pptx|zip|pdf|txt|xml|rels)|Word|PDF|WPS|XML|UTF-8|GB18030"
)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_in_one_language(call: Call, name: str) -> None:
    Path(name).write_bytes(BROKEN[name])
    chinese, english = (call("check", name, "--lang", lang) for lang in ("zh", "en"))
    assert (chinese.code, english.code) == (2, 2)
    assert not re.search("[A-Za-z]", _NAMES.sub("", chinese.err)), chinese.err
    assert english.err.isascii(), english.err


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_word_file_is_not_called_one(call: Call, name: str) -> None:
    Path(name).write_bytes(BROKEN[name])
    is_word = name.endswith(".docx") and "image" not in name and "locked" not in name
    assert ("Word 文件" in call("check", name).err.partition("请")[0]) == is_word


YAML_MISTAKES = (
    "a: [", "a: b: c", '"x', "{a: 1", "a: *b", "- a\nb: c", "%YAML 9.9\n---\na", r'a: "\q"', "@a", "a: |x", "a: 'b", "%FOO\na",
    "&a &b c", "a: >\n\tx", "a\1b", "--- a\n--- b", "*", "&", "a: ]", "[a,,b]", "a:\n b\nc\n d", "%TAG x", "key: - a",
    r'"\u12"', r'"\UFFFFFFFF"', "a: !<x\n b", "? |\n a\n- b", "[a: b, c", "a\nb: c",
)  # fmt: skip
TOML_MISTAKES = (
    "a", "a =", 'a = "', "a = [1", "a = {b = 1", "a = 1 b = 2", "[a", "a = 1\na = 2", r'a = "\q"', "a = 2024-13-01", "[a]\n[a]",
    "a = b", "= 1", "a = 'b", "a.b = 1\na = 2", "a = 1\x01", "[[a]]\n[a]", "a = [1,,2]", 'a = """b', "a = {b = 1,}", "a = 01",
)  # fmt: skip
PATTERN_MISTAKES = (
    "(", ")", "[", "*", "a**", "a{2,1}", "[b-a]", r"\\8", "(?P<a>b)(?P<a>c)", "(?Px)", "(?<n", "(?P=x)", "(?<=a*)b", r"[\\d-a]",
    "(?z)", "a{999999999999}",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "known"),
    [
        *(("notice-lint.yaml", text, "YAML") for text in YAML_MISTAKES),
        *(("pyproject.toml", text, "TOML") for text in TOML_MISTAKES),
    ],
)
def test_a_file_that_is_no_yaml_or_toml_is_told_in_one_language(
    call: Call, name: str, text: str, known: str
) -> None:
    write("a.txt", THREE_ITEMS)
    write(name, text)
    first, *_ = call("check", "a.txt").err.split("\n")
    told = first.partition("不是有效的")[2]
    assert told.startswith(f" {known}："), first
    assert not re.search("[A-Za-z]", told.removeprefix(f" {known}：")), first
    assert "写法有误" not in told, first
    assert re.match(rf"错误：\S*{name}:\d+:\d+：", first) or "控制字符" in told or "配对" in told, (
        first
    )
    english = call("check", "a.txt", "--lang", "en").err.partition("\n")[0]
    assert english.isascii()
    assert f"not {known}: " in english


@pytest.mark.parametrize("text", PATTERN_MISTAKES)
def test_an_expression_that_is_none_is_told_in_one_language(call: Call, text: str) -> None:
    write("rules/OWN001-a.yaml", RULE.replace("forbid: 已整改", f'forbid: "{text}"'))
    write("notice-lint.yaml", "rules: [rules]\n")
    write("a.txt", THREE_ITEMS)
    first = call("check", "a.txt").err.partition("\n")[0]
    told = first.partition("正则表达式有误：")[2]
    assert told, first
    assert not re.search("[A-Za-z]", told), first
    assert "写法有误" not in told, first


def test_the_system_gives_its_reasons_in_one_language() -> None:
    for number in (errno.EACCES, errno.ENOSPC, errno.EIO, errno.EISDIR, 9999):
        told = NoticeLintError.unreadable("a.txt", OSError(number, os.strerror(number))).wording
        assert not re.search("[A-Za-z]", told.zh), told
        assert told.en == f"cannot be read: {os.strerror(number)}"
