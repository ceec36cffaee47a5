"""What a browser would send: its headers, its cookies, its reading of a stream."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiohttp


@dataclass(frozen=True, slots=True)
class Frame:
    """One server-sent event."""

    event: str
    id: str
    body: dict[str, Any]


class Page:
    """One open page of one browser."""

    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self.base = base
        self.session = session

    async def post(
        self, phone: str, posting: object, **headers: str
    ) -> tuple[int, Any]:
        """Post as the page does; returns the status and the answer."""
        body = posting if isinstance(posting, bytes) else json.dumps(posting).encode()
        address = f"{self.base}/chat/{phone}/events"
        said = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        async with self.session.post(address, data=body, headers=said | headers) as got:
            kind = got.headers["Content-Type"]
            answer = await got.json() if "json" in kind else await got.text()
            return got.status, answer

    async def say(self, phone: str, text: str) -> str:
        """Say something; returns the id it was posted under."""
        posting = said(text)
        status, _ = await self.post(phone, posting)
        assert status == 202
        return posting["id"]

    async def history(self, phone: str) -> list[dict[str, Any]]:
        """Read what was said before."""
        async with self.session.get(f"{self.base}/chat/{phone}/history") as got:
            assert got.status == 200
            found = await got.json()
            entries: list[dict[str, Any]] = found["entries"]
            return entries

    @asynccontextmanager
    async def stream(
        self, phone: str, last: str = ""
    ) -> AsyncIterator[AsyncIterator[Frame]]:
        """Listen, from after `last` if it is given."""
        headers = {"Last-Event-ID": last} if last else {}
        address = f"{self.base}/chat/{phone}/stream"
        async with self.session.get(address, headers=headers) as got:
            assert got.status == 200
            yield _frames(got.content)


async def _frames(lines: aiohttp.StreamReader) -> AsyncIterator[Frame]:
    fields: dict[str, str] = {}
    async for raw in lines:
        line = raw.decode().rstrip("\n")
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
        elif "event" in fields:
            body = json.loads(fields["data"])
            yield Frame(fields["event"], fields.get("id", ""), body)
            fields = {}
        else:
            fields = {}


def said(text: str) -> dict[str, str]:
    """Return a posting of words."""
    return {"id": str(uuid4()), "kind": "said", "text": text}


@asynccontextmanager
async def browsing(base: str) -> AsyncIterator[Page]:
    """Open a browser of its own, with its own cookies."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield Page(base, session)
