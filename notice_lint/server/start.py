"""The server run until somebody ends it."""

from __future__ import annotations

import logging
import secrets
import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from notice_lint.errors import UsageError, reason_of
from notice_lint.server.app import create_app
from notice_lint.server.guard import LOG
from notice_lint.server.settings import ServerSettings
from notice_lint.text.wording import Wording

AUTOMATIC = "auto"
"""Asks for a token to be made up."""
SHORTEST = 12
"""Characters of the shortest token: nobody is to guess it."""
GRACE = 5
"""Seconds in which answers that have begun may end."""


def checked(settings: ServerSettings) -> ServerSettings:
    """Return settings that are safe to run with; raises UsageError."""
    from msgspec.structs import replace

    if settings.token == AUTOMATIC:
        return replace(settings, token=secrets.token_urlsafe(18))
    if not settings.is_local and not settings.token:
        raise UsageError("--host", _NO_TOKEN)
    if settings.token and len(settings.token) < SHORTEST:
        raise UsageError("--token", _SHORT)
    return settings


_NO_TOKEN = Wording(
    "别的电脑也能打开时，须用 --token 设口令（--token auto 自动生成）",
    "where other machines can ask, a token is needed: --token, or --token auto for a new one",
)
_SHORT = Wording(f"口令至少 {SHORTEST} 个字符", f"a token has {SHORTEST} characters at least")


def address_of(settings: ServerSettings) -> str:
    """Return what is typed into a browser."""
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    door = f"enter?token={settings.token}" if settings.token else ""
    return f"http://{name}:{settings.port}/{door}"


def run(settings: ServerSettings, say: Callable[[str], None], *, opens: bool = False) -> None:
    """Serve until ended; raises UsageError where the port is taken, RuleError."""
    listening = _listening(settings)
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    LOG.setLevel(logging.INFO)
    config = uvicorn.Config(
        create_app(settings),
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        ws="none",
    )
    address = address_of(settings)
    say(address)
    if opens:
        webbrowser.open(address)
    uvicorn.Server(config).run(sockets=[listening])


def _listening(settings: ServerSettings) -> socket.socket:
    """Return a socket that listens, before anything is read or said; raises UsageError."""
    where = f"{settings.host}:{settings.port}"
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(128)  # a browser that is quicker than we are waits, and is not refused
    except OSError as error:
        listening.close()
        reason = reason_of(error)
        wording = Wording(
            f"无法在这里等候（{reason.zh}），请用 --port 换一个端口",
            f"cannot listen here ({reason.en}); choose another --port",
        )
        raise UsageError(where, wording) from error
    listening.set_inheritable(True)
    return listening
