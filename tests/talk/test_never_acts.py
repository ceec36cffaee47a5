"""Words out of nowhere never change anything: whoever reads them, however wrongly.

Every case of benchmarks.understanding is said where much could go wrong: by somebody
who was asked for something, holds a post and shows a vector. The second opinion and
the text model read at random. Nothing but the talk itself may change without a tap.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from benchmarks.understanding.reading import messages, questions
from core.domain.coaching import (
    AboutBot,
    CoachAnswer,
    Drafted,
    Explained,
    Meaning,
    Wanted,
)
from core.domain.coaching import Meant as Read
from core.domain.meaning import NOTHING, SENSES, TOPICS, WISHES, Meant
from core.domain.members import Language
from core.i18n.catalog import LANGUAGES
from core.store.metadata import metadata
from core.talk import commands
from core.talk.codec import adapter
from tests.coach.room import agree
from tests.talk.cast import Person, asks, neighbours, sends
from tests.talk.straight import Moment, StraightWorld, straight_world

TALK = {"inbox", "outbox", "work", "lanes", "conversations", "tokens"}
"""Tables that hold what was said and where a dialogue stands."""

Rows = dict[str, list[str]]

READINGS: tuple[tuple[Meant, ...], ...] = (
    (),
    (NOTHING,),
    *((Meant("wish", wish),) for wish in WISHES),
    *((Meant("about", topic),) for topic in (*TOPICS, "other")),
    (Meant("ask"),),
    (Meant("crisis"),),
    (Meant("greeting"),),
    (Meant("wish", "erase"), Meant("wish", "leave")),
    (Meant("wish", "rest"), Meant("ask")),
)


class AtRandom:
    """Reads whatever it is asked to read as anything there is."""

    def __init__(self, seed: int) -> None:
        lot = Random(seed)  # noqa: S311 - the same readings for the same seed
        self._guesses = cycle(lot.sample(READINGS, len(READINGS)))
        self._senses = cycle(lot.sample(SENSES, len(SENSES)))
        self._topics = cycle(lot.sample(TOPICS, len(TOPICS)))

    async def guess(self, ask: str) -> str:
        """Give a second opinion."""
        found = next(self._guesses)
        if json.loads(ask)["topics"]:
            found = tuple(one for one in found if one.kind == "about")
        return adapter(tuple[Meant, ...]).dump_json(found).decode()

    async def coach(self, ask: str) -> str:
        """Answer as a text model may."""
        wanted: Wanted = adapter(Wanted).validate_json(ask)
        answer: CoachAnswer | None = None
        if isinstance(wanted.ask, Meaning):
            answer = Read(next(self._senses), wanted.ask.text)
        if isinstance(wanted.ask, AboutBot):
            answer = Explained(next(self._topics), wanted.ask.question)
        drafted = Drafted(answer, "model" if answer else None, "", "Akari")
        return adapter(Drafted).dump_json(drafted).decode()


@asynccontextmanager
async def asked_for_something(
    language: Language, seed: int
) -> AsyncIterator[tuple[StraightWorld, Person, Moment]]:
    """Open a world in which somebody has much that could be lost or given away."""
    reader = AtRandom(seed)
    workers = {"guess": reader.guess, "coach": reader.coach}
    async with straight_world(workers=workers, model_name="Akari") as here:
        yuki, ken = await neighbours(here, language)
        await asks(yuki)
        await sends(yuki, ken)
        await here.database.write(lambda conn: agree(conn, ken.id, given=True))
        yield here, ken, here.moment()


def everything(conn: Connection) -> Rows:
    """Return all rows that are not the talk itself."""

    raw: Any = conn.connection.dbapi_connection
    kept = sorted(metadata.tables.keys() - TALK)
    every = {name: raw.execute(f"SELECT * FROM {name}") for name in kept}  # noqa: S608
    return {name: sorted(map(repr, rows)) for name, rows in every.items()}


async def say(
    here: StraightWorld, person: Person, moment: Moment, text: str, before: Rows
) -> tuple[bool, bool]:
    """Say something where nothing runs; return what it changed, and if we answered."""
    here.go_on_from(moment)
    await person.says(text)
    answered = bool(person.phone.latest)
    return before != await here.database.read(everything), answered


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_changes_without_a_tap(language: Language) -> None:
    said = [one.text for one in (*messages(language), *questions(language))]
    async with asked_for_something(language, seed=7) as (here, ken, moment):
        before = await here.database.read(everything)
        found = {text: await say(here, ken, moment, text, before) for text in said}
        trouble = here.straight.trouble

    assert trouble == []
    assert [text for text, (changed, _) in found.items() if changed] == []
    assert [text for text, (_, answered) in found.items() if not answered] == []


async def test_a_tap_would_have_been_noticed() -> None:
    async with asked_for_something("ja", seed=7) as (here, ken, _):
        before = await here.database.read(everything)
        await ken.picks("answer.pass")
        await ken.picks("answer.pass_silent")

        assert before != await here.database.read(everything)


pieces = st.sampled_from(
    [one.text for lang in LANGUAGES for one in (*messages(lang), *questions(lang))]
)
joints = st.sampled_from([" ", "。", "\n", "、でも", ". But ", "🙇", "", "「", "」"])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    said=st.lists(st.tuples(pieces, joints), min_size=1, max_size=4),
    seed=st.integers(0, 99),
)
def test_mixtures_change_nothing_either(
    said: Sequence[tuple[str, str]], seed: int
) -> None:
    text = "".join(f"{piece}{joint}" for piece, joint in said)

    async def run() -> None:
        async with asked_for_something("ja", seed) as (here, ken, moment):
            before = await here.database.read(everything)
            changed, answered = await say(here, ken, moment, text, before)
            assert here.straight.trouble == []
            assert (changed, answered) == (False, True)

    if not commands.command(text):
        asyncio.run(run())
