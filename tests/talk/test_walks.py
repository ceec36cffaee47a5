"""Random walks through everything: nothing raises, everything answers, limits hold."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from core.domain.helping import ASKER_OPEN, OPEN_REQUESTS, WEEKLY_REQUESTS
from core.domain.members import Language
from core.store import asks as stored
from core.store import talks
from core.talk import commands
from core.talk.codec import adapter
from core.talk.flows import FLOWS
from core.talk.incoming import (
    Arrived,
    Chose,
    Content,
    Edited,
    Left,
    Said,
    Shared,
    Unsent,
)
from tests.talk import cast
from tests.talk.cast import Person, asks, neighbours, says_it_ended, sends
from tests.talk.straight import StraightWorld, straight_world
from tests.talk.totality import KNOWN, TYPED, takes_anything

LONGEST_WALK = 40
PAUSES = (
    timedelta(minutes=1),
    timedelta(hours=7),
    timedelta(hours=73),
    timedelta(days=15),
    timedelta(hours=-2),
)
SILENT = (Left, Edited, Unsent)
WORDS = (*TYPED, cast.NEED["ja"], cast.NEED["en"], "会場", "SAKA24", "3")

Step = tuple[int, int, int]
steps = st.tuples(st.integers(0, 2), st.integers(0, 19), st.integers(0, 200))


@pytest.mark.parametrize("language", ["ja", "en"])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(walk=st.lists(steps, min_size=LONGEST_WALK // 2, max_size=LONGEST_WALK))
def test_any_walk_of_three_people_is_answered_and_keeps_the_limits(
    language: Language, walk: Sequence[Step]
) -> None:
    asyncio.run(_walk(language, walk))


async def _walk(language: Language, walk: Sequence[Step]) -> None:
    async with straight_world() as here:
        everybody = await neighbours(here, language, helpers=("ken", "miho"))
        await _begin(everybody, walk[0][2] % 6)
        for who, kind, which in walk:
            here.clock.ahead += PAUSES[0]
            await _step(here, everybody[who], kind, which)
            assert here.straight.trouble == []
            await here.database.read(lambda conn: _check_limits(here, conn, everybody))
        for person in everybody:
            await _has_a_way_out(here, person)


async def _begin(everybody: Sequence[Person], scene: int) -> None:
    """Bring three people some way, so that walks also start deep inside."""
    yuki, ken, _ = everybody
    if scene > 0:
        await asks(yuki)
    if scene > 1:
        await sends(yuki, ken)
    if scene in {3, 4}:
        await ken.picks("answer.ride")
        await ken.picks("answer.all_the_way")
    if scene == 4:
        await says_it_ended(yuki)
    if scene == 5:
        await ken.picks("answer.suggest")
        await ken.says("当日みんなで")


async def _step(here: StraightWorld, person: Person, kind: int, which: int) -> None:
    if kind == 0:
        await here.pass_time(PAUSES[which % len(PAUSES)])
        return
    content = _content(person, kind, which)
    heard = await person.does(content)
    if not isinstance(content, SILENT):
        assert heard.strip(), f"{content} is met with silence"
    await here.database.read(lambda conn: _check_rest(conn, person))


def _content(person: Person, kind: int, which: int) -> Content:
    choices = person.phone.choices()
    match kind:
        case _ if kind <= 10:
            newest = choices[-1 - which % min(5, len(choices))]
            return Chose(newest.token)
        case 11:
            return Chose(choices[which % len(choices)].token)
        case 12:
            return Said(choices[-1 - which % min(8, len(choices))].label)
        case 13 | 14 | 15:
            return Said(WORDS[which % len(WORDS)], message=f"m{which % 3}")
        case 16:
            names = sorted(commands._WORDS)
            return Said(person.words(f"commands.{names[which % len(names)]}"))
        case 17:
            return (Shared("sticker"), Arrived("SAKA24"), Arrived("NOSUCH"))[which % 3]
        case 18:
            return (Left(), Edited("m1", "x"), Unsent("m2"))[which % 3]
        case _:
            return Said("わからない")


def _check_rest(conn: Connection, person: Person) -> None:
    """A dialogue rests where something can be said, with few others below it."""
    conversation = talks.conversation(conn, f"web:{person.phone.user}")
    if conversation is None:
        return  # they asked to be forgotten
    assert len(conversation.stack) <= 5
    if conversation.stack:
        frame = conversation.stack[-1]
        flow = FLOWS[frame.flow]
        state = adapter(flow.states).validate_json(frame.state)
        waits_for_work = frame.flow in {"vector", "ask"}
        assert takes_anything(flow, state, KNOWN) or waits_for_work, state


def _check_limits(
    here: StraightWorld, conn: Connection, everybody: Sequence[Person]
) -> None:
    """Nobody is asked or asks beyond what the practice allows (invariant 5)."""
    now = here.clock.now()
    for person in everybody:
        known = stored.of_member(conn, person.id, since=now - timedelta(days=400))
        received = [one for one in known if one.helper_id == person.id]
        waiting = [one for one in received if one.state_at(now) == "sent"]
        week = [one for one in received if one.sent_at > now - timedelta(days=7)]
        assert len(waiting) <= OPEN_REQUESTS
        assert len(week) <= WEEKLY_REQUESTS
        assert stored.open_of_asker(conn, person.id, now) <= ASKER_OPEN


async def _has_a_way_out(here: StraightWorld, person: Person) -> None:
    here.clock.ahead += PAUSES[0]
    assert await person.says("やめる")
    here.clock.ahead += PAUSES[0]
    assert await person.says("ヘルプ")
    assert here.straight.trouble == []
