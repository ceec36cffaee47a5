"""Texts for a server of the operator's own go there straight, and nowhere else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from core.coach.model import NoAnswer
from core.coach.openai_coach import Endpoint
from core.coach.openai_vectors import OpenAiVectors
from tests.coach.hostile import hostile


async def asked(base_url: str, *, own: bool) -> int:
    """Ask for the vector of one text; return how many came."""
    vectors = OpenAiVectors(Endpoint("roads", base_url=base_url, own=own, retries=0))
    try:
        return len(await vectors.embed(["海への道"]))
    finally:
        await vectors.close()


@asynccontextmanager
async def elsewhere(address: str) -> AsyncIterator[str]:
    """Serve an address that sends everybody on to another."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 307 X\r\nLocation: {address}/embeddings\r\n"
        writer.write(f"{head}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"


async def test_no_machine_in_between_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    async with hostile() as server:
        # Port 9 throws away what it gets, where anybody listens there at all.
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

        assert await asked(server.base_url, own=True) == 1
        with pytest.raises(NoAnswer):
            await asked(server.base_url, own=False)


async def test_nobody_is_followed_to_another_address() -> None:
    async with hostile() as server, elsewhere(server.base_url) as first:
        assert await asked(first, own=False) == 1
        with pytest.raises(NoAnswer):
            await asked(first, own=True)

    assert len(server.heard) == 1
