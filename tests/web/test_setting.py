"""How words are set in a real browser: folded, side by side, in any script."""

import pytest
from playwright.async_api import expect

from tests.web.chromium import Desk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_short_choices_of_a_card_stand_side_by_side(table: Desk) -> None:
    await table.say(0, "三人")
    buttons = table.phone(0).locator(".card").first.locator(".choice")
    tops = [await one.evaluate("one => one.offsetTop") for one in await buttons.all()]

    assert len(tops) == 2
    assert len(set(tops)) == 1


async def test_times_stand_once_a_minute(table: Desk) -> None:
    for word in ("ひとつ", "ふたつ"):
        await table.say(0, word)
    await expect(table.phone(0).locator(".entry.theirs")).to_have_count(2)

    shown = table.phone(0).locator(".meta:visible time")
    times = [await one.inner_text() for one in await shown.all()]

    assert len(times) == len(set(times))
    assert await table.phone(0).locator(".entry").last.locator("time").is_visible()


async def test_a_line_in_a_script_from_the_right_begins_there(table: Desk) -> None:
    await table.say(0, "ספרים\n本")
    edges = (
        await table.phone(0)
        .locator(".entry.mine .words")
        .evaluate(
            """words => [0, 6].map((at) => {
          const range = document.createRange()
          range.setStart(words.firstChild, at)
          range.setEnd(words.firstChild, at + 1)
          return range.getBoundingClientRect().left
            - words.getBoundingClientRect().left
        })"""
        )
    )

    assert edges[0] > edges[1]
    assert edges[1] == 0


async def test_addresses_in_words_can_be_opened(table: Desk) -> None:
    await table.say(0, "つなぎ先はhttps://example.org/a?b=1&c=%E6%9C%ACです。 http://")
    links = table.phone(0).locator(".entry.theirs a")
    await expect(links).to_have_count(1)

    assert await links.get_attribute("href") == (
        "https://example.org/a?b=1&c=%E6%9C%AC"
    )
    assert await links.get_attribute("rel") == "noopener noreferrer"


async def test_a_member_s_words_are_never_markup(table: Desk) -> None:
    attack = '<img src=x onerror="document.title=1"><b>太字</b>'
    await table.say(0, attack)
    await expect(table.phone(0).locator(".entry.theirs")).to_have_count(1)

    assert await table.texts(0, "mine") == [attack]
    assert await table.page.title() == "相乗り"
    assert await table.phone(0).locator(".entry img, .entry b").count() == 0


async def test_a_long_text_is_folded_and_can_be_read_on(table: Desk) -> None:
    await table.say(0, "縁側で話したこと。" * 200)
    more = table.phone(0).locator(".entry.mine .more")

    await expect(more).to_have_attribute("aria-expanded", "false")
    await more.click()

    await expect(more).to_have_text("たたむ")


async def test_a_draft_says_whose_words_and_copies_all_of_it(table: Desk) -> None:
    await table.say(0, "下書き")
    draft = table.phone(0).locator(".draft")

    assert await draft.locator(".legend li").all_inner_texts() == [
        "あ\n相乗り係の言葉",
        "あ\n相手の言葉",
        "あ\nあなたの言葉",
        "あ\n文章AIの言葉",
    ]
    await draft.get_by_role("button", name="コピー").click()
    await expect(draft.locator(".quiet")).to_have_text("コピーしました")
    copied = await table.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("けんさん、「場をつくる側になりたい」と書いていた")
