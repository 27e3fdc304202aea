"""Faults within sentences: one planted in a clean notice, with the code and words reported."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mutations import Fault, Lines, _find, _with

SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("NL507", "打造“三馆一址”线路，发挥“四馆一址”作用。", "四馆一址"),
    ("NL508", "全县共下放事项1092项，已承接835项，剩余247项。", "247项"),
    ("NL508", "其中房屋类占84%，构筑物类占18%。", "18%"),
    ("NL508", "追回欠款3.5万元、租金2.1万元，合计5.8万元。", "5.8万元"),
    ("NL601", "2024年2月30日召开专题会议。", "2024年2月30日"),
    ("NL601", "6月31日前完成复核。", "6月31日"),
    ("NL603", "2024年9月12日召开专题会议研究。", "2024年9月12日"),
    ("NL603", "已于2025年3月印发学习制度。", "2025年3月"),
    ("NL606", "已于今年11月召开专题会议。", "今年11月"),
    ("NL602", "2023年9月至2023年3月开展轮训。", "2023年3月"),
    ("NL702", "印发《学习制度，明确责任。", "《"),
    ("NL702", "印发学习制度》，明确责任。", "》"),
    ("NL702", "开展“每周一学活动。", "“"),
    ("NL702", "补齐台账（共3本。", "（"),
    ("NL702", "补齐台账（共3本)，逐项核对。", ")"),
    ("NL703", "执行“落实“第一议题”制度”要求。", "“第一议题”"),
    ("NL704", "落实《关于印发《学习制度》的通知》。", "《学习制度》"),
    ("NL704", "落实《关于印发<学习制度>的通知》。", "<学习制度>"),
    ("NL705", "明确专人负责，，逐项核对。", "，，"),
    ("NL705", "明确专人负责、，逐项核对。", "、，"),
    ("NL705", "明确专人负责。。", "。。"),
    ("NL707", "开展“学制度--强作风”活动。", "--"),
    ("NL707", "补齐台账、记录...，逐项核对。", "..."),
    ("NL708", "二0二三年完善制度。", "二0二三"),
    ("NL708", "投入１２万元。", "１２"),
    ("NL708", "2O23年开展培训。", "2O23"),
    ("NL709", "公示2021-2023年资金使用情况。", "2021-2023年"),
    ("NL709", "补发1-7月补助。", "1-7月"),
    ("NL710", "明确 专人负责，逐项核对。", " "),
    ("NL711", "学习新思想 and 党的二十大精神。", " and "),
    ("NL713", "满意度提高15～30%。", "15～30%"),
    ("NL801", "印发《学习制度》（白委[2023]12号）。", "白委[2023]12号"),
    ("NL801", "印发《学习制度》（白委〔23〕12号）。", "白委〔23〕12号"),
    ("NL801", "印发《学习制度》（白委〔2023〕第12号）。", "白委〔2023〕第12号"),
    ("NL801", "印发《学习制度》（白委〔2023〕012号）。", "白委〔2023〕012号"),
    ("NL802", "学习习近平书记重要讲话精神。", "习近平书记"),
    ("NL802", "做到“两个坚决维护”。", "两个坚决维护"),
    ("NL802", "学习十九大五中全会精神。", "十九大五中全会"),
    ("NL803", "对制度进行进行修订。", "进行进行"),
    ("NL803", "落实的的情况逐项核对。", "的的"),
    ("NL804", "截止目前已培训4期。", "截止目前"),
    ("NL804", "群众反应问题及时办理。", "群众反应"),
    ("NL805", "严格落实《合同法》规定。", "《合同法》"),
    ("NL806", "向县委第二巡视组汇报。", "县委第二巡视组"),
    ("NL807", "依据《中国共产党巡视工作条例》第三十二条规定落实。", "《中国共产党巡视工作条例》"),
    ("NL901", "当事人身份证号110105194912310021。", "110105********0021"),
    ("NL902", "经办人电话13900005550。", "139****5550"),
    ("NL903", "款项退回账户6222020000000000109。", "622202*********0109"),
    ("NL904", "对石桥村支部书记马文静给予警告处分。", "对石桥村支部书记马文静"),
    ("NL905", "将市场摊位相关线索移交县纪委监委调查。", "将市场摊位相关线索移交"),
    ("NL907", "走访家住石桥村三组12号的群众。", "家住石桥村三组"),
    ("NL908", "××月召开专题会议。", "××"),
    ("NL908", "投入XX万元。", "XX"),
    ("NL908", "（此处补充数据）。", "（此处补充数据）"),
    ("NL908", "完成□项任务。", "□"),
    ("NL908", "已通过日召开会议研究。", "日"),
    ("NL908", "按时发放耕地补贴合计，并进行公示。", "合计"),
)
"""Code, a sentence that holds the fault, and the words it is reported at."""

SILENT: tuple[str, ...] = (
    "计划2024年9月开展轮训，2024年12月底前完成考核。",
    "对2024年8月6日前仍未转出组织关系的，给予相应处理。",
    "全县共下放事项1092项，已承接835项，剩余257项。",
    "其中房屋类占84％，构筑物类占16％。",
    "改造167户户厕，做到件件有落实、条条有回音。",
    "由审计组组长带队，股东代表表决通过。",
    "组织学习习近平新时代中国特色社会主义思想。",
    "依据《中国共产党巡视工作条例》有关规定，学习巡视巡察工作部署要求。",
    "纠正把“习近平总书记”误写为“习近平书记”的问题。",
    "印发《学习制度》（白委〔2023〕12号）《关于印发〈会议制度〉的通知》。",
    "开展VOCs治理，创建AAA级景区，建设e支部。",
    "拨打12345、12388、95598反映情况。",
    "提高主动发现问题线索能力，健全线索移送机制。",
    "约谈12人，给予警告处分2人。",
    "2019年审计反馈的82项问题已经办结。",
    "落实“三重一大”“三会一课”“一岗双责”，实行一企一策、一村一策。",
    "2023年4月立行立改，2023年9月至2024年3月开展轮训。",
    "明辨是是非非……严格执行——不折不扣。",
    "签订2020年《合同法》施行期间的合同逐份清理。",
    "投入1,200元，每天8:30开门。",
)
"""Sentences that look like faults and are none."""

PROSE = re.compile(r"^(?:[一二三]是|原因分析：|产生原因：|问题原因：).{12,}。$")


def places(lines: Lines) -> list[int]:
    """Return the prose lines that a sentence can be put behind; what is planned is yet to come."""
    plan = _find(lines, r"^\S{1,5}(?:下一步|持续巩固)")
    end = len(lines) if plan is None else plan
    return [index for index, line in enumerate(lines[:end]) if PROSE.match(line)]


def sentences(lines: Lines, rng: random.Random) -> Iterator[Fault]:
    """Plant one faulty sentence at a place of each kind."""
    where = places(lines)
    if not where:
        return
    for code, sentence, words in SENTENCES:
        index = rng.choice(where)
        yield Fault(code, _with(lines, index, lines[index] + sentence), words)


def marks(lines: Lines, rng: random.Random) -> Iterator[Fault]:
    """Plant faults of single marks in prose that is there."""
    where = places(lines)
    if not where:
        return
    index = rng.choice(where)
    line = lines[index]
    yield Fault("NL706", _with(lines, index, line.removesuffix("。")), "")
    if "，" in line:
        yield Fault("NL701", _with(lines, index, line.replace("，", ",", 1)), ",")
        yield Fault("NL705", _with(lines, index, line.replace("，", "，，", 1)), "，，")


def numbers(lines: Lines, _rng: random.Random) -> Iterator[Fault]:
    """Plant wrong declared numbers."""
    index = _find(lines, r"共反馈\d+个方面\d+个问题")
    if index is None:
        return
    found = re.search(r"(\d+)个方面(\d+)个问题", lines[index])
    assert found
    wrong = f"{int(found[2]) + 3}个问题"
    yield Fault(
        "NL501", _with(lines, index, lines[index].replace(f"{found[2]}个问题", wrong)), wrong
    )
    done = re.search(r"已完成整改(\d+)个", lines[index])
    if done:
        changed = f"已完成整改{int(done[1]) + 1}个"
        yield Fault("NL502", _with(lines, index, lines[index].replace(done.group(), changed)), "")


def dates(lines: Lines, _rng: random.Random) -> Iterator[Fault]:
    """Plant faults of the dates in the preamble and below the signature."""
    index = _find(lines, "组对.*巡察")
    issue = _find(lines, r"^\s*2024年7月1日$")
    if index is not None and "2024年1月12日" in lines[index]:
        words = lines[index]
        yield Fault(
            "NL602", _with(lines, index, words.replace("2024年1月12日", "2023年9月12日")), ""
        )
        yield Fault(
            "NL605", _with(lines, index, words.replace("2024年1月12日", "1月12日")), "1月12日"
        )
        team = re.search("县委第二巡察组(?=向)", words)
        if team:
            other = words[: team.start()] + "县委第三巡察组" + words[team.end() :]
            yield Fault("NL506", _with(lines, index, other), "县委第三巡察组")
    if issue is not None:
        for code, date in (
            ("NL602", "2022年7月1日"),
            ("NL601", "2024年6月31日"),
            ("NL604", "2024年07月01日"),
            ("NL604", "二〇二四年七月一日"),
            ("NL604", "2024.7.1"),
            ("NL604", "2024年7月"),
        ):
            yield Fault(code, _with(lines, issue, date), date)


def names(lines: Lines, _rng: random.Random) -> Iterator[Fault]:
    """Plant another organ in the signature, and marks of secrecy above the title."""
    index = _find(lines, r"^中共\S+镇委员会$")
    if index is not None:
        town = lines[index].removeprefix("中共").removesuffix("委员会")
        yield Fault("NL505", _with(lines, index, "中共赤溪镇委员会"), "中共赤溪镇委员会")
        yield Fault("NL505", _with(lines, index, f"中共{town}委"), f"中共{town}委")
    title = _find(lines, "^中共.*关于.*通报$")
    if title is not None:
        for mark in ("机密★1年", "内部资料，注意保存", "秘密"):
            text = "\n".join((*lines[:title], mark, *lines[title:])) + "\n"
            yield Fault("NL906", text, mark)


PLANTS = (sentences, marks, numbers, dates, names)
