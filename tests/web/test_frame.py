"""The frame of the page: brightness, narrow screens, visitors, language, contrast."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bots.registry import Played
from core.talk.incoming import Arrived
from core.talk.outgoing import Card, Choice, Fact, Text
from tests.web.chromium import desk
from tests.web.contrast import CONTRAST
from tests.web.scenes import REQUEST, scene
from tests.web.serving import PEOPLE
from tests.web.talker import Talker, something_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_the_brightness_is_chosen_and_kept(browser: Browser) -> None:
    async with desk(browser, Talker(scene), scheme="dark") as table:
        background = "getComputedStyle(document.body).backgroundColor"
        dark = await table.page.evaluate(background)
        switch = table.page.locator("[data-theme-switch]")
        assert await switch.get_attribute("aria-label") == "明るさ: 端末に合わせる"

        await switch.click()
        light = await table.page.evaluate(background)
        await table.page.reload()

        assert light != dark
        assert await table.page.evaluate(background) == light
        await expect(switch).to_have_attribute("aria-label", "明るさ: 明るい紙")


async def test_a_narrow_screen_shows_one_phone_and_a_dot_for_the_other(
    browser: Browser, tmp_path: Path
) -> None:
    async with desk(browser, Talker(scene), size=(360, 740)) as table:
        await table.say(0, "三人")
        assert await table.overflows() == 0
        await expect(table.phone(1)).not_to_be_in_viewport()
        assert await table.phone(1).get_attribute("inert") is not None

        await table.talker.tell(something_of("ken"), REQUEST)
        tab = table.page.locator(".tab").nth(1)
        await expect(tab).to_have_class("tab unread")
        await tab.click()

        await expect(table.phone(1)).to_be_in_viewport(ratio=0.9)
        await expect(table.page.locator(".tab").nth(1)).to_have_class("tab")
        await table.page.screenshot(path=tmp_path / "narrow.png")


async def test_a_swipe_brings_the_other_phone_to_the_front(browser: Browser) -> None:
    async with desk(browser, Talker(scene), size=(360, 740), touch=True) as table:
        await table.page.locator(".phones").evaluate("row => row.scrollTo(360, 0)")

        await expect(table.page.locator(".tab").nth(1)).to_have_attribute(
            "aria-current", "true"
        )
        assert await table.phone(1).get_attribute("inert") is None


async def test_a_visitor_has_one_phone_and_arrives_once(browser: Browser) -> None:
    talker = Talker(scene)
    async with desk(browser, talker, playing=False, path="/?invite=engawa-7") as table:
        await expect(table.phone(0).locator(".chip")).to_have_count(3)
        assert await table.page.locator(".phone").count() == 1
        assert "invite" not in table.page.url

        await table.page.reload()
        await expect(table.phone(0).locator(".chip")).to_have_count(3)

        assert [one.content for one in talker.taken] == [
            Arrived(invite="engawa-7", language="ja")
        ]


async def test_a_conversation_that_cannot_be_opened_says_why(browser: Browser) -> None:
    async with desk(browser, Talker(scene), playing=False) as table:
        await table.page.route(
            "**/history?*",
            lambda route: route.fulfill(
                status=401,
                content_type="application/json",
                body='{"say": "だめでした"}',
            ),
        )
        await table.page.reload()

        await expect(table.page.get_by_text("だめでした")).to_be_visible()
        table.complaints.clear()


async def test_a_phone_nobody_holds_yet_takes_nothing(browser: Browser) -> None:
    asked, known = asyncio.Event(), asyncio.Event()

    async def people() -> list[Played]:
        if asked.is_set():
            await known.wait()
        asked.set()
        return list(PEOPLE)

    async with desk(browser, Talker(scene), people=people) as table:
        await table.page.reload(wait_until="commit")
        await table.phone(0).wait_for()
        assert await table.phone(0).get_attribute("inert") is not None

        known.set()

        await table.say(0, "こんにちは")


async def test_on_a_small_screen_the_menu_takes_the_place_of_the_replies(
    browser: Browser,
) -> None:
    async with desk(browser, Talker(scene), size=(360, 640)) as table:
        await table.say(0, "下書き")
        chips = table.phone(0).locator(".chips")
        await expect(chips).to_be_visible()

        await table.phone(0).locator(".menu").click()
        await expect(chips).to_be_hidden()
        await table.page.keyboard.press("Escape")

        await expect(chips).to_be_visible()


async def test_the_page_speaks_english_when_asked(browser: Browser) -> None:
    async with desk(browser, Talker(scene), path="/?lang=en") as table:
        await expect(table.phone(0).get_by_role("textbox")).to_have_attribute(
            "placeholder", "Write here"
        )
        await table.page.locator("[data-language]").click()

        await expect(table.page.locator("html")).to_have_attribute("lang", "ja")


async def test_words_break_and_sound_as_their_own_language_does(
    browser: Browser,
) -> None:
    card = Card(
        title="ゆきさんから",
        body="Would you like to think up questions with me? 「本を手渡す」",
        facts=(Fact("Written in", "英語"),),
        choices=(Choice("乗ります", "t1", stands=True),),
    )
    async with desk(browser, Talker(scene), path="/?lang=en") as table:
        phone = table.phone(0)
        await table.say(0, "できたでしょうか")
        await table.talker.tell(something_of("yuki"), [card, Text("👍 1/2")])
        await expect(phone.locator(".entry.theirs")).to_have_count(2)

        said = phone.locator(".entry.mine .words")
        assert await said.get_attribute("lang") == "ja"
        breaks = "node => getComputedStyle(node).wordBreak"
        assert await said.evaluate(breaks) == "auto-phrase"
        body = phone.locator(".card .words")
        assert await body.get_attribute("lang") == "en"
        assert await body.evaluate(breaks) == "normal"
        for part, language in (
            *(("h2", "ja"), ("dt", "en"), ("dd", "ja")),
            ("button.choice", "ja"),
        ):
            shown = phone.locator(f".card {part}")
            assert await shown.get_attribute("lang") == language
        thumb = phone.locator(".entry.theirs .bubble .words").last
        assert await thumb.get_attribute("lang") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_words_stand_out_from_what_is_behind_them(
    browser: Browser, scheme: str, tmp_path: Path
) -> None:
    async with desk(
        browser,
        Talker(scene),
        scheme="dark" if scheme == "dark" else "light",
        size=(1280, 1000),
    ) as table:
        for word in ("道", "いろいろ", "三人"):
            await table.say(0, word)
        await table.say(1, "下書き")
        await (
            table.phone(1).get_by_role("button", name="送る", exact=True).first.click()
        )
        await table.say(1, "依頼")
        await table.phone(1).locator(".menu").click()
        await expect(table.phone(1).locator(".tiles")).to_be_visible()
        await table.page.screenshot(path=tmp_path / f"{scheme}.png")

        talk = await table.page.evaluate(CONTRAST)
        await table.phone(0).locator(".person").click()
        dialog = await table.page.evaluate(CONTRAST)

    assert talk["seen"] > 80
    assert dialog["seen"] > talk["seen"]
    assert talk["poor"] + dialog["poor"] == []
