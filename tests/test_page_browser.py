"""The page in a real browser: filters, keys, links, paper, a phone, no script, no request."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from support import check, rendered, report

from notice_lint import readers
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.on_screen.html.view import section_name
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
EXAMPLES = sorted(Path(__file__).parent.parent.glob("examples/*.*"))
HOSTILE = "<script>document.title='got in'</script><img src=https://host.example/x onerror=alert(1)>\u202e甲\n"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
playwright = pytest.importorskip("playwright.sync_api")

Open = Callable[..., Any]


NAME = section_name("missing-parts.txt")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def view(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open a report; whatever is done there, nothing is asked of a host and nothing goes wrong."""
    seen: list[str] = []
    contexts = []

    def open_page(told: Report, width: int = 1280, **options: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_text(rendered("html", told), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("request", lambda one: seen.append(one.url))
        page.on("console", lambda one: seen.append(one.text))
        page.on("pageerror", lambda one: seen.append(str(one)))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert set(seen) == {(tmp_path / "page.html").as_uri()}


def told(*names: str) -> Report:
    paths = [path for path in EXAMPLES if not names or path.name in names]
    results = [
        lint(readers.from_bytes(one.read_bytes(), one.name), default_profile()) for one in paths
    ]
    return report(*results, document=True)


@pytest.fixture
def one() -> Report:
    return told("missing-parts.txt")


def severities(report_: Report) -> list[str]:
    return [found.severity for file in report_.files for found in file.violations]


def test_filters_change_what_is_shown_and_the_count(view: Open, one: Report) -> None:
    page = view(one)
    items, output = page.locator(".finding:visible"), page.get_by_role("status")
    all_ = len(one.files[0].violations)
    assert items.count() == all_
    assert output.inner_text() == f"显示 {all_}/{all_} 条"
    page.get_by_role("checkbox", name="错误").uncheck()
    rest = sum(name != "error" for name in severities(one))
    assert items.count() == rest < all_
    assert output.inner_text() == f"显示 {rest}/{all_} 条"
    assert page.locator("mark.error").count() == 0
    assert page.locator(".ref:visible").count() == rest
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_label("规则类别").select_option("NL2")
    codes = page.locator(".finding:visible .code").all_inner_texts()
    assert codes
    assert all(code.startswith("NL2") for code in codes)
    page.get_by_label("所在部分").select_option("二/（二）")
    assert 0 < items.count() < len(codes)
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_role("searchbox", name="查找").fill("差不多了")
    playwright.expect(items).to_have_count(1)
    page.get_by_role("searchbox", name="查找").fill("无此词")
    playwright.expect(output).to_have_text(f"显示 0/{all_} 条")
    assert page.locator("mark:not(.off)").count() == 0


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.hash"))


def test_a_finding_leads_to_its_mark_and_back(view: Open, one: Report) -> None:
    page = view(one)
    page.locator(f"#{NAME}-v9 dd a").first.click()
    assert focused(page) == f"{NAME}-m9"
    playwright.expect(page.locator(f"#{NAME}-m9")).to_be_in_viewport()
    page.locator(f"#{NAME}-m9").click()
    assert focused(page) == f"{NAME}-v9"
    playwright.expect(page.locator(f"#{NAME}-v9")).to_be_in_viewport()
    page.locator("mark.current").click()
    playwright.expect(page.locator(".finding.current")).to_have_id(f"{NAME}-v9")


def test_keys_step_through_what_is_shown(view: Open, one: Report) -> None:
    page = view(one)
    current = page.locator(".finding.current")
    for key, number in (("n", 1), ("j", 2), ("n", 3), ("p", 2), ("k", 1), ("p", 13), ("n", 1)):
        page.keyboard.press(key)
        playwright.expect(current).to_have_id(f"{NAME}-v{number}")
        playwright.expect(page.locator(f"#{NAME}-m{number}")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page) == f"{NAME}-m1"
    page.get_by_role("checkbox", name="警告").uncheck()
    page.keyboard.press("n")
    playwright.expect(current).to_have_id(f"{NAME}-v3")
    page.get_by_role("searchbox", name="查找").press("p")
    assert page.get_by_role("searchbox", name="查找").input_value() == "p"
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_role("checkbox", name="n、p").uncheck()
    page.keyboard.press("n")
    assert focused(page) == "keys"


def test_the_keyboard_reaches_everything(view: Open, one: Report) -> None:
    page = view(one)
    page.keyboard.press("Tab")
    assert focused(page) == "#main"
    playwright.expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page) == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_several_files_are_folded_and_opened_on_the_way(view: Open) -> None:
    all_ = told()
    page = view(all_)
    folds = page.locator(".fold")
    assert [one.get_attribute("open") is not None for one in folds.all()] == [True] + [False] * 4
    page.locator(".index a").nth(2).click()
    assert folds.nth(2).get_attribute("open") is not None
    for _ in range(len(severities(all_))):
        page.keyboard.press("n")
    playwright.expect(page.locator(".finding.current")).to_be_in_viewport()


def test_without_a_script_all_is_shown_and_filters_are_not(view: Open) -> None:
    all_ = told()
    page = view(all_, java_script_enabled=False)
    assert page.locator("#filters").is_hidden()
    assert page.locator(".finding:visible").count() == len(severities(all_))
    assert page.locator(".line:visible").count() > 50
    page.locator(f"#{NAME}-v2 dd a").first.click()
    playwright.expect(page.locator(f"#{NAME}-m2")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390, 768, 1100, 1280])
def test_nothing_is_wider_than_the_window(view: Open, width: int) -> None:
    long = "中共" + "甲" * 200 + "x" * 300
    wide = report(check(f"{long}\n一、{long}\n1.针对“{long}”的问题\n"), document=True)
    page = view(replace(wide, files=(*wide.files, *told().files)), width)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_everything_is_open_and_controls_are_gone(view: Open) -> None:
    all_ = told()
    page = view(all_)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#filters").is_hidden()
    assert page.locator(".finding:visible").count() == len(severities(all_))
    marks = page.locator("mark.error").first
    assert marks.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(204, 204, 204)"
    below = "([one, two]) => two.getBoundingClientRect().top >= one.getBoundingClientRect().bottom"
    boxes = [
        page.locator(f"#{NAME} {name}").element_handle() for name in (".document", ".findings")
    ]
    assert page.evaluate(below, boxes)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".fold[open]").count() == 1


CONTRAST = """
() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => channels(colour).slice(0, 3)
    .map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = [...document.querySelectorAll("body *")].filter((one) =>
    one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return texts.map((one) => {
    const [dark, bright] = [light(getComputedStyle(one).color), light(ground(one))].sort((a, b) => a - b);
    return [(bright + 0.05) / (dark + 0.05), one.className || one.tagName];
  }).sort((a, b) => a[0] - b[0])[0];
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(view: Open, scheme: str) -> None:
    page = view(told("missing-parts.txt", "numbering.txt"), color_scheme=scheme)
    ratio, name = page.evaluate(CONTRAST)
    assert ratio >= 4.5, name


def test_a_screen_reader_finds_its_way(view: Open, one: Report) -> None:
    page = view(one)
    for role in ("banner", "search", "main", "navigation"):
        assert page.get_by_role(role).count() == 1, role
    for name in ("原文", "问题清单"):
        assert page.get_by_role("region", name=name).count() == 1
    titles = page.get_by_role("heading", level=4).all_inner_texts()
    assert titles[0] == "1 警告 NL102 标题要素不全"
    assert page.get_by_role("link", name="1 警告 标题要素不全").count() == 1
    described = page.locator("mark").first.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == titles[0]
    unnamed = "all => all.filter(one => !one.labels.length && !one.textContent.trim()).length"
    assert page.locator("input, select, button").evaluate_all(unnamed) == 0


def test_hostile_words_do_nothing(view: Open, one: Report) -> None:
    page = view(report(check(HOSTILE * 3), document=True))
    assert page.locator("img").count() == 0
    assert "got in" not in page.title()
    assert (
        page.locator(".line")
        .first.evaluate("one => one.lastChild.textContent")
        .endswith("\ufffd甲")
    )
    file: FileReport = one.files[0]
    changed = tuple(replace(found, message=HOSTILE, title=HOSTILE) for found in file.violations)
    page = view(replace(one, files=(replace(file, path=HOSTILE, violations=changed),)))
    assert page.locator("img, script:not(body > script)").count() == 0
