"""No number of a person leaves the document: nothing that is written of it holds one in any form."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import carriers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import Call, rendered, report, write

from notice_lint import cache, check_text
from notice_lint.document.source import Kind
from notice_lint.formats import ON_SCREEN
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_text
from notice_lint.reports.model.report import Report
from notice_lint.reports.structure import structure
from notice_lint.running import jobs, result_cache

IDENTITY = "11010519491231002X"
CARD = "6222020000000000109"
MOBILE = "13900005551"
GROUPS: dict[str, Sequence[Sequence[int]]] = {
    IDENTITY: ((6, 8, 4), (6, 4, 4, 4), (3, 3, 3, 3, 3, 3), (18,)),
    CARD: ((4, 4, 4, 4, 3), (4, 4, 4, 7), (19,)),
    MOBILE: ((3, 4, 4), (11,)),
}
GAPS = (" ", "-", "\u00a0", "\u3000", "\u200b", "－", "\n", "\u2009")
WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
NOTICE = """\
中共青禾镇委员会关于巡察整改进展情况的通报
一、巡察反馈问题整改落实情况
1.针对“误登联系人{number}的”问题
整改措施：撤下原稿,改登值班电话({number})。
整改情况：{number}已停用,已完成整改。
联系电话：{number}
"""


def bare(text: str) -> str:
    """Return the digits of a text, x and * alone, whatever stands between them."""
    seen = unicodedata.normalize("NFKC", re.sub(r"\\n|\\u[0-9a-f]{4}|<[^>]*>|&#?\w+;", "", text))
    return re.sub("[^0-9X*]", "", seen.upper())


def leaked(text: str) -> list[str]:
    seen = bare(text)
    return [number for number in GROUPS if number in seen]


def forms() -> Iterator[tuple[str, str]]:
    """Yield each number in each of its forms."""
    for number, groupings in GROUPS.items():
        for sizes in groupings:
            starts = [sum(sizes[:index]) for index in range(len(sizes))]
            parts = [
                number[start : start + size] for start, size in zip(starts, sizes, strict=True)
            ]
            for gap in GAPS[:6] if len(sizes) > 1 else ("",):
                yield number, gap.join(parts)
            yield number, "".join(parts).translate(WIDE)
        yield number, f"{number[:6]}\n{number[6:]}"


@st.composite
def planted(draw: st.DrawFn) -> tuple[str, Kind]:
    """Draw a text that holds a number somewhere, and what kind of file it is."""
    _, form = draw(st.sampled_from(sorted(forms())))
    kind: Kind = draw(st.sampled_from(("text", "markdown", "html")))
    text = NOTICE.format(number=form)
    if kind == "html":
        divided = form[:6] + "<b>" + form[6:12] + "</b>" + form[12:]
        shown = draw(st.sampled_from((form, divided)))
        lines = NOTICE.format(number=shown).splitlines()
        text = f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"
    return text, kind


@given(planted())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_rendering_holds_a_number(document: tuple[str, Kind]) -> None:
    text, kind = document
    result = check_text(text, kind=kind, name=f"名单{IDENTITY}.txt")
    shown = report(result, document=True)
    texts = {name: told(name, shown) for name in (*ON_SCREEN, "xlsx")}
    texts["structure"] = structure(parse(from_text(text, kind=kind)))
    assert {name: leaked(whole) for name, whole in texts.items() if leaked(whole)} == {}


def told(name: str, shown: Report) -> str:
    whole = rendered(name, shown, proof=True)
    return whole if isinstance(whole, str) else unpacked(whole)


def unpacked(data: bytes, among: str = "") -> str:
    """Return the parts of a zip whose names hold some words."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace")
            for name in package.namelist()
            if among in name
        )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a folder of notices with numbers in them and in their names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    cache.folder.cache_clear()
    monkeypatch.setattr(result_cache, "_stores", {})
    monkeypatch.setattr(jobs, "WORTH", 0)
    text = NOTICE.format(number=f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}、{MOBILE}")
    write(f"a/名单{MOBILE}.txt", f"{text}%% notice-lint: ignore[NL201] -- 见{CARD}\n")
    Path(f"a/{IDENTITY}.docx").write_bytes(carriers.docx(text))
    yield tmp_path
    cache.folder.cache_clear()


def test_no_command_shows_a_number(folder: Path, call: Call) -> None:
    formats = ("json", "sarif", "html", "xlsx", "csv", "junit")
    outputs = [part for name in formats for part in ("-o", f"{name}:out/{name}")]
    told = [
        call("check", "a", "--config", "none", *outputs, "-o", "docx:out/copies/", "--jobs", "1")
    ]
    for name in sorted(str(path) for path in (folder / "a").iterdir()):
        told += [
            call("parse", name, "--config", "none"),
            call("parse", name, "--config", "none", "--format", "json"),
            call("parse", name, "--config", "none", "--trace"),
            call("fix", name, "--config", "none", "--unsafe", "--diff"),
            call("fix", name, "--config", "none", "--unsafe", "--dry-run"),
        ]
    assert [leaked(ended.out + ended.err) for ended in told] == [[]] * len(told)
    files = {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}
    assert len(files) == len(formats) + 2
    for path, data in files.items():
        part = "comments" if path.suffix == ".docx" else ""
        text = unpacked(data, part) if data.startswith(b"PK") else data.decode()
        assert leaked(path.name + text) == [], path.name
    remembered = stored(folder / "cache")
    assert remembered
    assert leaked(remembered) == []


def stored(folder: Path) -> str:
    """Return all that the result cache remembers."""
    import sqlite3
    import zlib

    paths = list(folder.rglob("results.sqlite"))
    rows = [row for path in paths for row in sqlite3.connect(path).execute("select * from results")]
    return "".join(zlib.decompress(value[16:]).decode("utf-8", "replace") for _, value in rows)


def test_a_mistake_shows_no_number(tmp_path: Path, call: Call) -> None:
    notice = write(str(tmp_path / f"{MOBILE}.txt"), NOTICE.format(number=""))
    write(f"{notice}.notice-lint.yaml", f"- rules: [NL201]\n  {IDENTITY[:6]} {IDENTITY[6:]}: 甲\n")
    config = write(str(tmp_path / "c.yaml"), f"lang: zh\n见{CARD}: [\n")
    for told in (call("check", str(notice)), call("check", "--config", str(config), str(notice))):
        assert told.code == 2
        assert leaked(told.out + told.err) == []
