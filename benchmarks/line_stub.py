"""A stand-in for api.line.me that costs next to nothing, for benchmarks only.

It takes any POST, waits `delay_ms`, answers as LINE answers a reply, and counts. It
checks nothing: the stateful fake that keeps LINE's rules is in `tests.line_fake`.

    python -m benchmarks.line_stub --port 9000 --delay-ms 1

`GET /count` returns how many calls of each path came in, how many reply tokens they
carried and how many of those came more than once. `GET /arrived` returns when each
token came for the first time, by the clock that all processes of a machine share
(`time.monotonic`), and forgets them.
"""

import argparse
import asyncio
import contextlib
import json
import re
import time
from collections import Counter
from types import TracebackType
from typing import cast

import uvloop

_TOKEN = re.compile(rb'"replyToken":\s*"([^"]+)"')
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_SENT = json.dumps(
    {"sentMessages": [{"id": "461230966842064897", "quoteToken": "IStG5h1Tz7b"}]}
).encode()


class LineStub:
    """The stub; `url` is good inside the `async with`."""

    def __init__(self, *, port: int = 0, delay_s: float = 0.001) -> None:
        self.calls: Counter[str] = Counter()
        self.arrived: dict[str, float] = {}
        self.doubled = 0
        self.delay_s = delay_s
        self._port = port
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """The address to give as `LINE_API_BASE`."""
        return f"http://127.0.0.1:{self._port}"

    def count(self) -> dict[str, object]:
        """Return what has come in so far."""
        return {
            "calls": dict(self.calls),
            "tokens": len(self.arrived),
            "doubled": self.doubled,
        }

    def take(self, token: str) -> None:
        """Note that a reply token came."""
        if token in self.arrived:
            self.doubled += 1
        else:
            self.arrived[token] = time.monotonic()

    def forget(self) -> dict[str, float]:
        """Return when each token came, and begin anew."""
        arrived, self.arrived, self.doubled = self.arrived, {}, 0
        return arrived

    async def __aenter__(self) -> "LineStub":
        """Listen on the loopback."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Connection(self), "127.0.0.1", self._port
        )
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()


class _Connection(asyncio.Protocol):
    """One kept-alive connection; requests on it come one after the other."""

    def __init__(self, stub: LineStub) -> None:
        self.stub = stub
        self.held = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # A cast, not a check: uvloop's transports are no subclass of asyncio's.
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self.held += data
        head, gap, rest = self.held.partition(b"\r\n\r\n")
        found = _LENGTH.search(head)
        length = int(found.group(1)) if found else 0
        if not gap or len(rest) < length:
            return
        self.held = rest[length:]
        path = head.split(b" ", 2)[1].decode("ascii", "replace")
        if path == "/count":
            self._answer(json.dumps(self.stub.count()).encode())
            return
        if path == "/arrived":
            self._answer(json.dumps(self.stub.forget()).encode())
            return
        self.stub.calls[path] += 1
        if token := _TOKEN.search(rest, 0, length):
            self.stub.take(token.group(1).decode("ascii", "replace"))
        loop = asyncio.get_running_loop()
        loop.call_later(self.stub.delay_s, self._answer, _SENT)

    def _answer(self, body: bytes) -> None:
        if self.transport is None or self.transport.is_closing():
            return
        head = (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body)
        )
        self.transport.write(head + body)


async def _serve(port: int, delay_s: float) -> None:
    async with LineStub(port=port, delay_s=delay_s) as stub:
        print(stub.url, flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Serve until interrupted; the first line printed is the address."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay-ms", type=float, default=1.0)
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(_serve(options.port, options.delay_ms / 1000))


if __name__ == "__main__":
    main()
