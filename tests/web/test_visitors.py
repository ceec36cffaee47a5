"""Serve mode: a visitor reads and writes their own conversation, nobody else's."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bots.web.visitors import user_id
from tests.web.pages import Page, browsing, said
from tests.web.serving import chat_of, serving_chat
from tests.web.talker import Talker

# One server for all: each browser is a visitor of its own.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def talker() -> Talker:
    """Answer with an echo."""
    return Talker()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def base(talker: Talker) -> AsyncIterator[str]:
    """Serve visitors."""
    async with serving_chat(chat_of(talker, playing=False), talker) as base:
        yield base


async def visit(page: Page) -> str:
    """Open the page as a visitor does; returns their secret."""
    async with page.session.get(f"{page.base}/") as got:
        assert got.status == 200
        return got.cookies["ainori_visitor"].value


async def opened(page: Page, browsers: str, *, path: str = "/") -> str:
    """Return the page as a browser of these languages gets it."""
    headers = {"Accept-Language": browsers}
    async with page.session.get(page.base + path, headers=headers) as got:
        return await got.text()


async def test_opening_the_page_gives_a_private_cookie(base: str) -> None:
    async with browsing(base) as page, page.session.get(base) as got:
        cookie = got.cookies["ainori_visitor"]

    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "lax"
    assert len(cookie.value) == 43


async def test_coming_back_keeps_who_one_is(base: str) -> None:
    async with browsing(base) as page:
        first = await visit(page)
        await page.say("me", "おぼえていて")
        second = await visit(page)

        assert first == second
        assert (await page.history("me"))[0]["text"] == "おぼえていて"


@pytest.mark.parametrize(
    ("browsers", "page_is"),
    [("en-GB,en;q=0.9,ja;q=0.8", "en"), ("ja", "ja"), ("*", "ja"), ("", "ja")],
)
async def test_whoever_is_new_reads_the_page_in_their_browser_s_language(
    base: str, browsers: str, page_is: str
) -> None:
    async with browsing(base) as page:
        assert f'<html lang="{page_is}">' in await opened(page, browsers)


async def test_the_page_speaks_what_one_speaks_unless_its_address_says_so(
    base: str, talker: Talker
) -> None:
    async with browsing(base) as page:
        talker.spoken[user_id(await visit(page))] = "ja"

        assert '<html lang="ja">' in await opened(page, "en-GB")
        assert '<html lang="en">' in await opened(page, "ja", path="/?lang=en")


async def test_the_language_that_was_asked_for_stays_without_the_address_saying_so(
    base: str, talker: Talker
) -> None:
    async with browsing(base) as page:
        talker.spoken[user_id(await visit(page))] = "ja"
        async with page.session.get(base + "/?lang=en") as got:
            cookie = got.cookies["ainori_language"]
        assert (cookie.value, cookie["httponly"]) == ("en", True)
        assert cookie["max-age"]

        assert '<html lang="en">' in await opened(page, "ja")
        assert '<html lang="ja">' in await opened(page, "en", path="/?lang=ja")
        assert '<html lang="ja">' in await opened(page, "en")


async def test_what_stands_in_a_cookie_and_is_no_language_says_nothing(
    base: str,
) -> None:
    async with browsing(base) as page:
        page.session.cookie_jar.update_cookies({"ainori_language": 'x"><script>'})

        assert '<html lang="ja">' in await opened(page, "ja")


async def test_a_visitor_does_not_see_another_visitor(base: str) -> None:
    async with browsing(base) as one, browsing(base) as other:
        await visit(one)
        await visit(other)
        await one.say("me", "ひみつ")

        assert await other.history("me") == []


async def test_a_visitor_does_not_hear_another_visitor(base: str) -> None:
    async with browsing(base) as one, browsing(base) as other:
        await visit(one)
        await visit(other)
        async with other.stream("me") as frames:
            await one.say("me", "ひみつ")
            await other.say("me", "わたし")

            assert [(await anext(frames)).body["from"] for _ in "12"] == ["bot", "me"]
            assert (await other.history("me"))[0]["text"] == "わたし"


async def test_knowing_an_id_opens_nothing(base: str, talker: Talker) -> None:
    async with browsing(base) as one, browsing(base) as other:
        secret = await visit(one)
        await visit(other)
        await one.say("me", "ひみつ")
        user = user_id(secret)
        assert len(talker.taken_from(user)) == 1

        for phone in (user, secret, "yuki"):
            status, _ = await other.post(phone, said("わりこみ"))
            assert status == 404
            async with other.session.get(f"{base}/chat/{phone}/history") as got:
                assert got.status == 404
            async with other.session.get(f"{base}/chat/{phone}/stream") as got:
                assert got.status == 404


async def test_the_stored_id_cannot_be_used_as_the_cookie(
    base: str, talker: Talker
) -> None:
    async with browsing(base) as page:
        secret = await visit(page)
        stored = user_id(secret)
        await page.say("me", "ひみつ")
        assert len(talker.taken_from(stored)) == 1

        forged = {"Cookie": f"ainori_visitor={stored}"}
        async with browsing(base) as thief:
            address = f"{base}/chat/me/history"
            async with thief.session.get(address, headers=forged) as got:
                assert got.status == 401


async def test_without_the_cookie_there_is_no_conversation(base: str) -> None:
    async with browsing(base) as page:
        status, answer = await page.post("me", said("だれでもない"))

        assert status == 401
        assert "開けませんでした" in answer["say"]


async def test_a_posting_id_of_somebody_else_is_not_used_up(
    base: str, talker: Talker
) -> None:
    async with browsing(base) as one, browsing(base) as other:
        users = [user_id(await visit(page)) for page in (one, other)]
        posting = said("同じ番号")

        await one.post("me", posting)
        await other.post("me", posting)

        assert [len(talker.taken_from(user)) for user in users] == [1, 1]


async def test_nobody_can_be_played(base: str) -> None:
    address = f"{base}/chat/people"
    async with browsing(base) as page, page.session.get(address) as got:
        assert await got.json() == {"people": []}
