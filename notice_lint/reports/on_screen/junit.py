"""JUnit XML: a suite for each file, in it a case for each rule, failed where it found something.

Infos fail nothing; they are the output of their case. A rule that crashed is an error, and so
is a file that cannot be read. Suppressed violations do not fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from msgspec import Struct

from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as ORDER
from notice_lint.document.violation import Ran
from notice_lint.reports.exchange import xml_text
from notice_lint.reports.format import WholeFormat
from notice_lint.reports.model.report import Failure, FileReport, Report, ReportedViolation
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
    root.extend(_suite(failure.path, [_unread(failure, report)]) for failure in report.failures)
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
        element.set(name, str(sum(case.find(tag) is not None for case in cases)))


def _unread(failure: Failure, report: Report) -> ET.Element:
    case = _case(failure.path, _READ.in_(report.lang))
    return _with_result(case, "error", "unreadable", failure.message)


def _case(path: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=xml_text(path), name=xml_text(name))


def _with_result(case: ET.Element, tag: str, type_: str, message: str) -> ET.Element:
    """Put into a case what became of it."""
    ET.SubElement(case, tag, {"type": type_, "message": xml_text(message)})
    return case


class _Cases(Struct, frozen=True):
    """Makes the cases of one file."""

    file: FileReport
    report: Report

    def __iter__(self) -> Iterator[ET.Element]:
        by_code: dict[str, list[ReportedViolation]] = defaultdict(list)
        for violation in self.file.violations:
            by_code[violation.code].append(violation)
        if self.file.crashed:
            by_code.pop(CRASHED, None)
        for ran in self.file.rules:
            yield self.ran(ran, by_code.pop(ran.code, []))
        for group in by_code.values():
            yield self.checked(group[0].code, group)

    def ran(self, ran: Ran[str], violations: Sequence[ReportedViolation]) -> ET.Element:
        if ran.state == "applied" or violations:
            return self.checked(ran.code, violations)
        case = self.case(ran.code, violations)
        message = ran.reason or _STATES[ran.state].in_(self.report.lang)
        tag = "error" if ran.state == "crashed" else "skipped"
        return _with_result(case, tag, ran.state, message)

    def checked(self, code: str, violations: Sequence[ReportedViolation]) -> ET.Element:
        case = self.case(code, violations)
        faults = [violation for violation in violations if violation.severity != "info"]
        if faults:
            worst = min(faults, key=lambda fault: ORDER.index(fault.severity))
            times = f" (×{len(faults)})" if len(faults) > 1 else ""
            _with_result(case, "failure", worst.severity, worst.message + times)
            case[-1].text = self.places(faults)
        infos = [violation for violation in violations if violation.severity == "info"]
        if infos:
            ET.SubElement(case, "system-out").text = self.places(infos)
        return case

    def case(self, code: str, violations: Sequence[ReportedViolation]) -> ET.Element:
        rule = self.report.rules.get(code)
        title = rule.title if rule else next((violation.title for violation in violations), "")
        return _case(self.file.path, f"{code} {title}".strip())

    def places(self, violations: Sequence[ReportedViolation]) -> str:
        return xml_text("\n".join(map(self.line, violations)))

    def line(self, violation: ReportedViolation) -> str:
        lang = self.report.lang
        place = self.file.place(violation.location, lang)
        severity = SEVERITIES[violation.severity].in_(lang)
        parts = (self.file.path, place, severity, violation.outline, violation.message)
        return " ".join(part for part in parts if part)


FORMAT = WholeFormat(render=render, is_bare=True, usual_path="notice-lint.xml")
