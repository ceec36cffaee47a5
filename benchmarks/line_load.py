"""Posts webhooks to a bot and waits for its answers at the stub; one run, as JSON.

Runs as a process of its own on raw streams, so that it costs little:

    python -m benchmarks.line_load http://127.0.0.1:8765/line/webhook \\
        http://127.0.0.1:9000 --says help --at-once 16 --seconds 3

Closed loop: each of N connections posts the next webhook as soon as the last one was
acknowledged. Open loop (`--rate`): webhooks come at their times, whatever the bot does.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from urllib.parse import urlsplit

import uvloop

from benchmarks.line_events import Webhook, webhooks
from benchmarks.tables import percentile

_PATIENCE_S = 10.0
_LOOK_S = 0.05
_MOST_A_SECOND = 6_000


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run; times in seconds.

    Attributes:
        posted: Webhooks that were acknowledged with 200.
        refused: Webhooks that were not.
        acks_per_s: Acknowledgements a second while webhooks were posted.
        answered: Answers that came to the stub until the backlog was gone.
        answers_per_s: Answers a second, from the first webhook to the last answer.
        doubled: Answers that came more than once.
        reply_p50_s: From the moment a webhook was posted to its answer.
    """

    posted: int
    refused: int
    acks_per_s: float
    ack_p50_s: float
    ack_p99_s: float
    answered: int
    answers_per_s: float
    doubled: int
    reply_p50_s: float
    reply_p99_s: float


class Line:
    """A kept-alive connection to the bot."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, url: str) -> "Line":
        """Connect."""
        parts = urlsplit(url)
        return cls(*await asyncio.open_connection(parts.hostname, parts.port))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and return status and body of the answer."""
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        _, _, after = head.partition(b"content-length:")
        length = int(after.split(b"\r\n", 1)[0]) if after else 0
        body = await self._reader.readexactly(length) if length else b""
        return int(head[9:12]), body

    async def get(self, path: str) -> dict[str, float]:
        """Return the JSON at a path."""
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        found: dict[str, float] = json.loads((await self.ask(request.encode()))[1])
        return found


class Posting:
    """Webhooks on their way, and when they were posted and acknowledged."""

    def __init__(self, url: str, given: Iterator[Webhook]) -> None:
        self.url = url
        self.given = given
        self.posted: dict[str, float] = {}
        self.acks: list[float] = []
        self.refused = 0

    async def post(self, line: Line, webhook: Webhook, *, at: float) -> None:
        """Post one webhook that was due at a moment."""
        self.posted[webhook.token] = at
        status, _ = await line.ask(webhook.request)
        if status == 200:
            self.acks.append(time.monotonic() - at)
        else:
            self.refused += 1

    async def closed(self, at_once: int, seconds: float) -> None:
        """Keep so many webhooks under way."""
        lines = [await Line.open(self.url) for _ in range(at_once)]
        until = time.monotonic() + seconds

        async def again_and_again(line: Line) -> None:
            for webhook in self.given:
                if (now := time.monotonic()) >= until:
                    return
                await self.post(line, webhook, at=now)

        await asyncio.gather(*map(again_and_again, lines))

    async def open(self, rate: float, seconds: float) -> None:
        """Post so many a second, evenly, over as many connections as it takes."""
        idle: list[Line] = []
        began = time.monotonic()

        async def one(webhook: Webhook, at: float) -> None:
            await asyncio.sleep(max(at - time.monotonic(), 0))
            line = idle.pop() if idle else await Line.open(self.url)
            await self.post(line, webhook, at=at)
            idle.append(line)

        given = islice(self.given, int(rate * seconds))
        await asyncio.gather(
            *(one(webhook, began + n / rate) for n, webhook in enumerate(given))
        )


async def measure(url: str, stub_url: str, given: argparse.Namespace) -> Run:
    """Run once."""
    most = int((given.rate or _MOST_A_SECOND) * given.seconds)
    prepared = list(
        islice(
            webhooks(
                urlsplit(url).path,
                says=given.says,
                first=given.first,
                people=given.people,
                run=given.run,
            ),
            most,
        )
    )
    stub = await Line.open(stub_url)
    await stub.get("/arrived")
    posting = Posting(url, iter(prepared))
    began = time.monotonic()
    if given.rate:
        await posting.open(given.rate, given.seconds)
    else:
        await posting.closed(given.at_once, given.seconds)
    took = time.monotonic() - began
    doubled = await _drained(stub, len(posting.acks))
    arrived = await stub.get("/arrived")
    return _run(posting, arrived, began=began, took=took, doubled=doubled)


def _run(
    posting: Posting,
    arrived: dict[str, float],
    *,
    began: float,
    took: float,
    doubled: int,
) -> Run:
    replies = [
        at - posting.posted[token]
        for token, at in arrived.items()
        if token in posting.posted
    ]
    last = max(arrived.values(), default=began + took)
    return Run(
        posted=len(posting.acks),
        refused=posting.refused,
        acks_per_s=len(posting.acks) / took,
        ack_p50_s=percentile(posting.acks, 50),
        ack_p99_s=percentile(posting.acks, 99),
        answered=len(replies),
        answers_per_s=len(replies) / (last - began),
        doubled=doubled,
        reply_p50_s=percentile(replies, 50),
        reply_p99_s=percentile(replies, 99),
    )


async def _drained(stub: Line, expected: int) -> int:
    """Wait until as many answers came, or none came for a while; return doubles."""
    seen, since = -1.0, time.monotonic()
    while True:
        counted = await stub.get("/count")
        if counted["tokens"] != seen:
            seen, since = counted["tokens"], time.monotonic()
        if seen >= expected or time.monotonic() - since > _PATIENCE_S:
            return int(counted["doubled"])
        await asyncio.sleep(_LOOK_S)


def main() -> None:
    """Run once and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("url", help="where the bot takes webhooks")
    parser.add_argument("stub", help="address of benchmarks.line_stub")
    parser.add_argument("--says", default="help")
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--run", default="r")
    given = parser.parse_args()
    print(json.dumps(asdict(uvloop.run(measure(given.url, given.stub, given)))))


if __name__ == "__main__":
    main()
