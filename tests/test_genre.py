"""Whether a document is a rectification notice, and what becomes of one that is none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from support import Call, check, notice, write

HOOKS = yaml.safe_load((Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text())

OTHERS = {
    "minutes": "青禾镇党委会议纪要\n2024年5月6日，镇党委书记主持召开会议。会议听取了巡察整改情况汇报。\n一、关于防汛工作\n会议要求，各村落实值班制度。\n",
    "news": "县委巡察组向青禾镇反馈巡察情况\n5月6日，县委第二巡察组向青禾镇党委反馈了巡察意见。会议指出，要抓好整改。镇党委书记表示，照单全收。\n",
    "plan": "中共青禾镇委员会关于巡察反馈问题整改工作方案\n根据县委第二巡察组反馈意见，制定本方案。\n一、整改任务\n1.针对“学习不够”的问题\n整改措施：修订学习制度。\n责任单位：党政办。\n完成时限：2024年6月底。\n",
    "circular": "关于开展警示教育活动的通知\n各村党支部：\n现就有关事项通知如下：\n一、主要任务\n（一）组织集中学习。每月一次。\n",
    "law": "云岫县河道管理办法\n第一条 为了加强河道管理，制定本办法。\n第二条 违反本办法的，责令改正：\n（一）围湖造田；\n（二）倾倒垃圾。\n",
    "summary": "青禾镇2023年工作总结\n一、主要工作\n（一）抓实党建。完成巡察整改任务12项。\n二、存在的问题\n工作作风有待改进。\n",
    "speech": "在全县巡察工作动员会上的讲话\n同志们：\n今天召开这次会议，主要任务是部署巡察工作。\n一、提高认识\n要把整改抓到底。\n",
    "novel": "山里的早晨来得迟。老周推开门，雾还没有散。\n他想起昨天的事，摇了摇头。\n",
    "empty": "",
    "readme": "# treeclock\n\nA small library.\n\n1. Import it.\n2. Call it.\n",
}
NOTICES = {
    "title alone": "中共青禾镇委员会关于巡察整改进展情况的通报\n",
    "title without a kind": "青禾镇党委关于巡察整改进展情况\n各项工作有序推进。\n",
    "opening alone": "2023年10月，县委第二巡察组对青禾镇党委进行了巡察。现将整改情况予以公布。\n",
    "items alone": "1.针对“学习不够”的问题\n修订学习制度。\n2.针对“会风不实”的问题\n压减会议。\n",
    "labels alone": "1.学习不够经常\n整改措施：修订学习制度。\n整改情况：已完成整改。\n",
    "sections alone": "一、巡察反馈问题整改落实情况\n党委专题研究。\n二、下一步打算\n持续巩固。\n",
    "plan that tells what was done": "关于巡察整改工作方案落实情况的报告\n现将整改情况报告如下：\n一、总体情况\n已完成。\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_notice_is_told_once(name: str) -> None:
    result = check(OTHERS[name])
    assert not notice(OTHERS[name]).is_notice
    assert [(one.code, one.severity) for one in result.violations] == [("NL100", "info")]
    assert {ran.code: ran.state for ran in result.rules if ran.state != "not_evaluated"} == {
        "NL100": "applied"
    }
    assert all(ran.reason for ran in result.rules if ran.code != "NL100")
    assert not result.is_notice


@pytest.mark.parametrize("name", NOTICES)
def test_one_sign_is_enough(name: str) -> None:
    result = check(NOTICES[name])
    assert notice(NOTICES[name]).is_notice
    assert result.is_notice
    assert "NL100" not in {one.code for one in result.violations}
    assert "NL101" in {ran.code for ran in result.rules if ran.state == "applied"}


def test_a_suppression_in_what_is_no_notice_is_not_called_unused() -> None:
    text = OTHERS["minutes"] + "%% notice-lint: ignore[NL705] -- 原文如此\n会议结束。。\n"
    assert [one.code for one in check(text).violations] == ["NL100"]


def test_the_signs_of_a_whole_notice() -> None:
    text = NOTICES["title alone"] + NOTICES["opening alone"] + NOTICES["sections alone"]
    assert notice(text).signs == ("title", "preamble", "sections")


@pytest.fixture
def minutes(place: Path) -> str:
    return str(write("minutes.txt", OTHERS["minutes"]))


def codes(call: Call, *arguments: str) -> tuple[int, set[tuple[str, str]]]:
    ended = call("check", "--no-cache", "--format", "json", *arguments)
    (file,) = json.loads(ended.out)["files"]
    return ended.code, {(one["code"], one["severity"]) for one in file["violations"]}


def test_options_ask_for_a_check_or_for_a_notice(call: Call, minutes: str) -> None:
    assert codes(call, minutes) == (0, {("NL100", "info")})
    assert codes(call, minutes, "--require-notice") == (1, {("NL100", "error")})
    code, found = codes(call, minutes, "--as-notice")
    assert code == 1
    assert ("NL100", "info") not in found
    assert ("NL105", "error") in found


def test_the_configuration_asks_for_them_too(call: Call, minutes: str) -> None:
    write(".notice-lint.yaml", "require-notice: true\n")
    assert codes(call, minutes) == (1, {("NL100", "error")})
    write(".notice-lint.yaml", "as-notice: true\n")
    assert ("NL105", "error") in codes(call, minutes)[1]
    write(".notice-lint.yaml", "as-notice: perhaps\n")
    assert call("check", minutes).code == 2
    assert "as-notice" in json.loads(call("config", "schema").out)["properties"]


def test_the_summary_counts_what_is_no_notice(call: Call, minutes: str) -> None:
    write("draft.txt", NOTICES["title alone"])
    told = json.loads(call("check", "--no-cache", "--format", "json", ".").out)
    assert told["summary"]["not_notices"] == 1
    assert [file.get("is_notice", True) for file in told["files"]] == [True, False]
    parsed = json.loads(call("parse", "--format", "json", minutes).out)
    assert parsed["is_notice"] is False


@pytest.mark.parametrize(
    "name", ["README.md", "docs/readme.zh-CN.md", "CHANGELOG.md", "LICENSE.txt"]
)
def test_papers_about_a_repository_are_left_out(call: Call, place: Path, name: str) -> None:
    write(name, NOTICES["title alone"])
    write("通报/draft.txt", NOTICES["title alone"])
    for hook in HOOKS:
        assert re.search(hook["exclude"], name)
        assert not re.search(hook["exclude"], "通报/draft.txt")
    told = json.loads(call("check", "--no-cache", "--format", "json", ".").out)
    assert [Path(file["path"]).as_posix() for file in told["files"]] == ["通报/draft.txt"]
