"""What is installed, and the site: every address leads somewhere, every page is in the index."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import requires
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest
from packaging.requirements import Requirement
from repository import ROOT

from notice_lint.about import SITE, __version__, rule_address
from notice_lint.ruleset.catalogue import builtin_rules

DOCS = sorted((ROOT / "docs").glob("*.md"))
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")


def needed(name: str, known: dict[str, str]) -> None:
    """Note what a distribution asks for, and who asks."""
    for text in requires(name) or ():
        requirement = Requirement(text)
        canonical = re.sub(r"[-_.]+", "-", requirement.name).lower()
        applies = not requirement.marker or requirement.marker.evaluate({"extra": ""})
        if applies and canonical not in known:
            known[canonical] = name
            needed(canonical, known)


def test_every_distribution_has_its_reason() -> None:
    known: dict[str, str] = {}
    needed("notice-lint", known)
    text = (ROOT / "docs/release.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| ([a-z-]+) \| [a-z, -]+ \|", text, re.MULTILINE)
    assert sorted(set(listed) - {"distribution", "from"}) == sorted(known)
    assert f"in {len(known)} distributions" in text


def test_the_version_is_one() -> None:
    package = (ROOT / "editors/vscode/package.json").read_text(encoding="utf-8")
    assert f'"version": "{__version__}"' in package
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(
        rf"^## {re.escape(__version__)} \(\d{{4}}-\d\d-\d\d\)$", changelog, re.MULTILINE
    )


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if target not in ("rules/index.md", "editors.md"):  # the site brings these
            assert (path.parent / unquote(target)).exists(), target


def parted(target: str) -> tuple[str, str, str]:
    return target.partition("#")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not find_spec("zensical"):
        pytest.skip("zensical is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, str(ROOT / "docs/site.py"), str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return folder


def test_every_rule_has_its_page_and_anchors(site: Path) -> None:
    for code in builtin_rules():
        for lang in ("zh", "en"):
            page, _, anchor = rule_address(code, lang).removeprefix(SITE).partition("#")
            text = (site / page / "index.html").read_text(encoding="utf-8")
            assert f'id="{anchor}"' in text
    assert rule_address("XW101", "zh") == ""


def test_every_page_is_in_the_index(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    for path in DOCS:
        if path.name not in ("rules.md", "index.md"):
            assert re.search(rf'href="(?:\./)?{path.stem}/"', home), path.name


def test_the_search_knows_the_words_of_a_clerk(site: Path) -> None:
    words = (site / "search.json").read_text(encoding="utf-8")
    assert "怎么让检查不再报某条规则" in words
    assert "NL404" in words


def test_links_and_pictures_of_the_site_lead_somewhere(site: Path) -> None:
    ids: dict[Path, set[str]] = {}
    for page in site.rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        for target, _, anchor in map(parted, re.findall(r'(?:href|src)="([^":]+)"', text)):
            place = (page.parent / unquote(target)).resolve() if target else page.resolve()
            place = place / "index.html" if place.is_dir() else place
            assert place.exists(), f"{page}: {target}"
            if anchor and place not in ids:
                ids[place] = set(re.findall(r'\bid="([^"]+)"', place.read_text(encoding="utf-8")))
            assert not anchor or unquote(anchor) in ids[place], f"{page}: {target}#{anchor}"
