"""Count what each entry of the word rules reports in a folder of texts, one paragraph a line.

    python benchmarks/word_precision.py FOLDER [FOLDER…] > docs/precision-words.md

Entries that report something stand in a table, each with the verdict of who read the places; the
verdicts are taken over from the page as it was. `--places` prints the places to be read.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding
from notice_lint.readers import from_text
from notice_lint.ruleset.profile import default_profile
from notice_lint.ruleset.rule import Rule

PAGE = Path(__file__).parent.parent / "docs" / "precision-words.md"
KINDS = ("lexicon", "repeated-word", "near-miss", "title-words")
LEFT_OUT = ("NL801", "NL805", "NL806", "NL807")
"""Rules on what no law is: document numbers, repealed Acts, inspections."""
TOGETHER = 300
"""Paragraphs that are taken for one document."""
_ROW = re.compile(r"\| (NL\d{3}) \| (\S+) \| (\S*) \| \d+ \| (.*) \|")


class Hit(NamedTuple):
    """What a rule reports at one place."""

    code: str
    written: str
    right: str
    around: str


def documents(folders: list[Path]) -> Iterator[Notice]:
    """Yield the texts of folders, some paragraphs each."""
    for path in sorted(file for folder in folders for file in folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for start in range(0, len(lines), TOGETHER):
            yield notice("\n".join(lines[start : start + TOGETHER]))


def notice(text: str) -> Notice:
    """Return a text as a document of nothing but paragraphs."""
    paragraphs: list[Paragraph] = []
    offset = 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(line, "text", 0, ((0, offset),)))
        offset += len(line) + 1
    return Notice(from_text(text), paragraphs=tuple(paragraphs))


def hits(document: Notice, rule: Rule) -> Iterator[Hit]:
    """Yield what a rule reports in a document."""
    text = document.source.text
    for verdict in rule.check.run(document, rule.options):
        if isinstance(verdict, Finding):
            params = verdict.params
            right = str(params.get("replacement") or params.get("term") or params.get("word") or "")
            start, end = verdict.span
            around = (
                f"{text[max(0, start - 12) : start]}【{text[start:end]}】{text[end : end + 12]}"
            )
            yield Hit(rule.code, text[start:end], right, around.replace("\n", "⏎"))


def verdicts() -> dict[tuple[str, str], str]:
    """Return the verdicts that stand in the page, by rule and words."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return {(row[1], row[2]): row[4] for row in _ROW.finditer(text)}


def page(counted: Counter[tuple[str, str, str]], characters: int, rules: list[Rule]) -> str:
    """Return the page."""
    judged = verdicts()
    by_rule = Counter(code for code, _, _ in counted.elements())
    total = sum(by_rule.values())
    lines = [
        "# What the word rules report in edited prose",
        "",
        "Made by `python benchmarks/word_precision.py FOLDER`, verdicts by a reader of each place.",
        "",
        f"{characters:,} characters of printed laws and regulations; {total} places reported:",
        f"{total / characters * 10_000:.3f} in 10,000 characters.",
        "What a reader judged right is an error of the printed text, and no false alarm.",
        "",
        "| rule | places |",
        "|---|---:|",
        *(f"| {rule.code} {rule.file.title.en} | {by_rule[rule.code]} |" for rule in rules),
        "",
        "| rule | written | instead | places | verdict |",
        "|---|---|---|---:|---|",
    ]
    for (code, written, right), count in sorted(counted.items()):
        verdict = judged.get((code, written), "not judged yet")
        lines.append(f"| {code} | {written} | {right} | {count} | {verdict} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Print the page, or the places."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--places", action="store_true")
    arguments = parser.parse_args()
    rules = [
        rule
        for rule in default_profile().rules
        if rule.check.name in KINDS and rule.code not in LEFT_OUT
    ]
    counted: Counter[tuple[str, str, str]] = Counter()
    characters = 0
    for document in documents(arguments.folders):
        characters += len(document.source.text)
        for hit in (hit for rule in rules for hit in hits(document, rule)):
            counted[hit[:3]] += 1
            if arguments.places:
                print(hit.code, hit.around, hit.right)  # noqa: T201 - what a script is for
    if not arguments.places:
        print(page(counted, characters, rules), end="")  # noqa: T201


if __name__ == "__main__":
    main()
