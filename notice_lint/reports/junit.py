"""JUnit XML: a suite for each file, in it a case for each rule, failed where it found something.

Infos fail nothing; they are told as output of their case. A rule that crashed is an error, and so
is a file that cannot be read. Suppressed violations do not fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from msgspec import Struct

from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as ORDER
from notice_lint.reports.exchange import xml_text
from notice_lint.reports.model.record import Failure, FileRecord, Found, Outcome, Report
from notice_lint.ruleset.apply import CRASHED
from notice_lint.text.wording import Wording

_STATES = {
    "not_applicable": Wording("不适用", "not applicable"),
    "not_evaluated": Wording("未核对", "not evaluated"),
    "crashed": Wording("规则运行出错", "the rule crashed"),
}
_READ = Wording("读取文件", "read the file")


def render(report: Report) -> str:
    """Return a report as JUnit XML."""
    root = ET.Element("testsuites", name="notice-lint")
    root.extend(_suite(file.path, list(_Cases(file, report))) for file in report.files)
    root.extend(_suite(one.path, [_unread(one, report)]) for one in report.failures)
    _count(root, list(root.iter("testcase")))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(path: str, cases: Sequence[ET.Element]) -> ET.Element:
    suite = ET.Element("testsuite", name=xml_text(path))
    _count(suite, cases)
    suite.extend(cases)
    return suite


def _count(element: ET.Element, cases: Sequence[ET.Element]) -> None:
    element.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(one.find(tag) is not None for one in cases)))


def _unread(one: Failure, report: Report) -> ET.Element:
    case = _case(one.path, _READ.in_(report.lang))
    return _told(case, "error", "unreadable", one.message)


def _case(path: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=xml_text(path), name=xml_text(name))


def _told(case: ET.Element, tag: str, type_: str, message: str) -> ET.Element:
    """Put into a case what became of it."""
    ET.SubElement(case, tag, {"type": type_, "message": xml_text(message)})
    return case


class _Cases(Struct, frozen=True):
    """Makes the cases of one file."""

    file: FileRecord
    report: Report

    def __iter__(self) -> Iterator[ET.Element]:
        found: dict[str, list[Found]] = defaultdict(list)
        for one in self.file.violations:
            found[one.code].append(one)
        if self.file.crashed:
            found.pop(CRASHED, None)
        for ran in self.file.rules:
            yield self.ran(ran, found.pop(ran.code, []))
        for group in found.values():
            yield self.checked(group[0].code, group)

    def ran(self, ran: Outcome, found: Sequence[Found]) -> ET.Element:
        if ran.state == "applied" or found:
            return self.checked(ran.code, found)
        case = self.case(ran.code, found)
        message = ran.reason or _STATES[ran.state].in_(self.report.lang)
        return _told(case, "error" if ran.state == "crashed" else "skipped", ran.state, message)

    def checked(self, code: str, found: Sequence[Found]) -> ET.Element:
        case = self.case(code, found)
        faults = [one for one in found if one.severity != "info"]
        if faults:
            worst = min(faults, key=lambda one: ORDER.index(one.severity))
            times = f" (×{len(faults)})" if len(faults) > 1 else ""
            _told(case, "failure", worst.severity, worst.message + times)
            case[-1].text = self.places(faults)
        infos = [one for one in found if one.severity == "info"]
        if infos:
            ET.SubElement(case, "system-out").text = self.places(infos)
        return case

    def case(self, code: str, found: Sequence[Found]) -> ET.Element:
        rule = self.report.rules.get(code)
        title = rule.title if rule else next((one.title for one in found), "")
        return _case(self.file.path, f"{code} {title}".strip())

    def places(self, found: Sequence[Found]) -> str:
        return xml_text("\n".join(self.line(one) for one in found))

    def line(self, one: Found) -> str:
        severity = SEVERITIES[one.severity].in_(self.report.lang)
        parts = (self.file.path, one.place, severity, one.outline, one.message)
        return " ".join(part for part in parts if part)
