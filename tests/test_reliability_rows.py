"""Hostile inputs, one a row: exit code, words, processor time and memory of a whole run.

Every input is made here. Where the same cases lie in a folder beside this repository as files of
somebody else's, these are run as well.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import Struct
from repository import ROOT
from support import write

PLACES = [folder / "shared/cases/reliability" for folder in ROOT.parents]
CASES = next((place for place in PLACES if place.is_dir()), PLACES[0])
pytestmark = [
    pytest.mark.usefixtures("place"),
    pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not count for a process"),
]
PLAIN = ("--no-cache", "--config", "none")
NOTICE = "关于巡察整改进展情况的通报\n一、整改情况\n1.针对“台账不全”的问题\n整改措施：补登。\n"
ESCAPE = '"x\\n::error::pwned\\e[31m"'


class Ended(Struct, frozen=True):
    """What a run of the program came to."""

    code: int
    out: str
    err: str
    seconds: float
    """Of processor time: what a busy machine does not change."""
    megabytes: float
    """Largest resident size."""


@cache
def bytecode() -> str:
    """Return a folder for compiled modules, so that only the first run compiles them."""
    return tempfile.mkdtemp(prefix="notice-lint-rows-")


HANGS = 60
"""Seconds after which a run is ended: the dearest row takes six."""


def run(arguments: Sequence[str], folder: Path = Path()) -> Ended:
    """Run the program in a folder and count what it takes."""
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "notice_lint", *arguments],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            env=plain | {"PYTHONPYCACHEPREFIX": bytecode()},
        )  # fmt: skip
        deadline = threading.Timer(HANGS, process.kill)
        deadline.start()
        _, status, usage = os.wait4(process.pid, 0)
        deadline.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    seconds = usage.ru_utime + usage.ru_stime
    told, errors = texts
    return Ended(process.returncode, told, errors, seconds, usage.ru_maxrss / unit)


def own() -> float:
    """Return the megabytes of this process: Linux counts them for a child until it is another."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10)


@cache
def idle() -> float:
    """Return the processor time of a run about nothing, on this machine."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text("甲\n", encoding="utf-8")
        return min(run(["check", *PLAIN, "a.txt"], Path(folder)).seconds for _ in range(3))


IDLE = 0.4
"""Seconds of that on the machine that the bounds were set for."""


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip file of some parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def damaged_lzma() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for name in ("_rels/.rels", "word/document.xml"):
            archive.writestr(name, "<a>甲</a>" * 99)
    data = bytearray(file.getvalue())
    place = data.index(b"_rels/.rels") + len("_rels/.rels") + 4
    data[place : place + 20] = b"\xff" * 20
    return bytes(data)


def far_cell() -> bytes:
    sheet = (
        '<worksheet><sheetData><row r="9"><c r="ZZZZZ9"><v>1</v></c></row></sheetData></worksheet>'
    )
    return packed({"xl/worksheets/sheet1.xml": sheet})


def repeated_contents() -> bytes:
    """Return a PDF whose only stream of forty lines is named five hundred times."""
    stream = b"BT /F 9 Tf " + b"1 0 0 1 9 9 Tm (" + b"l" * 40 + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>>>/Contents["
        + b"4 0 R " * 500
        + b"]>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(**targets: str) -> str:
    """Return the relationships of a part, by their kind."""
    links = "".join(
        f'<Relationship Id="{kind}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    place = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{place}">{links}</Relationships>'


def chained_styles() -> bytes:
    """Return a Word file of 20,000 styles, each based on the next."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>'
        for n in range(20_000)
    )
    paragraph = '<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    body = f"<w:document {WORD}><w:body>{paragraph * 500}</w:body></w:document>"
    return packed(
        {
            "_rels/.rels": related(officeDocument="word/document.xml"),
            "word/_rels/document.xml.rels": related(styles="styles.xml"),
            "word/document.xml": body,
            "word/styles.xml": f"<w:styles {WORD}>{styles}</w:styles>",
        }
    )


Files = Callable[[], dict[str, bytes | str]]


class Row(Struct, frozen=True):
    """An input, the run, and what holds."""

    files: Files
    arguments: tuple[str, ...]
    codes: tuple[int, ...]
    seconds: float
    megabytes: float
    told: tuple[str, ...] = ()
    """Words of standard output or error."""


def one(name: str, content: bytes | str) -> Files:
    return lambda: {name: content}


def config(text: str) -> Files:
    return lambda: {"c.yaml": text, "n.txt": NOTICE}


CONFIGURED = ("check", "--no-cache", "--config", "c.yaml", "n.txt")
ROWS = {
    "control reference": Row(
        one("m.html", "<p>&#1; 甲</p>"), ("check", *PLAIN, "m.html"), (0, 1), 1, 100
    ),
    "damaged lzma": Row(
        lambda: {"m.docx": damaged_lzma()}, ("check", *PLAIN, "m.docx"), (2,), 1, 100,
        ("m.docx：Word 文件已损坏",),
    ),
    "key that is a command": Row(
        config(f"{ESCAPE}: 1\n"), CONFIGURED, (2,), 1, 100, ("c.yaml:1:1",)
    ),
    "sidecar that is a command": Row(
        lambda: {
            "n.txt": NOTICE, "n.txt.notice-lint.yaml": f"ignore:\n- {{{ESCAPE}: [NL201]}}\n"
        },
        ("check", *PLAIN, "n.txt"), (2,), 1, 100, ("notice-lint.yaml:2:", "NL201"),
    ),
    "extends outside": Row(config("extends: /etc/passwd\n"), CONFIGURED, (2,), 1, 100, ("1:10",)),
    "limits without measure": Row(
        config("limits: {file-mb: 999999999}\n"), CONFIGURED, (2,), 1, 100, ("1 至 1024",)
    ),
    "rules in rules": Row(config("rules: [[a]]\n"), CONFIGURED, (2,), 1, 100, ("c.yaml:1:9",)),
    "long list of rules": Row(
        lambda: {"c.yaml": "rules:\n" + "- a\n" * 200_000, "n.txt": NOTICE}, CONFIGURED, (2,), 2, 200,
        ("c.yaml",),
    ),
    "anchors that multiply": Row(
        config("".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" if n else "a0: &a0 [甲]\n" for n in range(12))),
        CONFIGURED, (2,), 1, 100, ("c.yaml:",),
    ),
    "tool that is a number": Row(
        lambda: {"pyproject.toml": "tool = 1\n", "n.txt": NOTICE}, ("check", "n.txt"), (0, 1, 2), 1, 100
    ),
    "cell that no sheet has": Row(
        lambda: {"s.xlsx": far_cell()}, ("review", "import", "s.xlsx", "--dry-run"), (2,), 2, 200,
        ("s.xlsx", "ZZZZZ9"),
    ),
    "contents named again": Row(
        lambda: {"m.pdf": repeated_contents()}, ("check", *PLAIN, "m.pdf"), (0, 1, 2), 6, 300
    ),
    "words without sense": Row(
        one("m.html", "".join(f"<p>**{n}.甲甲“甲甲甲”甲甲。**甲甲：一是甲甲甲，甲甲36甲。</p>" for n in range(150))),
        ("fix", "--config", "none", "--unsafe", "--dry-run", "m.html"), (0, 1), 5, 200,
    ),
    "styles based on each other": Row(
        lambda: {"m.docx": chained_styles()}, ("check", *PLAIN, "m.docx"), (0, 1, 2), 5, 200
    ),
    "unclosed tag": Row(
        one("m.html", "<a " * 5000), ("check", *PLAIN, "--format", "json", "m.html"), (0, 1), 1, 100
    ),
    "declarations": Row(
        one("n.txt", NOTICE + "巡察反馈4个方面12个问题，已完成整改9个，正在整改3个。\n" * 2000),
        ("check", *PLAIN, "--format", "json", "n.txt"), (1,), 2, 100,
    ),
    "open marks": Row(
        one("n.txt", "《" * 80_000),
        ("check", *PLAIN, "--as-notice", "--format", "json", "n.txt"), (1,), 2.2, 200,
        ("另有 79900 处",),
    ),
    "open marks in no notice": Row(
        one("n.txt", "《" * 80_000), ("check", *PLAIN, "--format", "json", "n.txt"), (0,), 1, 100,
        ("NL100",),
    ),
    "sidecar of many entries": Row(
        lambda: {
            "n.txt": NOTICE,
            "n.txt.notice-lint.yaml": "ignore:\n"
            + "".join(f"- {{rules: [NL201], quote: 第{n}批, reason: 甲}}\n" for n in range(10_000)),
        },
        ("check", *PLAIN, "n.txt"), (1,), 1.5, 150,
    ),
}  # fmt: skip


def harmless(ended: Ended) -> None:
    """Hold what holds for every run."""
    for text in (ended.out, ended.err):
        assert "Traceback" not in text
        assert "程序内部出错" not in text
        assert "\x1b" not in text
        assert not any(line.lstrip().startswith("::") for line in text.splitlines())


@pytest.mark.parametrize("name", ROWS)
def test_a_row_holds(name: str) -> None:
    row = ROWS[name]
    for file, content in row.files().items():
        if isinstance(content, str):
            write(file, content)
        else:
            Path(file).write_bytes(content)
    idle()
    ended = run(row.arguments)
    harmless(ended)
    assert ended.code in row.codes, ended.err
    assert all(words in ended.out + ended.err for words in row.told), ended.err
    bound = row.seconds * max(1.0, idle() / IDLE)
    if ended.seconds > bound:  # the first to import something compiles it
        ended = run(row.arguments)
    assert ended.seconds <= bound
    assert ended.megabytes <= max(row.megabytes, own())


def test_one_of_three_that_fails_takes_nothing_along() -> None:
    for name in ("a.txt", "z.txt"):
        write(f"in/{name}", NOTICE)
    Path("in/m.docx").write_bytes(damaged_lzma())
    ended = run(["check", *PLAIN, "in", "--format", "json", "-o", "sarif:two.sarif"])
    assert ended.code == 2
    for name in ("a.txt", "m.docx", "z.txt"):
        assert name in ended.out
        assert name in Path("two.sarif").read_text(encoding="utf-8")


NUMBERS = ("11010119491231002X", "110101 19491231 002X", "6222 0212 3456 7890 123")


@pytest.mark.parametrize("format_", ["text", "json", "csv", "markdown", "html", "sarif"])
def test_numbers_of_persons_stand_in_no_output(format_: str) -> None:
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    lines = [*NUMBERS, NUMBERS[0].translate(wide)]
    write("n.txt", NOTICE + "".join(f"身份证号{line}。\n" for line in lines))
    for arguments in (["check", *PLAIN, "--format", format_], ["fix", "--unsafe", "--diff"]):
        ended = run([*arguments, "n.txt"])
        narrow = (ended.out + ended.err).translate({wide[key]: chr(key) for key in wide})
        assert "19491231" not in narrow
        assert "0212 3456" not in narrow


def test_a_pipe_in_a_folder_is_told_at_once() -> None:
    Path("in").mkdir()
    os.mkfifo("in/x.txt")
    start = time.monotonic()
    ended = run(["check", *PLAIN, "in"])
    assert (ended.code, "不是普通文件" in ended.err) == (2, True)
    assert time.monotonic() - start < 20


OF_OTHERS = {
    "html-control-reference.html": (("check", *PLAIN), (0, 1), 1, 100),
    "lzma-corrupt.docx": (("check", *PLAIN), (2,), 1, 100),
    "ids.txt": (("check", *PLAIN, "--format", "json"), (1,), 1.3, 100),
    "ids-plain.txt": (("parse", "--config", "none"), (0,), 1, 100),
    "sidecar-escape.txt": (("check", *PLAIN), (2,), 1, 100),
    "sheet-far-cell.xlsx": (("review", "import", "--dry-run"), (2,), 2, 200),
    "repeated-contents.pdf": (("check", *PLAIN), (0, 1, 2), 6, 300),
    "fix-bisection.html": (("fix", "--config", "none", "--unsafe", "--dry-run"), (0, 1), 5, 200),
    "html-unclosed-tag.html": (("check", *PLAIN), (0, 1), 1, 100),
    "declarations.txt": (("check", *PLAIN, "--format", "json"), (1,), 2, 100),
    "open-book-marks.txt": (("check", *PLAIN, "--as-notice", "--format", "json"), (1,), 1.5, 150),
}


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not at hand")
@pytest.mark.parametrize("name", OF_OTHERS)
def test_a_case_of_others_holds(name: str) -> None:
    arguments, codes, seconds, megabytes = OF_OTHERS[name]
    idle()
    ended = run([*arguments, name], CASES)
    harmless(ended)
    assert ended.code in codes, ended.err
    assert ended.seconds <= seconds * max(1.0, idle() / IDLE)
    assert ended.megabytes <= max(megabytes, own())
