"""What is done with one document in a process of its own: read, checked, changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from notice_lint import readers
from notice_lint.api import Options, Session
from notice_lint.config.companions import CompanionFile
from notice_lint.config.discovery import Configurations
from notice_lint.config.settings import Overrides
from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.document.source import Kind, Location, Source
from notice_lint.document.violation import Edit
from notice_lint.errors import InputError, blamed_on
from notice_lint.fix.chosen import added, edited
from notice_lint.limited import in_child
from notice_lint.limits import Limits
from notice_lint.readers.kinds import sniff
from notice_lint.readers.legacy import as_docx
from notice_lint.reports.model.build import to_report_model
from notice_lint.reports.model.report import FileReport
from notice_lint.reports.on_screen.html.marks import lines
from notice_lint.ruleset.engine import LintOptions, lint
from notice_lint.server.papers import beside, guessed_role
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

_T = TypeVar("_T")
SESSIONS = 6
"""Sets of rules that a process knows: those in force, for notices and for anything; previews."""
CHANGEABLE: tuple[Kind, ...] = ("text", "markdown", "html", "docx")
WRITABLE: tuple[Kind, ...] = ("text", "markdown", "docx")
"""Kinds whose lines are those a person sees, so that one can be written anew."""


class RulesInForce(Struct, frozen=True):
    """By which rules documents are checked; another value is another set of rules."""

    generation: int = 0
    """Counts how often the configuration was written."""
    as_notice: bool = False
    lang: Lang = "zh"
    seconds: int = 30
    path: str = ""
    text: str | None = None
    """A configuration that is not written yet, and where it would be."""


class WorkingCopy(Struct, frozen=True):
    """A document as it came, and what its author has changed since."""

    data: bytes
    name: str
    """A bare file name; of a document in the folder, its path."""
    edits: tuple[Edit, ...] = ()
    """Spans of the text as it came."""
    is_stored: bool = False
    """Whether it is a file of the folder, so that decisions beside it count."""
    papers: tuple[CompanionFile, ...] = ()
    """What its author laid beside it to be compared with."""


class CheckedCopy(Struct, frozen=True):
    """A document and what was found in it."""

    copy: WorkingCopy
    report: FileReport
    rules: RulesInForce
    """By which it was checked."""

    @property
    def changeable(self) -> bool:
        """Whether fixes can be made in it."""
        return self.report.kind in CHANGEABLE

    @property
    def writable(self) -> bool:
        """Whether a line of it can be written anew."""
        return self.report.kind in WRITABLE


class LineEdit(Struct, frozen=True):
    """A line as its author wants it, by its 0-based number."""

    line: int
    text: str


@lru_cache(maxsize=SESSIONS)
def session_of(rules: RulesInForce) -> Session:
    """Return what checks by some rules, read once in a process; raises RuleError, UsageError.

    Texts are checked at once: what that makes ready, the processes split off for documents have.
    """
    if rules.text is None:
        session = Session(Options(as_notice=rules.as_notice))
    else:
        configuration = Configurations(Overrides()).read(YamlFile(rules.path, rules.text))
        session = Session(Options(profile=configuration.profile_for("")), with_baseline=False)
    session.check_text(sample())
    return session


def _make_ready(session: Session) -> None:
    """Let each rule find what it looks for once.

    Expressions are compiled where they are first needed, which would be in the process of each
    document again: half the time that a notice of 25 kB takes.
    """
    for rule in session.profile_for("").catalogue.values():
        for case in rule.bad[:1]:
            session.check_text(case.text)


@cache
def sample() -> str:
    """Return an invented notice with faults, for whoever has none at hand."""
    return resources.read("server/templates", "sample.txt")


def limits_of(rules: RulesInForce) -> Limits:
    """Return how much of a document is read, and how long."""
    return replace(session_of(rules).limits, parse_seconds=rules.seconds)


@lru_cache(maxsize=SESSIONS)
def warm(rules: RulesInForce) -> bool:
    """Read the rules, so that the first document does not wait for it; raises RuleError."""
    _make_ready(session_of(rules))
    return True


def check_new(rules: RulesInForce, data: bytes, name: str) -> CheckedCopy:
    """Check a document that has just come; one of an old format is made a .docx of first.

    Raises NoticeLintError.
    """
    if sniff(data, name) == "doc":  # LibreOffice runs within limits of its own
        data = as_docx(data, name, limits_of(rules))
    return check_copy(rules, WorkingCopy(data, name))


def take_paper(rules: RulesInForce, data: bytes, name: str) -> CompanionFile:
    """Return a paper that has come, with what it seems to be; raises NoticeLintError."""
    if sniff(data, name) == "doc":
        data = as_docx(data, name, limits_of(rules))
    text = apart(rules, name, lambda: readers.from_bytes(data, name, limits_of(rules)).text[:2000])
    return CompanionFile(guessed_role(name, text), name, data)


def check_copy(rules: RulesInForce, copy: WorkingCopy) -> CheckedCopy:
    """Check a document as it is by now; raises NoticeLintError.

    LibreOffice, which reads the old formats, has limits of its own and does not fit into ours.
    """
    if sniff(copy.data, copy.name) == "doc":
        return _checked(rules, copy)
    return apart(rules, copy.name, lambda: _checked(rules, copy))


def check_stored(rules: RulesInForce, path: str) -> CheckedCopy:
    """Check a file of the folder, with what was decided beside it; raises NoticeLintError."""
    return check_copy(rules, WorkingCopy(session_of(rules).load(path), path, is_stored=True))


def accept(rules: RulesInForce, copy: WorkingCopy, edits: Sequence[Edit[Location]]) -> CheckedCopy:
    """Make edits of fixes and check again; raises NoticeLintError."""

    def spans(source: Source) -> list[Edit]:
        return [
            Edit(source.text_span(source.span_of(edit.place)), edit.text)
            for edit in sorted(set(edits), key=lambda edit: (edit.place.line, edit.place.column))
        ]

    return apart(rules, copy.name, lambda: _changed(rules, copy, spans))


def rewrite(rules: RulesInForce, copy: WorkingCopy, wanted: LineEdit) -> CheckedCopy:
    """Write a line anew and check again; raises NoticeLintError."""
    return apart(
        rules, copy.name, lambda: _changed(rules, copy, lambda source: [_line(source, wanted)])
    )


def apart(rules: RulesInForce, name: str, act: Callable[[], _T]) -> _T:
    """Return what an action returns that a document could harm, done in a process of its own."""
    session_of(rules).profile_for(name)

    def guarded() -> _T:
        with blamed_on(name):
            return act()

    return in_child(guarded, name, limits_of(rules))


def source_of(rules: RulesInForce, copy: WorkingCopy) -> Source:
    """Return a document as it came."""
    return readers.from_bytes(copy.data, copy.name, limits_of(rules))


def data_of(rules: RulesInForce, copy: WorkingCopy) -> bytes:
    """Return a document as it is by now."""
    return edited(copy.data, copy.name, copy.edits, limits_of(rules))


def _checked(rules: RulesInForce, copy: WorkingCopy) -> CheckedCopy:
    run = session_of(rules)
    decide = run.decisions_beside if copy.is_stored else run.decisions_for
    limits = limits_of(rules)
    source = readers.from_bytes(data_of(rules, copy), copy.name, limits)
    options = LintOptions(limits, beside(run, copy.name, copy.papers, limits))
    result = lint(source, run.profile_for(copy.name), decide(copy.name), options)
    most = run.limits.findings
    report = to_report_model(result, rules.lang, document=True, most=most)
    return CheckedCopy(copy, report, rules)


def _changed(
    rules: RulesInForce, copy: WorkingCopy, changes: Callable[[Source], list[Edit]]
) -> CheckedCopy:
    """Check a document with further edits, which are told by what it is by now."""
    now = readers.from_bytes(data_of(rules, copy), copy.name, limits_of(rules))
    edits = added(source_of(rules, copy), copy.edits, changes(now))
    return _checked(rules, replace(copy, edits=edits))


def _line(source: Source, wanted: LineEdit) -> Edit:
    """Return the least edit that makes a line what is wanted; raises InputError."""
    spans = list(lines(source.masked_raw))
    if not 0 <= wanted.line < len(spans):
        raise InputError(source.path, _NO_LINE)
    span = spans[wanted.line]
    old, new = span.of(source.masked_raw), " ".join(wanted.text.splitlines())
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    raw = Span(span.start + head, span.end - tail)
    if raw.of(source.masked_raw) != raw.of(source.raw):
        raise InputError(source.path, _MASKED)
    return Edit(source.text_span(raw), new[head : len(new) - tail])


def _alike(left: str, right: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = zip(left, right, strict=False)
    length = min(len(left), len(right))
    return next((index for index, (a, b) in enumerate(pairs) if a != b), length)


_NO_LINE = Wording("这一段已不在原处，请刷新页面", "that line is gone; load the page again")
_MASKED = Wording(
    "这一处有隐去的个人号码，请在 Word 里改",
    "a person's number that is not shown stands here; change it in Word",
)
