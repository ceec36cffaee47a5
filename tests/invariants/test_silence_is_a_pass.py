"""A pass stays between two, and silence is left in peace (invariants 4 and 6)."""

from datetime import timedelta

from sqlalchemy import Connection, select

from core.delivery.tables import outbox
from core.domain.requests import LAPSE_AFTER
from core.store import communities
from tests.talk.cast import (
    Person,
    asks,
    neighbours,
    request_between,
    sends,
    titles_of,
    under_way,
)
from tests.talk.looking import looks_for_words, willing_neighbours
from tests.talk.straight import StraightWorld
from tests.talk.talking import World

WORDS = "ほかに約束があって"


async def everybody_looks_around(people: list[Person]) -> None:
    """Let people look at everything a menu offers."""
    for person in people:
        for name in ("box", "road", "room", "settings"):
            await person.commands(name)


def told(conn: Connection, words: str) -> set[str]:
    """Return the conversations in which these words were ever said."""
    rows = conn.execute(select(outbox.c.lane, outbox.c.body)).all()
    return {row.lane for row in rows if words in row.body}


async def test_a_pass_is_visible_to_exactly_two_members(
    everywhere: World,
) -> None:
    here = everywhere
    yuki, ken, natsu, miho = await neighbours(here, helpers=("ken", "natsu", "miho"))
    await here.database.write(
        lambda conn: communities.set_owner(conn, "room", natsu.id)
    )
    await asks(yuki)
    while ken.name not in titles_of(yuki):
        await yuki.picks("ask.other_people")
    await sends(yuki, ken)

    await ken.picks("answer.pass")
    await ken.says(WORDS)
    await everybody_looks_around([natsu, miho])
    await asks(miho)

    assert await here.database.read(lambda conn: told(conn, WORDS)) == {"web:yuki"}
    passed = yuki.words("follow.passed_with_words", name=ken.name, words=WORDS)
    assert yuki.heard.count(passed) == 1


async def test_a_lapse_is_told_to_the_asker_alone(here: World) -> None:
    yuki, _ = await under_way(here)

    await here.pass_time(LAPSE_AFTER)

    lapsed = "返事がないのは見送りのしるしです"
    assert await here.database.read(lambda conn: told(conn, lapsed)) == {"web:yuki"}
    assert lapsed in yuki.heard


async def test_after_a_pass_somebody_is_shown_to_others_as_before(
    here: World,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    await sends(yuki, ken)
    await ken.picks("answer.pass")
    await ken.picks("answer.pass_silent")

    await asks(miho)

    assert ken.name in titles_of(miho)


async def test_nothing_is_ever_sent_to_a_silent_helper(here: World) -> None:
    _, ken = await under_way(here)
    heard_before = len(ken.phone.heard)

    for _ in range(24 * 5):
        await here.pass_time(timedelta(hours=1))
    await here.pass_time(timedelta(days=90))

    assert len(ken.phone.heard) == heard_before


async def test_the_state_is_read_from_the_clock_when_every_timer_was_missed(
    here: StraightWorld,
) -> None:
    yuki, ken = await under_way(here)

    here.clock.ahead += LAPSE_AFTER - timedelta(hours=1)
    stored = await request_between(here, yuki, ken)
    assert stored.state_at(here.clock.now()) == "sent"
    here.clock.ahead += timedelta(hours=1)

    assert stored.state == "sent"
    assert stored.state_at(here.clock.now()) == "lapsed"


async def test_who_passes_on_a_question_for_words_is_seen_by_nobody_else(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await willing_neighbours(here, willing=("ken", "miho"))
    await looks_for_words(yuki)
    heard_before = len(yuki.phone.heard)

    await ken.picks("answer.pass")
    await here.pass_time(LAPSE_AFTER)
    await here.pass_time(timedelta(days=90))

    assert len(yuki.phone.heard) == heard_before
    await everybody_looks_around([yuki, miho])
    assert ken.name not in yuki.heard + miho.heard
    passed = ken.words("hint.passed")
    assert await here.database.read(lambda conn: told(conn, passed)) == {"web:ken"}
