"""The server: what an editor asks, answered from the latest version that was checked."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from notice_lint.about import __version__
from notice_lint.api import Session
from notice_lint.config.config_file import NAMES, PYPROJECT
from notice_lint.config.settings import Overrides
from notice_lint.decisions.sidecar import SIDECAR
from notice_lint.errors import NoticeLintError
from notice_lint.lsp.actions import FIX_ALL, actions_for, asks_for, fix_all
from notice_lint.lsp.diagnostics import NAME, diagnostic_of
from notice_lint.lsp.documents import CheckedDocument, OpenText, checked
from notice_lint.lsp.outline import folds_of, manual_of, symbols_of

PAUSE = 0.02
"""Seconds of silence after which a change is checked: keys struck at once are one change."""
SETTINGS = (*NAMES, PYPROJECT, f"*{SIDECAR}", "*.lark", ".notice-lint-baseline.json")


class NoticeServer(LanguageServer):
    """Checks what is open; a check that a change has overtaken is told to nobody."""

    def __init__(self, overrides: Overrides) -> None:
        """Take what the command line says about settings; raises RuleError, UsageError."""
        super().__init__(NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._overrides = overrides
        self._session = Session(overrides=overrides)
        self._thread = ThreadPoolExecutor(1)
        self._documents: dict[str, CheckedDocument] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}

    @property
    def session(self) -> Session:
        """What documents are checked by."""
        return self._session

    def reload(self) -> None:
        """Read all settings again and check what is open; a mistake in them is shown."""
        try:
            self._session = Session(overrides=self._overrides)
        except NoticeLintError as error:
            self.tell(error)
        for uri in self.workspace.text_documents:
            self.changed(uri)

    def tell(self, error: NoticeLintError) -> None:
        """Show what keeps us from our work."""
        words = f"{NAME}: {error.where}: {error.wording.in_(self._session.lang)}"
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, words))

    def changed(self, uri: str) -> None:
        """Check a document soon; an earlier check of it that still waits is given up."""
        self.forget(uri)
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._check(uri))

    def forget(self, uri: str) -> None:
        """Give up a check that still waits."""
        waiting = self._waiting.pop(uri, None)
        if waiting:
            waiting.cancel()

    def close(self, uri: str) -> None:
        """Forget a document and take its findings off the screen."""
        self.forget(uri)
        self._documents.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def _check(self, uri: str) -> None:
        await asyncio.sleep(PAUSE)
        with suppress(NoticeLintError):  # it is shown already
            await self.latest(uri)

    async def latest(self, uri: str) -> CheckedDocument:
        """Return the present version of a document, checked; raises NoticeLintError."""
        text = self._text(uri)
        known = self._documents.get(uri)
        if known and known.version == text.version and uri not in self._waiting:
            return known
        loop, session = asyncio.get_running_loop(), self._session
        try:
            document = await loop.run_in_executor(self._thread, checked, session, text)
        except NoticeLintError as error:
            self.tell(error)
            raise
        if self._text(uri).version == document.version:
            self._waiting.pop(uri, None)
            self._documents[uri] = document
            self._publish(document)
        return document

    def _text(self, uri: str) -> OpenText:
        document = self.workspace.get_text_document(uri)
        path = to_fs_path(uri) or uri
        encoding = types.PositionEncodingKind(self.workspace.position_encoding)
        return OpenText(uri, path, document.version or 0, document.source, encoding)

    def _publish(self, document: CheckedDocument) -> None:
        lang = self._session.lang
        shown = [diagnostic_of(document, each, lang) for each in document.result.violations]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(document.uri, shown, document.version)
        )


def server_for(overrides: Overrides) -> NoticeServer:
    """Return a server that answers; raises RuleError, UsageError."""
    server = NoticeServer(overrides)
    server.feature(types.INITIALIZED)(_watch)
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(_opened)
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(_changed)
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(_closed)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_settings_changed)
    server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(_settings_changed)
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds))(_actions)
    server.feature(types.TEXT_DOCUMENT_HOVER)(_hover)
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(_symbols)
    server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)(_folds)
    return server


async def _watch(server: NoticeServer, _: types.InitializedParams) -> None:
    """Ask to be told when settings change on the disk, where the editor can."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if watched and watched.dynamic_registration:
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in SETTINGS]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        asked = types.Registration(NAME, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await server.client_register_capability_async(types.RegistrationParams([asked]))


async def _opened(server: NoticeServer, params: types.DidOpenTextDocumentParams) -> None:
    server.changed(params.text_document.uri)


async def _changed(server: NoticeServer, params: types.DidChangeTextDocumentParams) -> None:
    server.changed(params.text_document.uri)


async def _closed(server: NoticeServer, params: types.DidCloseTextDocumentParams) -> None:
    server.close(params.text_document.uri)


async def _settings_changed(server: NoticeServer, _: object) -> None:
    server.reload()


async def _actions(server: NoticeServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    document, lang = await server.latest(params.text_document.uri), server.session.lang
    actions = list(actions_for(document, document.positions.span(params.range), lang))
    asked = params.context.only
    if asked and asks_for(asked, FIX_ALL):
        actions.append(fix_all(document, server.session, lang))
    return [action for action in actions if asks_for(asked, action.kind or "")]


async def _hover(server: NoticeServer, params: types.HoverParams) -> types.Hover | None:
    document = await server.latest(params.text_document.uri)
    offset = document.positions.offset(params.position)
    touching = [each for each in document.result.violations if each.raw.holds(offset)]
    if not touching:
        return None
    catalogue = document.result.profile.catalogue
    manuals = (manual_of(catalogue[each.code], server.session.lang) for each in touching)
    words = "\n\n---\n\n".join(dict.fromkeys(manuals))
    content = types.MarkupContent(types.MarkupKind.Markdown, words)
    return types.Hover(content, document.positions.range(touching[0].raw))


async def _symbols(
    server: NoticeServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol]:
    return symbols_of(await server.latest(params.text_document.uri))


async def _folds(
    server: NoticeServer, params: types.FoldingRangeParams
) -> list[types.FoldingRange]:
    return list(folds_of(await server.latest(params.text_document.uri)))
