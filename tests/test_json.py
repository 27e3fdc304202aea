"""The JSON contracts: what is printed is what the published schemas say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from shapes import Notice, random_shape
from support import check, notice, rendered, report

from notice_lint import readers
from notice_lint.document.source import Location
from notice_lint.document.violation import Ran
from notice_lint.reports.model.report import FileReport, ReportedFix, ReportedViolation
from notice_lint.reports.model.stored import StoredReport
from notice_lint.reports.structure import structure
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "notice_lint/schemas"
EXAMPLES = sorted((ROOT / "examples").glob("*.*"))


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_meet_the_schemas(path: Path) -> None:
    result = lint(readers.read(str(path)), default_profile())
    for lang in ("zh", "en"):
        validator("report-1").validate(json.loads(rendered("json", report(result, lang=lang))))
    validator("structure-1").validate(json.loads(structure(result.notice)))


@pytest.mark.parametrize("seed", range(30))
def test_shapes_meet_the_schemas(seed: int) -> None:
    import random

    text, _ = Notice(random_shape(random.Random(seed)), seed).write()
    validator("structure-1").validate(json.loads(structure(notice(text))))
    validator("report-1").validate(json.loads(rendered("json", report(check(text)))))


def test_a_wrong_report_does_not_meet_the_schema() -> None:
    told = json.loads(rendered("json", report(check("一、甲\n"))))
    told["files"][0]["violations"][0]["severity"] = "fatal"
    assert not validator("report-1").is_valid(told)


HARMS: tuple[tuple[tuple[str | int, ...], object], ...] = (
    (("schema",), "notice-lint/report/2"),
    (("tool", "name"), "another"),
    (("summary", "files"), -1),
    (("files", 0, "kind"), "poem"),
    (("files", 0, "suppressed"), None),
    (("files", 0, "violations", 0, "severity"), "fatal"),
    (("files", 0, "violations", 0, "message"), 1),
    (("files", 0, "violations", 0, "location", "line"), 0),
    (("files", 0, "violations", 0, "location", "page"), "1"),
    (("files", 0, "violations", 0, "related"), {}),
    (("files", 0, "rules", 0, "state"), "asleep"),
    (("files", 0, "rules", 0, "places"), 1.5),
)
"""What the schema refuses: the way to a value, and what is put there."""


@pytest.mark.parametrize(("way", "value"), HARMS)
def test_types_refuse_what_the_schema_refuses(way: tuple[str | int, ...], value: object) -> None:
    told = json.loads(rendered("json", report(check("一、甲\n"))))
    msgspec.convert(told, StoredReport)
    holder = told
    for key in way[:-1]:
        holder = holder[key]
    holder[way[-1]] = value
    assert not validator("report-1").is_valid(told)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(told, StoredReport)


def test_types_require_what_the_schema_requires() -> None:
    schema = json.loads((SCHEMAS / "report-1.json").read_text(encoding="utf-8"))
    for type_, place in {
        StoredReport: schema,
        FileReport: schema["$defs"]["file"],
        ReportedViolation: schema["$defs"]["violation"],
        Location: schema["$defs"]["location"],
        ReportedFix: schema["$defs"]["fix"],
        Ran[str]: schema["$defs"]["ran"],
    }.items():
        info = msgspec.inspect.type_info(type_)
        assert isinstance(info, msgspec.inspect.StructType)
        assert {one.encode_name for one in info.fields if one.required} == set(place["required"])
        assert {one.encode_name for one in info.fields} >= set(place["properties"])


def spans(told: Any) -> list[dict[str, int]]:
    if isinstance(told, list):
        return [span for one in told for span in spans(one)]
    if not isinstance(told, dict):
        return []
    own = [told["span"]] if isinstance(told.get("span"), dict) else []
    return own + [span for one in told.values() for span in spans(one)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_spans_lie_in_the_file_and_quote_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    source = readers.read(str(path))
    for span in spans(json.loads(structure(lint(source, default_profile()).notice))):
        assert 0 <= span["start"] < span["end"] <= len(text)
        assert lines[span["line"] - 1][span["column"] - 1] == text[span["start"]]
    for one in json.loads(rendered("json", report(lint(source, default_profile()))))["files"][0][
        "violations"
    ]:
        at, quote = one["location"], one["quote"]
        start = sum(len(line) + 1 for line in lines[: at["line"] - 1]) + at["column"] - 1
        end = sum(len(line) + 1 for line in lines[: at["end_line"] - 1]) + at["end_column"] - 1
        assert text[start:end].replace("*", "") == quote


def test_problem_heading_and_parts_are_as_the_contract_says() -> None:
    told = json.loads(
        structure(
            notice(
                "二、巡察反馈问题整改落实情况\n"
                "（一）关于理论武装方面\n"
                "1.针对“学习不深入”的问题。\n"
                "原因分析：重视不够。\n"
                "整改情况：已整改并长期坚持。\n"
                "一是甲。二是乙。\n"
                "2.针对“会风不实”的问题。(1)关于会议偏多。一是丙。二是丁。(2)关于材料偏长。一是戊。二是己。【正在整改】\n"
            )
        )
    )
    part = told["sections"][0]
    assert (part["type"], part["level"], part["marker"], part["number"]) == (
        "section",
        1,
        "二、",
        2,
    )
    first, second = part["children"][0]["children"]
    assert (first["marker"], first["number"], first["level"]) == ("1.", 1, 3)
    assert first["problem"] == "针对“学习不深入”的问题"
    assert first["cause"]["label"] == "原因分析"
    assert first["status"]["label"] == "整改情况"
    assert first["status"]["text"] == "已整改并长期坚持"
    assert first["status"]["class"] == "completed_ongoing"
    assert first["measures"]["label"] is None
    assert first["measures"]["span"]["line"] == 6
    named = [(one["part"], one["label"]) for one in first["parts"]]
    assert named == [("cause", "原因分析"), ("status", "整改情况"), ("measures", None)]
    assert first["enumerators"] == ["一是", "二是"]
    assert [one["marker"] for one in second["children"]] == ["(1)", "(2)"]
    assert [one["problem"] for one in second["children"]] == ["关于会议偏多", "关于材料偏长"]
    assert second["measures"] is None
    assert second["status"]["class"] == "in_progress"
    assert second["children"][1]["status"] is None


def test_a_section_that_states_its_only_problem_holds_one_item() -> None:
    told = json.loads(
        structure(
            notice(
                "一、村级党组织存在的主要问题\n"
                "（一）关于基础不牢问题。\n"
                "个别村制度不落实。抽查发现记录不全。\n"
                "整改落实情况：逐村规范。\n"
                "（二）关于民生短板问题。\n"
                "1.宣传不到位。群众知晓率低。\n"
                "整改落实情况：入户宣传。\n"
                "2.维修不及时。路灯损坏。\n"
                "整改落实情况：更换路灯。\n"
            )
        )
    )
    section = told["sections"][0]["children"][0]
    (item,) = section["children"]
    assert (item["marker"], item["number"], item["level"]) == (None, None, 3)
    assert item["problem"] == "个别村制度不落实"
    assert item["span"]["line"] == 3
    assert item["measures"]["label"] == "整改落实情况"
