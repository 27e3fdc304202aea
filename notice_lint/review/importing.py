"""A reviewer's sheet carried out: sidecars beside the documents written, document by document."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from notice_lint import readers
from notice_lint.datafiles.yaml_file import load_file
from notice_lint.decisions.sidecar import SIDECAR, find_sidecar
from notice_lint.errors import InputError, NoticeLintError
from notice_lint.files import on_disk, put
from notice_lint.readers.kinds import SUFFIXES, sniff
from notice_lint.review.plan import EntryChange, plan_for
from notice_lint.review.sheet import load
from notice_lint.review.sidecar import SidecarText
from notice_lint.review.verdicts import ImportOptions, Verdict, judge
from notice_lint.text.wording import Wording


class SidecarChange(Struct, frozen=True):
    """What became of the sidecar of one document."""

    path: str
    """Of the document."""
    sidecar: str
    counts: Mapping[EntryChange, int]
    notices: tuple[Wording, ...] = ()
    """What a person should know, though nothing is wrong."""


class Imported(Struct, frozen=True):
    """What became of a sheet."""

    sheet: str
    dry_run: bool
    files: tuple[SidecarChange, ...]
    counts: Mapping[str, Counter[str]]
    """For each code how often it was confirmed, a false_alarm, exempt, undecided."""
    titles: Mapping[str, str]
    mistakes: tuple[NoticeLintError, ...]
    """What could not be imported; all else was."""


def import_sheet(path: str, options: ImportOptions, *, dry_run: bool = False) -> Imported:
    """Write the decisions of a sheet into sidecars; raises InputError, UsageError.

    False alarms and exemptions are put in; confirmed findings are taken out again where an earlier
    import had put them in; what is undecided changes nothing.
    """
    sheet = load(path, options.limits)
    options = replace(options, lang=sheet.lang)
    judged = judge(sheet, options)
    digests = {identity.path: identity.sha256 for identity in sheet.known.values()}
    files: list[SidecarChange] = []
    mistakes: list[NoticeLintError] = list(judged.mistakes)
    for named, verdicts in judged.verdicts.items():
        try:
            document = find_document(named, path, digests[named], options)
            files.append(_import(document, verdicts, options, dry_run=dry_run))
        except NoticeLintError as error:
            mistakes += error.all
    return Imported(path, dry_run, tuple(files), judged.counts, judged.titles, tuple(mistakes))


class ReviewedDocument(Struct, frozen=True):
    """A document that a sheet is about."""

    path: str
    is_changed: bool
    """Whether it is another text than the one that was checked."""


def find_document(named: str, sheet: str, sha256: str, options: ImportOptions) -> ReviewedDocument:
    """Find a document from the folder at hand, else from that of the sheet; raises InputError.

    A sheet may be anybody's: nothing is opened outside these two folders and the root that was
    named, and nothing is ever written but beside a file that may be a notice, or in that root
    beside the very one that was checked.
    """
    path, is_near = _located(named, sheet, options.root)
    data = readers.load(str(path), options.limits)
    sniff(data, str(path))
    digest = hashlib.sha256(data).hexdigest()
    if digest != sha256 and not (is_near and path.suffix.lower() in SUFFIXES):
        raise InputError(str(path), _NO_NOTICE)
    return ReviewedDocument(str(path), digest != sha256)


def _located(named: str, sheet: str, root: str) -> tuple[Path, bool]:
    """Return where a document lies, and whether that is near the sheet; raises InputError."""
    near = (Path(), Path(sheet).parent)
    folders = (*near, Path(root)) if root else near
    try:
        places = (Path(on_disk(str(folder / named))) for folder in folders)
        path = next(place for place in places if place.is_file())
        lies_in = [folder for folder in folders if _lies_in(path, folder)]
    except (StopIteration, OSError, RuntimeError) as error:
        raise InputError(named, _GONE) from error
    if not lies_in:
        raise InputError(named, _OUTSIDE)
    return path, lies_in[0] in near


def _lies_in(path: Path, folder: Path) -> bool:
    """Tell whether a file lies in a folder, and its sidecar too, links followed."""
    sidecar = Path(f"{path}{SIDECAR}")
    return all(place.resolve().is_relative_to(folder.resolve()) for place in (path, sidecar))


_OUTSIDE = Wording(
    "在当前文件夹和清单所在文件夹之外，没有打开；确要导入请用 --root 指明文件夹",
    "lies outside this folder and that of the sheet and was not opened; name its folder by --root",
)
_NO_NOTICE = Wording("不是检查过的文稿，没有写入", "not the document that was checked; left alone")
_GONE = Wording(
    "找不到这个文件，它的决定没有导入；请在检查时所在的文件夹运行，或把清单放到那里",
    "no such file, so its decisions were not taken over; run in the folder where it was checked",
)
_CHANGED = Wording(
    "生成清单后文稿改动过；文字没有变的问题照常按决定处理，其余请重新检查",
    "the document was changed since; decisions hold where its words are the same, check it again",
)


def write_verdicts(path: str, verdicts: Sequence[Verdict], options: ImportOptions) -> SidecarChange:
    """Write verdicts into the sidecar of a document that is known; raises InputError, RuleError."""
    return _import(ReviewedDocument(path, is_changed=False), verdicts, options, dry_run=False)


def _import(
    document: ReviewedDocument,
    verdicts: Sequence[Verdict],
    options: ImportOptions,
    *,
    dry_run: bool,
) -> SidecarChange:
    """Write verdicts into the sidecar of a document; raises InputError, RuleError."""
    sidecar = Path(document.path + SIDECAR)
    stored = find_sidecar(document.path)
    old = SidecarText(str(sidecar), load_file(stored).text if stored else "")
    plan = plan_for(old.stored(), verdicts, options)
    if plan.changes and not dry_run:
        _write(sidecar, plan.carried_out(old).text)
    notices = [_CHANGED] * document.is_changed + plan.notices
    return SidecarChange(document.path, str(sidecar), plan.counts, tuple(notices))


def _write(path: Path, text: str) -> None:
    """Put a sidecar in place whole, its mark of encoding and permissions kept."""
    try:
        is_marked = path.exists() and path.read_bytes().startswith(BOM_UTF8)
        like = path if path.exists() else path.with_name(_document(path))
        mode = like.stat().st_mode
    except OSError as error:
        raise InputError.unwritable(str(path), error) from error
    put(str(path), BOM_UTF8 * is_marked + text.encode("utf-8"), mode)


def _document(sidecar: Path) -> str:
    return sidecar.name.removesuffix(SIDECAR)
