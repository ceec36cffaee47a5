"""Posting, reading back, and who may do it, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from typing import NoReturn
from uuid import uuid4

import pytest
import pytest_asyncio

from core.errors import Retryable
from core.talk.incoming import Arrived, Incoming, Said
from tests.web.pages import Page, browsing, said
from tests.web.serving import PEOPLE, chat_of, serving_chat
from tests.web.talker import Talker

# One server for all: each test has a phone nobody else uses.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def talker() -> Talker:
    """Answer with an echo."""
    return Talker()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def base(talker: Talker) -> AsyncIterator[str]:
    """Serve try mode."""
    async with serving_chat(chat_of(talker, playing=True), talker) as base:
        yield base


@pytest_asyncio.fixture(loop_scope="module")
async def page(base: str) -> AsyncIterator[Page]:
    """Open the page."""
    async with browsing(base) as page:
        yield page


@pytest.fixture
def phone() -> str:
    """Name a phone that nobody else uses."""
    return f"phone-{uuid4().hex[:12]}"


async def test_what_is_said_is_taken_with_its_id_and_time(
    page: Page, phone: str
) -> None:
    posting = said("はじめまして")

    status, answer = await page.post(phone, posting)

    assert status == 202
    assert answer["id"] == posting["id"]
    assert answer["at"].endswith("+00:00")


async def test_a_posting_sent_twice_is_handled_once(
    page: Page, talker: Talker, phone: str
) -> None:
    posting = said("一度だけ")

    first, second = await asyncio.gather(
        page.post(phone, posting), page.post(phone, posting)
    )

    assert first[0] == second[0] == 202
    assert len(talker.taken_from(phone)) == 1


async def test_the_history_holds_both_sides_in_order(page: Page, phone: str) -> None:
    posted = await page.say(phone, "ひとつめ")
    await page.say(phone, "ふたつめ")

    entries = await page.history(phone)

    assert [entry["from"] for entry in entries] == ["me", "bot", "me", "bot"]
    assert entries[0]["id"] == posted
    assert entries[3]["messages"][0]["text"] == "ふたつめ"


async def test_each_phone_has_its_own_conversation(page: Page, phone: str) -> None:
    await page.say(phone, "こちらより")

    assert await page.history(f"{phone}-other") == []


async def test_twenty_thousand_characters_come_and_go_whole(
    page: Page, talker: Talker, phone: str
) -> None:
    words = ("縁側で話したことを、ぜんぶ書いておきます。" * 1000)[:20_000]

    posted = await page.say(phone, words)

    assert talker.taken_from(phone)[0].content == Said(words, message=posted)
    assert (await page.history(phone))[1]["messages"][0]["text"] == words


async def test_a_longer_text_hears_how_it_would_arrive(page: Page, phone: str) -> None:
    status, answer = await page.post(phone, said("縁" * 20_001))

    assert status == 413
    assert "20,000文字" in answer["say"]


async def test_no_is_said_in_the_language_of_the_page(page: Page, phone: str) -> None:
    status, answer = await page.post(phone, b"{not json")
    assert status == 400
    assert "読み取れませんでした" in answer["say"]

    async with page.session.post(
        f"{page.base}/chat/{phone}/events?lang=en",
        data=b"{not json",
        headers={"Sec-Fetch-Site": "same-origin"},
    ) as got:
        assert "couldn't be read" in (await got.json())["say"]


async def test_nothing_that_failed_is_stored(
    page: Page, talker: Talker, phone: str
) -> None:
    await page.post(phone, b"\xff")
    await page.post(phone, said("   "))

    assert talker.taken_from(phone) == []


async def test_a_busy_store_asks_for_a_moment(phone: str) -> None:
    def busy(_: Incoming) -> NoReturn:
        message = "the database is restarting"
        raise Retryable(message)

    talker = Talker(busy)
    chat = chat_of(talker, playing=True)
    async with serving_chat(chat, talker) as base, browsing(base) as page:
        status, answer = await page.post(phone, said("やあ"))

    assert status == 503
    assert "混みあって" in answer["say"]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_another_site_cannot_post(
    page: Page, talker: Talker, site: str, phone: str
) -> None:
    status, _ = await page.post(phone, said("にせもの"), **{"Sec-Fetch-Site": site})

    assert status == 403
    assert talker.taken_from(phone) == []


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://127.0.0.1:{port}", 202), ("https://evil.example", 403), ("null", 403)],
)
async def test_browsers_without_fetch_metadata_are_known_by_origin(
    page: Page, origin: str, status: int, phone: str
) -> None:
    port = page.base.rpartition(":")[2]
    headers = {"Origin": origin.format(port=port), "Content-Type": "application/json"}
    body = b'{"id":"7d0e5c1e-8f7f-4f6e-9f35-3c8f2a0f4f11","kind":"arrived"}'

    async with page.session.post(
        f"{page.base}/chat/{phone}/events", data=body, headers=headers
    ) as got:
        assert got.status == status


async def test_what_names_no_site_at_all_cannot_post(page: Page, phone: str) -> None:
    async with page.session.post(f"{page.base}/chat/{phone}/events", data=b"{}") as got:
        assert got.status == 403


@pytest.mark.parametrize("path", ["history", "stream"])
async def test_another_site_cannot_read(page: Page, path: str, phone: str) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    address = f"{page.base}/chat/{phone}/{path}"
    async with page.session.get(address, headers=foreign) as got:
        assert got.status == 403


async def test_a_phone_may_only_have_a_plain_name(page: Page) -> None:
    status, _ = await page.post("y%20uki", said("は"))

    assert status == 404


async def test_the_page_knows_who_can_be_played(page: Page) -> None:
    async with page.session.get(f"{page.base}/chat/people") as got:
        people = (await got.json())["people"]

    assert [person["id"] for person in people] == [person.user for person in PEOPLE]
    assert people[0]["heading"] == "人に本を手渡せる場所"


async def test_an_arrival_is_taken_like_anything_else(
    page: Page, talker: Talker, phone: str
) -> None:
    posting = {"id": said("")["id"], "kind": "arrived", "invite": "engawa"}

    status, _ = await page.post(phone, posting)

    assert status == 202
    assert talker.taken_from(phone)[0].content == Arrived(invite="engawa")


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_the_page_comes_in_the_language_asked_for(
    page: Page, language: str
) -> None:
    async with page.session.get(f"{page.base}/?lang={language}") as got:
        html = await got.text()

    assert f'<html lang="{language}">' in html
    assert {"ja": "ここに書く", "en": "Write here"}[language] in html


async def test_an_invite_in_the_address_cannot_become_markup(page: Page) -> None:
    attack = {"invite": '"><script>alert(1)</script>'}
    async with page.session.get(f"{page.base}/", params=attack) as got:
        html = await got.text()

    assert "<script>alert" not in html


async def test_the_page_asks_no_other_site_for_anything(page: Page) -> None:
    async with page.session.get(f"{page.base}/") as got:
        html = await got.text()

    assert "http://" not in html
    assert "https://" not in html
