"""Telegram's side for benchmarks: brings updates, takes answers, counts; no rules.

It runs as a process of its own on raw streams, so that it costs little. The stateful
fake that keeps Telegram's rules is in `tests.telegram_fake`.

    python -m benchmarks.telegram_side --port 9000

`GET /webhook?url=...&at_once=64&seconds=3` posts updates: each of N connections posts
the next one as soon as the last was acknowledged. `GET /polling?at_once=64&seconds=3`
keeps so many updates unanswered for getUpdates. Both return the run as JSON.
"""

import argparse
import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import count, islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import uvloop

from benchmarks.tables import percentile

PEOPLE = 1_000
FIRST = 100_000
TOKEN = "700000001:AA-bench"
SECRET = "bench-secret"
_PATIENCE_S = 5.0
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id(?:=|": ?"?|"\r\n(?:[^\r\n]+\r\n)*\r\n)(\d+)')
_OFFSET = re.compile(rb'offset(?:=|": ?"?|"\r\n(?:[^\r\n]+\r\n)*\r\n)(\d+)')
_LIMIT = re.compile(rb'limit(?:=|": ?"?|"\r\n(?:[^\r\n]+\r\n)*\r\n)(\d+)')
# At most, and where nothing is said (Bot API, getUpdates).
_MOST_UPDATES = 100
_ME = {"id": 700000001, "is_bot": True, "first_name": "B", "username": "bench_bot"}


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run; times in seconds.

    Attributes:
        posted: Updates that were acknowledged: 200, or confirmed by a later offset.
        answers_per_s: Answers a second, from the first update to the last answer.
        doubled: Answers more than updates.
    """

    posted: int
    refused: int
    ack_p50_s: float
    ack_p99_s: float
    answered: int
    answers_per_s: float
    doubled: int
    reply_p50_s: float
    reply_p99_s: float


@dataclass
class Tally:
    """One run as it goes on."""

    began: float = field(default_factory=time.monotonic)
    asked: dict[int, deque[float]] = field(default_factory=dict)
    acks: list[float] = field(default_factory=list)
    replies: list[float] = field(default_factory=list)
    refused: int = 0
    doubled: int = 0
    last: float = 0.0

    def ask(self, chat: int, at: float) -> None:
        """Note that somebody wrote."""
        self.asked.setdefault(chat, deque()).append(at)

    def answer(self, chat: int) -> None:
        """Note that somebody was answered."""
        waiting = self.asked.get(chat)
        if not waiting:
            self.doubled += 1
            return
        self.last = time.monotonic()
        self.replies.append(self.last - waiting.popleft())

    async def drained(self) -> None:
        """Wait until all are answered, or none was for a while."""
        seen, since = -1, time.monotonic()
        while len(self.replies) < len(self.acks):
            if len(self.replies) != seen:
                seen, since = len(self.replies), time.monotonic()
            if time.monotonic() - since > _PATIENCE_S:
                return
            await asyncio.sleep(0.02)

    def run(self) -> Run:
        """Return what came of it."""
        took = (self.last or time.monotonic()) - self.began
        return Run(
            posted=len(self.acks),
            refused=self.refused,
            ack_p50_s=percentile(self.acks, 50),
            ack_p99_s=percentile(self.acks, 99),
            answered=len(self.replies),
            answers_per_s=len(self.replies) / took,
            doubled=self.doubled,
            reply_p50_s=percentile(self.replies, 50),
            reply_p99_s=percentile(self.replies, 99),
        )


class Side:
    """All of Telegram that a bot sees."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._numbers = count(1)
        self._pending: deque[tuple[int, float, bytes]] = deque()
        self._news = asyncio.Event()
        self._more_until = 0.0

    # --- what a bot calls

    async def call(self, method: str, body: bytes) -> bytes:
        """Answer a call of the Bot API."""
        match method:
            case "getMe":
                return _done(_ME)
            case "getUpdates":
                return await self._updates(body)
            case "sendMessage":
                found = _CHAT.search(body)
                chat = int(found[1]) if found else 0
                self.tally.answer(chat)
                if time.monotonic() < self._more_until:
                    self._add()
                sent = {
                    "message_id": next(self._numbers),
                    "date": 1_790_000_000,
                    "chat": {"id": chat, "type": "private"},
                    "text": "x",
                }
                return _done(sent)
            case _:
                return _done(True)

    async def _updates(self, body: bytes) -> bytes:
        found = _OFFSET.search(body)
        offset = int(found[1]) if found else 0
        while self._pending and self._pending[0][0] < offset:
            _, at, _ = self._pending.popleft()
            self.tally.acks.append(time.monotonic() - at)
        if not self._pending:
            self._news.clear()
            try:
                async with asyncio.timeout(1):
                    await self._news.wait()
            except TimeoutError:
                pass
        asked = _LIMIT.search(body)
        most = min(int(asked[1]) if asked else _MOST_UPDATES, _MOST_UPDATES)
        held = b",".join(made for _, _, made in islice(self._pending, most))
        return b'{"ok":true,"result":[' + held + b"]}"

    def _add(self) -> None:
        number, chat, made = self._made()
        now = time.monotonic()
        self.tally.ask(chat, now)
        self._pending.append((number, now, made))
        self._news.set()

    def _made(self) -> tuple[int, int, bytes]:
        number = next(self._numbers)
        chat = FIRST + number % PEOPLE
        person = {"id": chat, "first_name": "Yuki", "language_code": "ja"}
        message = {
            "message_id": number,
            "date": int(time.time()),
            "from": {**person, "is_bot": False},
            "chat": {"id": chat, "first_name": "Yuki", "type": "private"},
            "text": "ヘルプ",
        }
        update = {"update_id": number, "message": message}
        return number, chat, json.dumps(update, ensure_ascii=False).encode()

    # --- runs

    async def polling(self, at_once: int, seconds: float) -> Run:
        """Keep so many updates unanswered."""
        self.tally = Tally()
        self._more_until = time.monotonic() + seconds
        for _ in range(at_once):
            self._add()
        await asyncio.sleep(seconds)
        while self._pending and self.tally.replies:
            before = len(self.tally.replies), len(self._pending)
            await asyncio.sleep(1.5)
            if before == (len(self.tally.replies), len(self._pending)):
                break
        # A bot may confirm first and answer later: nobody is left out of the count.
        await self.tally.drained()
        return self.tally.run()

    async def webhook(self, url: str, at_once: int, seconds: float) -> Run:
        """Keep so many updates unacknowledged."""
        self.tally = Tally()
        until = time.monotonic() + seconds
        await asyncio.gather(*(self._post(url, until) for _ in range(at_once)))
        await self.tally.drained()
        return self.tally.run()

    async def _post(self, url: str, until: float) -> None:
        parts = urlsplit(url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Content-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: "
        ).encode()
        while (now := time.monotonic()) < until:
            _, chat, made = self._made()
            self.tally.ask(chat, now)
            writer.write(head + b"%d\r\n\r\n" % len(made) + made)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(answer)
            if length and int(length[1]):
                await reader.readexactly(int(length[1]))
            if answer[9:12] == b"200":
                self.tally.acks.append(time.monotonic() - now)
            else:
                self.tally.refused += 1
        writer.close()

    # --- HTTP

    async def connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer requests on one connection until it ends."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await _body(reader, head)
                path = head.split(b" ", 2)[1].decode()
                answer = await self._answer(path, body)
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    b"Content-Length: %d\r\n\r\n" % len(answer) + answer
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, path: str, body: bytes) -> bytes:
        if path.startswith("/bot"):
            return await self.call(path.rpartition("/")[2], body)
        parts = urlsplit(path)
        given = dict(parse_qsl(parts.query))
        if parts.path == "/ready":
            return b"{}"
        return json.dumps(asdict(await self._measure(parts.path, given))).encode()

    async def _measure(self, path: str, given: Mapping[str, str]) -> Run:
        at_once, seconds = int(given["at_once"]), float(given["seconds"])
        if path == "/polling":
            return await self.polling(at_once, seconds)
        return await self.webhook(given["url"], at_once, seconds)


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    """Return what follows a head, be it chunked."""
    if b"chunked" in head.lower():
        body = b""
        while size := int(await reader.readline(), 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readexactly(2)
        return body
    length = _LENGTH.search(head)
    return await reader.readexactly(int(length[1])) if length else b""


def _done(result: Any) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


async def _serve(port: int) -> None:
    server = await asyncio.start_server(Side().connected, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--port", type=int, required=True)
    uvloop.run(_serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
