"""The one HTTP door of the process: health, figures, and the pages of channels.

Owns what every page carries (security headers, a body limit, no cache of talk) and
how the server starts and stops. Must not know what a channel does with a request.
"""

import asyncio
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import uvicorn
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.webhooks import WebhooksFirst

BODY_BYTES = 2 * 1024 * 1024
"""The largest a page takes; webhooks have a limit of their own."""

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]", "::1")
"""What a browser on this machine says as `Host`; another name may be rebound DNS."""

_HEADERS = {
    # Talk is private; whatever may be kept says so itself.
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # An address may hold an invite code, which no other site is to read.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

# As ASGI hands them on, where every name is in small letters.
_RAW_HEADERS = [
    (name.lower().encode(), value.encode()) for name, value in _HEADERS.items()
]

Check = Callable[[], Awaitable[bool]]
"""Tells whether one part is ready; raising means that it is not."""


def build_app(
    routes: Sequence[BaseRoute],
    checks: Mapping[str, Check],
    *,
    registry: CollectorRegistry,
    hosts: Sequence[str] = (),
    check_s: float = 2.0,
) -> ASGIApp:
    """Put the app together.

    Args:
        routes: The pages and webhooks of the channels.
        checks: What `/readyz` asks, by name: the database, the pumps.
        registry: The figures `/metrics` shows.
        hosts: Names this server answers to (`LOOPBACK_HOSTS`); empty means any.
        check_s: How long a check may take, in seconds, before it counts as a no.
    """
    middleware = [Middleware(SecurityHeaders)]
    if hosts:
        middleware.append(
            Middleware(
                TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False
            )
        )
    pages = Starlette(
        routes=[
            Route("/healthz", _alive),
            Route("/readyz", _readiness(checks, check_s)),
            Route("/metrics", _figures(registry)),
            *routes,
        ],
        middleware=middleware,
        max_body_size=BODY_BYTES,
    )
    return WebhooksFirst(pages, routes)


async def _alive(_: Request) -> Response:
    return PlainTextResponse("ok\n")


def _readiness(
    checks: Mapping[str, Check], check_s: float
) -> Callable[[Request], Awaitable[Response]]:
    async def ready(_: Request) -> Response:
        asked = (_holds(check, check_s) for check in checks.values())
        answers = await asyncio.gather(*asked)
        found = dict(zip(checks, answers, strict=True))
        return JSONResponse(found, status_code=200 if all(answers) else 503)

    return ready


async def _holds(check: Check, check_s: float) -> bool:
    try:
        async with asyncio.timeout(check_s):
            return await check()
    except Exception:  # noqa: BLE001, RUF100 - whatever it is, this part is not ready
        return False


def _figures(registry: CollectorRegistry) -> Callable[[Request], Awaitable[Response]]:
    async def figures(_: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return figures


class SecurityHeaders:
    """Adds what every answer carries, unless its route says it otherwise."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers set."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(header for header in _RAW_HEADERS if header[0] not in given),
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class HttpServer(uvicorn.Server):
    """A server that lets open streams end before it waits for them.

    `await server.serve()` returns after SIGTERM, SIGINT or `stop()`, once the requests
    under way have their answers.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        before_stop: Callable[[], None] = lambda: None,
        grace_s: int = 10,
    ) -> None:
        """Prepare to serve.

        Args:
            app: What `build_app` made.
            before_stop: Ends what would stay open for ever (event streams).
            grace_s: How long requests under way may take to end, in seconds.
        """
        super().__init__(
            uvicorn.Config(
                app,
                port=0,  # any free one, where `serve` is handed no socket
                # Addresses hold visitors and invites; the log is for events of ours.
                access_log=False,
                log_config=None,
                lifespan="on",
                server_header=False,
                timeout_graceful_shutdown=grace_s,
            )
        )
        self._before_stop = before_stop
        self.listening = asyncio.Event()
        """Set once the port is open."""

    @property
    def port(self) -> int:
        """The port it listens on; 0 before it does."""
        if not self.started or not self.servers:
            return 0
        return int(self.servers[0].sockets[0].getsockname()[1])

    def stop(self) -> None:
        """Ask it to end, as SIGTERM does."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the port, and say so."""
        await super().startup(sockets)
        self.listening.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take SIGINT and SIGTERM as a wish to end, and not raise them again after.

        uvicorn's own way ends the process here, before the pumps are stopped.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        wished = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in wished}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then wait for the rest."""
        self._before_stop()
        await super().shutdown(sockets)
