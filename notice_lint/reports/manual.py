"""The manual of all rules as one Markdown page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from notice_lint.document.companions import ROLE_NAMES, CompanionRole
from notice_lint.document.terms import FORCES, SEVERITIES
from notice_lint.ruleset.rule import Rule
from notice_lint.text.harmless import harmless, inert
from notice_lint.text.wording import Lang, Wording

FAMILIES = {
    "NL0": Wording("工具自身", "The tool itself"),
    "NL1": Wording("结构", "Structure"),
    "NL2": Wording("整改事项", "Problem items"),
    "NL3": Wording("序号", "Numbering"),
    "NL4": Wording("联系方式", "Contact"),
    "NL5": Wording("数据与前后一致", "Consistency"),
    "NL6": Wording("日期", "Dates"),
    "NL7": Wording("标点与数字", "Punctuation and numerals"),
    "NL8": Wording("公文用语", "Official usage"),
    "NL9": Wording("公开审查", "Fit to publish"),
}
_HEAD = Wording(
    "# 规则手册\n\n由规则文件生成：`notice-lint rules list --format markdown`。\n",
    "# Manual of rules\n\nMade of the rule files: `notice-lint rules list --format markdown`.\n",
)
_WORDS = {
    "severity": Wording("级别", "Severity"),
    "force": Wording("效力", "Force"),
    "basis": Wording("依据", "Basis"),
    "message": Wording("提示语", "Message"),
    "bad": Wording("会报告", "Reported"),
    "good": Wording("不报告", "Not reported"),
    "fixed": Wording("修改后", "Fixed"),
    "off": Wording("默认不启用", "off by default"),
}
WAYS_OUT = Wording("不想报告这条", "To have it reported no longer")
_WAYS = (
    Wording(
        "单处：在上一行写 `%% notice-lint: ignore[{code}] -- 理由`（Markdown、网页里写成注释）",
        "one place: `%% notice-lint: ignore[{code}] -- reason` on the line above "
        "(in Markdown and web pages as a comment)",
    ),
    Wording(
        "Word 等不便改动的文稿：在旁边的 `通报.docx.notice-lint.yaml`（文稿名加后缀）里写 "
        "`ignore: [{{rules: [{code}], reason: 理由}}]`",
        "a Word document, or one that must stay as it is: "
        "`ignore: [{{rules: [{code}], reason: why}}]` in "
        "`notice.docx.notice-lint.yaml` beside it (the document's name and more)",
    ),
    Wording(
        "本单位：在 `.notice-lint.yaml` 里写 `rules: [{code}: off]`；只降级别则写 `info`",
        "the office: `rules: [{code}: off]` in `.notice-lint.yaml`; `info` only lowers it",
    ),
    Wording(
        "这一次：`notice-lint check --ignore {code} …`",
        "this time: `notice-lint check --ignore {code} …`",
    ),
)


def markdown(rules: Iterable[Rule], lang: Lang) -> str:
    """Return the manual of rules as Markdown."""
    return "\n".join(_lines(rules, lang)) + "\n"


def rule_page(rule: Rule) -> str:
    """Return the page about one rule, in Chinese and English, with an anchor for each."""
    lines = [f"# {rule.code} {rule.file.title.zh} · {rule.file.title.en}\n"]
    names: tuple[tuple[Lang, str], ...] = (("zh", "中文"), ("en", "English"))
    for lang, name in names:
        lines += [f"## {name} {{#{lang}}}\n", *_rule_lines(rule, lang), *_ways_out(rule, lang)]
    return "\n".join(lines) + "\n"


def ways_out(code: str, lang: Lang) -> tuple[str, ...]:
    """Return the ways to have a rule reported no longer, with code between grave accents."""
    return tuple(way.in_(lang).format(code=code) for way in _WAYS)


def _ways_out(rule: Rule, lang: Lang) -> Iterator[str]:
    """Yield how to have the rule reported no longer."""
    yield f"**{WAYS_OUT.in_(lang)}**\n"
    yield from (f"- {way}" for way in ways_out(rule.code, lang))
    yield ""


def _lines(rules: Iterable[Rule], lang: Lang) -> Iterator[str]:
    yield _HEAD.in_(lang)
    for family, members in groupby(rules, key=lambda rule: rule.code[:3]):
        title = FAMILIES.get(family, Wording(family, family))
        yield f"## {family} {title.in_(lang)}\n"
        for rule in members:
            yield from _rule_lines(rule, lang)


def _rule_lines(rule: Rule, lang: Lang) -> Iterator[str]:
    def word(name: str) -> str:
        return f"**{_WORDS[name].in_(lang)}**"

    file = rule.file
    off = "" if file.enabled else f" · {_WORDS['off'].in_(lang)}"
    yield f"### {rule.code} {harmless(file.title.in_(lang))} `{rule.name}`\n"
    yield f"- {word('severity')} {SEVERITIES[file.severity].in_(lang)}{off}"
    yield f"- {word('force')} {FORCES[file.force].in_(lang)}"
    yield f"- {word('basis')} {harmless(file.basis.in_(lang))}"
    yield f"- {word('message')} {harmless(file.message.in_(lang))}\n"
    yield f"{harmless(file.why.in_(lang))}\n"
    for bad in rule.bad[:1]:
        yield f"{word('bad')}\n\n{_block(bad.text)}\n"
        yield from _papers(bad.companions, lang)
        if bad.fixed:
            yield f"{word('fixed')}\n\n{_block(bad.fixed)}\n"
    for good in rule.good[:1]:
        yield f"{word('good')}\n\n{_block(good.text)}\n"
        yield from _papers(good.companions, lang)


def _papers(companions: Mapping[CompanionRole, str], lang: Lang) -> Iterator[str]:
    """Yield the papers that a case is compared with."""
    for role, text in companions.items():
        name = ROLE_NAMES[role].in_(lang)
        beside = Wording(f"与{name}核对：", f"Beside {name}:").in_(lang)
        yield f"{beside}\n\n{_block(text)}\n"


def _block(text: str) -> str:
    lines = "\n".join(map(inert, text.rstrip().split("\n")))
    return f"```text\n{lines}\n```"
