"""Word lists: what the loader takes, what it refuses and why, and where their words count."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace
from support import notice

from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.errors import RuleError
from notice_lint.ruleset.profile import default_profile
from notice_lint.words.entries import WordEntry
from notice_lint.words.index import WordIndex
from notice_lint.words.reading import read_word_list
from notice_lint.words.search import occurrences
from notice_lint.words.segmenter import segmenter

LEXICONS = Path(__file__).parent.parent / "rules" / "lexicons"
WORD_LISTS = {
    file.name: file.content
    for rule in default_profile().catalogue.values()
    if rule.check.name == "lexicon"
    for file in (rule.options.lexicon, *rule.options.also)
}


def read(text: str) -> WordIndex:
    return WordIndex.of_content(read_word_list(YamlFile("ours.yaml", text)))


def mistakes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(RuleError) as caught:
        read(text)
    return [(error.where, error.wording.zh) for error in caught.value.all]


def found(words: WordIndex, text: str) -> list[str]:
    document = notice(text)
    return [
        place.paragraph.text[place.start : place.end]
        for place in occurrences(words, document.index)
    ]


@pytest.mark.parametrize("path", sorted(LEXICONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_file_is_valid_yaml_for_everybody(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(WORD_LISTS))
def test_each_list_of_ours_is_taken_by_the_strict_loader(name: str) -> None:
    file = YamlFile(name, (LEXICONS / f"{name}.yaml").read_text(encoding="utf-8"))
    content = read_word_list(replace(file, is_ours=True))
    assert len(content.entries) == len(list(WORD_LISTS[name].entries))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("entries:\n  - {wrong: 布暑会, right: 布暑会}\n", 2, "相同"),
        ("entries:\n  - {wrong: 进行进行, right: 进行}\n", 2, "会多删文字"),
        ("entries:\n  - {wrong: 书记处, right: 总书记处}\n", 2, "写对了也会报告"),
        ("entries:\n  - {wrong: 工做, right: 工作}\n", 2, "跨词误报"),
        ("entries:\n  - {wrong: 工做法, right: 工作法, nota: 1}\n", 2, "是不是“note”"),
        ("entries:\n  - {right: 工作}\n", 2, "wrong 或 pattern"),
        ("entries:\n  - {pattern: '[甲乙]', right: 丙}\n", 2, "两个以上确定的字"),
        ("pairs: |\n  甲乙丙 甲乙丁\n\n  甲乙\n", 4, "每行应为"),
        ("pairs: |\n  甲乙丙 甲乙丁\n  甲乙丙 甲乙戊\n", 3, "已在第 2 行"),
        ("pairs: |\n  甲乙丙 甲乙丁\n  工做 工作\n", 3, "跨词误报"),
        ("pairs: [甲]\n", 1, "多行文字"),
        ("entries: 甲\n", 1, "列表"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    (where, wording), *others = mistakes(text)
    assert not others
    assert where.startswith(f"ours.yaml:{line}:")
    assert reason in wording


def test_all_mistakes_are_told_at_once() -> None:
    assert len(mistakes("entries:\n  - {wrong: 工做}\n  - {right: 工作}\npairs: |\n  甲\n")) == 3


def test_guards_are_obeyed() -> None:
    words = read(
        "entries:\n"
        "  - {wrong: 权利清, right: 权力清, only_before: [单]}\n"
        "  - {wrong: 工做, right: 工作, not_after: [分, 职], not_before: [法]}\n"
        "  - {wrong: 四种状态, right: 四种形态, only_after: [监督执纪]}\n"
        "proven: |\n  布署 部署\n"
    )
    text = "分工做好，职工做好，施工做法；工做扎实；权利清晰，权利清单；四种状态，监督执纪四种状态；布署。"
    assert found(words, text) == ["权利清", "工做", "四种状态", "布署"]


def test_the_head_of_a_list_holds_for_its_entries() -> None:
    words = read(
        "source: {zh: 某某规定第三条, force: mandatory, read: 2026-01-05}\ncertainty: mid\n"
        "entries:\n  - {wrong: 甲乙丙, right: 甲乙丁, certainty: high, source: 某词典}\n"
        "pairs: |\n  戊己庚 戊己辛\n"
    )
    own, listed = words.entries
    assert own.source
    assert listed.source
    assert (own.source.zh, own.source.force, own.certainty) == ("某词典", "custom", "high")
    assert (listed.source.zh, listed.source.force, listed.certainty) == (
        "某某规定第三条",
        "mandatory",
        "mid",
    )


@pytest.mark.parametrize(
    ("grace", "day", "counts"),
    [(None, "2019-03-30", False), (None, "2019-03-31", True),
     ("6m", "2019-09-30", False), ("6m", "2019-10-01", True), ("12m", "2020-03-31", False)],
)  # fmt: skip
def test_a_dated_entry_counts_after_its_days_of_grace(
    grace: str | None, day: str, counts: bool
) -> None:
    line = "entries:\n  - {wrong: 国土资源局, right: 自然资源局, since: 2019-03-31%s}\n"
    (entry,) = read(line % (f", grace: {grace}" if grace else "")).entries
    assert entry.in_force(day) is counts


def test_an_entry_comes_back_from_its_compiled_form() -> None:
    entry = WordEntry(wrong="甲乙", right="丙乙", not_after=("丁",), frame=("原",))
    (back,) = WordIndex.of_entries([entry]).entries
    assert replace(back, certainty=None) == entry


@pytest.mark.parametrize(
    ("text", "place", "crossed"),
    [("会议议而不决", 2, False), ("会议议而不决", 3, True), ("更新公开公开栏", 6, True),
     ("及时时清退", 3, False)],
)  # fmt: skip
def test_a_text_is_divided_into_the_fewest_words(text: str, place: int, crossed: bool) -> None:
    assert segmenter().words_around(text).crosses(place) is crossed


def test_a_collocation_is_told_by_its_phrases_and_by_the_words_of_its_clause() -> None:
    words = read(
        "collocations: [{wrong: 考查, right: 考察, phrases: [_组, 外出_], earlier: [拟提拔],"
        " later: [干部], not_with: [学生]}]"
    )
    assert found(words, "考查组外出考查。") == ["考查组", "外出考查"]
    assert found(words, "对拟提拔人选进行考查") == ["考查"]
    assert found(words, "考查年轻干部") == ["考查"]
    assert found(words, "对拟提拔人选谈话，考查成绩；干部考查") == []
    assert found(words, "考查学生干部") == []
    assert [entry.right for entry in words.entries] == ["考察组", "外出考察", "考察", "考察"]


def test_the_words_of_a_clause_may_be_asked_for_together_with_what_stands_beside() -> None:
    words = read(
        "collocations: [{wrong: 必须, right: 必需, only_before: [的], later: [物资], not_after: [是]}]"
    )
    assert found(words, "补充必须的防汛物资") == ["必须"]
    assert found(words, "必须清点防汛物资，是必须的物资") == []


def test_a_phrase_stands_in_a_list_once() -> None:
    text = "collocations:\n- {wrong: 甲甲, right: 甲乙, phrases: [丙_]}\n- {wrong: 丙甲, right: 丙乙, phrases: [_甲]}\n"
    assert mistakes(text) == [("ours.yaml:3:3", "“丙甲甲”已在第 2 行")]
