"""Builds the documentation site: the pages of this folder, one for each rule, one index of rules.

Run it from the root: python docs/site.py [OUTPUT]. It needs the extra docs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from notice_lint.about import HOME, SITE
from notice_lint.reports.manual import FAMILIES, rule_page
from notice_lint.ruleset.catalogue import builtin_rules

ROOT = Path(__file__).parent.parent
NAV = {
    "首页 · Home": {"开始": "index.md", "常见问题": "questions.md"},
    "经办人 · Author": {"写稿": "author.md", "网页": "serve.md"},
    "审核人 · Reviewer": {"规则目录": "rules/index.md"},
    "工程师 · Engineer": {
        "CI": "ci.md",
        "Editors": "editors.md",
        "Upgrade": "upgrade.md",
        "Features": "features.md",
    },
    "维护人 · Maintainer": {
        "Architecture": "architecture.md",
        "Limits": "limits.md",
        "Precision": "precision.md",
        "Precision of words": "precision-words.md",
        "Testing": "testing.md",
        "Release": "release.md",
    },
}
"""Pages by who reads them; those that other branches of the work have yet to write are left out."""
ELSEWHERE = {"rules.md"}
"""Files of this folder that are no page: all rules in one, for whoever reads without a network."""


def sources(folder: Path) -> None:
    """Write the sources of the site into a folder."""
    for path in sorted((ROOT / "docs").glob("*.md")):
        if path.name not in ELSEWHERE:
            shutil.copy(path, folder / path.name)
    shutil.copytree(ROOT / "docs/images", folder / "images")
    shutil.copy(ROOT / "editors/README.md", folder / "editors.md")
    rules = folder / "rules"
    rules.mkdir()
    for rule in builtin_rules().values():
        (rules / f"{rule.code}.md").write_text(rule_page(rule), encoding="utf-8")
    (rules / "index.md").write_text("\n".join(_index()) + "\n", encoding="utf-8")


def _index() -> Iterator[str]:
    yield "# 规则目录 · Rules\n"
    yield "按编号排列；页面上方可按文字搜索。By code; search by words above.\n"
    rules = builtin_rules().values()
    for family, members in groupby(rules, key=lambda rule: rule.code[:3]):
        title = FAMILIES[family]
        yield f"## {family} {title.zh} · {title.en}\n"
        yield "| 编号 | 标题 | title |\n|---|---|---|"
        for rule in members:
            yield f"| [{rule.code}]({rule.code}.md) | {rule.file.title.zh} | {rule.file.title.en} |"
        yield ""


def settings(folder: Path, output: Path) -> str:
    """Return what the generator is told; pages that do not exist are left out of the index."""
    nav = [
        f"    {{ {_quoted(part)} = [{', '.join(entries)}] }},"
        for part, entries in _entries(folder)
        if entries
    ]
    return textwrap.dedent("""\
        [project]
        site_name = "notice-lint"
        site_url = "{site}"
        repo_url = "{home}"
        docs_dir = "source"
        site_dir = {output}
        nav = [
        {nav}
        ]
        [project.theme]
        language = "zh"
        features = ["navigation.sections", "navigation.top", "search.highlight"]
        [project.markdown_extensions]
        attr_list = {{}}
        tables = {{}}
        toc.permalink = true
        [project.markdown_extensions.pymdownx.superfences]
        [project.plugins.search]
        separator = '[\\s\\u200b\\-]'
        """).format(site=SITE, home=HOME, output=_quoted(str(output)), nav="\n".join(nav))


def _entries(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for part, pages in NAV.items():
        yield (
            part,
            [
                f"{{ {_quoted(title)} = {_quoted(name)} }}"
                for title, name in pages.items()
                if (folder / name).exists()
            ],
        )


def _quoted(text: str) -> str:
    return f'"{text}"'


def build(output: Path) -> None:
    """Build the site into a folder; a warning is an error."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "source"
        folder.mkdir()
        sources(folder)
        site = Path(place) / "site"
        config = Path(place) / "zensical.toml"
        config.write_text(settings(folder, Path("site")), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "zensical",
            "build",
            "--strict",
            "--config-file",
            str(config),
        ]
        subprocess.run(command, check=True, cwd=place)
        shutil.copytree(site, output, dirs_exist_ok=True)


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve())
