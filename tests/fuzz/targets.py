"""What is done with a file that was tampered with, by its kind, and what must hold for it.

A target takes bytes and raises where the program breaks one of its promises: it ends with a code
that is documented, says nothing of a defect, writes nothing that drives a terminal, tells no
identity number, and reports the files beside as if the damaged one were not there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import carriers

from fuzz import seeds
from fuzz.driving import Target, names, notice_lint, require, turn
from fuzz.more_targets import MORE
from notice_lint.formats import ON_SCREEN

SHOWN = (
    *(f"check --no-cache --as-notice --verbose --format {name}" for name in ON_SCREEN),
    *(f"parse {how}" for how in ("", "--trace", "--format json", "--lang en")),
)
"""Ways to look at a document."""
NEIGHBOURS = ("a.txt", "z.txt")
"""Files beside the damaged one, before it and behind it."""


def checked(*arguments: str) -> dict[str, list[tuple[str, int]]]:
    """Check what lies here; return the codes and lines of each file that could be read."""
    ended = notice_lint("check", "--no-cache", "--format", "json", *arguments)
    report = json.loads(ended.out)
    require(ended.code == 2 or not report.get("failures"), ended.err)
    return {
        Path(file["path"]).as_posix(): [
            (found["code"], found["location"]["line"]) for found in file["violations"]
        ]
        for file in report["files"]
    }


def neighbours() -> None:
    """Put the files beside."""
    for name in NEIGHBOURS:
        Path(name).write_text(seeds.NEIGHBOUR, encoding="utf-8")


def expect_neighbours(files: dict[str, list[tuple[str, int]]]) -> None:
    """Require that the files beside were reported whole."""
    for name in NEIGHBOURS:
        require(files.get(name) == expected(), (name, "is reported otherwise than alone"))


_EXPECTED: list[list[tuple[str, int]]] = []


def expected() -> list[tuple[str, int]]:
    """Return what is found in a file beside, when nothing is wrong with any other."""
    if not _EXPECTED:
        Path("alone.txt").write_text(seeds.NEIGHBOUR, encoding="utf-8")
        _EXPECTED.append(checked("alone.txt")["alone.txt"])
        Path("alone.txt").unlink()
    return _EXPECTED[0]


def document(suffix: str) -> Callable[[bytes], None]:
    """Return what is done with a document: checked among others, reported, shown and fixed."""

    def act(data: bytes) -> None:
        neighbours()
        name = f"m.{suffix}"
        Path(name).write_bytes(data)
        to_file = turn(data, ("docx", "xlsx:o.xlsx", "html:o.html", "sarif:o.sarif"))
        expect_neighbours(checked(".", "-o", to_file))
        notice_lint(*turn(data, SHOWN).split(), name)
        notice_lint("fix", "--unsafe", *turn(data, ("--diff", "--dry-run", "-o x")).split(), name)
        require(Path(name).read_bytes() == data, "the original was changed")

    return act


def configuration(name: str) -> Callable[[bytes], None]:
    """Return what is done with a configuration: a folder of its own has it, then a run."""

    def act(data: bytes) -> None:
        neighbours()
        folder = Path("m")
        folder.mkdir()
        (folder / "m.txt").write_text(seeds.NOTICE, encoding="utf-8")
        (folder / name).write_bytes(data)
        expect_neighbours(checked("."))
        notice_lint(
            *turn(data, ("config show", "check --no-cache a.txt", "fix --diff m/m.txt")).split(),
            "--config",
            f"m/{name}",
        )

    return act


def part_of_configuration(name: str, line: str) -> Callable[[bytes], None]:
    """Return what is done with a file that a configuration names."""

    def act(data: bytes) -> None:
        neighbours()
        folder = Path("m")
        (folder / name).parent.mkdir(parents=True)
        (folder / "m.txt").write_text(seeds.NOTICE, encoding="utf-8")
        (folder / name).write_bytes(data)
        (folder / "notice-lint.yaml").write_text(f"{line}\n", encoding="utf-8")
        expect_neighbours(checked("."))
        if name.startswith("rules"):
            notice_lint("rules", "test", f"m/{name}")
        if name.startswith("words"):
            notice_lint("words", "test", f"m/{name}", "a.txt")

    return act


def sidecar(data: bytes) -> None:
    """Check a document with decisions beside it."""
    neighbours()
    Path("m.txt").write_text(seeds.NOTICE, encoding="utf-8")
    Path("m.txt.notice-lint.yaml").write_bytes(data)
    expect_neighbours(checked("."))
    Path("list.xlsx").write_bytes(seeds.decided_sheet())
    notice_lint("review", "import", "list.xlsx")


def baseline(data: bytes) -> None:
    """Check with accepted findings."""
    neighbours()
    Path("known.json").write_bytes(data)
    notice_lint("check", "--no-cache", "--baseline", "known.json", ".")
    notice_lint("baseline", "update", "--baseline", "known.json", ".")


def sheet(data: bytes) -> None:
    """Take over decisions from a reviewer's sheet."""
    Path("m.txt").write_text(seeds.NOTICE, encoding="utf-8")
    Path("list.xlsx").write_bytes(data)
    notice_lint("review", "import", "list.xlsx", "--dry-run", "--format", "json")
    notice_lint("review", "import", "list.xlsx")
    require(names() <= {".git", "m.txt", "list.xlsx", "m.txt.notice-lint.yaml"}, names())
    checked("m.txt")


def stored(data: bytes) -> None:
    """Write stored results, together with others that are whole."""
    Path("a.json").write_bytes(seeds.stored())
    Path("m.json").write_bytes(data)
    ended = notice_lint("report", "a.json", "m.json", "--format", "json")
    names = [file["path"] for file in json.loads(ended.out)["files"]]
    require(any(name.endswith(seeds.NAME) for name in names), ended.err[:800])
    notice_lint("report", "m.json", "--statistics", "--format", turn(data, ON_SCREEN))
    to_file = turn(data, ("docx:o", "xlsx:o.xlsx", "html:o.html"))
    notice_lint("report", "m.json", "-o", to_file)


def texts(*whole: str) -> Callable[[], Sequence[bytes]]:
    """Return a function that returns texts as bytes."""
    return lambda: [text.encode() for text in whole]


def documents() -> Iterator[bytes]:
    """Yield Word files: plain, set, with tracked changes, numbers, tables."""
    yield from (
        make(seeds.NOTICE)
        for make in (
            carriers.docx,
            carriers.docx_set,
            carriers.docx_tracked,
            carriers.docx_numbered,
        )
    )
    yield seeds.docx_with_a_table()


TARGETS = {
    "docx": Target(document("docx"), lambda: list(documents())),
    "html": Target(document("html"), texts(seeds.PAGE)),
    "markdown": Target(document("md"), texts(seeds.MARKDOWN)),
    "text": Target(
        document("txt"), lambda: [path.read_bytes() for path in seeds.EXAMPLES.glob("*.txt")]
    ),
    "pdf": Target(document("pdf"), lambda: [seeds.pdf()]),
    "configuration": Target(configuration("notice-lint.yaml"), texts(seeds.CONFIGURATION)),
    "pyproject": Target(configuration("pyproject.toml"), texts(seeds.PYPROJECT)),
    "rule": Target(
        part_of_configuration("rules/XW101-our-words.yaml", "rules: [rules]"),
        lambda: [seeds.RULE.encode(), *seeds.rules_of_ours()],
    ),
    "profile": Target(
        part_of_configuration("profiles/ours.yaml", "extends: profiles/ours.yaml"),
        texts(seeds.PROFILE),
    ),
    "grammar": Target(
        part_of_configuration("grammars/ours.lark", "grammar: ours"), texts(seeds.GRAMMAR)
    ),
    "labels": Target(
        part_of_configuration("lexicons/ours.yaml", "labels: ours"), texts(seeds.LABELS)
    ),
    "words": Target(part_of_configuration("words.yaml", "words: [words.yaml]"), texts(seeds.WORDS)),
    "words-csv": Target(
        part_of_configuration("words.csv", "words: [words.csv]"), texts(seeds.WORDS_CSV)
    ),
    "words-sheet": Target(
        part_of_configuration("words.xlsx", "words: [words.xlsx]"), lambda: [seeds.words_sheet()]
    ),
    "sidecar": Target(sidecar, texts(seeds.SIDECAR)),
    "baseline": Target(baseline, lambda: [seeds.baseline()]),
    "sheet": Target(sheet, lambda: [seeds.sheet(), seeds.decided_sheet()]),
    "stored": Target(stored, lambda: [seeds.stored()]),
    **MORE,
}
