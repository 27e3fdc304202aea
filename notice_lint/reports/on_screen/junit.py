"""JUnit XML: a suite for each file, in it a case for the file and one for each rule that found
something.

Infos fail nothing; they are the output of their case. A rule that crashed is an error, and so
is a file that cannot be read. Suppressed violations do not fail.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from msgspec import Struct

from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as ORDER
from notice_lint.document.violation import Ran
from notice_lint.reports.exchange import xml_text
from notice_lint.reports.format import Gathered, TextOptions, WholeFormat, WholeWriter
from notice_lint.reports.model.report import Failure, FileReport, Report, ReportedViolation
from notice_lint.ruleset.apply import CRASHED
from notice_lint.text.harmless import harmless
from notice_lint.text.wording import COLONS, Wording

_STATES = {
    "applied": Wording("查过的规则", "rules applied"),
    "not_applicable": Wording("不适用", "not applicable"),
    "not_evaluated": Wording("未核对", "not evaluated"),
    "crashed": Wording("规则运行出错", "the rule crashed"),
}
_READ = Wording("读取文件", "read the file")
_CHECKED = Wording("检查", "check")


class Counts(Struct, frozen=True):
    """How many cases there are, and what became of them."""

    tests: int
    failures: int
    errors: int
    skipped: int


class Suites(WholeWriter[Counts]):
    """Writes a suite for each file, and their sum in front."""

    fact_type = Counts

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the suites are about; files come one by one."""
        self._report = report

    def part(self, file: FileReport) -> tuple[Counts, str]:
        """Return the suite of one file, and what it counts."""
        return _suite(file.path, list(_Cases(file, self._report)))

    def whole(self, run: Gathered[Counts]) -> Iterator[str | bytes]:
        """Yield the report as JUnit XML."""
        unread = [_suite(each.path, [_unread(each, self._report)]) for each in run.failures]
        counts = [part.facts for part in run.parts] + [counts for counts, _ in unread]
        root = ET.Element("testsuites", name="notice-lint")
        for name in Counts.__struct_fields__:
            root.set(name, str(sum(getattr(each, name) for each in counts)))
        root.text = "\n" * bool(counts)
        whole = ET.tostring(root, encoding="unicode")
        head, end, tail = whole.partition("</testsuites>")
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n{head}'
        yield from (part.text for part in run.parts)
        yield from (text for _, text in unread)
        yield f"{end}{tail}\n"


def _suite(path: str, cases: Sequence[ET.Element]) -> tuple[Counts, str]:
    suite = ET.Element("testsuite", name=_safe(path))
    counts = _counts(cases)
    for name in Counts.__struct_fields__:
        suite.set(name, str(getattr(counts, name)))
    suite.extend(cases)
    ET.indent(suite, level=1)
    return counts, f"  {ET.tostring(suite, encoding='unicode').rstrip()}\n"


def _counts(cases: Sequence[ET.Element]) -> Counts:
    tags = ("failure", "error", "skipped")
    return Counts(len(cases), *(sum(case.find(tag) is not None for case in cases) for tag in tags))


def _unread(failure: Failure, report: Report) -> ET.Element:
    case = _case(failure.path, _READ.in_(report.lang))
    return _with_result(case, "error", "unreadable", failure.message)


def _case(path: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=_safe(path), name=_safe(name))


def _safe(text: str) -> str:
    """Return words of a file as a value of XML; what prints a report to a log obeys none."""
    return xml_text(harmless(text))


def _with_result(case: ET.Element, tag: str, type_: str, message: str) -> ET.Element:
    """Put into a case what became of it."""
    ET.SubElement(case, tag, {"type": type_, "message": _safe(message)})
    return case


class _Cases(Struct, frozen=True):
    """Makes the cases of one file."""

    file: FileReport
    report: Report

    def __iter__(self) -> Iterator[ET.Element]:
        by_code: dict[str, list[ReportedViolation]] = defaultdict(list)
        for violation in self.file.violations:
            by_code[violation.code].append(violation)
        yield self.summary()
        for ran in self.file.rules:
            if ran.state == "crashed":
                yield self.crashed(ran)
        for code, group in by_code.items():
            if not (code == CRASHED and self.file.crashed):
                yield self.checked(code, group)

    def summary(self) -> ET.Element:
        """Return the case that says how many rules looked at the file."""
        lang = self.report.lang
        case = _case(self.file.path, _CHECKED.in_(lang))
        states: Counter[str] = Counter(ran.state for ran in self.file.rules)
        counts = (
            f"{name.in_(lang)}{COLONS[lang]}{states[state]}" for state, name in _STATES.items()
        )
        ET.SubElement(case, "system-out").text = "\n".join(counts)
        return case

    def crashed(self, ran: Ran[str]) -> ET.Element:
        case = self.case(ran.code, ())
        message = ran.reason or _STATES["crashed"].in_(self.report.lang)
        return _with_result(case, "error", ran.state, message)

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


FORMAT = WholeFormat(open=Suites, is_bare=True, usual_path="notice-lint.xml")
