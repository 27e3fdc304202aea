"""The language server, asked by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from support import Call, write

types = pytest.importorskip("lsprotocol.types")
pytest.importorskip("pygls")
from pygls.lsp.client import LanguageClient  # noqa: E402 - comes with an extra

ROOT = Path(__file__).parent.parent
CLEAN = (ROOT / "examples/clean.txt").read_text(encoding="utf-8")
FAULTY = (ROOT / "examples/numbering.txt").read_text(encoding="utf-8")
PATIENCE = 30
_Answer = TypeVar("_Answer")


class Editor:
    """An editor that opens documents and looks at what it is sent."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.published: dict[str, Any] = {}
        self.messages: list[str] = []
        self.event = asyncio.Event()

        def published(params: Any) -> None:
            self.published[params.uri] = params
            self.event.set()

        client.feature("textDocument/publishDiagnostics")(published)
        client.feature("window/showMessage")(lambda params: self.messages.append(params.message))
        client.feature("client/registerCapability")(lambda params: None)

    async def start(self, encoding: str | None) -> None:
        await self.client.start_io(sys.executable, "-m", "notice_lint", "lsp")
        general = types.GeneralClientCapabilities(
            position_encodings=[encoding] if encoding else None
        )
        watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        workspace = types.WorkspaceClientCapabilities(did_change_watched_files=watching)
        capabilities = types.ClientCapabilities(general=general, workspace=workspace)
        self.capabilities = (
            await self.client.initialize_async(types.InitializeParams(capabilities))
        ).capabilities
        self.client.initialized(types.InitializedParams())

    def open(self, path: Path, text: str) -> str:
        uri = path.resolve().as_uri()
        item = types.TextDocumentItem(uri, "plaintext", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, version: int, text: str) -> None:
        named = types.VersionedTextDocumentIdentifier(version, uri)
        whole = [types.TextDocumentContentChangeWholeDocument(text)]
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, whole))

    async def until(self, wanted: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not wanted():
            self.event.clear()
            await asyncio.wait_for(self.event.wait(), deadline - time.monotonic())

    async def codes(self, uri: str, version: int) -> list[str]:
        await self.until(lambda: uri in self.published and self.published[uri].version == version)
        return [each.code for each in self.published[uri].diagnostics]

    async def actions(self, uri: str, code: str, only: list[str] | None = None) -> list[Any]:
        shown = [each for each in self.published[uri].diagnostics if each.code == code]
        context = types.CodeActionContext(shown, only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), shown[0].range, context)
        return list(await self.client.text_document_code_action_async(params))


def edit(work: Callable[[Editor], Awaitable[_Answer]], encoding: str | None = None) -> _Answer:
    async def session() -> _Answer:
        editor = Editor(LanguageClient("test", "1"))
        await editor.start(encoding)
        try:
            return await asyncio.wait_for(work(editor), PATIENCE * 2)
        finally:
            await editor.client.shutdown_async(None)
            editor.client.exit(None)
            await editor.client.stop()

    return asyncio.run(session())


def applied(text: str, action: Any) -> str:
    """Return a text after the edits of an action; columns are UTF-16."""
    (edits,) = action.edit.changes.values()
    for change in sorted(
        edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True
    ):
        start, end = (at(text, place) for place in (change.range.start, change.range.end))
        text = text[:start] + change.new_text + text[end:]
    return text


def at(text: str, position: Any) -> int:
    lines = text.split("\n")[: position.line + 1]
    units = lines[-1].encode("utf-16-le")[: position.character * 2].decode("utf-16-le")
    return sum(len(line) + 1 for line in lines[:-1]) + len(units)


def test_findings_follow_what_is_typed(place: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(place / "draft.txt", CLEAN)
        assert await editor.codes(uri, 1) == []
        for version in range(2, 9):  # struck at once: only the last is told
            editor.change(uri, version, CLEAN if version < 8 else FAULTY)
        assert "NL302" in await editor.codes(uri, 8)
        (shown,) = [each for each in editor.published[uri].diagnostics if each.code == "NL302"]
        assert shown.source == "notice-lint"
        assert shown.code_description.href.endswith("rules/NL302/#zh")
        assert "层次" in shown.message
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        await editor.until(lambda: not editor.published[uri].diagnostics)

    edit(work)


def test_actions_mend_and_suppress(place: Path, call: Call) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(place / "draft.txt", FAULTY)
        before = await editor.codes(uri, 1)
        fix, suppress = await editor.actions(uri, "NL302")
        assert fix.is_preferred
        editor.change(uri, 2, applied(FAULTY, fix))
        after = await editor.codes(uri, 2)
        assert after.count("NL302") < before.count("NL302")
        text = applied(FAULTY, suppress).replace("] -- ", "] -- 原文如此")
        editor.change(uri, 3, text)
        assert (await editor.codes(uri, 3)).count("NL302") < before.count("NL302")
        (everything,) = await editor.actions(uri, "NL301", ["source.fixAll"])
        write("whole.txt", text)
        call("fix", "whole.txt")
        assert applied(text, everything) == Path("whole.fixed.txt").read_text(encoding="utf-8")

    edit(work)


def test_hover_symbols_and_folds(place: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(place / "draft.txt", FAULTY)
        await editor.codes(uri, 1)
        named = types.TextDocumentIdentifier(uri)
        shown = next(each for each in editor.published[uri].diagnostics if each.code == "NL302")
        hover = await editor.client.text_document_hover_async(
            types.HoverParams(named, shown.range.start)
        )
        assert hover.contents.value.startswith("**NL302")
        assert "依据" in hover.contents.value
        nothing = types.HoverParams(named, types.Position(9999, 0))
        assert await editor.client.text_document_hover_async(nothing) is None
        symbols = await editor.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(named)
        )
        assert symbols[0].name.startswith("一、")
        assert any(child.name for symbol in symbols for child in symbol.children)
        folds = await editor.client.text_document_folding_range_async(
            types.FoldingRangeParams(named)
        )
        assert {fold.start_line for fold in folds} >= {symbols[0].range.start.line}

    edit(work)


@pytest.mark.parametrize("encoding", [None, "utf-32", "utf-8"])
def test_positions_are_counted_as_the_editor_counts(place: Path, encoding: str | None) -> None:
    """A character beyond the first plane stands before the finding: two units in UTF-16."""
    line = next(line for line in CLEAN.splitlines() if "0000-5550123" in line)
    text = CLEAN.replace(line, "𠮷" + line.replace("0000-5550123", "5550123"))

    async def work(editor: Editor) -> None:
        uri = editor.open(place / "draft.txt", text)
        await editor.codes(uri, 1)
        (shown,) = [each for each in editor.published[uri].diagnostics if each.code == "NL404"]
        start = text.splitlines()[shown.range.start.line].index("5550123")
        before = text.splitlines()[shown.range.start.line][:start]
        units = {"utf-8": len(before.encode()), "utf-32": len(before)}
        assert shown.range.start.character == units.get(str(encoding), len(before) + 1)

    edit(work, encoding)


def test_settings_are_read_again_when_they_change(place: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(place / "draft.txt", FAULTY)
        assert "NL302" in await editor.codes(uri, 1)
        for text, goes_on in (("rules: {NL302: off}\n", True), ("fial-on: error\n", False)):
            file = write("notice-lint.yaml", text)
            event = types.FileEvent(file.resolve().as_uri(), types.FileChangeType.Changed)
            editor.client.workspace_did_change_watched_files(
                types.DidChangeWatchedFilesParams([event])
            )
            if goes_on:
                await editor.until(
                    lambda: "NL302" not in [each.code for each in editor.published[uri].diagnostics]
                )
        deadline = time.monotonic() + PATIENCE
        while not editor.messages and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        assert "fial-on" in editor.messages[0]

    edit(work)


@pytest.mark.parametrize(("name", "text"), [
    ("a.md", "# 关于巡察整改进展情况的通报\n\n一、整改\n\n1.针对“甲”的问题\n\n整改情况：差不多了。\n"),
    ("a.html", "<h1>关于巡察整改进展情况的通报</h1><p>一、整改</p><p>1.针对“甲”的问题</p><p>整改情况：差不多了。</p>"),
])  # fmt: skip
def test_markdown_and_web_pages(place: Path, name: str, text: str) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(place / name, text)
        assert "NL201" in await editor.codes(uri, 1)
        changed = [applied(text, action) for action in await editor.actions(uri, "NL201")]
        assert any("<!-- notice-lint: ignore[NL201] -- " in each for each in changed)

    edit(work)


def test_a_long_document_is_checked_while_typing(place: Path) -> None:
    """25 KB take 150 ms of a processor, and one more second starts the server; five times that is let go."""
    items = "".join(
        f"{number}.针对“工作{number}落实不力”的问题\n原因分析：对这项工作重视不够。\n"
        f"整改措施：一是开展第{number}项整改。二是完善制度，明确责任人和完成时限。\n整改情况：已完成整改。\n"
        for number in range(1, 111)
    )
    head, _, rest = CLEAN.partition("二、")
    text = f"{head}二、巡察反馈问题整改落实情况\n{items}{rest[rest.index('欢迎') :]}"
    assert 24_000 < len(text.encode()) < 32_000

    async def work(editor: Editor) -> None:
        uri = editor.open(place / "draft.txt", text)
        await editor.codes(uri, 1)
        for version in range(2, 12):
            editor.change(uri, version, text.replace("重视不够", "重视不足", version))
            await editor.codes(uri, version)

    before = seconds_of_children()
    edit(work)
    assert seconds_of_children() - before < 5 * (1 + 11 * 0.15)


def seconds_of_children() -> float:
    """Return how long processors were at work for processes that have ended, however busy they are."""
    times = os.times()
    return times.children_user + times.children_system
