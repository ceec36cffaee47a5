"""Postings become events, or a kind no."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.web.parse import TEXT_CHARACTERS, NotTaken, parse_posting, posting_id
from core.domain.calendar import When
from core.i18n.catalog import LANGUAGES, text
from core.talk.incoming import Address, Arrived, Chose, Incoming, Place, Said

AT = datetime(2026, 6, 3, 9, 30, tzinfo=UTC)
ID = "7d0e5c1e-8f7f-4f6e-9f35-3c8f2a0f4f11"


def parse(**posting: object) -> Incoming:
    """Parse a posting of ゆき."""
    return parse_posting(json.dumps(posting).encode(), user="yuki", at=AT)


def test_words_come_in_as_they_were_written() -> None:
    incoming = parse(id=ID, kind="said", text=" 一行目\n二行目 ")

    assert incoming == Incoming(
        event_id=f"yuki:{ID}",
        at=AT,
        place=Place("web", "yuki"),
        sender=Address("web", "yuki"),
        content=Said(" 一行目\n二行目 ", message=ID),
    )


def test_a_tap_comes_in_with_its_token() -> None:
    assert parse(id=ID, kind="chose", token="k3j9x7").content == Chose("k3j9x7")


def test_a_tap_on_a_calendar_comes_in_with_the_day() -> None:
    chose = parse(id=ID, kind="chose", token="k3j9x7", when="2026-12-05T10:00").content

    assert chose == Chose("k3j9x7", When(date(2026, 12, 5), time(10)))


@pytest.mark.parametrize("when", ["", "tomorrow", "2026-02-30", 3, None, ["x"]])
def test_a_day_that_cannot_be_read_is_like_none(when: object) -> None:
    assert parse(id=ID, kind="chose", token="k3j9x7", when=when).content == Chose(
        "k3j9x7"
    )


def test_an_arrival_brings_its_invite_and_language() -> None:
    arrived = parse(id=ID, kind="arrived", invite="engawa-7", language="ja").content

    assert arrived == Arrived(invite="engawa-7", language="ja")


def test_an_arrival_needs_nothing() -> None:
    assert parse(id=ID, kind="arrived", invite=None, name=3).content == Arrived()


def test_the_event_id_is_the_page_s_own_and_belongs_to_the_person() -> None:
    body = json.dumps({"id": ID.upper(), "kind": "said", "text": "は"}).encode()

    mine = parse_posting(body, user="yuki", at=AT)
    theirs = parse_posting(body, user="ken", at=AT)

    assert posting_id(mine.event_id) == posting_id(theirs.event_id) == ID
    assert mine.event_id != theirs.event_id


def test_the_longest_text_comes_in_whole() -> None:
    text = "縁" * TEXT_CHARACTERS

    assert parse(id=ID, kind="said", text=text).content == Said(text, message=ID)


@pytest.mark.parametrize(
    ("posting", "key", "status"),
    [
        ({"kind": "said", "text": "は"}, "web.trouble_unread", 400),
        ({"id": "1", "kind": "said", "text": "は"}, "web.trouble_unread", 400),
        ({"id": 7, "kind": "said", "text": "は"}, "web.trouble_unread", 400),
        ({"id": ID}, "web.trouble_unread", 400),
        ({"id": ID, "kind": "said", "text": 5}, "web.trouble_unread", 400),
        ({"id": ID, "kind": "said", "text": " \n\0"}, "web.trouble_empty", 400),
        ({"id": ID, "kind": "said", "text": "縁" * 20_001}, "web.trouble_long", 413),
        ({"id": ID, "kind": "chose", "token": "あ"}, "web.trouble_unread", 400),
        ({"id": ID, "kind": "chose", "token": "t" * 65}, "web.trouble_unread", 400),
        ({"id": ID, "kind": "work_done"}, "web.trouble_unread", 400),
    ],
)
def test_what_cannot_be_taken_says_why(
    posting: dict[str, object], key: str, status: int
) -> None:
    with pytest.raises(NotTaken) as refused:
        parse(**posting)

    assert (refused.value.key, refused.value.status) == (key, status)
    assert all(text(key, language, **refused.value.params) for language in LANGUAGES)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"id":NaN}']
)
def test_what_is_no_posting_is_refused_kindly(body: bytes) -> None:
    with pytest.raises(NotTaken):
        parse_posting(body, user="yuki", at=AT)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_in_whole_or_is_refused(words: str) -> None:
    try:
        content = parse(id=str(uuid4()), kind="said", text=words).content
    except NotTaken:
        assert not words.replace("\0", "").strip()
    else:
        assert isinstance(content, Said)
        assert content.text == words.replace("\0", "")


@given(st.dictionaries(st.sampled_from(["id", "kind", "text", "token"]), st.text()))
def test_no_posting_breaks_the_parser(posting: dict[str, str]) -> None:
    with suppress(NotTaken):
        parse(**posting)
