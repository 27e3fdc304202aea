"""How often rules about words, marks and numerals speak on edited prose; writes docs/precision.md.

    python benchmarks/precision.py FOLDER…              count, and write the table
    python benchmarks/precision.py --list NL709 FOLDER…  print what a rule says, to be judged

A folder holds plain texts, a paragraph a line, that editors read before they were printed. What was
judged wrong of the findings is noted by hand in benchmarks/precision.yaml; no text is kept.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from notice_lint.document.violation import Violation
from notice_lint.readers import from_text
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import Profile, default_profile
from notice_lint.ruleset.rule import Rule

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs/precision.md"
JUDGED = ROOT / "benchmarks/precision.yaml"
RULES = re.compile(r"NL7\d\d|NL507|NL80\d|NL810|NL82[1-9]")
"""Those that say something about any prose; NL811 to NL820 are about the layout of a Word file."""
LENGTH = 8_000
"""Characters of one document: about a notice's, since some rules compare what one document does."""
UNIT = 500_000
"""Characters to which the figures are scaled."""
AROUND = 24
HEAD = (
    "中共白鹭镇委员会关于巡察整改进展情况的通报\n"
    "根据县委统一部署，2023年3月6日至5月20日，县委第一巡察组对白鹭镇党委进行了巡察，"
    "并于2023年6月15日反馈了意见。现将整改情况公布如下：\n"
)
"""Makes a document a notice: to others rules do not speak."""


class Hit(NamedTuple):
    """One finding and the words around it."""

    code: str
    words: str


def main() -> None:
    """Read the texts, run the rules, write or list."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--list", metavar="CODE", default="")
    parser.add_argument("--every", type=int, default=1, help="take only each n-th document")
    options = parser.parse_args()
    texts = {folder: list(documents(folder))[:: options.every] for folder in options.folder}
    rules = {code: rule for code, rule in default_profile().catalogue.items() if is_meant(rule)}
    hits = {folder: list(find(texts[folder], rules)) for folder in texts}
    if options.list:
        shown = (hit for own in hits.values() for hit in own if hit.code.startswith(options.list))
        sys.stdout.writelines(f"{hit.code} {hit.words}\n" for hit in shown)
        return
    sizes = {folder.name: sum(map(len, texts[folder])) for folder in texts}
    counts = {folder.name: Counter(hit.code for hit in hits[folder]) for folder in hits}
    lines = [*table(rules, sizes, counts), *by_hand(REPORT.read_text(encoding="utf-8"))]
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def by_hand(report: str) -> Iterator[str]:
    """Yield the sections of a report that are not counted: those behind the first table."""
    _, mark, sections = report.partition("\n## ")
    if mark:
        yield from ("", f"## {sections.rstrip()}")


def is_meant(rule: Rule) -> bool:
    """Tell whether a rule is about words, marks or numerals."""
    return RULES.fullmatch(rule.code) is not None


def documents(folder: Path) -> Iterator[str]:
    """Yield the texts of a folder in pieces as long as a notice."""
    for path in sorted(folder.glob("*.txt")):
        if path.name.startswith("README"):
            continue
        piece = ""
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            piece += line
            if len(piece) >= LENGTH:
                yield piece
                piece = ""
        yield piece


def find(texts: Iterable[str], rules: dict[str, Rule]) -> Iterator[Hit]:
    """Yield what the rules say about some texts; a finding with many places counts for each."""
    profile = Profile("precision", rules)
    for text in texts:
        result = lint(from_text(HEAD + text), profile)
        for violation in result.violations:
            for place in places(violation):
                if place >= len(HEAD):
                    words = result.source.text[max(0, place - AROUND) : place + AROUND]
                    yield Hit(violation.code, words.replace("\n", "⏎"))


def places(violation: Violation) -> list[int]:
    """Return where a finding stands: at one place, or at all that it counts."""
    related = violation.related if int(violation.params.get("count", 1)) > 1 else ()
    return [violation.span.start, *(other.place.start for other in related)]


def table(
    rules: dict[str, Rule], sizes: dict[str, int], counts: dict[str, Counter[str]]
) -> Iterator[str]:
    """Yield the lines of the report."""
    judged: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    judged |= yaml.safe_load(JUDGED.read_text(encoding="utf-8")) or {}
    yield "# Precision on edited prose"
    yield ""
    yield "The first table is written by `python benchmarks/precision.py FOLDER…`; do not edit it."
    yield ""
    yield f"How often a rule speaks in {UNIT:,} characters of printed text, and how often it is"
    yield "wrong there, as judged one by one (`benchmarks/precision.yaml`). A rule that is wrong"
    yield "more than once is mended or goes."
    yield ""
    for name, size in sizes.items():
        yield f"- `{name}`: {size:,} characters"
    yield ""
    heads = [f"{name}: findings | per {UNIT:,} | wrong | wrong per {UNIT:,}" for name in sizes]
    yield f"| rule | title | {' | '.join(heads)} |"
    yield f"|---|---|{'---|' * 4 * len(sizes)}"
    for code, rule in rules.items():
        cells = (
            row(counts[name][code], judged.get(name, {}).get(code), size)
            for name, size in sizes.items()
        )
        yield f"| {code} | {rule.file.title.zh} | {' | '.join(cells)} |"


def row(count: int, wrong: object, size: int) -> str:
    """Return the cells of one rule on one folder; what nobody judged is a dash."""
    figures = [str(count), f"{count * UNIT / size:.1f}"]
    if count == 0:
        return " | ".join([*figures, "0", "0.0"])
    if not isinstance(wrong, int):
        return " | ".join([*figures, "–", "–"])
    return " | ".join([*figures, str(wrong), f"{wrong * UNIT / size:.1f}"])


if __name__ == "__main__":
    main()
