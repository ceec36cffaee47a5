"""What a month carries is counted once, kept for what matters, and never lost."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from core.delivery import outbox, quota
from core.delivery.outbox import Parcel
from core.delivery.quota import Month, Page, Standing, carries
from core.talk.channel import Gone, Limits, MonthOver, Outcome, TryLater
from core.talk.incoming import Incoming, Place
from core.talk.outgoing import Text
from tests.databases import TestedDatabase
from tests.delivery.bot import NOON, Bot, ScriptedChannel, bot, event, fresh_pass

HERE = quota.page("chan", NOON, offset_h=9)


class Counted(ScriptedChannel):
    """A channel whose platform counts what is sent unasked."""

    def __init__(self, *outcomes: Outcome) -> None:
        super().__init__(*outcomes, mail_waits=True)
        self.limits = Limits(4096, 5, 8, 8, 20, mail_waits=True, month_offset_h=9)


def calls(about: str) -> partial[None]:
    """Return a handler that says something unasked, about something."""
    return partial(_call, about=about)


def _call(conn: Connection, incoming: Incoming, *, about: str) -> None:
    outbox.enqueue(
        conn,
        id=f"o{incoming.event_id}",
        place=incoming.place,
        messages=(Text(about),),
        urgency="call",
        reply_pass=incoming.reply_pass,
        now=NOON,
        about=about,
    )


async def used(running: Bot) -> int:
    """Return what the month counts."""
    found = await running.database.read(partial(quota.standing, on=HERE))
    return found.used


@pytest.mark.parametrize(
    ("moment", "month", "ends_at"),
    [
        ("2026-11-30T14:59:59", "2026-11", "2026-11-30T15:00:00"),
        ("2026-11-30T15:00:00", "2026-12", "2026-12-31T15:00:00"),
        ("2028-02-10T00:00:00", "2028-02", "2028-02-29T15:00:00"),
    ],
)
def test_a_month_begins_at_midnight_where_the_platform_is(
    moment: str, month: str, ends_at: str
) -> None:
    at, end = (
        datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (moment, ends_at)
    )

    assert quota.page("line", at, offset_h=9) == Page("line", month, end)


@pytest.mark.parametrize(
    ("about", "last"), [("request:1", 170), ("answer:1", 190), ("sos:1", 200)]
)
def test_the_last_of_a_month_is_kept_for_answers_and_for_sos(
    about: str, last: int
) -> None:
    assert carries(Standing(last - 1, 200), about=about, people=1)
    assert not carries(Standing(last, 200), about=about, people=1)


def test_without_a_limit_everything_goes_until_the_platform_says_no() -> None:
    assert carries(Standing(10_000, None), about="request:1", people=1)
    assert not carries(Standing(0, None, over=True), about="sos:1", people=1)


@given(
    used=st.integers(0, 300),
    most=st.integers(0, 300),
    people=st.integers(1, 150),
    about=st.sampled_from(["request:1", "answer:1", "sos:1", ""]),
)
def test_nothing_goes_beyond_what_a_month_carries(
    used: int, most: int, people: int, about: str
) -> None:
    if carries(Standing(used, most), about=about, people=people):
        assert used + people <= most


async def test_a_call_is_counted_once_however_often_it_is_tried(
    every_database: TestedDatabase,
) -> None:
    channel = Counted(TryLater("busy"), TryLater("busy"))
    handle = calls("request:1")
    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("go"))
        await running.settle()

        assert len(channel.deliveries) == 3
        assert await used(running) == 1


async def test_a_free_answer_is_not_counted(every_database: TestedDatabase) -> None:
    channel = Counted()
    handle = calls("request:1")
    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("go", reply_pass=fresh_pass()))
        await running.settle()

        assert len(channel.deliveries) == 1
        assert await used(running) == 0


@pytest.mark.parametrize(
    ("place", "passes", "counted"),
    [
        (Place("chan", "p1"), 0, 3),
        (Place("chan", "p1"), 1, 2),
        # Nothing unasked goes to a group, so no rest of an answer does.
        (Place("chan", "g1", "group"), 1, 0),
    ],
)
async def test_words_that_need_several_sendings_count_as_many_but_for_the_pass(
    every_database: TestedDatabase, place: Place, passes: int, counted: int
) -> None:
    channel = Counted()
    long = "x" * 4096

    def handle(conn: Connection, incoming: Incoming) -> None:
        outbox.enqueue(
            conn,
            id=f"o{incoming.event_id}",
            place=place,
            messages=[Text(long)] * 11,
            urgency="call",
            reply_pass=incoming.reply_pass,
            now=NOON,
        )

    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("go", reply_pass=fresh_pass() if passes else None))
        await running.settle()

        assert len(channel.deliveries) == 1
        assert await used(running) == counted


async def test_what_surely_reached_nobody_is_not_counted(
    every_database: TestedDatabase,
) -> None:
    channel = Counted(Gone("unknown"))

    def handle(conn: Connection, incoming: Incoming) -> None:
        if incoming.sender:
            _call(conn, incoming, about="request:1")

    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("go"))
        await running.settle()

        assert await used(running) == 0


async def test_at_the_end_of_a_month_requests_wait_answers_and_sos_go_out(
    every_database: TestedDatabase,
) -> None:
    channel = Counted()
    said: list[str] = ["request:1", "answer:1", "sos:1"]

    def handle(conn: Connection, incoming: Incoming) -> None:
        _call(conn, incoming, about=said.pop(0))

    async with bot(every_database.open(), channel, handle=handle) as running:
        note = partial(quota.told, on=HERE, says=Month(180, 200))
        await running.database.write(note)
        await running.hear(event("a"), event("b"), event("c"))
        await running.settle()

        assert channel.texts == ["answer:1", "sos:1"]
        assert await running.states() == ["waiting", "sent", "sent"]


async def test_when_the_platform_says_the_month_is_over_all_waits_until_a_larger_plan(
    every_database: TestedDatabase,
) -> None:
    channel = Counted(MonthOver("429"))
    handle = calls("answer:1")
    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("a"))
        await running.settle()
        await running.hear(event("b"))
        await running.settle()
        assert await running.states() == ["waiting", "waiting"]
        assert len(channel.deliveries) == 1

        note = partial(quota.told, on=HERE, says=Month(200, 5000))
        await running.database.write(note)
        await running.hear(event("c"))
        await running.settle()

        assert (await running.states())[-1] == "sent"


async def test_nothing_unasked_goes_to_a_group_which_counts_its_members(
    every_database: TestedDatabase,
) -> None:
    channel = Counted()
    group = Place("chan", "g1", "group")

    def handle(conn: Connection, incoming: Incoming) -> None:
        outbox.enqueue(
            conn,
            id="o1",
            place=group,
            messages=(Text("hello"),),
            urgency="call",
            reply_pass=None,
            now=NOON,
        )

    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("a"))
        await running.settle()

        assert channel.deliveries == []
        assert await running.states() == ["waiting"]


async def test_what_others_sent_by_the_same_account_counts_as_well(
    every_database: TestedDatabase,
) -> None:
    channel = Counted()
    handle = calls("request:1")
    async with bot(every_database.open(), channel, handle=handle) as running:
        await running.hear(event("a"))
        await running.settle()
        note = partial(quota.told, on=HERE, says=Month(21, 200))
        await running.database.write(note)
        await running.hear(event("b"))
        await running.settle()

        assert await used(running) == 22
        known = await running.database.read(partial(quota.known, now=NOON))
        assert known == [("chan", Standing(22, 200))]


async def test_months_long_over_are_forgotten_and_the_last_one_stays(
    every_database: TestedDatabase,
) -> None:
    database = every_database.open()
    march = datetime(2026, 3, 1, 0, 30, tzinfo=UTC)
    pages = {
        name: quota.page("chan", march - timedelta(days=back), offset_h=9)
        for name, back in (("now", 0), ("last", 2), ("before", 40))
    }

    def count(conn: Connection) -> None:
        for name, on in pages.items():
            place = Place("chan", name)
            outbox.enqueue(
                conn,
                id=name,
                place=place,
                messages=(Text("hello"),),
                urgency="call",
                reply_pass=None,
                now=march,
            )
            parcel = Parcel(
                name, 0, place, None, "call", None, "k", "ready", next_at=march
            )
            assert quota.take(conn, parcel, on=on)
            quota.told(conn, on, Month(1, 200))

    def standing_of(conn: Connection) -> dict[str, Standing]:
        return {name: quota.standing(conn, on) for name, on in pages.items()}

    await database.write(count)
    assert await database.write(partial(quota.sweep, now=march)) == 2
    left = await database.read(standing_of)
    assert await database.write(partial(quota.sweep, now=march)) == 0
    await database.close()

    assert left["now"] == left["last"] == Standing(1, 200)
    assert left["before"] == Standing(0, None)
