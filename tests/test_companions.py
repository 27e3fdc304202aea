"""A notice against its feedback, ledger and earlier notice: pairs, differences, what is shown."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import papers
import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from papers import FEEDBACKS, LEDGERS, REWORDINGS, Inspected, Row, feedback_file, ledger_file
from repository import ROOT
from shapes import Notice, random_shape
from support import Call

from notice_lint.api import Options, Session
from notice_lint.compare.assignment import assign
from notice_lint.compare.words import core, named
from notice_lint.config.companions import CompanionFile, CompanionPatterns
from notice_lint.document.companions import CompanionRole, ProblemEntry, comparison_of
from notice_lint.document.tally import areas
from notice_lint.formats import ON_SCREEN, TO_FILE
from notice_lint.readers import from_bytes
from notice_lint.ruleset.layers import Layer, base_layers
from notice_lint.ruleset.profile import build
from notice_lint.ruleset.result import FileResult

BESIDE = ROOT / "examples" / "beside"
CODES = tuple(f"NL{number}" for number in range(551, 561))
PROFILE = build("test", [*base_layers("default"), Layer("test", select=CODES)])
WHOLE = build("test", [*base_layers("default"), Layer("test", ignore=("NL100",))])
LEDGER_STATUS = {
    "completed": "已完成", "completed_ongoing": "已完成", "basically_completed": "基本完成",
    "in_progress": "正在推进", "not_started": "未完成", None: "",
}  # fmt: skip


def check(text: str, files: Sequence[CompanionFile], *, whole: bool = False) -> FileResult:
    options = Options(profile=WHOLE if whole else PROFILE, companions=tuple(files))
    return Session(options, with_baseline=False).check_text(text, name="通报.txt")


# ── pairs, in every shape ──


def triple(seed: int, rewording: str) -> tuple[str, list[str], list[str], list[CompanionFile]]:
    """Return a generated notice, its problems as it and as feedback have them, and its papers."""
    rng = random.Random(seed)
    written = Notice(random_shape(rng), seed)
    text, truth = written.write()
    problems = papers.problems_of(truth.items)
    stated = [REWORDINGS[rewording](words, rng) for words in problems]
    parsed = check(text, ()).notice
    statuses = [LEDGER_STATUS[ProblemEntry(item, "").status] for item in parsed.items]
    rows = [
        Row(words, status, "2024年12月31日")
        for words, status in zip(problems, statuses, strict=True)
    ]
    about = Inspected(written.town, max(1, sum(1 for _ in areas(parsed))))
    feedback = FEEDBACKS[seed % len(FEEDBACKS)](stated, about, rng)
    return text, problems, stated, [feedback_file(feedback), ledger_file(rows, seed)]


@pytest.mark.parametrize("rewording", REWORDINGS)
def test_problems_of_generated_triples_are_paired(rewording: str) -> None:
    wrong = []
    for seed in range(6):
        text, problems, stated, files = triple(seed, rewording)
        result = check(text, files)
        comparison = comparison_of(result.notice)
        assert comparison
        for words, feedback in zip(problems, stated, strict=True):
            row = next(
                row for row in comparison.rows if core(row.matches[0].entry.name) == core(feedback)
            )
            names = {match.entry.name for role in ("notice", "ledger") for match in row.of(role)}
            if len(row.of("notice")) != 1 or not all(words in name for name in names):
                wrong.append((seed, words, names))
        codes = {violation.code for violation in result.violations}
        assert codes <= ({"NL553"} if rewording != "same" else set())
    assert wrong == []


@pytest.mark.parametrize(("name", "form"), [(name, form) for form, (name, _) in enumerate(LEDGERS)])
def test_every_form_of_ledger_is_read(name: str, form: int) -> None:
    rows = [Row("理论学习不深入", "已完成"), Row("财务管理不规范", "正在推进", "2024年9月30日")]
    text = notice_text()
    result = check(text, [ledger_file(rows, form)])
    comparison = comparison_of(result.notice)
    assert comparison
    entries = [row.entry("ledger") for row in comparison.rows if row.entry("ledger")]
    told = [(entry.name, entry.status, entry.due and entry.due.iso) for entry in entries if entry]
    assert told == [
        ("理论学习不深入", "completed", "2024-06-30"),
        ("财务管理不规范", "in_progress", "2024-09-30"),
    ]


# ── planted differences, each told once and nothing with it ──


def notice_text() -> str:
    """Return a notice that agrees with the feedback and ledger of the example."""
    text = (BESIDE / "notice.txt").read_text(encoding="utf-8")
    text = text.replace("防汛物资储备不足", "防汛物资储备严重不足").replace("7月16日", "6月20日")
    text = text.replace("已完成整改5个，正在整改1个", "已完成整改4个，正在整改2个")
    fourth = text.index("4.针对")
    before, behind = text[:fourth], text[fourth:].replace("已完成整改", "正在整改", 1)
    sixth = (
        "6.针对“党员发展把关不严”的问题\n原因分析：业务不熟。\n"
        "整改措施：一是补办公示手续。二是培训组织委员12名。\n整改情况：已完成整改。\n"
    )
    end = behind.index("欢迎广大")
    return before + behind[:end] + sixth + behind[end:]


def companions(**papers: str) -> list[CompanionFile]:
    """Return the papers of the example, some in other words."""
    texts: dict[CompanionRole, str] = {
        "feedback": (BESIDE / "feedback.txt").read_text(encoding="utf-8"),
        "ledger": (BESIDE / "ledger.csv").read_text(encoding="utf-8"),
        "earlier": earlier_text(),
    }
    suffixes = {"ledger": "csv"}
    return [
        CompanionFile(role, f"{role}.{suffixes.get(role, 'txt')}", papers.get(role, text).encode())
        for role, text in texts.items()
    ]


def earlier_text() -> str:
    """Return the notice of last time: two problems were unfinished as well, told otherwise."""
    text = notice_text().replace("引进加工企业2家", "对接加工企业5家")
    return text.replace("追回款项2.3万元", "清查票据430张").replace("6月20日", "4月20日")


def edited(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def without_item(text: str, number: int) -> str:
    start = text.index(f"{number}.针对")
    following = text.find(f"{number + 1}.针对", start)
    return text[:start] + text[following if following > 0 else text.index("欢迎广大") :]


ADDED = (
    "7.针对“窗口服务态度生硬”的问题\n原因分析：培训不够。\n"
    "整改措施：一是开展礼仪培训。二是设置意见箱。\n整改情况：已完成整改。\n欢迎广大"
)
FEEDBACK = (BESIDE / "feedback.txt").read_text(encoding="utf-8")
LEDGER = (BESIDE / "ledger.csv").read_text(encoding="utf-8")
OPEN_SEVENTH = edited(ADDED, ("已完成整改", "正在整改"))
PLANTED = {
    "dropped item": (without_item(notice_text(), 6), {}, "NL551", "全面从严治党方面"),
    "added item": (edited(notice_text(), ("欢迎广大", ADDED)), {}, "NL552", "窗口服务态度生硬"),
    "softened": (edited(notice_text(), ("“财务管理不规范”", "“财务管理不够规范”")), {}, "NL553", "财务管理"),
    "halved": (
        notice_text(),
        {"feedback": edited(FEEDBACK, ("5.公务接待手续不全。", "5.公务接待手续不全，超标准列支陪餐费用。"))},
        "NL553",
        "公务接待手续不全",
    ),
    "other status": (
        notice_text(), {"ledger": edited(LEDGER, ("按月组织集中学习,党政办,2024年5月31日,已完成", "按月组织集中学习,党政办,2024年5月31日,正在整改"))},
        "NL554", "整改情况：已完成整改",
    ),
    "overdue": (edited(notice_text(), ("2024年6月20日", "2024年7月1日")), {"ledger": edited(LEDGER, ("财政所,2024年6月30日", "财政所,2024年12月31日"))}, "NL555", "整改情况：正在整改"),
    "wrong count": (edited(notice_text(), ("指出2个方面6个问题", "指出2个方面7个问题")), {}, "NL556", "7个问题"),
    "wrong areas": (edited(notice_text(), ("指出2个方面6个问题", "指出3个方面6个问题")), {}, "NL556", "3个方面"),
    "other team": (notice_text().replace("县委第二巡察组", "县委第三巡察组"), {}, "NL557", "县委第三巡察组"),
    "other date": (edited(notice_text(), ("2024年2月26日", "2024年3月6日")), {}, "NL557", "2024年3月6日"),
    "other period": (edited(notice_text(), ("至12月15日", "至12月25日")), {}, "NL557", "2023年10月8日至12月25日"),
    "regressed": (
        notice_text(),
        {"earlier": edited(earlier_text(), ("整改情况：正在整改", "整改情况：已完成整改"), ("4个，正在整改2个", "5个，正在整改1个"))},
        "NL558",
        "整改情况：正在整改",
    ),
    "dropped since": (notice_text(), {"earlier": edited(earlier_text(), ("欢迎广大", OPEN_SEVENTH))}, "NL559", "全面从严治党方面"),
    "copied": (
        notice_text(),
        {"earlier": edited(earlier_text(), ("对接加工企业5家", "引进加工企业2家"))},
        "NL560",
        "引进加工企业2家",
    ),
}  # fmt: skip


def reported(result: FileResult) -> list[tuple[str, str]]:
    return sorted((violation.code, violation.quote) for violation in result.violations)


def test_what_agrees_is_reported_by_nobody() -> None:
    assert reported(check(notice_text(), companions())) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_difference_is_told_once_at_its_place(name: str) -> None:
    text, changed, code, quote = PLANTED[name]
    before = reported(check(notice_text(), companions(), whole=True))
    found = reported(check(text, companions(**changed), whole=True))
    new = [pair for pair in found if pair not in before]
    assert [pair[0] for pair in new] == [code]
    assert quote in new[0][1]


def test_a_finding_names_the_place_in_the_other_file() -> None:
    text, changed, *_ = PLANTED["dropped item"]
    (violation,) = check(text, companions(**changed)).violations
    places = [(related.path, related.label.zh) for related in violation.related if related.path]
    assert places == [
        ("feedback.txt", "反馈意见"),
        ("ledger.csv", "整改台账"),
        ("earlier.txt", "上次通报"),
    ]


def test_without_papers_the_rules_say_why_they_do_not_apply() -> None:
    result = check(notice_text(), ())
    assert {ran.state for ran in result.rules} == {"not_applicable"}
    assert all("没有给出" in ran.reason.zh for ran in result.rules if ran.reason)


# ── what is read, paired and shown ──


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("针对“理论学习不深入”的问题", "理论学习不深入"),
        ("关于理论学习不深入问题整改情况", "理论学习不深入"),
        ("针对巡察反馈的“存在以会代训”现象", "存在以会代训"),
        ("“三公”经费管理不严", "“三公”经费管理不严"),
        ("德育与教学“两张皮”", "德育与教学“两张皮”"),
        ("理论学习不深入。", "理论学习不深入"),
    ],
)
def test_a_problem_is_named_without_what_is_around_it(written: str, name: str) -> None:
    assert named(written) == name


def test_the_best_assignment_is_found() -> None:
    rng = random.Random(7)
    for _ in range(40):
        size = rng.randint(1, 5)
        table = {(row, column): rng.random() for row in range(size) for column in range(size)}
        best = sum(table[pair] for pair in assign(table).items())
        assert best == pytest.approx(_greatest(table, size, frozenset()))


def _greatest(
    table: dict[tuple[int, int], float], size: int, used: frozenset[int], row: int = 0
) -> float:
    if row == size:
        return 0.0
    left = set(range(size)) - used
    return max(
        table[row, column] + _greatest(table, size, used | {column}, row + 1) for column in left
    )


def stated_in(feedback: str) -> list[str]:
    """Return the names of the problems that are read in a feedback."""
    result = check(notice_text(), [CompanionFile("feedback", "反馈.txt", feedback.encode())])
    comparison = comparison_of(result.notice)
    assert comparison
    return [row.asked.name for row in comparison.rows if row.asked]


def test_clauses_of_a_paragraph_are_problems() -> None:
    feedback = (
        "县委第三巡察组向县水务局党组反馈巡察情况\n"
        "2023年9月10日至11月20日，县委第三巡察组对县水务局党组进行了巡察。\n"
        "巡察组指出，一是政治建设得到加强，二是行业管理取得成效。巡察也发现一些问题，主要是：一是理论学习"
        "不系统；二是水源地保护责任落实不力；三是工程招投标监管存在漏洞。\n"
        "巡察组要求：一是不能松懈；二是压实责任。\n"
    )
    assert stated_in(feedback) == [
        "理论学习不系统",
        "水源地保护责任落实不力",
        "工程招投标监管存在漏洞",
    ]


def test_papers_of_another_office_are_told_once() -> None:
    feedback = edited(
        FEEDBACK,
        ("理论学习不深入", "校车管理混乱"), ("产业项目推进缓慢", "教材选用程序不规范"),
        ("防汛物资储备严重不足", "师德师风失范"), ("财务管理不规范", "食堂采购未招标"),
        ("公务接待手续不全", "宿舍消防隐患突出"), ("党员发展把关不严", "教师招聘不公开"),
    )  # fmt: skip
    result = check(notice_text(), [feedback_file(feedback)])
    (violation,) = (one for one in result.violations if one.code == "NL551")
    assert "6 个对不上" in violation.message.zh
    assert not {"NL552", "NL553", "NL556"} & {one.code for one in result.violations}


def test_units_tell_a_paper_of_another_office_on_one_line(call: Call, tmp_path: Path) -> None:
    problems = (
        "校车管理混乱",
        "师德师风失范",
        "食堂采购未招标",
        "宿舍消防隐患突出",
        "教师招聘不公开",
    )
    lines = (f"{number}.{problem}。\n" for number, problem in enumerate(problems, 1))
    feedback = tmp_path / "feedback.txt"
    feedback.write_text(
        f"关于巡察红枫学校的反馈意见\n一、主要问题\n{''.join(lines)}", encoding="utf-8"
    )
    target = tmp_path / "result.json"
    call("check", str(BESIDE / "notice.txt"), "--feedback", str(feedback), "-o", f"json:{target}")
    units = call("report", str(target), "--format", "units").out
    assert "未回应的问题：0 个单位 0 个（核对了 1 个文件）" in units
    assert units.count("feedback.txt 的问题多数对不上，请核对文件是否给错") == 1
    assert not any(problem in units for problem in problems)


def test_the_report_holds_papers_and_matches(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    arguments = [str(BESIDE / "notice.txt"), "--feedback", str(BESIDE / "feedback.txt")]
    arguments += ["--ledger", str(BESIDE / "ledger.csv"), "-o", f"json:{target}"]
    outcome = call("check", *arguments)
    assert outcome.code == 1
    assert "未回应 1" in outcome.out
    report = json.loads(target.read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "notice_lint/schemas/report-1.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(report)
    (file,) = report["files"]
    assert [(paper["role"], paper["problems"]) for paper in file["companions"]] == [
        ("feedback", 6),
        ("ledger", 6),
    ]
    assert [match["problem"] for match in file["matches"] if not match["answered"]] == [
        "党员发展把关不严"
    ]
    units = call("report", str(target), str(target)).out
    assert "未回应的问题：1 个单位 2 个（核对了 2 个文件）" in units


UNANSWERED = "党员发展把关不严"
SECRET = (
    UNANSWERED, "防汛物资储备严重不足", "超标准列支陪餐费用", "县委第九巡察组", "2024年3月6日", "2024-03-06",
    "2个支部未按规定公示",
)  # fmt: skip
"""What only the papers say: problems, a half of one, a name, a day, how a problem shows."""


def shown(path: Path) -> str:
    """Return all that a report holds, unpacked where it is packed."""
    if path.is_dir():
        return "".join(map(shown, path.iterdir()))
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


@pytest.mark.parametrize("format_", [*ON_SCREEN, *TO_FILE])
def test_no_word_of_the_papers_is_shown_where_none_is_wanted(
    call: Call, tmp_path: Path, format_: str
) -> None:
    feedback = edited(FEEDBACK, ("手续不全。", "手续不全，超标准列支陪餐费用。"))
    feedback = feedback.replace("县委第二巡察组", "县委第九巡察组").replace(
        "2024年2月26日", "2024年3月6日"
    )
    paper, target = tmp_path / "a.txt", tmp_path / "report"
    paper.write_text(feedback, encoding="utf-8")
    arguments = [str(BESIDE / "notice.txt"), "--feedback", str(paper), "--exit-zero", "-v"]
    arguments += ["--ledger", str(BESIDE / "ledger.csv"), "-o", f"{format_}:{target}"]
    call("check", *arguments)
    assert (UNANSWERED in shown(target)) == (format_ != "units-csv")
    assert "2个支部未按规定公示" not in shown(target)
    call("check", *arguments, "--companion-quotes", "none")
    assert [words for words in SECRET if words in shown(target)] == []


def test_a_configuration_names_papers_by_pattern(tmp_path: Path) -> None:
    for name in ("通报/甲.txt", "反馈/甲.txt", "反馈/乙.txt", "台账/甲-1.csv", "台账/甲-2.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    patterns = CompanionPatterns(
        tmp_path, {"feedback": ("反馈/{stem}.txt",), "ledger": ("台账/{stem}-*.csv",)}
    )
    files = patterns.files(str(tmp_path / "通报/甲.txt"))
    assert [(file.role, Path(file.path).name) for file in files] == [
        ("feedback", "甲.txt"),
        ("ledger", "甲-1.csv"),
        ("ledger", "甲-2.csv"),
    ]


def test_a_configuration_of_a_folder_is_used(call: Call, tmp_path: Path) -> None:
    (tmp_path / "notice-lint.yaml").write_text(
        "companions: {feedback: [反馈.txt]}\n", encoding="utf-8"
    )
    (tmp_path / "反馈.txt").write_text(FEEDBACK, encoding="utf-8")
    (tmp_path / "通报.txt").write_text(PLANTED["dropped item"][0], encoding="utf-8")
    assert "NL551" in call("check", str(tmp_path / "通报.txt")).out


def test_a_sheet_is_no_notice() -> None:
    name, write = LEDGERS[0]
    source = from_bytes(write([Row("理论学习不深入")]), name, sheets=True)
    assert source.kind == "sheet"
    assert source.sheets == ("整改台账", "问题清单")
    assert replace(source, path="") != source


def test_advice_is_no_problem_and_every_counted_paragraph_is_one() -> None:
    feedback = (
        "2024年3月11日至5月20日，县委第六巡察组对县农业农村局党组开展了巡察。\n"
        "一、履行职能责任不够有力\n一是粮食安全责任扛得不牢。管护缺失。\n二是年轻干部培养断档。\n"
        "二、管党治党责任落实不严\n一是廉政风险防控走过场。\n二是补贴审核把关不严。\n"
        "对此，巡察组提出建议：一是提高站位；二是不断压实责任。\n"
    )
    assert stated_in(feedback) == [
        "粮食安全责任扛得不牢", "年轻干部培养断档", "廉政风险防控走过场", "补贴审核把关不严",
    ]  # fmt: skip
