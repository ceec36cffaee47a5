"""Events are stored once for ever, in order, and closed once."""

from datetime import timedelta

from sqlalchemy import Connection, select, text

from core.delivery import history, inbox
from core.delivery.tables import inbox as inbox_table
from tests.databases import TestedDatabase
from tests.delivery.bot import NOON, event

_CHANNELS = ("chan", "other")


def _pending(conn: Connection) -> list[inbox.Pending]:
    return inbox.pending(conn, channels=_CHANNELS, lanes=None, most=100)


def test_an_event_seen_before_is_left_out_however_it_comes(
    every_database: TestedDatabase,
) -> None:
    first, second = event("a", id="1"), event("b", id="2")

    assert every_database.run(lambda conn: inbox.accept(conn, [first], NOON)) == 1
    both_twice = [first, second, second, first]
    assert every_database.run(lambda conn: inbox.accept(conn, both_twice, NOON)) == 1
    assert every_database.run(lambda conn: inbox.accept(conn, [], NOON)) == 0

    stored = every_database.read(_pending)
    assert [pending.incoming for pending in stored] == [first, second]


def test_the_same_id_on_another_channel_is_another_event(
    every_database: TestedDatabase,
) -> None:
    here, there = event("a", id="1"), event("a", id="1", channel="other")

    assert every_database.run(lambda conn: inbox.accept(conn, [here, there], NOON)) == 2


def test_a_done_event_stays_known_and_keeps_no_words(
    every_database: TestedDatabase,
) -> None:
    said = event("ひみつの話", id="1")
    every_database.run(lambda conn: inbox.accept(conn, [said], NOON))
    (pending,) = every_database.read(_pending)

    assert every_database.run(lambda conn: inbox.done(conn, pending.seq, now=NOON))

    assert every_database.read(_pending) == []
    assert every_database.run(lambda conn: inbox.accept(conn, [said], NOON)) == 0
    row = every_database.read(lambda conn: conn.execute(select(inbox_table)).one())
    assert (row.state, row.body, row.done_at) == ("done", "", NOON)


def test_an_event_stored_as_done_is_known_and_waits_for_nothing(
    sqlite_database: TestedDatabase,
) -> None:
    said = event("ひみつの話", id="1")

    assert sqlite_database.run(lambda conn: inbox.store_done(conn, said, NOON))

    assert not sqlite_database.run(lambda conn: inbox.store_done(conn, said, NOON))
    assert sqlite_database.read(_pending) == []
    row = sqlite_database.read(lambda conn: conn.execute(select(inbox_table)).one())
    assert (row.state, row.body, row.done_at) == ("done", "", NOON)


def test_what_the_web_page_shows_stays_with_an_event_stored_as_done(
    sqlite_database: TestedDatabase,
) -> None:
    said = event("おはよう", channel="web")

    sqlite_database.run(lambda conn: inbox.store_done(conn, said, NOON))

    told = sqlite_database.read(lambda conn: history.of_lane(conn, said.place.lane))
    assert told == [said]


def test_a_crowd_that_waits_is_not_looked_through(
    sqlite_database: TestedDatabase,
) -> None:
    three = [event("a", user=user) for user in ("ann", "ben", "eve")]
    sqlite_database.run(lambda conn: inbox.accept(conn, three, NOON))

    def waiting(most: int) -> set[str] | None:
        return sqlite_database.read(lambda conn: inbox.lanes_waiting(conn, most))

    assert waiting(3) == {"chan:ann", "chan:ben", "chan:eve"}
    assert waiting(2) is None


def test_an_event_is_closed_once(every_database: TestedDatabase) -> None:
    every_database.run(lambda conn: inbox.accept(conn, [event("a")], NOON))
    (pending,) = every_database.read(_pending)

    def close(conn: Connection) -> bool:
        return inbox.done(conn, pending.seq, now=NOON)

    assert every_database.run(close)
    assert not every_database.run(close)
    assert not every_database.run(
        lambda conn: inbox.failed(conn, pending.seq, error="x")
    )
    assert not every_database.run(
        lambda conn: inbox.park(conn, pending.seq, error="x", now=NOON)
    )


def test_an_event_is_not_closed_under_another_fence(
    every_database: TestedDatabase,
) -> None:
    every_database.run(lambda conn: inbox.accept(conn, [event("a")], NOON))
    (pending,) = every_database.read(_pending)

    assert not every_database.run(
        lambda conn: inbox.done(conn, pending.seq, now=NOON, fence=7)
    )


def test_a_row_nobody_can_read_is_returned_without_its_event(
    every_database: TestedDatabase,
) -> None:
    every_database.run(lambda conn: inbox.accept(conn, [event("a")], NOON))
    every_database.run(lambda conn: conn.execute(text("UPDATE inbox SET body = '{'")))

    (pending,) = every_database.read(_pending)

    assert pending.incoming is None


def test_many_events_keep_the_order_in_which_they_came(
    every_database: TestedDatabase,
) -> None:
    many = [event(str(n), at=NOON + timedelta(seconds=n)) for n in range(700)]

    stored = every_database.run(lambda conn: inbox.accept(conn, many, NOON))

    assert stored == 700
    back = every_database.read(
        lambda conn: inbox.pending(conn, channels=_CHANNELS, lanes=None, most=1000)
    )
    assert [pending.incoming for pending in back] == many


def test_looking_for_what_is_pending_reads_the_index_of_it(
    every_database: TestedDatabase,
) -> None:
    waiting = "SELECT seq FROM inbox WHERE state = 'new' AND lane = 'x'"

    def plan(conn: Connection) -> str:
        if conn.dialect.name == "sqlite":
            return str(conn.exec_driver_sql("EXPLAIN QUERY PLAN " + waiting).all())
        conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return str(conn.exec_driver_sql("EXPLAIN " + waiting).all())

    assert "ix_inbox_new" in every_database.run(plan)
