"""The server put together: what stands before every request, and what answers it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from notice_lint.errors import NoticeLintError
from notice_lint.server import visit
from notice_lint.server.author import routes as author
from notice_lint.server.copies import warm
from notice_lint.server.desk import routes as desk
from notice_lint.server.guard import SAFE, Guard, RefusedError
from notice_lint.server.memory import Visitor
from notice_lint.server.office import routes as office
from notice_lint.server.office import rulebook, units
from notice_lint.server.pages import page
from notice_lint.server.settings import ServerSettings
from notice_lint.server.state import ServerState
from notice_lint.server.visit import COOKIE
from notice_lint.text.wording import Lang

_OPEN = ("/health", "/enter")
"""Paths that a visitor without a token may ask for."""
_PAUSE = 0.5
"""Seconds after which a wrong token is answered."""


def create_app(settings: ServerSettings | None = None) -> ASGIApp:
    """Return the server as an ASGI application; raises RuleError, UsageError."""
    state = ServerState(settings or ServerSettings())

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await state.pools.quick.run(warm, state.rules("zh"))
        if state.folder:
            state.folder.refresh(state.rules("zh"))
        yield
        if state.folder:
            state.folder.stop()
        state.pools.close()

    app = Starlette(
        routes=[
            Route("/health", health),
            Route("/enter", enter, methods=["GET", "POST"]),
            Route("/language", choose_language, methods=["POST"]),
            *desk.ROUTES,
            *author.ROUTES,
            *rulebook.ROUTES,
            *office.ROUTES,
            *units.ROUTES,
        ],
        lifespan=lifespan,
        exception_handlers={
            HTTPException: _http_error,
            RefusedError: _refused,
            NoticeLintError: _noticed,
        },
    )
    app.state.server = state
    return Guard(_Admission(app, state), state.settings)


async def health(_: Request) -> Response:
    """Say that the server answers."""
    return PlainTextResponse("ok\n")


async def enter(request: Request) -> Response:
    """Let in who knows the token."""
    visitor, token = visit.visitor_of(request), _settings(request).token
    given = request.query_params.get("token", "")
    if request.method == "POST":
        given = visit.field(await visit.form_of(request), "token")
    if not token or secrets.compare_digest(given.encode(), token.encode()):
        visitor.is_admitted = True
        return visit.to_page("/")
    if given:
        await asyncio.sleep(_PAUSE)
    return page(request, "enter.html", status=401, is_wrong=bool(given))


def _settings(request: Request) -> ServerSettings:
    settings: ServerSettings = request.app.state.server.settings
    return settings


async def choose_language(request: Request) -> Response:
    """Speak the language that was chosen from now on."""
    form = await visit.form_of(request)
    visit.visitor_of(request).lang = "en" if visit.field(form, "lang") == "en" else "zh"
    back = visit.field(form, "back")
    return visit.to_page(back if back.startswith("/") and not back.startswith("//") else "/")


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return page(request, "error.html", status=status, words="")


async def _refused(request: Request, error: Exception) -> Response:
    if isinstance(error, RefusedError) and error.status != 404:
        return error.answer
    return page(request, "error.html", status=404, words="")


async def _noticed(request: Request, error: Exception) -> Response:
    words = visit.words_of(error, request) if isinstance(error, NoticeLintError) else ""
    return page(request, "error.html", status=422, words=words)


class _Admission:
    """Knows each visitor by a cookie, and sends those without the token to the door."""

    def __init__(self, app: ASGIApp, state: ServerState) -> None:
        self.app = app
        self.state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] == "/health":
            await self.app(scope, receive, send)
            return
        visitors = self.state.visitors
        present = visitors.find(HTTPConnection(scope).cookies.get(COOKIE, ""))
        visitor = present or visitors.welcome()
        scope.setdefault("state", {})["visitor"] = visitor
        if present is None:
            visitor.lang = _language(scope)
            send = _with_cookie(send, scope, visitor)
        if self.state.settings.token and not visitor.is_admitted and scope["path"] not in _OPEN:
            await self._sent_away(scope)(scope, receive, send)
        else:
            await self._ask(scope, receive, send)

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have a page answer, and let go of the files that came with the question."""
        try:
            await self.app(scope, receive, send)
        finally:
            form = scope["state"].get("form")
            if form:
                await form.close()

    @staticmethod
    def _sent_away(scope: Scope) -> Response:
        if scope["method"] in SAFE:
            return RedirectResponse("/enter", 303)
        return PlainTextResponse("the token is needed\n", 401)


def _language(scope: Scope) -> Lang:
    accepted = Headers(scope=scope).get("accept-language", "zh").lower()
    return "en" if accepted.startswith("en") else "zh"


def _with_cookie(send: Send, scope: Scope, visitor: Visitor) -> Send:
    """Return what hands on an answer with the cookie that a new visitor is known by."""
    secure = "; Secure" if scope["scheme"] == "https" else ""
    cookie = f"{COOKIE}={visitor.id}; Path=/; HttpOnly; SameSite=Strict{secure}"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await send(message)

    return sending
