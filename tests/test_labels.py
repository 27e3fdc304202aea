"""Labels in every spelling, and prose that only looks like one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import notice

from notice_lint.parsing.lexer.alphabet import alphabet, alphabets
from notice_lint.parsing.lexer.lines import LABELS, join, physical_lines
from notice_lint.parsing.lexer.paragraphs import read_page
from notice_lint.parsing.lexer.roles import segments
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_text
from notice_lint.text.folding import view

ROOT = Path(__file__).parent.parent
SPELLINGS = {
    "CAUSE": """
        原因分析：|原因：|产生原因：|问题产生的原因：|存在问题的原因：|问题存在原因：|主要原因：|具体原因：
        根本原因：|直接原因：|主观原因：|客观原因：|思想根源：|问题根源：|问题成因：|成因分析：|原因剖析：
        根源剖析：|原因查找：|原因及分析：|症结所在：|问题症结：|深层次原因：|深层次原因分析：|未整改到位原因：
        未完成原因：|未按期完成的原因：|工作滞后原因：|原因分析情况：|问题原因分析：|问题产生根源：|产生问题根源：
        党委自查原因：|存在问题及原因：|问题表现及原因分析：|原因分析（党委）：|原因分析
        【原因分析】|【原因分析】：|［原因分析］|〔原因分析〕|（原因分析）|(原因分析):|<原因分析>|【原因分析：】
        **原因分析：**|**原因分析**：|**原因分析**|■原因分析：|◆问题成因：|● 原因分析：|——原因分析：|- 原因：
        原因分析——重视不够|原因分析—重视不够|原因分析　重视不够|原　因：|原 因 分 析：|原因 分析：|【主要原因】重视不够
        【未整改到位原因】重视不够|*问题根源*　重视不够|问题根由：|病因：|为何发生|为什么：|因：重视不够""",
    "MEASURES": """
        整改措施：|整改举措：|整改做法：|措施：|举措：|主要做法：|主要措施：|具体措施：|具体举措：|工作措施：|工作举措：
        采取的措施：|采取措施：|已采取的措施：|已采取措施：|所采取的措施：|制定措施：|改进措施：|落实措施：|落实举措：
        整改落实措施：|整改措施及成效：|整改措施及完成情况：|整改措施和落实情况：|整改措施与整改成效：
        采取的措施及取得的成效：|措施及成效：|整改措施落实情况：|整改措施、整改成效：|整改措施以及下步打算：|整改对策：
        针对性整改措施：|长效措施：|采取以下措施：|整改方案：|解决办法：|整改措施（三项）：|党委整改措施：|工作推进举措：
        风险防控措施：|问题整改具体做法：|整改措施|主要做法|【整改措施】|［整改措施］一是|（整改措施）|〔整改举措〕
        【整改措施及成效】|**整改措施：**|整　改　措　施：|整改 措施：|★整改措施：|整改措施——|整改措施　一是完善制度
        ▶整改举措：|【党委整改举措】一是|整改行动——两馆延时开放|对策：|如何整改|怎么改：|改：完善制度|处方：""",
    "STATUS_LABEL": """
        整改状态：|完成状态：|办理状态：|销号状态：|整改进度：|完成进度：|当前状态：|目前状态：|目前进度：|状态：|进度：
        完成情况：|整改完成情况：|完成整改情况：|任务完成情况：|问题完成情况：|办结情况：|销号情况：|问题销号情况：|办理结果：
        目前进展：|是否完成：|是否完成整改：|是否销号：|是否整改到位：|整改结论：|最新进度：|总体进度：|年度任务完成情况：
        【整改状态】|［完成情况］|（销号情况）|**完成情况：**|整改状态|完成情况|完　成　情　况：|■整改状态：|完成状况|结果怎样|改得怎么样：""",
    "SITUATION": """
        整改情况：|整改落实情况：|整改进展情况：|整改工作情况：|落实情况：|进展情况：|落实整改情况：|整改结果：|处置情况：
        办理情况：|推进情况：|整改成效：|整改成果：|整改效果：|工作成效：|取得成效：|取得的成效：|落实成效：|进展及成效：
        整改进展及成效：|整改进展：|整改落实：|目前整改情况：|当前进展情况：|目前整改进展情况：|工作进展情况：|工作进展：
        整改任务落实情况：|整改情况及成效：|阶段整改成效：|阶段性成效：|阶段性整改情况：|整改工作成效：|集中整改情况：
        整改情况|【整改情况】|［整改落实情况］|（整改情况）|〔整改成效〕|**整改情况：**|整　改　情　况：|整改情况——
        整改成效（截至6月底）：|整改：完善制度|落实：|结果：|果：""",
    "FIELD": """
        责任单位：|责任部门：|责任科室：|责任人：|责任领导：|责任主体：|整改责任人：|整改责任单位：|牵头领导：|牵头单位：
        牵头部门：|牵头人：|配合单位：|协办单位：|包案领导：|分管领导：|主管部门：|第一责任人：|直接责任人：|主要责任人：
        整改责任领导：|党委责任人：|责任单位及责任人：|责任领导、责任人：|整改时限：|完成时限：|整改期限：|完成时间：
        整改完成时间：|时限要求：|办结时限：|销号时间：|预计完成时间：|计划完成时间：|完成期限：|完成时间节点：|验收单位：
        长效机制：|整改目标：|整改类型：|问题类型：|佐证材料：|备注：|责任追究情况：|下一步打算：|下一步措施：|下一步工作计划：
        下一步整改措施：|下步安排：|后续工作安排：|【责任单位】|［完成时限］|（责任人）|责任单位（人）：|责 任 人：|**责任人：**
        责任单位|完成时限""",
    "STATEMENT": """
        问题表现：|具体表现：|主要表现：|突出表现：|表现：|具体问题：|主要问题：|存在问题：|存在的问题：|突出问题：|巡察指出问题：
        巡察反馈意见：|反馈意见：|巡察组反馈意见：|巡察反馈问题：|问题描述：|问题内容：|问题表现形式：|书面反馈意见：
        【问题表现】|［反馈意见］|（具体表现）|**问题描述：**|存在问题|审计发现问题：""",
}

PROSE = """
    原因是多方面的，既有主观原因，也有客观原因。|整改不到位的原因在于责任没有压实。|造成这一问题的原因很复杂，需要综合施策。
    整改措施要具体、可操作，不能大而化之。|整改措施落实落细，责任到人。|措施不够有力，效果不够明显。|举措是否有效，要看群众满意度。
    采取了一系列有力措施，取得了明显成效。|我们采取了以下措施：一是加强学习。|镇党委提出了三条措施：一是加强学习。
    整改情况良好，群众比较满意。|整改情况将于月底前向社会公布。|整改工作进展顺利，各项任务有序推进。|成效显著，受到上级肯定。
    进展缓慢的问题要挂牌督办。|完成情况纳入年度考核，与绩效挂钩。|状态不好的干部要及时谈话。|进度滞后的项目要倒排工期。
    责任人不落实的要通报批评。|责任单位要主动认领，逐条整改。|责任领导亲自抓、负总责。|时限已到仍未完成的要说明理由。
    问题整改不能一阵风，要建立长效机制。|问题虽小，影响很大。|问题表现在三个方面，都与责任心不强有关。|意见反馈后，镇党委立即召开会议。
    表现突出的党员受到表彰。|具体问题具体分析，不搞一刀切。|存在问题的村要限期整改。|反馈意见指出，学习不够深入。
    针对上述原因：党委逐条研究。|对照以上问题：逐条认领。|这些举措：都已写入制度。|现将有关情况报告如下：
    该镇将整改情况：逐条公开。|经查，举报人反映的情况：部分属实。|按照要求，报送以下材料：会议记录、照片。|会议提出三点意见：一要提高认识。
    通过以上做法：干部作风明显好转。|各责任单位：要抓好落实。|下列单位：党政办、财政所。|每项整改措施：都要有台账。
    关于整改成效：群众最有发言权。|根据反馈意见：镇党委制定了方案。|如何落实整改措施：关键在领导。|由牵头单位：负责汇总。
    因病致贫的要及时帮扶，改不动的要挂牌督办。|整改 工作永远在路上，落实 责任永远在肩上。
    以下问题：学习不深入、研讨不经常。|镇里加强了措施：每月检查一次。|因为原因：不明，暂不处理。|长效机制建设不够完善，制度执行不够严格。""".strip()


LINES = (ROOT / "grammar/lines.lark").read_text(encoding="utf-8").splitlines()


def test_lines_of_the_grammar_are_short_and_hold_one_alternative() -> None:
    for line in LINES:
        assert len(line) <= 120
        code = line.partition("  //")[0]
        assert code.startswith("//") or not re.search(r'(?:/|") \| ', code), line


def read_segments(lines: list[str]) -> list[Segment]:
    return segments([join([line]) for line in physical_lines(view("\n".join(lines)))])


def listed(words: str) -> list[str]:
    return [one.strip() for one in re.split(r"[|\n]", words) if one.strip()]


@pytest.mark.parametrize(
    ("words", "kind"),
    [(words, kind) for kind, spellings in SPELLINGS.items() for words in listed(spellings)],
)
def test_a_label_is_known_in_every_spelling(words: str, kind: str) -> None:
    hit = alphabet("line").match(view(words))
    assert hit
    assert hit.terminal == kind


@pytest.mark.parametrize("words", listed(PROSE))
def test_prose_is_no_label(words: str) -> None:
    assert alphabet("label").match(view(words)) is None
    assert alphabet("inside").match(view(words)) is None


def test_prose_of_a_notice_stays_whole() -> None:
    kinds = [segment.kind for segment in read_segments(listed(PROSE))]
    assert set(kinds) == {"TEXT"}


def test_an_office_adds_words_to_a_class() -> None:
    own = alphabets({"cause": ["病因会诊"], "field": ["挂点"]})["label"]
    for words, kind in (("病因会诊：", "CAUSE"), ("【挂点】", "FIELD"), ("原因分析", "CAUSE")):
        hit = own.match(view(words))
        assert hit
        assert hit.terminal == kind
        assert words == "原因分析" or alphabet("label").match(view(words)) is None


def test_labels_of_an_office_are_read() -> None:
    text = "1.针对“会风不实”的问题\n病因会诊：重视不够。\n处置纪要：修订制度。"
    labels = {"cause": ["病因会诊"], "measures": ["处置纪要"]}
    (item,) = parse(from_text(text), labels=labels).items
    assert [part.kind for part in item.parts] == ["cause", "measures"]
    assert [part.kind for part in notice(text).items[0].parts] == ["measures"]


def test_alphabets_of_the_same_words_are_built_once() -> None:
    assert alphabets({"cause": ["病因会诊"]}) is alphabets({"cause": ("病因会诊",)})
    assert alphabets()["label"] is alphabet("label")


def test_an_alphabet_named_in_another_stands_for_its_terminals() -> None:
    labels = alphabet("label").names
    assert tuple(name for name in alphabet("line").names if name in LABELS) == labels


@pytest.mark.parametrize(
    ("words", "label", "text"),
    [
        ("【原因分析】重视不够。", "原因分析", "重视不够"),
        ("**整改措施：**完善制度。", "整改措施", "完善制度"),
        ("■责任单位（人）：党政办。", "责任单位(人)", "党政办"),
        ("（整改举措）一是完善制度。", "整改举措", "一是完善制度"),
        ("——问题成因：重视不够。", "问题成因", "重视不够"),
        ("〔整改措施及成效〕完善制度。", "整改措施及成效", "完善制度"),
        ("1.原因分析：重视不够。", "原因分析", "重视不够"),
        ("（1）原因分析　重视不够。", "原因分析", "重视不够"),
        ("①产生原因：重视不够。", "产生原因", "重视不够"),
        ("2）【责任单位】党政办", "责任单位", "党政办"),
    ],
)
def test_words_of_a_label_stand_without_the_signs_around_them(
    words: str, label: str, text: str
) -> None:
    first, second = read_segments([words])
    assert first.words == label
    assert (second.kind, second.words) == ("TEXT", text)


def test_a_numbered_problem_is_an_item_and_no_label() -> None:
    assert [one.kind for one in read_segments(["1.问题：学习不深入。"])] == ["HEADING"]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("责任单位：党政办；责任人：李某；完成时限：6月底", ["FIELD", "TEXT"] * 3),
        ("责任单位：党政办，责任人：李某，完成时限：6月底", ["FIELD", "TEXT"] * 3),
        ("责任单位：党政办　　责任人：李某 完成时限：6月底", ["FIELD", "TEXT"] * 3),
        ("原因分析：重视不够。整改措施：完善制度。", ["CAUSE", "TEXT", "MEASURES", "TEXT"]),
        ("原因分析：重视不够 整改措施：完善制度。", ["CAUSE", "TEXT", "MEASURES", "TEXT"]),
        ("【原因】重视不够【整改措施】完善制度。", ["CAUSE", "TEXT", "MEASURES", "TEXT"]),
        ("整改措施：一是出台三项措施，成效：明显。", ["MEASURES", "TEXT"]),
        ("一是完善制度，二是压实责任：党委书记负总责。", ["TEXT"]),
    ],
)
def test_labels_that_run_on_are_divided(words: str, kinds: list[str]) -> None:
    assert [segment.kind for segment in read_segments([words])] == kinds


def test_a_label_on_a_line_of_its_own_is_no_broken_paragraph() -> None:
    page = read_page(
        view("1.针对“会风不实”的问题\n原因分析\n重视不够，检查不力。\n整改措施\n一是开短会")
    )
    assert page.breaks == ()
    assert [one.view for one in page.paragraphs][1:3] == ["原因分析", "重视不够,检查不力。"]
