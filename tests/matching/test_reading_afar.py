"""Roads read by a model elsewhere: whose, when, and what becomes of it.

Real questions to a real server on the loopback, which counts letters and calls that a
vector; the built-in reading is the one that needs no model.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import pytest
from sqlalchemy import Connection

from core.coach.budget import Breaker
from core.coach.companion import Use
from core.coach.openai_coach import Endpoint
from core.coach.openai_vectors import OpenAiVectors
from core.domain.readings import Reading
from core.domain.vectors import Vector
from core.finding import Finder
from core.matching.embedder import BigramEmbedder
from core.reading_afar import ReadingAfar, counted
from core.reading_here import ReadingHere
from core.services import vectors
from core.store import embeddings
from core.store.engine import Database
from core.workers import Reader
from tests.coach.hostile import VECTORS, Hostile, hostile
from tests.coach.room import NOW
from tests.databases import TestedDatabase, every_database, sqlite_database
from tests.matching.company import NEED, PATIENT_S, SOON_S, WORDS, agree, furnish
from tests.moments import StillClock
from tests.services.people import IDS

__all__ = ["every_database", "sqlite_database"]


@dataclass
class Afar:
    """A room that is read twice, and the server that reads it the second time."""

    database: Database
    read_here: ReadingHere
    afar: ReadingAfar
    server: Hostile
    counts: Counter[str]
    ask_id: str

    async def found(self, seed: int = 1) -> set[str]:
        """Look for company; return who is shown."""
        wanted = json.dumps({"ask_id": self.ask_id, "seed": str(seed)})
        people = json.loads(await Finder(self.read_here).find(wanted))["people"]
        await self.afar.settled()
        assert len(people) <= 3
        return {one["id"] for one in people}

    async def read(self) -> dict[str, Reading]:
        """Return what is stored of the reading afar."""
        stored = partial(
            embeddings.of_community, community_id="room", embedder=self.afar.vectors.id
        )
        return await self.database.read(stored)

    def sent(self) -> list[str]:
        """Return every text that left."""
        return [text for asked in self.server.heard for text in asked["input"]]


@asynccontextmanager
async def read_twice(
    tested: TestedDatabase,
    *,
    model: str = "roads",
    agreed: tuple[str, ...] = ("yuki", *WORDS),
    words: dict[str, str] = WORDS,
    own: bool = False,
    need: str = NEED,
) -> AsyncIterator[Afar]:
    """Furnish the room and read it."""
    database = tested.open()
    ask_id = await database.write(
        partial(furnish, agreed=agreed, words=words, need=need)
    )
    counts: Counter[str] = Counter()

    def count(ask: str, outcome: str, use: Use) -> None:
        counts[f"{ask} {outcome}"] += 1

    async with hostile() as server:
        endpoint = Endpoint(model, base_url=server.base_url, own=own, retries=0)
        elsewhere = OpenAiVectors(endpoint)
        await elsewhere.warm()
        slow = model in {"hang", "trickle", "held"}
        patience_s = SOON_S if slow else PATIENT_S
        afar = ReadingAfar(
            database,
            StillClock(),
            elsewhere,
            need_s=patience_s,
            batch_s=patience_s,
            breaker=Breaker(failures=99),
            counts=count,
        )
        read = ReadingHere(database, StillClock(), load=BigramEmbedder, afar=afar)
        try:
            await Reader(read).warm()
            await afar.settled()
            yield Afar(database, read, afar, server, counts, ask_id)
        finally:
            await afar.close()
            await database.close()


async def test_who_agreed_is_read_once_and_compared_beside_the_built_in_reading(
    every_database: TestedDatabase,
) -> None:
    async with read_twice(every_database) as here:
        assert sorted(here.sent()) == sorted(WORDS.values())
        assert set(await here.read()) == set(WORDS)
        so_far = partial(counted, vectors=here.afar.vectors)
        assert await here.database.read(so_far) == (5, 5)

        assert await here.found()

        assert len(here.sent()) == len(WORDS) + 1
        assert "映写機" in here.sent()[-1]
        assert here.counts == {"road_vector answered": 2, "need_vector answered": 1}


async def test_only_who_agreed_is_read_without_names_and_private_lines(
    sqlite_database: TestedDatabase,
) -> None:
    words = WORDS | {
        "aoi": "Beniと映写機を直して、090-1234-5678へ電話する",
        "dan": "うつ病のあと上映会をひらく",
    }
    agreed = ("yuki", "aoi", "dan", "emi")
    async with read_twice(sqlite_database, words=words, agreed=agreed) as here:
        assert set(await here.read()) == {"aoi", "emi"}
        left = "\n".join(here.sent())
        assert "映写機を直して" in left
        assert not any(one in left for one in ("Beni", "090", "うつ病", "ちらし"))


async def test_a_server_of_the_operators_own_reads_everybody_as_the_built_in_one_does(
    every_database: TestedDatabase,
) -> None:
    words = WORDS | {"aoi": "Beniと映写機を直す", "dan": "うつ病のあと上映会をひらく"}
    async with read_twice(every_database, words=words, agreed=(), own=True) as here:
        assert sorted(here.sent()) == sorted(words.values())
        so_far = partial(counted, vectors=here.afar.vectors)
        assert await here.database.read(so_far) == (5, 5)

        assert await here.found()
        assert here.counts["need_vector answered"] == 1

        # Agreeing to what is elsewhere, and taking that back, is none of its business.
        await here.database.write(lambda conn: embeddings.forget_afar(conn, "beni"))
        assert set(await here.read()) == set(words)


@pytest.mark.parametrize(("sentences", "leaves"), [(2, True), (4, True), (5, False)])
async def test_a_long_talk_is_left_to_the_built_in_model(
    sqlite_database: TestedDatabase, sentences: int, *, leaves: bool
) -> None:
    need = "".join(f"{n}番めの古い映写機を動かす。" for n in range(sentences))
    async with read_twice(sqlite_database, need=need) as here:
        assert await here.found()
        assert (here.counts["need_vector answered"] == 1) is leaves


async def test_lines_are_read_together_and_one_by_one(
    sqlite_database: TestedDatabase,
) -> None:
    async with read_twice(sqlite_database) as here:

        def changed(conn: Connection) -> None:
            said = Vector(destination="山で星を撮る", next_step="三脚を借りる")
            vectors.publish(
                conn,
                ids=IDS,
                member_id="aoi",
                vector=said,
                community_ids=("room",),
                now=NOW,
            )

        await here.database.write(changed)
        await here.found()

        together, *alone = "山で星を撮る\n三脚を借りる", "山で星を撮る", "三脚を借りる"
        at = here.sent().index(together)
        assert here.sent()[at + 1 : at + 3] == alone
        read = (await here.read())["aoi"]
        assert read.whole != read.heading
        assert len(read.heading) == len(read.whole) > 0


@pytest.mark.parametrize("agreed", [(), tuple(WORDS), ("yuki", "aoi")], ids=str)
async def test_a_need_leaves_only_if_the_asker_and_several_others_agreed(
    sqlite_database: TestedDatabase, agreed: tuple[str, ...]
) -> None:
    async with read_twice(sqlite_database, agreed=agreed) as here:
        assert await here.found()
        assert here.counts["need_vector answered"] == 0


async def test_who_was_not_read_keeps_their_place(
    sqlite_database: TestedDatabase,
) -> None:
    async with read_twice(sqlite_database, agreed=("yuki", "beni", "dan")) as here:
        with_it = await here.found()
        here.read_here.afar = None

        assert with_it - {"beni", "dan"} == await here.found() - {"beni", "dan"}


async def test_new_words_are_read_anew_and_consent_taken_back_takes_numbers_along(
    every_database: TestedDatabase,
) -> None:
    async with read_twice(every_database) as here:

        def changed(conn: Connection) -> None:
            vectors.publish(
                conn,
                ids=IDS,
                member_id="aoi",
                vector=Vector(destination="山の小屋で星を撮る"),
                community_ids=("room",),
                now=NOW,
            )
            agree(conn, "beni", roads=False)
            agree(conn, "dan", roads=False)
            embeddings.forget_afar(conn, "beni")

        await here.database.write(changed)
        assert "beni" not in await here.read()
        await here.found()

        assert here.sent().count("山の小屋で星を撮る") == 1
        assert set(await here.read()) == set(WORDS) - {"beni", "dan"}
        built_in = partial(
            embeddings.of_community, community_id="room", embedder=BigramEmbedder.id
        )
        assert set(await here.database.read(built_in)) == set(WORDS)


@pytest.mark.parametrize("model", [*VECTORS, "hang", "trickle", "close"])
async def test_without_vectors_people_are_found_as_before(
    sqlite_database: TestedDatabase, model: str
) -> None:
    async with read_twice(sqlite_database, model=model) as here:
        assert await here.read() == {}
        shown = await here.found()
        here.read_here.afar = None

        assert shown == await here.found()
        assert here.server.heard
        assert not any("answered" in one for one in here.counts)


async def test_a_need_that_is_not_read_in_time_is_answered_without(
    sqlite_database: TestedDatabase,
) -> None:
    async with read_twice(sqlite_database, model="held") as here:
        assert set(await here.read()) == set()
        here.server.let_go.set()
        await here.found()
        assert set(await here.read()) == set(WORDS)
        here.server.let_go.clear()

        began = asyncio.get_running_loop().time()
        assert await here.found()

        assert asyncio.get_running_loop().time() - began < 5
        assert here.counts["need_vector late"] == 1


async def test_reading_goes_on_where_it_was_cut_off(
    sqlite_database: TestedDatabase,
) -> None:
    many = {f"m{n}": f"港の{n}番めの小屋で本を読む" for n in range(40)}
    agreed = ("yuki", *many)
    async with read_twice(
        sqlite_database, words=many, agreed=agreed, model="once"
    ) as here:
        half = set(await here.read())
        assert 0 < len(half) < len(many)
        before = len(here.sent())
        here.afar.wake("room")
        await here.afar.settled()

        assert set(await here.read()) == set(many)
        assert len(here.sent()) - before == len(many) - len(half)
