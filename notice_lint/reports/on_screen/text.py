"""Findings for people: by file, in order of place, repeats folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.decisions.baseline import Accepted
from notice_lint.document.source import Location
from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import Severity, Suppressed
from notice_lint.reports.folding import groups
from notice_lint.reports.format import StreamFormat, StreamWriter, TextOptions
from notice_lint.reports.matrix.lines import matrix_lines
from notice_lint.reports.model.report import FileReport, Report, ReportedRelated, ReportedViolation
from notice_lint.reports.proof import proof_lines, statistics_lines
from notice_lint.reports.ranges import outline_ranges
from notice_lint.reports.summary import summary_line
from notice_lint.reports.tally import Tally
from notice_lint.reports.terminal import Style, Terminal, excerpt
from notice_lint.text.harmless import harmless
from notice_lint.text.wording import COLONS, Lang, Wording

_COLOURS: dict[Severity, Style] = {"error": "red", "warning": "yellow", "info": "blue"}


class FindingsText(StreamWriter):
    """Writes findings for people, file by file."""

    def __init__(self, report: Report, options: TextOptions) -> None:
        """Take what the text is about; its files come one by one."""
        self.report = report
        self.options = options

    def file(self, file: FileReport) -> str:
        """Return the lines about one file; none when there is nothing to say."""
        return _joined(file_lines(file, self.report, self.options))

    def end(self, tally: Tally) -> str:
        """Return statistics, if they are wanted, and the summary."""
        return _joined(self._last_lines(tally)) if tally.files else ""

    def _last_lines(self, tally: Tally) -> Iterator[str]:
        if self.options.statistics:
            yield from statistics_lines(tally, self.report, self.options.terminal)
        if not self.options.quiet:
            yield summary_line(tally, self.report.lang)


def _joined(lines: Iterator[str]) -> str:
    return "".join(line + "\n" for line in lines)


def file_lines(file: FileReport, report: Report, options: TextOptions) -> Iterator[str]:
    """Yield the lines about one file, without their ends; none when there is nothing to say."""
    writer = _FileWriter(file, report.lang, options.terminal)
    grouped = groups(file.violations, fold=options.fold)
    lines = [line for group in grouped for line in writer.group(group)]
    if report.suppressed:
        lines += [line for suppressed in file.suppressed for line in writer.suppressed(suppressed)]
    lines += writer.stale()
    lines += matrix_lines(file, report.lang, whole=options.proof)
    if options.proof:
        lines += proof_lines(file, report, options.terminal)
    if lines:
        yield options.terminal.paint(harmless(file.path), "bold")
        yield from lines
        yield ""


class _FileWriter(Struct, frozen=True):
    """Writes what is about one file."""

    file: FileReport
    lang: Lang
    terminal: Terminal

    def group(self, group: Sequence[ReportedViolation]) -> Iterator[str]:
        first = group[0]
        yield self.headline(group)
        yield f"    {harmless(first.message)}"
        yield from self.excerpt(first)
        for related in first.related[:3]:
            line = f"{harmless(related.label)}{COLONS[self.lang]}{self.related(related)}"
            yield f"    {self.terminal.paint(line, 'dim')}"

    def place(self, location: Location) -> str:
        return harmless(self.file.place(location, self.lang))

    def related(self, related: ReportedRelated) -> str:
        return harmless(self.file.related_place(related, self.lang))

    def headline(self, group: Sequence[ReportedViolation]) -> str:
        first = group[0]
        paint = self.terminal.paint
        parts = [
            paint(self.place(first.location), "cyan"),
            paint(SEVERITIES[first.severity].in_(self.lang), _COLOURS[first.severity]),
            paint(harmless(first.code), "bold"),
            harmless(first.title),
        ]
        if len(group) > 1:
            ranges = outline_ranges(self.file, group, self.lang)
            parts.append(f"×{len(group)}{COLONS[self.lang]}{harmless(ranges)}")
        elif first.outline:
            parts.append(paint(harmless(first.outline), "dim"))
        return "  " + " ".join(parts)

    def excerpt(self, violation: ReportedViolation) -> Iterator[str]:
        at = violation.excerpt
        if at is None or not at.line.strip():
            return
        shown, caret = excerpt(at.line, at.start, at.end, self.terminal.width - 8)
        paint = self.terminal.paint
        yield f"    {paint('|', 'dim')} {shown}"
        yield f"    {paint('|', 'dim')} {paint(caret, _COLOURS[violation.severity])}"

    def suppressed(self, suppressed: Suppressed[str, Location]) -> Iterator[str]:
        violation, paint = suppressed.violation, self.terminal.paint
        place = paint(self.place(violation.location), "cyan")
        note = paint(Wording("已忽略", "suppressed").in_(self.lang), "dim")
        yield f"  {place} {note} {harmless(f'{violation.code} {violation.title}')}"
        yield f"    {harmless(suppressed.reason or suppressed.by)}"

    def stale(self) -> Iterator[str]:
        stale = self.file.stale
        if stale:
            codes = " ".join(f"{harmless(code)}×{count}" for code, count in _counts(stale))
            words = Wording(
                f"基线里有 {len(stale)} 条已不存在（{codes}），可运行 notice-lint baseline prune",
                f"{len(stale)} entries of the baseline are gone ({codes}); "
                "run notice-lint baseline prune",
            )
            yield f"  {self.terminal.paint(words.in_(self.lang), 'dim')}"


def _counts(entries: Sequence[Accepted]) -> list[tuple[str, int]]:
    return sorted(Counter(entry.code for entry in entries).items())


FORMAT = StreamFormat(open=FindingsText, usual_path="notice-lint.txt")
