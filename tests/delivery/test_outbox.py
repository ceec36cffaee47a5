"""Messages keep their place in line, their key and their mailbox."""

import pytest
from sqlalchemy import Connection, text

from core.clock import RandomIds
from core.delivery import outbox
from core.delivery.outbox import Mark, Parcel
from core.talk import sending_on
from core.talk.incoming import Address
from core.talk.outgoing import Text
from tests.databases import TestedDatabase
from tests.delivery.bot import NOON, begin, fresh_pass, place, say


def _pending(conn: Connection) -> list[Parcel]:
    return outbox.pending(conn, channels=["chan"], lanes=None, most=100)


def _mark(row: str, state: str, *, attempts: int = 1) -> Mark:
    return Mark(row, attempts, state, NOON, NOON)  # type: ignore[arg-type]  # any state here


def _to_mailbox(conn: Connection, *texts: str, user: str = "ann") -> None:
    for number, words in enumerate(texts):
        row = say(conn, words, to=place(user), id=f"{user}{number}{words}")
        begin(conn, row)
        outbox.settle(conn, [_mark(row, "waiting")])


def test_a_row_comes_back_as_it_was_put_in(every_database: TestedDatabase) -> None:
    reply_pass = fresh_pass()

    def put(conn: Connection) -> None:
        outbox.enqueue(
            conn,
            id="o1",
            place=place(),
            messages=(Text("a"), Text("b")),
            urgency="call",
            reply_pass=reply_pass,
            now=NOON,
            silent=True,
            about="request 7",
        )

    every_database.run(put)

    (parcel,) = every_database.read(_pending)
    assert parcel.messages == (Text("a"), Text("b"))
    assert (parcel.place, parcel.reply_pass) == (place(), reply_pass)
    assert (parcel.urgency, parcel.silent, parcel.again) == ("call", True, False)
    assert (parcel.state, parcel.attempts) == ("ready", 0)


def test_the_retry_key_depends_on_the_row_alone(every_database: TestedDatabase) -> None:
    every_database.run(lambda conn: say(conn, "a", to=place(), id="one"))
    every_database.run(lambda conn: say(conn, "b", to=place(), id="two"))

    first, second = every_database.read(_pending)

    assert first.retry_key != second.retry_key
    assert first.retry_key == every_database.read(_pending)[0].retry_key


def test_a_row_begins_once(every_database: TestedDatabase) -> None:
    row = every_database.run(lambda conn: say(conn, "a", to=place()))

    assert every_database.run(lambda conn: begin(conn, row))
    assert not every_database.run(lambda conn: begin(conn, row))

    (parcel,) = every_database.read(_pending)
    assert (parcel.state, parcel.attempts, parcel.again) == ("left", 1, True)


def test_a_row_begins_at_once_where_somebody_stands_by(
    every_database: TestedDatabase,
) -> None:
    def put(conn: Connection) -> None:
        outbox.stand_by(conn, lambda lane: lane == place("ann").lane)
        say(conn, "a", to=place("ann"))
        say(conn, "b", to=place("bob"))
        outbox.stand_by(conn, lambda _lane: False)

    every_database.run(put)

    states = [(one.state, one.attempts) for one in every_database.read(_pending)]
    assert states == [("left", 1), ("ready", 0)]


def test_what_was_sent_is_never_marked_again(every_database: TestedDatabase) -> None:
    row = every_database.run(lambda conn: say(conn, "a", to=place()))
    every_database.run(lambda conn: begin(conn, row))
    every_database.run(lambda conn: outbox.settle(conn, [_mark(row, "sent")]))

    every_database.run(lambda conn: outbox.settle(conn, [_mark(row, "ready")]))

    assert every_database.read(_pending) == []


def test_only_one_takes_over_what_was_left_in_sending(
    every_database: TestedDatabase,
) -> None:
    row = every_database.run(lambda conn: say(conn, "a", to=place()))
    every_database.run(lambda conn: begin(conn, row))
    (left,) = every_database.read(_pending)

    assert every_database.run(lambda conn: outbox.begin(conn, left))
    assert not every_database.run(lambda conn: outbox.begin(conn, left))


@pytest.mark.parametrize("state", ["ready", "waiting", "unknown", "dead"])
def test_who_lost_a_row_cannot_mark_it_unless_it_arrived(
    every_database: TestedDatabase, state: str
) -> None:
    """A stalled process wakes up after another took its lane over."""
    row = every_database.run(lambda conn: say(conn, "a", to=place()))
    every_database.run(lambda conn: begin(conn, row))
    (left,) = every_database.read(_pending)
    every_database.run(lambda conn: outbox.begin(conn, left))

    every_database.run(lambda conn: outbox.settle(conn, [_mark(row, state)]))
    (still,) = every_database.read(_pending)
    assert (still.state, still.attempts) == ("left", 2)

    every_database.run(lambda conn: outbox.settle(conn, [_mark(row, "sent")]))
    assert every_database.read(_pending) == []


def test_the_mailbox_gives_the_oldest_first_and_no_more_than_asked(
    every_database: TestedDatabase,
) -> None:
    lane = place().lane
    every_database.run(lambda conn: _to_mailbox(conn, "a", "b", "c"))
    every_database.run(lambda conn: _to_mailbox(conn, "other", user="bob"))

    assert every_database.read(lambda conn: outbox.waiting(conn, lane)) == 3
    taken = every_database.run(lambda conn: outbox.take_waiting(conn, lane, 2))
    assert taken == ((Text("a"),), (Text("b"),))
    rest = every_database.run(lambda conn: outbox.take_waiting(conn, lane, 5))
    assert rest == ((Text("c"),),)
    assert every_database.run(lambda conn: outbox.take_waiting(conn, lane, 5)) == ()
    assert every_database.read(lambda conn: outbox.waiting(conn, lane)) == 0


def test_a_sending_too_long_for_one_reply_goes_out_in_parts(
    every_database: TestedDatabase,
) -> None:
    lane = place().lane

    def put(conn: Connection) -> None:
        messages = tuple(Text(words) for words in "abcd")
        outbox.enqueue(
            conn,
            id="long",
            place=place(),
            messages=messages,
            urgency="mail",
            reply_pass=None,
            now=NOON,
        )
        begin(conn, "long")
        outbox.settle(conn, [_mark("long", "waiting")])
        _to_mailbox(conn, "e")

    every_database.run(put)

    def take(conn: Connection) -> str:
        taken = outbox.take_waiting(conn, lane, 3)
        return " ".join(
            "".join(one.text for one in sending if isinstance(one, Text))
            for sending in taken
        )

    assert [every_database.run(take) for _ in range(3)] == ["abc", "d e", ""]


def test_an_empty_hand_takes_nothing(every_database: TestedDatabase) -> None:
    every_database.run(lambda conn: _to_mailbox(conn, "a"))

    def take(conn: Connection) -> int:
        return len(outbox.take_waiting(conn, place().lane, 0)) + len(
            outbox.take_waiting(conn, place().lane, -1)
        )

    assert every_database.run(take) == 0
    assert every_database.read(lambda conn: outbox.waiting(conn, place().lane)) == 1


def test_a_row_nobody_can_read_comes_back_without_messages(
    every_database: TestedDatabase,
) -> None:
    every_database.run(lambda conn: say(conn, "a", to=place()))
    every_database.run(lambda conn: conn.execute(text("UPDATE outbox SET body = '['")))

    (parcel,) = every_database.read(_pending)

    assert parcel.messages is None


def test_what_has_not_left_for_a_place_that_was_given_up_goes_to_another(
    every_database: TestedDatabase,
) -> None:
    """But for answers, and for what may have arrived."""
    old, new = place("ann"), place("bob")

    def put(conn: Connection) -> None:
        say(conn, "a call", to=old, id="call", urgency="call")
        begin(conn, "call")
        outbox.settle(conn, [_mark("call", "ready")])  # refused, and tried later
        say(conn, "mail", to=old, id="mail", urgency="mail")
        begin(conn, "mail")
        outbox.settle(conn, [_mark("mail", "waiting")])
        say(conn, "an answer", to=old, id="answer", urgency="reply")
        say(conn, "under way", to=old, id="sending", urgency="call")
        begin(conn, "sending")
        at = Address(old.channel, old.id)
        sending_on.what_waits(conn, at, new, ids=RandomIds(), now=NOON)

    every_database.run(put)

    going = [
        (one.place, one.messages[0])
        for one in every_database.read(_pending)
        if one.messages
    ]
    there = {one.text for at, one in going if at == new and isinstance(one, Text)}
    here = {one.text for at, one in going if at == old and isinstance(one, Text)}
    assert there == {"a call", "mail"}
    assert here == {"an answer", "under way"}
