"""LINE's door over real HTTP: what is stored, and what LINE is told."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from structlog.testing import capture_logs

from bots.line.webhook import is_signed, route, secrets_of
from core.talk.incoming import Chose, Left, Said
from tests.line_fake import events
from tests.line_fake.server import SECRET, FakeLine
from tests.wire.line_door import line_with_door
from tests.wire.store import Store

HEADER = "x-line-signature"
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture
def store() -> Store:
    """Return where the door puts what it heard."""
    return Store()


@pytest.fixture
async def line(store: Store) -> AsyncIterator[FakeLine]:
    """Give a fake LINE with a door to deliver to."""
    async with line_with_door(store) as fake:
        yield fake


def said(words: str, name: str = "ゆき") -> events.Event:
    """Return an event of somebody who wrote something."""
    source = events.user(name)
    return events.event("message", source, at=AT, message=events.text(words))


def body_of(*happened: events.Event) -> bytes:
    """Return the bytes of a webhook."""
    return json.dumps(events.webhook(*happened)).encode()


async def test_an_event_is_stored_before_line_hears_200(
    line: FakeLine, store: Store
) -> None:
    status = await line.says("ゆき", "一箱本棚を借りる")

    assert status == 200
    (incoming,) = store.events.values()
    assert isinstance(incoming.content, Said)
    assert incoming.content.text == "一箱本棚を借りる"


async def test_the_verify_button_hears_200_and_stores_nothing(
    line: FakeLine, store: Store
) -> None:
    assert await line.deliver() == 200
    assert store.calls == 0


async def test_several_people_and_kinds_come_in_one_webhook(
    line: FakeLine, store: Store
) -> None:
    tap = events.event("postback", events.user("けん"), at=AT, postback={"data": "abc"})
    gone = events.event("unfollow", events.user("みほ"), at=AT)

    assert await line.deliver(said("はい"), tap, gone) == 200
    kinds = [type(one.content) for one in store.events.values()]
    assert sorted(kind.__name__ for kind in kinds) == ["Chose", "Left", "Said"]
    assert {Chose, Left, Said} == set(kinds)
    assert store.calls == 1


async def test_the_name_of_the_header_may_be_written_in_any_case(
    line: FakeLine,
) -> None:
    body = body_of(said("はい"))

    for name in ("X-Line-Signature", "x-line-signature", "X-LINE-SIGNATURE"):
        assert await line.post(body, {name: events.signature(body, SECRET)}) == 200


async def test_what_is_not_signed_is_refused_and_not_stored(
    line: FakeLine, store: Store
) -> None:
    body = body_of(said("はい"))
    of_other_bytes = events.signature(b"other bytes", SECRET)

    assert await line.post(body, {}) == 403
    for signature in ("", "AAAA", "=" * 44, "ﾂ" * 44, of_other_bytes):
        assert await line.post(body, {HEADER: signature}) == 403
    assert store.calls == 0


async def test_the_signature_is_of_the_bytes_and_not_of_what_they_mean(
    line: FakeLine,
) -> None:
    body = body_of(said("はい"))
    respelled = json.dumps(json.loads(body), ensure_ascii=False).encode()

    signature = events.signature(body, SECRET)

    assert await line.post(respelled, {HEADER: signature}) == 403


async def test_while_the_secret_changes_both_are_good() -> None:
    secrets = " old-secret, new-secret "
    async with line_with_door(Store(), secrets=secrets) as line:
        answers = []
        for line.secret in ("old-secret", "new-secret", "another-secret"):
            answers.append(await line.says("ゆき", "はい"))

    assert answers == [200, 200, 403]


async def test_a_signed_body_that_is_not_json_is_acknowledged_and_parked(
    line: FakeLine, store: Store
) -> None:
    body = '{"events": [わたしの言葉'.encode()

    with capture_logs() as logs:
        status = await line.post(body, {HEADER: events.signature(body, SECRET)})

    assert status == 200
    assert store.calls == 0
    (entry,) = logs
    assert entry["why"] == "not JSON"
    assert entry["event_id"].startswith("sha256-")
    assert "わたしの言葉" not in str(logs)
    assert [event.raw for event in store.parked] == [body.decode()]


async def test_a_body_too_long_is_refused(line: FakeLine, store: Store) -> None:
    body = body_of(said("あ" * 20_000))

    assert await line.post(body, {HEADER: events.signature(body, SECRET)}) == 413
    assert store.calls == 0


async def test_a_body_that_does_not_say_how_long_it_is_ends_at_the_limit(
    line: FakeLine, store: Store
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"a" * 1_000

    async with (
        aiohttp.ClientSession() as session,
        session.post(line.webhook_url, data=endless()) as answer,
    ):
        assert answer.status == 413
    assert store.calls == 0


async def test_an_event_nobody_can_read_is_parked_and_its_neighbours_stored(
    line: FakeLine, store: Store
) -> None:
    broken = said("x")
    del broken["message"]["text"]

    with capture_logs() as logs:
        status = await line.deliver(said("前"), broken, said("後"))

    assert status == 200
    assert len(store.events) == 2
    (parked,) = store.parked
    assert parked.event_id == broken["webhookEventId"]
    assert [entry["event"] for entry in logs] == ["line_event_unreadable"]


async def test_ignored_events_are_logged_by_their_type_alone(line: FakeLine) -> None:
    source = {"type": "group", "groupId": "C" + "0" * 32}
    words = events.text("ひみつの話")

    with capture_logs() as logs:
        happened = events.event("message", source, at=AT, message=words)
        assert await line.deliver(happened) == 200

    assert [entry["kind"] for entry in logs] == ["message in group"]
    assert "ひみつの話" not in str(logs)


async def test_without_a_database_line_hears_500_and_its_redelivery_is_stored(
    line: FakeLine, store: Store
) -> None:
    happened = said("大事な一言")
    store.gone = True

    assert await line.deliver(happened) == 500
    store.gone = False
    assert await line.deliver(happened, again=True) == 200
    assert list(store.events) == [happened["webhookEventId"]]


async def test_an_event_delivered_twice_is_stored_once(
    line: FakeLine, store: Store
) -> None:
    happened = said("一度だけ")

    answers = [await line.deliver(happened, again=again) for again in (False, True)]

    assert answers == [200, 200]
    assert len(store.events) == 1


async def test_many_webhooks_at_once_are_all_stored(
    line: FakeLine, store: Store
) -> None:
    answers = await asyncio.gather(*(line.says(f"人{n}", "はい") for n in range(40)))

    assert set(answers) == {200}
    assert len(store.events) == 40


def test_secrets_stand_in_a_comma_list() -> None:
    assert secrets_of(" one ,two,, ") == ("one", "two")


def test_without_a_secret_there_is_no_door() -> None:
    with pytest.raises(ValueError, match="LINE_CHANNEL_SECRET"):
        route(secrets=(), intake=Store().intake("line"))


def test_a_signature_is_checked_as_line_makes_it() -> None:
    body = b'{"destination":"U","events":[]}'

    assert is_signed(body, events.signature(body, "s1"), ["s0", "s1"])
    assert not is_signed(body, events.signature(body, "s2"), ["s0", "s1"])


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("bots.line.webhook", {"linebot", "aiohttp", "sqlalchemy"}),
        ("bots.line.plug", {"linebot"}),
    ],
)
def test_the_door_opens_without_what_takes_long_to_load(
    module: str, heavy: set[str]
) -> None:
    script = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"

    found = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )

    assert found.stdout.strip() == "[]"
