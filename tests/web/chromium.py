"""A real Chromium on the real page; what goes wrong in its console fails the test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.async_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    async_playwright,
)

from core.talk.incoming import Arrived, Content
from tests.browser import find_chromium
from tests.web.serving import People, chat_of, everybody, serving_chat
from tests.web.talker import Talker

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Who holds the phones, unless the browser remembers somebody else.
_HELD = """
try { localStorage['ainori.phones'] ??= '["yuki","ken"]' } catch { /* no page yet */ }
"""
# What Chromium itself writes when a test takes the network away.
_EXPECTED = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_FAILED")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start the browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(find_chromium()), args=ARGS
        )
        try:
            yield browser
        finally:
            await browser.close()


@dataclass(slots=True)
class Desk:
    """The page, open in front of somebody."""

    page: Page
    context: BrowserContext
    talker: Talker
    base: str
    complaints: list[str] = field(default_factory=list)

    def phone(self, at: int) -> Locator:
        """Return the left (0) or right (1) phone."""
        return self.page.locator(".phone").nth(at)

    async def open(self, path: str = "/", *, phones: int = 2) -> None:
        """Open the page and wait until its phones hear what comes."""
        await self.page.goto("about:blank")
        await self._streams(0)
        await self.page.goto(self.base + path)
        await self._streams(phones)

    async def _streams(self, number: int) -> None:
        async with asyncio.timeout(5):
            while self.talker.channel.streams != number:  # noqa: ASYNC110 - no event
                await asyncio.sleep(0.01)

    async def clear(self) -> None:
        """Lay the table anew: nothing was ever said, and nobody complained."""
        await self.context.set_offline(False)
        await self.page.unroute_all()
        await self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.talker.forget()
        self.complaints.clear()
        await self.open()

    def check(self) -> None:
        """Fail when the page complained about anything but a lost network."""
        assert [
            line
            for line in self.complaints
            if not any(code in line for code in _EXPECTED)
        ] == []

    async def say(self, at: int, text: str) -> None:
        """Write on a phone and send with Enter."""
        area = self.phone(at).locator("textarea")
        await area.fill(text)
        await area.press("Enter")
        await self.phone(at).locator(".entry.mine:not(.sending)").last.wait_for()

    def done(self) -> list[Content]:
        """Return what was said and tapped, without the arrivals."""
        contents = [incoming.content for incoming in self.talker.taken]
        return [one for one in contents if not isinstance(one, Arrived)]

    async def texts(self, at: int, side: Literal["mine", "theirs"]) -> list[str]:
        """Return the bubbles of one side."""
        bubbles = self.phone(at).locator(f".entry.{side} .bubble .words")
        return await bubbles.all_inner_texts()

    async def overflows(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        width: int = await self.page.evaluate(
            "document.documentElement.scrollWidth - innerWidth"
        )
        return width


@asynccontextmanager
async def desk(
    browser: Browser,
    talker: Talker,
    *,
    playing: bool = True,
    size: tuple[int, int] = (1280, 860),
    scheme: Literal["light", "dark"] = "light",
    path: str = "/",
    touch: bool = False,
    people: People = everybody,
    first_time: bool = False,
) -> AsyncIterator[Desk]:
    """Open the page of a talker; its complaints are checked at the end."""
    chat = chat_of(talker, playing=playing, people=people)
    async with serving_chat(chat, talker) as base:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            has_touch=touch,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(5000)
        if not first_time:
            await context.add_init_script(_HELD)
        page = await context.new_page()
        opened = Desk(page, context, talker, base)
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.on("console", lambda line: opened.complaints.append(line.text))
        try:
            await opened.open(path, phones=2 if playing else 1)
            yield opened
        finally:
            await context.close()
    opened.check()
