"""What an editor offers at a finding: its fixes, and to let it stand for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol.types import CodeAction, CodeActionKind, Diagnostic, TextEdit, WorkspaceEdit

from notice_lint.api import Session
from notice_lint.document.violation import Edit, Fix, Violation
from notice_lint.fix import Fixer, FixOptions
from notice_lint.lsp.diagnostics import diagnostic_of
from notice_lint.lsp.documents import CheckedDocument
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

FIX_ALL = "source.fixAll.notice-lint"
_DIRECTIVES = {"text": "%% {}", "markdown": "<!-- {} -->", "html": "<!-- {} -->"}


def actions_for(document: CheckedDocument, span: Span, lang: Lang) -> Iterator[CodeAction]:
    """Yield what can be done about the findings that touch a range."""
    for violation in document.about(span):
        shown = [diagnostic_of(document, violation, lang)]
        yield from _fixes(document, violation, shown, lang)
        yield _suppression(document, violation, shown, lang)


def fix_all(document: CheckedDocument, session: Session, lang: Lang) -> CodeAction:
    """Return the action that applies all safe fixes; raises InputError, RuleError."""
    source = document.result.source
    profile, decisions = session.profile_for(source.path), session.decisions_beside(source.path)
    fixer = Fixer(profile, decisions, FixOptions(), session.limits)
    data = fixer.fix(source.raw.encode("utf-8", "surrogatepass"), source.path).data
    whole = document.positions.range(Span(0, len(source.raw)))
    words = Wording("改正全部有把握改的问题", "Apply all safe fixes")
    edits = [TextEdit(whole, data.decode("utf-8", "surrogatepass"))]
    return CodeAction(words.in_(lang), FIX_ALL, edit=WorkspaceEdit({document.uri: edits}))


def _fixes(
    document: CheckedDocument, violation: Violation, shown: list[Diagnostic], lang: Lang
) -> Iterator[CodeAction]:
    for fix in violation.fixes:
        edits = _edits(document, fix)
        if edits:
            yield CodeAction(
                fix.title.in_(lang),
                CodeActionKind.QuickFix,
                diagnostics=shown,
                is_preferred=fix.safety == "safe",
                edit=WorkspaceEdit({document.uri: edits}),
            )


def _edits(document: CheckedDocument, fix: Fix) -> list[TextEdit]:
    """Return the edits of a fix; none where it is only shown, or would spoil markup."""
    if fix.safety == "display" or not all(_is_plain(document, edit) for edit in fix.edits):
        return []
    source, positions = document.result.source, document.positions
    return [TextEdit(positions.range(source.raw_span(edit.place)), edit.text) for edit in fix.edits]


def _is_plain(document: CheckedDocument, edit: Edit) -> bool:
    source = document.result.source
    return source.raw_span(edit.place).of(source.raw) == edit.place.of(source.text)


def _suppression(
    document: CheckedDocument, violation: Violation, shown: list[Diagnostic], lang: Lang
) -> CodeAction:
    """Return the action that puts a suppression above a line; its reason is left to the writer."""
    source = document.result.source
    directive = _DIRECTIVES[source.kind].format(f"notice-lint: ignore[{violation.code}] -- ")
    start = source.line_at(violation.raw.start).start
    edit = TextEdit(document.positions.range(Span(start, start)), f"{directive}\n")
    words = Wording(
        f"此处不再报告 {violation.code}（须写理由）",
        f"Do not report {violation.code} here (a reason is needed)",
    )
    return CodeAction(
        words.in_(lang),
        CodeActionKind.QuickFix,
        diagnostics=shown,
        edit=WorkspaceEdit({document.uri: [edit]}),
    )


def asks_for(kinds: Iterable[str] | None, kind: str) -> bool:
    """Tell whether an editor that asks for some kinds of action takes one; all without any."""
    return not kinds or any(kind == asked or kind.startswith(f"{asked}.") for asked in kinds)
