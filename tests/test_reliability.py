"""One file's trouble is that file's error, and a file appears whole, closed to others, or not."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from carriers import SOFFICE, docx
from support import THREE_ITEMS, Call, write

from notice_lint import api, readers
from notice_lint.errors import InputError
from notice_lint.reports.file_output import FileRenderer
from notice_lint.running import jobs
from notice_lint.unfinished import PREFIX

COMMAND = [sys.executable, "-m", "notice_lint"]
TROUBLED = {
    "charref.html": "<p>&#1; 甲</p>",
    "marked.html": "<p>前</p><![x[ 甲 ]]><p>后</p>",
    "conditional.html": "<p>前<![if !supportLists]>甲<![endif]></p>",
}
DOUBLED = THREE_ITEMS.replace("已整改。", "已整改。。")
pytestmark = pytest.mark.usefixtures("place")


def run(
    *arguments: str, limit: int | None = None, **streams: Any
) -> subprocess.CompletedProcess[str]:
    """Run the program as its users do, with files of at most so many bytes."""

    def prepare() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    if limit is not None:  # a module compiled and cut off would stay for others to import
        streams = {"env": os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}, **streams}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run(
        [*COMMAND, *arguments], text=True, preexec_fn=prepare, timeout=60, check=False, **streams
    )


def names(folder: str = ".") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


# ── one file's trouble ──


@pytest.mark.parametrize("name", TROUBLED)
def test_a_page_that_the_standard_library_stumbles_over_is_read(name: str) -> None:
    text = readers.from_bytes(TROUBLED[name].encode(), name).text
    assert "甲" in text or "前" in text


def bad_files(monkeypatch: pytest.MonkeyPatch, fail: Exception) -> None:
    """Let the reader of every file with this name fail as nobody foresaw."""
    read = readers.from_bytes

    def failing(data: bytes, path: str, *rest: Any) -> Any:
        if "m.txt" in path:
            raise fail
        return read(data, path, *rest)

    monkeypatch.setattr(readers, "from_bytes", failing)
    monkeypatch.setattr("notice_lint.running.result_cache.from_bytes", failing)


@pytest.mark.parametrize(
    "fail", [IndexError("x"), RecursionError(), AssertionError(), MemoryError()]
)
@pytest.mark.parametrize("remembers", [[], ["--no-cache"]], ids=["cache", "no-cache"])
def test_what_nobody_foresaw_is_the_error_of_one_file(
    call: Call, monkeypatch: pytest.MonkeyPatch, fail: Exception, remembers: list[str]
) -> None:
    for name in ("a.txt", "m.txt", "z.txt"):
        write(f"in/{name}", THREE_ITEMS)
    bad_files(monkeypatch, fail)
    monkeypatch.setattr(jobs, "WORTH", 1)
    ended = call("check", "in", "-j", "1", *remembers, "--format", "json", "-o", "sarif:two.sarif")
    assert ended.code == 2
    told = json.loads(ended.out)
    assert [Path(file["path"]).name for file in told["files"]] == ["a.txt", "z.txt"]
    assert [Path(failure["path"]).name for failure in told["failures"]] == ["m.txt"]
    assert "in/m.txt" in ended.err
    sarif = Path("two.sarif").read_text(encoding="utf-8")
    assert all(name in sarif for name in ("a.txt", "m.txt", "z.txt"))


def test_fix_and_parse_name_the_file_at_which_they_fail(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "m.txt", "z.txt"):
        write(f"in/{name}", DOUBLED)
    monkeypatch.setattr(api.Session, "profile_for", failing_at("m.txt", api.Session.profile_for))
    ended = call("fix", "in", "--unsafe")
    assert (ended.code, names("in")) == (
        2, ["a.fixed.txt", "a.txt", "m.txt", "z.fixed.txt", "z.txt"],
    )  # fmt: skip
    assert "in/m.txt：程序内部出错" in ended.err
    assert "in/m.txt" in call("parse", "in/m.txt").err


def failing_at(name: str, act: Any) -> Any:
    def acted(session: Any, path: str) -> Any:
        if path.endswith(name):
            raise KeyError(name)
        return act(session, path)

    return acted


def test_a_file_that_cannot_be_rendered_is_its_own_error(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = FileRenderer.output

    def failing(renderer: FileRenderer, file: Any) -> Any:
        if file.path.endswith("m.txt"):
            raise ValueError(file.path)
        return output(renderer, file)

    for name in ("a.txt", "m.txt", "z.txt"):
        write(f"in/{name}", THREE_ITEMS)
    monkeypatch.setattr(FileRenderer, "output", failing)
    ended = call("check", "in", "--format", "json")
    assert ended.code == 2
    assert [Path(file["path"]).name for file in json.loads(ended.out)["files"]] == [
        "a.txt", "z.txt",
    ]  # fmt: skip


def test_an_output_that_fails_does_not_take_the_others_along(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", THREE_ITEMS)
    write("taken", "")
    ended = call("check", "a.txt", "-o", "json:a.json", "-o", "sarif:/dev/full")
    assert ended.code == 2
    assert "/dev/full" in ended.err
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["files"]
    assert "NL" in ended.out


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_parts_that_cannot_be_unpacked_are_damage(call: Call, method: int) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as file:
        for name in ("_rels/.rels", "word/document.xml"):
            file.writestr(name, "<a>甲</a>" * 99)
    data = bytearray(packed.getvalue())
    at = data.index(b"_rels/.rels") + len("_rels/.rels")
    data[at + 4 : at + 24] = b"\xff" * 20
    Path("a.docx").write_bytes(data)
    ended = call("check", "a.docx")
    assert ended.code == 2
    assert "a.docx：Word 文件已损坏" in ended.err


@pytest.mark.parametrize("name", ["甲" * 300, "İ" * 130, "a" * 256, "甲" * 80, "甲\\0"])
@pytest.mark.parametrize(
    "line",
    [
        'grammar: "{}"', 'labels: "{}"', 'words: ["{}"]', 'extends: "{}"', 'rules: ["{}"]',
        'baseline: "{}"', 'rules: ["{}.yaml"]', 'extends: "{}.yaml"', 'words: ["{}.csv"]',
    ],
)  # fmt: skip
def test_a_name_that_no_file_can_have_is_told_and_others_are_checked(
    call: Call, line: str, name: str
) -> None:
    write("m/notice-lint.yaml", line.format(name) + "\n")
    write("m/m.txt", THREE_ITEMS)
    write("z.txt", THREE_ITEMS)
    ended = call("check", "--no-cache", "--format", "json", "m", "z.txt")
    assert (ended.code, "m/" in ended.err) == (2, True)
    assert "程序内部出错" not in ended.err
    assert "stdout" not in ended.err
    assert [file["path"] for file in json.loads(ended.out)["files"]] == ["z.txt"]


@pytest.mark.parametrize("line", ["words: [[a]]", "grammar: [a]", "extends: [a]", "rules: [[a]]"])
def test_a_list_in_place_of_a_name_is_told_with_its_place(call: Call, line: str) -> None:
    write("m/notice-lint.yaml", line + "\n")
    write("m/m.txt", THREE_ITEMS)
    write("z.txt", THREE_ITEMS)
    ended = call("check", "--no-cache", "--format", "json", "m", "z.txt")
    assert (ended.code, "notice-lint.yaml:1:" in ended.err) == (2, True)
    assert "程序内部出错" not in ended.err
    assert [file["path"] for file in json.loads(ended.out)["files"]] == ["z.txt"]


def test_a_word_file_whose_links_lead_nowhere_cannot_be_marked(call: Call) -> None:
    source = zipfile.ZipFile(BytesIO(docx(DOUBLED)))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/_rels/document.xml.rels":
                part = part.replace(b"Target=", b"Tarqet=", 1)
            archive.writestr(name, part)
    Path("m.docx").write_bytes(packed.getvalue())
    ended = call("check", "--no-cache", "m.docx", "-o", "docx")
    assert (ended.code, "m.docx" in ended.err) == (2, True)
    assert "程序内部出错" not in ended.err


def test_a_program_is_told_what_a_defect_was(monkeypatch: pytest.MonkeyPatch) -> None:
    write("m.txt", THREE_ITEMS)
    bad_files(monkeypatch, IndexError("x"))
    with pytest.raises(InputError, match=r"m\.txt"):
        api.check_file("m.txt")
    monkeypatch.setenv("NOTICE_LINT_DEBUG", "1")
    with pytest.raises(IndexError):
        api.check_file("m.txt")


# ── streams ──


@pytest.mark.parametrize("command", [["rules", "list"], ["check", "a.txt"], ["--version"]])
def test_an_output_that_is_full_is_told(command: list[str]) -> None:
    write("a.txt", THREE_ITEMS)
    with Path("/dev/full").open("w") as full:
        ended = run(*command, stdout=full)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "stdout：无法写入" in ended.stderr


def closed(redirection: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = f'exec "$@" {redirection}'
    return subprocess.run(
        ["/bin/sh", "-c", script, "sh", *COMMAND, *arguments],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_streams_that_are_closed_are_told_or_not_missed() -> None:
    write("a.txt", THREE_ITEMS)
    ended = closed(">&-", "check", "a.txt", "-o", "json:a.json")
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["files"]
    ended = closed("<&-", "check", "-")
    assert ended.returncode == 2
    assert "标准输入已关闭" in ended.stderr
    ended = closed("2>&-", "check", "missing.txt", "a.txt", "--format", "json")
    assert ended.returncode == 2
    assert json.loads(ended.stdout)["failures"]


# ── files appear whole ──


def unfinished(folder: str = ".") -> list[str]:
    there = names(folder) if Path(folder).exists() else []
    return [name for name in there if name.startswith(PREFIX)]


@pytest.mark.parametrize("options", [[], ["--in-place"], ["-o", "out.txt"]])
def test_a_full_disk_leaves_nothing_but_the_original(options: list[str]) -> None:
    text = DOUBLED * 8
    write("n.txt", text)
    ended = run("fix", "n.txt", "--unsafe", *options, limit=1024)
    assert ended.returncode == 2
    assert "无法写入" in ended.stderr
    assert names() == [".git", "n.txt"]
    assert Path("n.txt").read_text(encoding="utf-8") == text


def test_a_full_disk_leaves_no_report() -> None:
    write("n.txt", DOUBLED * 8)
    ended = run("check", "n.txt", "-o", "json:n.json", "-o", "html:n.html", limit=1024)
    assert ended.returncode == 2
    assert "n.json：无法写入" in ended.stderr
    assert names() == [".git", "n.txt"]
    Path("n.docx").write_bytes(docx(DOUBLED))
    assert run("check", "n.docx", "-o", "docx", limit=1024).returncode == 2
    assert names() == [".git", "n.docx", "n.txt"]


def test_a_fixed_copy_takes_the_first_name_that_is_free() -> None:
    write("n.txt", DOUBLED)
    write("n.fixed.txt", "别人的")
    assert run("fix", "n.txt", "--unsafe").returncode == run("fix", "n.txt", "--unsafe").returncode
    assert names() == [".git", "n.fixed.txt", "n.fixed1.txt", "n.txt"]
    assert Path("n.fixed.txt").read_text(encoding="utf-8") == "别人的"


@pytest.fixture(params=[0o002, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_whatever_holds_the_text_is_as_closed_as_the_original(mode: int, umask: int) -> None:
    Path("n.docx").write_bytes(docx(DOUBLED))
    Path("n.docx").chmod(mode)
    outputs = [f"-o{name}:n.{name}" for name in ("html", "json", "xlsx", "csv", "sarif")]
    run("check", "n.docx", "-odocx", *outputs)
    run("fix", "n.docx", "--unsafe")
    run("fix", "n.docx", "-o", "out.docx")
    run("report", "n.json", "-o", "junit:n.xml")
    made = sorted(set(names()) - {".git", "n.docx"})
    assert len(made) == 9
    # what a repair makes takes the place of the original, so it is as open; the rest heeds the umask
    modes = {name: Path(name).stat().st_mode & 0o777 for name in made}
    assert {name for name, its in modes.items() if its not in (mode, mode & ~umask)} == set()


def test_what_a_killed_run_left_is_removed_by_the_next_one() -> None:
    for number in range(60):
        write(f"in/{number}.txt", THREE_ITEMS * 30)
    Path("out").mkdir()
    running = begun("check", "in", "-o", "json:out/a.json")
    wait_for(lambda: unfinished("out"))
    assert run("check", "in/1.txt", "-o", "json:out/b.json").returncode < 2
    assert len(unfinished("out")) == 1  # the other one is still at work
    running.kill()
    running.communicate()
    assert len(unfinished("out")) == 1
    assert run("check", "in/1.txt", "-o", "json:out/b.json").returncode < 2
    assert names("out") == ["b.json"]


def test_two_runs_at_once_write_one_file_whole() -> None:
    for number in range(20):
        write(f"in/{number}.txt", THREE_ITEMS * 5)
    runs = [begun("check", "in", "-o", "json:out.json", "-o", "xlsx:out.xlsx") for _ in range(2)]
    ended = [(one.communicate(timeout=60)[1], one.returncode) for one in runs]
    assert ended == [("", 1)] * 2
    assert len(json.loads(Path("out.json").read_text(encoding="utf-8"))["files"]) == 20
    assert zipfile.is_zipfile("out.xlsx")
    assert not unfinished()


def test_a_home_that_cannot_be_written_only_costs_time(monkeypatch: pytest.MonkeyPatch) -> None:
    write("n.txt", DOUBLED)
    Path("home").mkdir(mode=0o500)
    for name, value in (("HOME", "home"), ("XDG_CACHE_HOME", "/proc/nowhere")):
        monkeypatch.setenv(name, str(Path(value).absolute()))
    monkeypatch.delenv("NOTICE_LINT_CACHE_DIR")
    assert run("check", "n.txt", "--config", "none").returncode == 1
    assert names("home") == []


# ── regular files only ──


def test_pipes_devices_and_sockets_are_refused_at_once(call: Call) -> None:
    write("in/a.txt", THREE_ITEMS)
    os.mkfifo("in/x.txt")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("in/y.txt")
    ended = call("check", "in", "--format", "json")
    listener.close()
    assert ended.code == 2
    assert "in/x.txt：无法读取：不是普通文件" in ended.err
    assert len(json.loads(ended.out)["files"]) == 1
    assert "不是普通文件" in call("check", "/dev/zero").err


def test_no_pipe_stands_for_what_comes_along(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    call("check", "a.txt", "-o", "json:a.json")
    Path("a.txt").unlink()
    os.mkfifo("a.txt")
    assert call("report", "a.json", "-o", "html:a.html").code == 0
    os.mkfifo("pipe.yaml")
    for arguments in (["--config", "pipe.yaml"], ["--baseline", "pipe.yaml"]):
        assert "不是普通文件" in call("check", "missing.txt", *arguments).err
    os.mkfifo("out")
    assert call("check", "a.json", "-o", "json:out").code == 2


# ── signals ──


PATIENCE = 60
"""Seconds that a busy machine may need for what takes a moment; a run that goes on ends otherwise."""


def begun(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments, "--config", "none", "--no-cache"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(word) for word in listed.split()]


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that waits to be counted as dead does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


def at_work() -> tuple[subprocess.Popen[str], list[int]]:
    """Begin a run that takes long, and return it with its workers."""
    for number in range(200):
        write(f"in/{number}.txt", THREE_ITEMS * 30)
    running = begun("check", "in", "-j", "2", "-o", "json:out/a.json")
    wait_for(lambda: len(children(running.pid)) == 2 and unfinished("out"))
    return running, children(running.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)],
)
def test_a_run_that_is_told_to_end_ends_with_all_that_it_began(number: int, code: int) -> None:
    running, workers = at_work()
    running.send_signal(number)
    _, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, err) == (code, "")
    wait_for(lambda: not any(map(is_alive, workers)))
    assert len(names("out")) == (number == signal.SIGKILL)


def test_a_signal_that_is_ignored_stays_so() -> None:
    for number in range(30):
        write(f"in/{number}.txt", THREE_ITEMS * 10)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # what a new process takes over
    running = begun("check", "in", "-o", "json:out/a.json")
    signal.signal(signal.SIGHUP, before)
    wait_for(lambda: unfinished("out"))
    running.send_signal(signal.SIGHUP)
    _, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, err) == (1, "")


# ── nothing is sent ──


class Listener(HTTPServer):
    """Counts what anybody asks of it on this machine."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []


class Handler(BaseHTTPRequestHandler):
    def handle_one_request(self) -> None:
        assert isinstance(self.server, Listener)
        self.server.asked.append(self.rfile.readline().decode())
        self.close_connection = True


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2" xmlns:office="{OFFICE}:office:1.0"
 xmlns:text="{OFFICE}:text:1.0" xmlns:draw="{OFFICE}:drawing:1.0"
 xmlns:svg="{OFFICE}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">
<office:body><office:text><text:p>一、整改情况<draw:frame svg:width="2cm" svg:height="2cm"
 text:anchor-type="as-char"><draw:image xlink:href="http://127.0.0.1:PORT/seen.png"
 xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>
</office:text></office:body></office:document-content>"""
MANIFEST = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def open_document(port: int) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", CONTENT.replace("PORT", str(port)))
        file.writestr("META-INF/manifest.xml", MANIFEST)
    return packed.getvalue()


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("has_network", [False, True], ids=["namespace", "settings alone"])
def test_nothing_that_a_document_names_is_asked_for(
    call: Call, listener: Listener, monkeypatch: pytest.MonkeyPatch, has_network: bool
) -> None:
    if has_network:
        monkeypatch.setattr("notice_lint.readers.office._without_network", tuple)
    Path("a.doc").write_bytes(open_document(listener.server_port))
    ended = call("parse", "a.doc", "--config", "none")
    assert ended.code == 0
    assert "整改情况" in ended.out
    assert listener.asked == []


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_a_conversion_that_is_interrupted_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path("a.doc").write_bytes(open_document(9))
    Path("scratch").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    running = begun("check", "a.doc")
    wait_for(lambda: list(Path("scratch").glob("*/profile/user/*")))
    running.terminate()
    running.communicate(timeout=PATIENCE)
    assert running.returncode == 143
    assert names("scratch") == []


@pytest.mark.parametrize(
    "address",
    ["ftp://127.0.0.1:9/a.txt", "reference://x", "memory://a.txt", "file://a::http://127.0.0.1/b"],
)
def test_addresses_are_no_paths(call: Call, address: str) -> None:
    ended = call("check", address)
    assert ended.code == 2
    assert f"{address}：不是文件的路径" in ended.err
    assert "is read only if" in call("check", address, "--lang", "en").err


def test_a_configuration_may_allow_addresses(call: Call) -> None:
    fsspec = pytest.importorskip("fsspec")
    with fsspec.open("memory://notices/a.txt", "w", encoding="utf-8") as file:
        file.write(THREE_ITEMS)
    write("notice-lint.yaml", "addresses: [memory]\n")
    assert call("check", "memory://notices/a.txt").code == 1
    ended = call("check", "memory://notices/missing.txt")
    assert ended.code == 2
    assert "程序内部出错" not in ended.err
