"""What stands before every request: who asks, from where, how much comes and how slowly."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from notice_lint.server.settings import ServerSettings
from notice_lint.text.numerals import whole_number

LOG = logging.getLogger("notice_lint.server")
SAFE = ("GET", "HEAD", "OPTIONS")
_SPARE = 1 << 20
"""Bytes of a request beside the file in it."""
ALWAYS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""Headers of every answer: nothing is kept on the way, nothing shown within another page."""
NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""What an answer may do that is no page of ours."""


class RefusedError(Exception):
    """A request that is answered no further."""

    def __init__(self, status: int, words: str) -> None:
        """Take the status of the answer and what it says."""
        super().__init__(words)
        self.status = status
        self.words = words

    @property
    def answer(self) -> Response:
        """What is answered."""
        headers = {"connection": "close"} if self.status in (408, 413) else {}
        return PlainTextResponse(self.words + "\n", self.status, headers)


class Guard:
    """Refuses what no page of ours asks, and notes every request without its content."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        """Take what answers, and what is allowed."""
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _Answer(send)
        body = _Body(receive, self.settings)
        try:
            self._check(scope["method"], Headers(scope=scope))
            await self.app(scope, body.receive, answer.send)
        except RefusedError as refusal:
            await answer.instead(refusal.answer, scope)
        except Exception as error:
            LOG.error("%s in %s", type(error).__name__, _name(scope))
            if answer.status:
                raise
            await answer.instead(RefusedError(500, "internal error").answer, scope)
        finally:
            milliseconds = round((time.monotonic() - answer.began) * 1000)
            LOG.info("%s %s %s %d ms", scope["method"], _name(scope), answer.status, milliseconds)

    def _check(self, method: str, headers: Headers) -> None:
        """Raise RefusedError for a request of a foreign page, or one that is too large."""
        host = headers.get("host", "")
        if not self.settings.answers_to(host):
            raise RefusedError(421, "this server is not called so")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            raise RefusedError(403, "asked by a page of another site")
        if method not in SAFE and headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise RefusedError(403, "asked by a page of another site")
        length = whole_number(headers.get("content-length", "0"))
        if length is None or not 0 <= length <= _most(self.settings):
            raise RefusedError(413, f"more than {self.settings.upload_mb} MB")


def _most(settings: ServerSettings) -> int:
    return (settings.upload_mb << 20) + _SPARE


def _name(scope: MutableMapping[str, Any]) -> str:
    """Return what is noted of a request: what answers it, never a path, a query or a name."""
    return getattr(scope.get("endpoint"), "__name__", "-")


class _Body:
    """What comes with a request, counted and timed."""

    def __init__(self, receive: Receive, settings: ServerSettings) -> None:
        self._receive = receive
        self._settings = settings
        self._end = time.monotonic() + settings.body_seconds
        self._size = 0
        self._complete = False

    async def receive(self) -> Message:
        """Return the next part; raises RefusedError when too much comes, or too slowly."""
        if self._complete:
            return await self._receive()
        seconds = min(self._settings.idle_seconds, self._end - time.monotonic())
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, seconds))
        except TimeoutError as error:
            raise RefusedError(408, "the request came too slowly") from error
        self._size += len(message.get("body", b""))
        self._complete = not message.get("more_body", False)
        if self._size > _most(self._settings):
            raise RefusedError(413, f"more than {self._settings.upload_mb} MB")
        return message


class _Answer:
    """What goes back, with the headers that every answer has."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.began = time.monotonic()

    async def send(self, message: Message) -> None:
        """Hand on a part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in ALWAYS.items():
                headers[name] = value
            headers.setdefault("content-security-policy", NOTHING)
        await self._send(message)

    async def instead(self, response: Response, scope: Scope) -> None:
        """Answer so, unless an answer has begun."""
        if not self.status:
            await response(scope, _nothing, self.send)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


class Policy(Struct, frozen=True):
    """What a page may load and do: only the very style and script that it came with."""

    style: str
    script: str

    def header(self) -> str:
        """Return it as a Content-Security-Policy."""
        return (
            f"default-src 'none'; style-src '{self.style}'; script-src '{self.script}'; "
            "connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )
