"""Takes the READMEs' pictures anew: `python -m tests.web.pictures`.

What is seen is the tested conversation (`tests/transcripts/readme.*.txt`), typed and
tapped on the page of `ainori try` as it is today.
"""

import asyncio
import io
import os
import tempfile
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Locator, Page

from core.i18n.catalog import LANGUAGES, Language
from tests.cli.programs import started
from tests.project.repository import ROOT
from tests.web.chromium import chromium

_IMAGES = ROOT / "docs/images"
_QUIET_MS = 700
_COLOURS = 256


async def main() -> None:
    """Take a wide picture and one of a phone in each language."""
    async with chromium() as browser:
        for language in LANGUAGES:
            said = ("try", "--no-browser", "--port", "0", "--lang", language)
            with tempfile.TemporaryDirectory() as home:
                os.environ["XDG_CACHE_HOME"] = home
                with started(*said, home=Path(home)) as program:
                    address = program.address()
                    await _wide(browser, address, language)
                    await _phone(browser, address, language)


async def _wide(browser: Browser, address: str, language: Language) -> None:
    """Show a draft that was sent, and how it arrived on the other phone."""
    page = await browser.new_page(
        viewport={"width": 1280, "height": 960},
        locale=language,
    )
    await page.goto(address)
    asker, helper, *_ = _turns(language)
    await _play(page.locator(".phone").first, asker[1:])
    await page.locator(".phone .person").last.click()
    await page.get_by_role("option").filter(has_text=helper[0]).first.click()
    arrived = page.locator(".phone").last
    await arrived.get_by_text(helper[1].removeprefix("< ")).last.wait_for()
    await _settled(arrived, answers=1)
    draft = page.locator(".phone").first.locator(".draft").last
    await draft.evaluate("one => one.scrollIntoView({block: 'start'})")
    await page.wait_for_timeout(_QUIET_MS)
    await _keep(page, f"web-chat.{language}")


async def _phone(browser: Browser, address: str, language: Language) -> None:
    """Show a vector as it is read back, in the dark."""
    page = await browser.new_page(
        viewport={"width": 390, "height": 800},
        color_scheme="dark",
        locale=language,
    )
    await page.goto(address)
    asker, *_ = _turns(language)
    told = takewhile(lambda line: not line.startswith("<"), asker[1:])
    await _play(page.locator(".phone").first, told)
    await _keep(page, f"web-chat-phone.{language}")


def _turns(language: Language) -> list[list[str]]:
    """Return the conversation by who holds the phone: the name, then the lines."""
    played = ROOT / f"tests/transcripts/readme.{language}.txt"
    return [turn.splitlines() for turn in played.read_text("utf-8").split("@")[1:]]


async def _play(phone: Locator, lines: Iterable[str]) -> None:
    """Type what is typed, tap what is tapped, and let each answer come."""
    await _settled(phone, answers=1)
    for line in lines:
        if not line.startswith(">"):
            continue
        words, heard = line.removeprefix("> "), await _answers(phone).count()
        if words.startswith("["):
            # Not the button beside the words one writes, which has a name as well.
            offered = phone.locator(".talk, .chips").get_by_role(
                "button", name=words.strip("[]"), exact=True
            )
            await offered.last.click()
        else:
            await phone.locator("textarea").fill(words)
            await phone.locator("textarea").press("Enter")
        await _settled(phone, answers=heard + 1)


def _answers(phone: Locator) -> Locator:
    return phone.locator(".entry.theirs")


async def _settled(phone: Locator, *, answers: int) -> None:
    """Wait until so many answers are there, and no more come for a while."""
    await _answers(phone).nth(answers - 1).wait_for()
    before = 0
    while before != (now := await _answers(phone).count()):
        before = now
        await phone.page.wait_for_timeout(_QUIET_MS)


async def _keep(page: Page, name: str) -> None:
    """Put a picture where the READMEs show it, in as few colours as it has."""
    taken = Image.open(io.BytesIO(await page.screenshot()))
    few = taken.convert("RGB").quantize(_COLOURS, kmeans=1)
    few.save(_IMAGES / f"{name}.png", optimize=True)
    await page.close()


if __name__ == "__main__":
    asyncio.run(main())
