"""What every webhook's door is: a route of a platform's machines, ahead of all pages.

What pages need (names of hosts, headers for browsers, finding one of many) is no use to
a machine that proves with every request who it is, and costs as much as its event.
"""

from collections.abc import Awaitable, Callable, Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

BODY_BYTES = 1_048_576
"""Far above what a messenger sends (100 events are about 70 kB)."""

Hear = Callable[[Request], Awaitable[Response]]


class Webhook(Route):
    """`POST` at one address, answered by what bears all bad input itself."""

    def __init__(self, path: str, hear: Hear) -> None:
        """Let `hear` answer what is posted to a path."""
        super().__init__(path, _Door(hear), methods=["POST"])


class _Door:
    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await self._hear(Request(scope, receive))
        await response(scope, receive, send)


class WebhooksFirst:
    """Hands webhooks to their doors, and all else to the app behind them."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        """Take the webhooks out of routes that the app has as well."""
        self._app = app
        self._doors = {one.path: one for one in routes if isinstance(one, Webhook)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or run the app's lifespan."""
        door = self._doors.get(scope["path"]) if scope["type"] == "http" else None
        await (self._app if door is None else door.handle)(scope, receive, send)


async def body_of(request: Request, most: int = BODY_BYTES) -> bytes | None:
    """Return the raw body, or None as soon as it is too long."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
