"""The command serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from notice_lint.cli.output import LangOption, language, print_line

PACKAGES = ("jinja2", "python_multipart", "starlette", "uvicorn")
"""What the extra brings."""


def serve(
    host: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="在哪个地址等候；不是本机的须设 --token。"),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口。")] = 8765,
    open_: Annotated[bool, typer.Option("--open", help="在浏览器里打开。")] = False,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="放到审核台上的文件夹；裁定和历次结果存在那里。"),
    ] = None,
    token: Annotated[
        str,
        typer.Option(
            metavar="TOKEN", envvar="NOTICE_LINT_TOKEN", help="打开页面的口令；auto 为自动生成。"
        ),
    ] = "",
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="还可用这个域名打开，如前面代理的域名；可多次给出。"),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="同时检查几份。")] = 2,
    lang: LangOption = None,
) -> None:
    """在浏览器里用：作者查稿、改稿，审核人逐类裁定；只在本机运行，不联网。"""
    from importlib.util import find_spec

    from notice_lint.errors import UsageError, needs_extra
    from notice_lint.text.wording import Wording

    if any(
        find_spec(package) is None for package in ("jinja2", "multipart", "starlette", "uvicorn")
    ):
        raise UsageError("serve", needs_extra("web"))
    from notice_lint.server.settings import ServerSettings
    from notice_lint.server.start import checked, run

    settings = ServerSettings(
        host=host,
        port=port,
        token=token,
        names=tuple(name or ()),
        folder=str(folder.resolve()) if folder else "",
        processes=jobs,
    )
    if folder:
        _enter(folder)
    words = Wording("请在浏览器里打开（按 Ctrl+C 结束）：", "Open in a browser (Ctrl+C ends it): ")
    run(
        checked(settings),
        lambda address: print_line(words.in_(language(lang)) + address),
        opens=open_,
    )


def _enter(folder: Path) -> None:
    """Make a folder the current one, so that its configuration and baseline hold."""
    from os import chdir

    from notice_lint.errors import UsageError

    try:
        chdir(folder)
    except OSError as error:
        raise UsageError.unreadable(str(folder), error) from error
