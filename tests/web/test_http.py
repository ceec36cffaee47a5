"""The door: health, figures, headers, limits, and a graceful end."""

import asyncio
import io
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, Counter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bots.http import BODY_BYTES
from bots.web.routes import web_routes
from bots.webhooks import Webhook
from tests.web.pages import browsing
from tests.web.serving import chat_of, serving
from tests.web.talker import Talker


async def _length(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@asynccontextmanager
async def door(**more: object) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    """Serve the web chat, a page and a webhook of some other channel."""
    talker = Talker()
    routes = [
        *web_routes(chat_of(talker, playing=True)),
        Route("/other/length", _length, methods=["POST"]),
        Webhook("/other/webhook", _length),
    ]
    async with (
        serving(routes, talker, **more) as base,  # type: ignore[arg-type] # as given
        aiohttp.ClientSession() as session,
    ):
        yield base, session


async def _yes() -> bool:
    return True


async def _no() -> bool:
    return False


async def _broken() -> bool:
    raise ConnectionError


async def _hanging() -> bool:
    await asyncio.Event().wait()
    return True


async def test_it_says_that_it_lives() -> None:
    async with door() as (base, session), session.get(f"{base}/healthz") as got:
        assert got.status == 200


async def test_it_is_ready_when_every_part_is() -> None:
    checks = {"database": _yes, "pumps": _yes}
    async with (
        door(checks=checks) as (base, session),
        session.get(f"{base}/readyz") as got,
    ):
        assert got.status == 200
        assert await got.json() == {"database": True, "pumps": True}


@pytest.mark.parametrize("check", [_no, _broken, _hanging])
async def test_it_is_not_ready_when_a_part_is_not(check: object) -> None:
    async with (
        door(checks={"database": _yes, "pumps": check}) as (base, session),
        session.get(f"{base}/readyz") as got,
    ):
        assert got.status == 503
        assert await got.json() == {"database": True, "pumps": False}


async def test_it_shows_the_figures_of_the_registry() -> None:
    registry = CollectorRegistry()
    Counter("ainori_events", "Events taken", registry=registry).inc(3)

    async with (
        door(registry=registry) as (base, session),
        session.get(f"{base}/metrics") as got,
    ):
        assert "ainori_events_total 3.0" in await got.text()


async def test_every_answer_carries_the_security_headers() -> None:
    paths = ["/", "/healthz", "/chat/people", "/page/main.js", "/nowhere"]
    async with door() as (base, session):
        for path in paths:
            async with session.get(base + path) as got:
                policy = got.headers["Content-Security-Policy"]
                assert "script-src 'self';" in policy
                assert "unsafe" not in policy
                assert got.headers["X-Content-Type-Options"] == "nosniff"
                assert got.headers["Referrer-Policy"] == "no-referrer"


async def test_talk_is_never_kept_by_a_cache() -> None:
    async with (
        door() as (base, session),
        session.get(f"{base}/chat/yuki/history") as got,
    ):
        assert got.headers["Cache-Control"] == "no-store"


async def test_another_channel_takes_bodies_up_to_the_limit() -> None:
    async with door() as (base, session):
        body = io.BytesIO(b"x" * BODY_BYTES)
        async with session.post(f"{base}/other/length", data=body) as got:
            assert await got.text() == str(BODY_BYTES)


async def test_a_webhook_is_a_matter_of_machines() -> None:
    async with door() as (base, session):
        url = f"{base}/other/webhook"
        # It proves who it is by itself: through a tunnel it may bear any name.
        async with session.post(url, data=b"xyz", headers={"Host": "t.example"}) as got:
            assert (got.status, await got.text()) == (200, "3")
        async with session.get(url) as got:
            assert (got.status, got.headers["Allow"]) == (405, "POST")
        async with session.get(base, headers={"Host": "t.example"}) as got:
            assert got.status == 400


async def test_a_body_over_the_limit_is_refused() -> None:
    async with door() as (base, session):
        body = io.BytesIO(b"x" * (BODY_BYTES + 1))
        async with session.post(f"{base}/other/length", data=body) as got:
            assert got.status == 413


async def test_a_body_that_hides_its_length_is_refused_over_the_limit() -> None:
    async def drip() -> AsyncIterator[bytes]:
        for _ in range(33):
            yield b"x" * 65536

    async with (
        door() as (base, session),
        session.post(f"{base}/other/length", data=drip()) as got,
    ):
        assert got.status == 413


async def test_a_name_that_is_not_this_machine_s_is_refused() -> None:
    async with door() as (base, session):
        rebound = {"Host": "rebound.example.org"}
        async with session.get(f"{base}/chat/yuki/history", headers=rebound) as got:
            assert got.status == 400


async def test_stopping_ends_open_streams_without_a_wait() -> None:
    talker = Talker()
    loop = asyncio.get_running_loop()
    async with serving(web_routes(chat_of(talker, playing=True)), talker) as base:
        browser = browsing(base)
        page = await browser.__aenter__()
        stream = page.stream("yuki")
        frames = await stream.__aenter__()
        await page.say("yuki", "やあ")
        await anext(frames)
        before = loop.time()
    took = loop.time() - before
    await stream.__aexit__(None, None, None)
    await browser.__aexit__(None, None, None)

    assert took < 1.5


ENDING = """
import asyncio
from prometheus_client import CollectorRegistry
from bots.http import HttpServer, build_app

async def main():
    server = HttpServer(build_app([], {}, registry=CollectorRegistry()))
    running = asyncio.create_task(server.serve())
    await server.listening.wait()
    print("up", flush=True)
    await running
    print("pumps stopped", flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_what_follows_the_server_run(
    number: signal.Signals,
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ENDING, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"up\n"

    process.send_signal(number)

    rest, _ = await process.communicate()
    assert rest == b"pumps stopped\n"
    assert process.returncode == 0
