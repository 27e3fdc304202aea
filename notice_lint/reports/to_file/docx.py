"""Word files with every finding as a comment on its words; the originals are not touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from notice_lint.document.source import Kind, Source
from notice_lint.document.terms import FORCES, SEVERITIES
from notice_lint.docx.write.comments import WordComment, write_comments
from notice_lint.docx.write.plain import word_of
from notice_lint.errors import InputError, NoticeLintError, UsageError
from notice_lint.files import COMMENTED, numbers, on_disk, public_name, write_to
from notice_lint.readers import from_bytes, load
from notice_lint.reports.folding import groups
from notice_lint.reports.format import CopyFormat, DocumentCopy, TextOptions
from notice_lint.reports.model.report import FileReport, Report, ReportedViolation
from notice_lint.reports.ranges import outline_ranges
from notice_lint.review.columns import DECISIONS
from notice_lint.text.harmless import harmless
from notice_lint.text.wording import COLONS, Lang, Wording

SUFFIX = ".docx"
_OCCUPIED = Wording(
    "那里已有别的文稿，请换一个文件名，或只写文件夹",
    "another document is there; name another file, or a folder",
)


class CommentView(Struct, frozen=True):
    """How comments are written."""

    lang: Lang
    fold: bool = True
    """Whether what is found again and again is one comment."""


def commented_copy(file: FileReport, lang: Lang, options: TextOptions) -> bytes:
    """Return a document as it lies on the disk, with comments; raises InputError, UsageError."""
    path = on_disk(file.path)
    if not Path(path).is_file():
        wording = Wording("不是文件，无法另存批注稿", "no file that a copy could be made of")
        raise UsageError(file.path, wording)
    data = load(path)
    if sha256(data).hexdigest() != file.sha256:
        wording = Wording("检查之后文件又改过，没有写批注", "changed since it was checked")
        raise UsageError(file.path, wording)
    with _blamed(file.path):
        return commented(from_bytes(data, path), data, file, CommentView(lang, options.fold))


@contextmanager
def _blamed(path: str) -> Iterator[None]:
    """Have whatever goes wrong be the error of a document."""
    try:
        yield
    except NoticeLintError:
        raise
    except Exception as error:
        words = f"{type(error).__name__}: {error}"
        wording = Wording(f"无法加批注（{words}）", f"cannot be commented ({words})")
        raise InputError(path, wording) from error


class CommentedCopies:
    """Writes copies with comments: beside their documents, into a folder, or under a name."""

    def __init__(self, report: Report, _options: TextOptions, path: str) -> None:
        """Take where they go; they come one by one."""
        self.lang = report.lang
        self.path = path
        self._written = False

    def place(self, copy: DocumentCopy) -> str:
        """Write a copy and say where it is; raises InputError, UsageError."""
        if copy.error:
            raise copy.error
        with _blamed(copy.path):
            original = on_disk(copy.path)
            place = self._free(Path(original), copy.kind)
            write_to(place, original, copy.data)
            shown = harmless(place)
        return Wording(f"批注稿：{shown}", f"with comments: {shown}").in_(self.lang)

    def _free(self, original: Path, kind: Kind) -> str:
        """Return where a copy goes: over an earlier one, but not over what people wrote there."""
        if self.path.endswith(SUFFIX):
            if self._written or not _is_free(Path(self.path), original):
                raise UsageError(self.path, _OCCUPIED)
            self._written = True
            return self.path
        folder = Path(self.path) if self.path else original.parent
        name = original.stem if kind == "docx" else original.name
        stem = public_name(name.removesuffix(f".{COMMENTED}"))
        places = (folder / f"{stem}.{COMMENTED}{number}{SUFFIX}" for number in numbers())
        return str(
            next(place for place in places if place != original and _is_free(place, original))
        )


def commented(source: Source, data: bytes, file: FileReport, view: CommentView) -> bytes:
    """Return a document as a Word file with what was found as comments; raises InputError."""
    word, to_word = word_of(source, data)
    notes = [
        WordComment(to_word(source.span_of(group[0].location)), _words(file, group, view.lang))
        for group in groups(file.violations, fold=view.fold)
    ]
    return write_comments(word, notes, datetime.now(UTC))


def _words(file: FileReport, group: Sequence[ReportedViolation], lang: Lang) -> str:
    """Return what a comment says: what is wrong, where else, on what authority, what to do."""
    first = group[0]
    severity, force = SEVERITIES[first.severity], FORCES[first.force]
    lines = [f"{severity.in_(lang)} {first.code} {first.title}", first.message]
    if len(group) > 1:
        ranges = outline_ranges(file, group, lang)
        alike = Wording(f"同类问题共 {len(group)} 处", f"{len(group)} of this kind")
        lines.append(alike.in_(lang) + COLONS[lang] + ranges)
    for related in first.related[:3]:
        place = file.related_place(related, lang)
        lines.append(f"{related.label}{COLONS[lang]}{place}")
    basis = Wording("依据", "basis").in_(lang) + COLONS[lang]
    brackets = Wording("（{}）", " ({})").in_(lang)
    lines.append(basis + first.basis + brackets.format(force.in_(lang)))
    advice = Wording("建议", "suggestion").in_(lang) + COLONS[lang]
    lines += [advice + fix.title for fix in first.fixes]
    decided = file.decision_about(first)
    if decided:
        lines.append(decided.stamp(DECISIONS[decided.decision].in_(lang)))
    if first.help:
        lines.append(Wording("说明", "more").in_(lang) + COLONS[lang] + first.help)
    return "\n".join(lines)


def _is_free(place: Path, original: Path) -> bool:
    """Tell whether a copy may go to a place: nothing is there, or a copy that nobody changed."""
    if not place.exists():
        return True
    try:
        source, present = (from_bytes(load(str(path)), str(path)) for path in (original, place))
    except NoticeLintError:
        return False
    residues = len(source.residue) if source.kind == "docx" else 0
    return present.text.split() == source.text.split() and len(present.residue) == residues


FORMAT = CopyFormat(make=commented_copy, open=CommentedCopies)
