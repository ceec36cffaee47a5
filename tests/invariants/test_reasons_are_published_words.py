"""A reason is a stretch of what its person lets this viewer read (invariant 3)."""

import json

import pytest
from sqlalchemy import Connection, select

from core.domain.vectors import Vector
from core.services import publishing
from core.store import communities, roads
from core.store.tables.asks import asks as asked
from tests.talk.cast import asks, neighbour, neighbours, sends, to_card_of
from tests.talk.straight import StraightWorld
from tests.talk.talking import World

NEEDS = (
    "6月の読書会の問いかけを一緒に考えてくれる人いる?",
    "絵本を1冊つくるのを手伝ってほしい",
    "10人の場で話す練習",
    "紙を選ぶ、声に出す、場をつくる",
)


@pytest.mark.parametrize("need", NEEDS)
async def test_every_quote_stands_letter_for_letter_in_a_published_line(
    here: StraightWorld, need: str
) -> None:
    yuki, *_ = await neighbours(here, helpers=("ken", "miho", "tomo", "aki"))
    here.straight.work_waits = True
    await asks(yuki, need=need)
    lines = await here.database.read(lambda conn: publishing.lines(conn, "room"))

    ask_id = await here.database.read(_only_ask)
    for seed in range(10):
        asked_for = json.dumps({"ask_id": ask_id, "seed": str(seed)})
        found = json.loads(await here.straight.workers["find"](asked_for))
        for one in found["people"]:
            said = lines[one["id"]]
            for kind, quote in one["reasons"]:
                assert any(line.kind == kind and quote in line.text for line in said)
            assert any(one["their_words"] in line.text for line in said)


def _only_ask(conn: Connection) -> str:
    return str(conn.execute(select(asked.c.id)).scalar_one())


async def test_words_shown_in_another_room_are_no_reason_here(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await here.community("朝の市", "ASA555", id="market")
    secret = Vector(destination="読書会の問いかけを朝の市だけで")

    def elsewhere(conn: Connection) -> None:
        now = here.clock.now()
        roads.add_vector(conn, id="v2", member_id=ken.id, new=secret, now=now)
        communities.take_seat(conn, "market", ken.id, now)
        roads.show_vector_in(conn, ken.id, ["market"], now)

    await here.database.write(elsewhere)
    await asks(yuki)

    assert "朝の市だけで" not in yuki.heard
    assert yuki.was_told("ask.nobody_yet")


async def test_when_the_direction_changed_is_never_a_reason(here: World) -> None:
    yuki, _ = await neighbours(here)
    hidden = Vector("保育園", "読書会の問いかけで救われた", "読書会の場", "問いかけ")
    tomo = await neighbour(here, "tomo", vector=hidden)
    await asks(yuki)

    await to_card_of(yuki, tomo, choice="ask.know_more")

    assert "救われた" not in "\n".join(map(str, yuki.phone.heard))


async def test_a_person_without_readable_words_is_shown_without_a_reason(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    here.straight.work_waits = True
    await asks(yuki)
    found = await here.straight.found()
    reworded = Vector(destination="まったく別の道")
    await here.database.write(
        lambda conn: roads.add_vector(
            conn, id="v2", member_id=ken.id, new=reworded, now=here.clock.now()
        )
    )

    await here.straight.accept(found)

    assert yuki.was_told("ask.new_road")
    assert "読書会の問いかけ" not in yuki.heard
    here.straight.work_waits = False
    await sends(yuki, ken)
    assert ken.was_told("answer.arrived", name=yuki.name)
