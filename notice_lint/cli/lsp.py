"""The command lsp."""

from __future__ import annotations

from notice_lint.cli.output import ConfigOption, LangOption, ProfileOption, overrides
from notice_lint.errors import UsageError, needs_extra


def lsp(
    profile: ProfileOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
) -> None:
    """供编辑器使用的语言服务器（标准输入、标准输出）。

    The language server for editors, over standard input and output.
    """
    try:
        import pygls  # noqa: F401 - only to tell whether the extra is there
    except ImportError as error:
        raise UsageError("lsp", needs_extra("lsp")) from error
    from notice_lint.lsp.server import server_for

    server_for(overrides(config, {"extends": profile, "lang": lang})).start_io()
