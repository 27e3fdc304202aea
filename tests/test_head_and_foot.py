"""Titles, openings, contact details, signatures and dates in every form that offices write."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from support import check, notice

from notice_lint.document.notice import Notice

BODY = """\
一、巡察反馈问题整改落实情况
1.针对“集体学习不够经常”的问题
原因分析：对学习制度重视不够。
整改措施：一是修订学习制度。二是严格考勤。
整改情况：已完成整改。
2.针对“票据审核把关不严”的问题
原因分析：报账流程不清楚。
整改措施：一是完善报账流程。二是补齐附件6份。
整改情况：已完成整改。
"""


class Form(Struct, frozen=True):
    """A way to write one part, and what must be read from it."""

    text: str
    want: tuple[Any, ...]


def title(*lines: str) -> Form:
    return Form("\n".join(lines), ("".join(line for line in lines if line),))


TITLES = (
    title("中共青禾镇委员会关于巡察整改进展情况的通报"),
    title("中共青禾镇委员会", "关于巡察整改进展情况的通报"),
    title("青禾镇", "关于巡察整改", "进展情况的通报"),
    title("中共青禾镇委员会", "青禾镇人民政府", "关于落实巡察反馈意见", "整改情况的报告"),
    title("中共青禾镇委员会关于县委第二巡察组", "", "反馈意见整改落实情况的公告"),
    title("中共临岚大学委员会关于巡视整改进展情况的通报"),
    title("中共临岚县人民检察院党组关于巡察整改完成情况的通报"),
    title("临岚县中医医院党委关于巡察“回头看”反馈意见整改情况的公示"),
    title("临岚水务集团有限公司党委关于专项巡察整改进展情况的通报"),
    title("中共白鹭社区委员会关于巡察整改情况的公示"),
    title("临岚县商会党支部关于选人用人专项检查反馈意见整改情况的报告"),
    title("青禾供电所关于意识形态工作责任制检查反馈问题整改落实情况的报告"),
    title("青禾镇人民政府关于生态环境保护督察反馈问题整改情况的公告"),
    title("青禾镇人民政府关于2022年度预算执行审计查出问题整改情况的公告"),
    title("中共青禾镇委员会关于十四届县委第六轮巡察集中整改进展情况的通报"),
)


def opening(text: str, team: str, body: str, *dates: str | None) -> Form:
    return Form(text, (team, body, *dates))


TEAM, TOWN = "县委第二巡察组", "青禾镇党委"
DATES = ("2023-10-08", "2023-12-15", "2024-01-12")
OPENINGS = (
    opening("根据县委统一部署，2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察，并于2024年1月12日反馈了意见。现将整改情况公布如下：", TEAM, TOWN, *DATES),
    opening("2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察。\n2024年1月12日，县委第二巡察组向青禾镇党委反馈了巡察意见。\n现将整改进展情况予以公布。", TEAM, TOWN, *DATES),
    opening("按照县委巡察工作领导小组部署，县委第二巡察组于2023-10-08至2023-12-15对青禾镇党委开展了常规巡察。2024-01-12反馈了意见。整改落实情况如下：", TEAM, TOWN, *DATES),
    opening("根据县委统一安排，二〇二三年十月八日至十二月十五日，县委第二巡察组对青禾镇党委进行了巡察，二〇二四年一月十二日反馈了意见。现将整改情况通报如下：", TEAM, TOWN, *DATES),
    opening("2023年10月上旬至12月底，县委第二巡察组进驻青禾镇党委开展巡察。2024年1月，县委巡察办向青禾镇党委反馈了意见。现将整改情况公开如下：", TEAM, TOWN, "2023-10", "2023-12", "2024-01"),
    opening("2023年10月，县委巡察二组对青禾镇党委进行了巡察“回头看”，2024年1月反馈了意见。现将整改情况向社会公布。", "县委巡察二组", TOWN, "2023-10", "2023-10", "2024-01"),
    opening("县委第一巡察组、第四巡察组2023年10月8日至12月15日分别对青禾镇党委、白鹭镇党委进行了巡察，2024年1月12日分别反馈了意见。现将整改情况公布如下：", "县委第一巡察组、第四巡察组", "青禾镇党委、白鹭镇党委", *DATES),
    opening("根据省委统一部署，2023年10月8日—12月15日，省委第七巡视组对临岚大学党委进行了巡视。2024年1月12日，省委第七巡视组向临岚大学党委反馈了意见。现将巡视整改情况予以公布。", "省委第七巡视组", "临岚大学党委", *DATES),
    opening("中央第×巡视组于2023年10月8日至12月15日对临岚集团党组进行了巡视。2024年1月12日，中央第×巡视组反馈了意见。根据有关规定，现将整改进展情况公布如下。", "中央第×巡视组", "临岚集团党组", *DATES),
    opening("2023年10月8日至12月15日，省第三生态环境保护督察组对青禾镇开展了督察，并于2024年1月12日移交了问题清单。现将整改情况公告如下：", "省第三生态环境保护督察组", "青禾镇", *DATES),
    opening("2023年10月8日至12月15日，县审计局对青禾镇人民政府2022年度财政收支情况进行了审计，2024年1月12日出具了审计报告。现将审计查出问题整改情况公告如下：", "县审计局", "青禾镇人民政府", *DATES),
    opening("2023年10月8日至12月15日，市委专项检查组对青禾镇党委选人用人工作进行了专项检查，2024年1月12日反馈了检查意见。现将整改情况报告如下：", "市委专项检查组", TOWN, *DATES),
    opening("2023年10月8日至12月15日，县委宣传部对青禾镇党委落实意识形态工作责任制情况开展了检查，2024年1月12日反馈了检查意见。现将整改情况通报如下：", "县委宣传部", TOWN, *DATES),
    opening("2023年10月8日至12月15日，青禾镇党委接受了县委第二巡察组的巡察。2024年1月12日，巡察组反馈了意见。现将整改情况公布如下：", TEAM, TOWN, *DATES),
)  # fmt: skip

PHONE, MAIL, PLACE = "0000-5550123", "qh@lianlan.example", "临岚县青禾镇人民政府"
STREET = "临岚县青禾镇青禾路8号"
ALL = ((PHONE,), (MAIL,), (PLACE,))
CONTACTS = (
    Form(f"欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：{PHONE}；邮政地址：{PLACE}；电子邮箱：{MAIL}。", ALL),
    Form(f"公示期间，欢迎广大干部群众监督，如有意见建议，请向党政办公室反映。联系电话：{PHONE}；邮政地址：{PLACE}；电子邮箱：{MAIL}。", ALL),
    Form(f"社会各界如对整改情况有意见建议，可通过以下方式反映。联系电话：{PHONE}；邮政地址：{PLACE}；电子邮箱：{MAIL}。", ALL),
    Form(f"任何单位和个人如发现整改不实，可向镇纪委举报。\n监督举报方式：\n电话 {PHONE}\n地址 {PLACE}\n邮箱 {MAIL}", ALL),
    Form(f"对整改结果有异议的，请于7日内提出。\n联系方式如下：\n1.联系电话：{PHONE}\n2.通信地址：{PLACE}\n3.电子邮箱：{MAIL}", ALL),
    Form(f"欢迎社会各界监督。反映渠道如下：\n（一）来电反映：{PHONE}\n（二）来信来访地址：{PLACE}\n（三）电子邮箱：{MAIL}", ALL),
    Form(f"在此，欢迎社会各界监督。\n受理部门：青禾镇党政办公室\n受理时间：工作日8:30—17:30\n联系人：周文博\n联系电话\t{PHONE}\n通讯地址\t{PLACE}\n邮编\t528999\n电子邮箱\t{MAIL}", ALL),
    Form(f"二、监督方式\n欢迎广大干部群众监督。\n监督电话：{PHONE}\n邮寄地址：{PLACE}\n电子信箱：{MAIL}", ALL),
    Form(f"欢迎党员干部群众监督，可拨打{PHONE}反映，或发送邮件至{MAIL}，也可将来信寄至{PLACE}。", ALL),
    Form(f"以上整改情况，请予监督。\n联系电话：{PHONE}转8012、0000-5550124（传真）\n电子邮箱：{MAIL}\n邮政信箱：{PLACE}", ((f"{PHONE}转8012", "0000-5550124"), (MAIL,), (PLACE,))),
    Form(f"广大党员群众如有意见建议，请及时联系我们。意见反馈渠道：电话{PHONE}，地址{PLACE}（信封请注明“整改”），邮箱{MAIL}。", ((PHONE,), (MAIL,), (f"{PLACE}（信封请注明“整改”）",))),
    Form(f"监督渠道：电话{PHONE}；地址是{PLACE}；邮箱{MAIL}。", ALL),
    Form(f"欢迎监督，联系方式如下。电话号码：{PHONE}。通讯地址：{PLACE}。电子邮箱：{MAIL}。", ALL),
    Form(f"意见反馈方式\n联系电话\n{PHONE}\n电子邮箱\n{MAIL}\n通信地址\n{PLACE}", ALL),
    Form(f"敬请各界监督。\n联系方式\n镇纪委办公室  {PHONE}\n{MAIL}\n{STREET}", ((PHONE,), (MAIL,), (STREET,))),
    Form(f"大家有意见可以找镇纪委，电话{PHONE}，邮箱{MAIL}，地址是{PLACE}。", ALL),
    Form(f"公开时间为2024年7月1日至7日。公众如有意见，可拨打{PHONE}或发送邮件至{MAIL}，信函请寄{PLACE}。", ALL),
    Form(f"欢迎干部群众监督。联系我们：{PHONE}、{MAIL}；地址{PLACE}", ALL),
    Form("欢迎干部群众监督。联系电话：0000-\n5550123。", (("0000-5550123",), (), ())),
    Form("如有意见建议，请向青禾镇纪委（0000-5550123）反映。", ((PHONE,), (), ())),
)  # fmt: skip

SIGNATURES = (
    Form("中共青禾镇委员会", ("中共青禾镇委员会",)),
    Form("　　　　　　中共青禾镇委员会（盖章）", ("中共青禾镇委员会",)),
    Form("中共青禾镇委员会\n（公章）", ("中共青禾镇委员会",)),
    Form("中共青禾镇委员会　青禾镇人民政府", ("中共青禾镇委员会　青禾镇人民政府",)),
    Form("中共青禾镇委员会、青禾镇人民政府", ("中共青禾镇委员会、青禾镇人民政府",)),
    Form("中共青禾镇委员会\n青禾镇人民政府", ("中共青禾镇委员会 青禾镇人民政府",)),
    Form("青禾镇巡察整改工作领导小组", ("青禾镇巡察整改工作领导小组",)),
    Form("青禾镇巡察整改工作专班", ("青禾镇巡察整改工作专班",)),
    Form("中共临岚县人民检察院党组", ("中共临岚县人民检察院党组",)),
    Form("临岚县第一中学", ("临岚县第一中学",)),
    Form("临岚水务集团有限公司党委", ("临岚水务集团有限公司党委",)),
    Form("白鹭社区", ("白鹭社区",)),
    Form("青禾供电所", ("青禾供电所",)),
    Form("临岚县餐饮行业协会", ("临岚县餐饮行业协会",)),
    Form("青禾村村民代表", ("青禾村村民代表",)),
)

ISSUED = (
    Form("2024年7月1日", ("2024-07-01",)),
    Form("2024年07月", ("2024-07",)),
    Form("二0二四年7月", ("2024-07",)),
    Form("二〇二四年七月一日", ("2024-07-01",)),
    Form("二○二四年7月1日", ("2024-07-01",)),
    Form("２０２４年７月１日", ("2024-07-01",)),
    Form("2024-07-01", ("2024-07-01",)),
    Form("2024.7", ("2024-07",)),
    Form("（2024年7月1日）", ("2024-07-01",)),
    Form("2024年　月　日", (None,)),
)

BEHIND = (
    "",
    "（此件公开发布）",
    "附件：整改台账",
    "附件：1.整改台账\n2.制度清单",
    "抄送：县委办公室，县委巡察办。\n青禾镇党政办公室　2024年7月3日印发",
    "分享到：微信 微博 QQ空间\n责任编辑：王某",
)


class Parts(Struct, frozen=True):
    """One notice: which form of each part."""

    title: Form = TITLES[0]
    opening: Form = OPENINGS[0]
    contact: Form = CONTACTS[0]
    signature: Form = SIGNATURES[0]
    issued: Form = ISSUED[0]
    behind: str = BEHIND[0]
    same_line: bool = False
    line_break: str = "\n"

    def written(self) -> str:
        """Return the text of the notice."""
        parting = "　" if self.same_line else "\n"
        signed = f"{self.signature.text}{parting}{self.issued.text}"
        parts = (self.title.text, self.opening.text, BODY, self.contact.text, signed, self.behind)
        return "\n".join(filter(None, parts)).replace("\n", self.line_break) + self.line_break


FIELDS: dict[str, tuple[Form, ...]] = {
    "title": TITLES,
    "opening": OPENINGS,
    "contact": CONTACTS,
    "signature": SIGNATURES,
    "issued": ISSUED,
}
VARIANTS = [
    pytest.param(replace(Parts(), **{name: form}), id=f"{name}-{n}")
    for name, forms in FIELDS.items()
    for n, form in enumerate(forms)
]


def drawn(seed: int) -> Parts:
    rng = random.Random(seed)
    chosen: dict[str, Any] = {name: rng.choice(forms) for name, forms in FIELDS.items()}
    return Parts(**chosen, behind=rng.choice(BEHIND), line_break=rng.choice(("\n", "\r\n", "\n\n")))


def text_of(part: Any) -> str | None:
    return part.text if part else None


def facts(parsed: Notice) -> dict[str, Any]:
    preamble, contact, issued = parsed.preamble, parsed.contact, parsed.issue_date
    assert preamble
    channels = ("phone", "email", "address")
    return {
        "title": (text_of(parsed.title),),
        "opening": (
            text_of(preamble.inspection_team),
            text_of(preamble.inspected_body),
            preamble.inspection_start,
            preamble.inspection_end,
            preamble.feedback_date,
        ),
        "publishing": bool(preamble.publishing),
        "supervision": bool(parsed.supervision),
        "contact": tuple(
            tuple(one.text for one in contact.values(channel)) if contact else ()
            for channel in channels
        ),
        "signature": (text_of(parsed.signature),),
        "issued": (issued.iso if issued else "missing",),
        "items": [item.problem.text[:7] for item in parsed.items],
        "set aside": parsed.set_aside,
    }


def expected(parts: Parts) -> dict[str, Any]:
    return {
        "title": parts.title.want,
        "opening": parts.opening.want,
        "publishing": True,
        "supervision": True,
        "contact": parts.contact.want,
        "signature": parts.signature.want,
        "issued": parts.issued.want,
        "items": ["针对“集体学习", "针对“票据审核"],
        "set aside": (),
    }


@pytest.mark.parametrize("parts", VARIANTS)
def test_each_form_is_read(parts: Parts) -> None:
    assert facts(notice(parts.written())) == expected(parts), parts.written()


@pytest.mark.parametrize("seed", range(120))
def test_forms_together_are_read(seed: int) -> None:
    parts = drawn(seed)
    assert facts(notice(parts.written())) == expected(parts), parts.written()


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("signature", SIGNATURES[:1] + SIGNATURES[6:9])
def test_what_hangs_below_and_dates_beside_the_name(behind: str, signature: Form) -> None:
    for same_line in (False, True):
        parts = Parts(signature=signature, behind=behind, same_line=same_line)
        assert facts(notice(parts.written())) == expected(parts), parts.written()


ABOUT_THE_ENDS = ("NL1", "NL4", "NL604", "NL708")
WRONG_DATES = frozenset(form.text for form in ISSUED[1:8])


@pytest.mark.parametrize("seed", range(40))
def test_no_form_is_a_fault_of_structure(seed: int) -> None:
    """What is written in a form of its own lacks nothing, but for the date's form and channels."""
    parts = replace(drawn(seed), issued=ISSUED[0], line_break="\n")
    if parts.title is TITLES[4]:
        parts = replace(parts, title=TITLES[0])
    found = check(parts.written(), ABOUT_THE_ENDS).violations
    codes = {one.code for one in found if one.severity != "info"}
    ours = {"NL404"} if "转8012" in parts.contact.text else set()
    short = {"NL402"} if not parts.contact.want[2] else set()
    page = {"NL115"} if parts.behind.startswith("分享") else set()
    kind = {"NL114"} | ({"NL113"} if "0000-\n" in parts.contact.text else set())
    assert codes <= ours | short | page | kind, parts.written()


@pytest.mark.parametrize("issued", [form for form in ISSUED if form.text in WRONG_DATES])
def test_a_date_in_another_form_is_told_by_its_form_and_not_as_missing(issued: Form) -> None:
    found = check(Parts(issued=issued).written(), ABOUT_THE_ENDS).violations
    assert {one.code for one in found} & {"NL604", "NL708"}
    assert not {one.code for one in found} & {"NL108", "NL110", "NL109"}


LEFT_IN = (
    "分享到：微信 微博",
    "责任编辑：王某",
    "打印本页 关闭窗口",
    "浏览次数：128",
    "上一篇：没有了",
)


@pytest.mark.parametrize("line", LEFT_IN)
@pytest.mark.parametrize("place", [1, 3, 5])
def test_lines_of_a_page_amid_the_text_are_no_part_of_it(line: str, place: int) -> None:
    body = BODY.splitlines()
    text = Parts().written().replace(BODY, "\n".join([*body[:place], line, *body[place:]]) + "\n")
    assert facts(notice(text)) == expected(Parts())
    (found,) = check(text, ["NL115"]).violations
    assert found.quote == line


def test_a_copy_line_amid_the_text_is_told_and_ends_no_item() -> None:
    lines = BODY.splitlines()
    text = (
        Parts()
        .written()
        .replace(BODY, "\n".join([*lines[:5], "抄送县委办公室", *lines[5:]]) + "\n")
    )
    parsed = notice(text)
    assert len(parsed.items) == 2
    assert [one.part for one in parsed.set_aside] == ["annex"]


def test_words_about_the_public_amid_the_measures_are_no_invitation() -> None:
    text = BODY.replace(
        "二是严格考勤。", "二是严格考勤。\n群众如有意见，可向镇纪委反映，来电必复。"
    )
    parsed = notice(Parts().written().replace(BODY, text))
    assert parsed.set_aside == ()
    assert parsed.supervision
    assert parsed.supervision.text.startswith("欢迎广大干部群众对")


def test_numbers_inside_measures_are_no_contact() -> None:
    text = BODY.replace("二是严格考勤。", "二是公开监督电话0000-5550199。")
    parsed = notice(Parts(contact=Form("欢迎广大干部群众监督。", ())).written().replace(BODY, text))
    assert parsed.contact is None


def test_closing_words_that_run_on_in_the_last_paragraph() -> None:
    parts = Parts(contact=CONTACTS[0])
    text = parts.written().replace("整改情况：已完成整改。\n欢迎", "整改情况：已完成整改。欢迎")
    assert facts(notice(text)) == expected(parts)


@settings(deadline=None)
@given(st.permutations(BODY.splitlines() + [form.text for form in CONTACTS + SIGNATURES + ISSUED]))
def test_any_order_of_lines_gives_a_notice(lines: list[str]) -> None:
    text = "\n".join(lines)
    parsed = notice(text)
    spans = [one.span() for one in parsed.paragraphs]
    assert all(0 <= one.start <= one.end <= len(text) for one in spans)


WORDS = (
    "欢迎",
    "监督",
    "电话",
    "：",
    "。",
    "\n",
    "（",
    "）",
    "0000-5550123",
    "2024年",
    "7月",
    "1日",
    "委员会",
    "如有",
    "公示期",
    "附件",
    "　",
    "、",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_words_give_a_notice(words: list[str]) -> None:
    notice("".join(words))


PERIOD = "2023年10月8日至12月15日，"
PARTIES = {
    f"{PERIOD}县委第一、第三巡察组分别对青禾镇党委、白鹭镇党委开展了巡察。": (
        ["县委第一巡察组", "第三巡察组"], ["青禾镇党委", "白鹭镇党委"],
    ),
    f"{PERIOD}县委第一巡察组、第四巡察组分别对县教育局党组、县第一中学党委进行了巡察。": (
        ["县委第一巡察组", "第四巡察组"], ["县教育局党组", "县第一中学党委"],
    ),
    f"{PERIOD}县委第一巡察组对青禾镇党委、县委第三巡察组对白鹭镇党委分别进行了巡察。": (
        ["县委第一巡察组", "县委第三巡察组"], ["青禾镇党委", "白鹭镇党委"],
    ),
    f"{PERIOD}县委第一巡察组对青禾镇党委、政府进行了巡察。": (["县委第一巡察组"], ["青禾镇党委、政府"]),
    f"{PERIOD}县委第一巡察组对青禾镇党委及其领导班子进行了巡察。": (["县委第一巡察组"], ["青禾镇党委"]),
    "2024年1月12日，县委第一巡察组向青禾镇党委反馈了巡察意见。": (["县委第一巡察组"], ["青禾镇党委"]),
}  # fmt: skip


@pytest.mark.parametrize("words", PARTIES)
def test_several_teams_and_bodies_are_told_one_by_one(words: str) -> None:
    text = Parts(opening=opening(f"{words}现将整改情况公布如下：", "", "")).written()
    preamble = notice(text).preamble
    assert preamble
    teams, bodies = PARTIES[words]
    assert [one.text for one in preamble.teams] == teams
    assert [one.text for one in preamble.bodies] == bodies
    assert all(one.text.startswith(one.span.of(text)) for one in preamble.teams)
