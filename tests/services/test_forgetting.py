"""Invariant 16: after export and erase nothing of a person is in any row of any table.

What is agreed to stay is thanks, without the name. The people here talk through the
real engine; what takes many dialogues is put into the tables by the use cases.
"""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, Table, select

from core.clock import RandomIds
from core.domain.vectors import Vector
from core.services import asking, flags, posting, vectors
from core.store import asks, communities, practice
from core.store.metadata import metadata
from core.store.tables.people import members
from core.talk.forgetting import sweep
from core.talk.outgoing import Link
from tests.databases import TestedDatabase
from tests.talk.talking import Phone, World, world

KEN, KENS_ID = "欅田けん", "user-of-ken-4711"
YUKI = "ゆき"
IDS = RandomIds()

ORIGIN = "給食室で鍋をかき混ぜていた十二年"
DESTINATION = "知らない人どうしが同じ鍋を囲める場所"
STEP = "銅の鍋をひとつ借りてくる"
SECRET = "父が倒れた冬に道が変わった"
POST = "鍋屋の軒先で店主と立ち話をした"
CHEER = "その棚の話をもっと聞きたいです"
ANSWER = "読んでくれて鍋もよろこんでいます"
NEED = "芋煮の火の番をひとばん一緒に"
EARNS = "薪代だけ受け取る人がいます"
IDEA = "火の番は交代制の当番表でどうでしょう"
CONTACT = "ken-no-renraku@example.org"
THANKS = "おかげさまで夜どおし火が消えませんでした"
GROWTH = "囲む場所が少しだけ見えてきた"
PURPOSE = "河原で大鍋をかこむ夕べ"
SPOKEN = (
    ORIGIN, DESTINATION, STEP, SECRET, POST, CHEER, ANSWER, NEED, EARNS, IDEA,
    CONTACT, GROWTH, PURPOSE,
)  # fmt: skip
YUKIS_WORDS = "市の本棚を見にきました"
YUKIS_THANKS = "欅田けんさんのひと工夫で、みんなが話し出しました"


def everything(conn: Connection) -> Iterator[tuple[str, str]]:
    """Yield every value of every row of every table, with where it stands."""
    for table in metadata.sorted_tables:
        for row in conn.execute(select(table)):
            for column, value in row._mapping.items():
                text = value.hex() if isinstance(value, bytes) else str(value)
                yield f"{table.name}.{column}", text


def traces(conn: Connection, *needles: str) -> set[str]:
    """Return where any of these strings stands, as they are or escaped in JSON."""
    escaped = {json.dumps(needle)[1:-1] for needle in needles}
    wanted = {*needles, *escaped}
    return {
        f"{where}: {needle}"
        for where, text in everything(conn)
        for needle in wanted
        if needle in text
    }


@dataclass
class Scene:
    """Two people who share a lot, and the ids of what they share."""

    here: World
    ken: Phone
    yuki: Phone
    ken_id: str
    yuki_id: str
    request: str = ""

    async def traces(self, *needles: str) -> set[str]:
        """Look for strings in every table."""
        return await self.here.database.read(lambda conn: traces(conn, *needles))

    async def sweep(self, ahead: timedelta = timedelta()) -> int:
        """Sweep as the service does every hour."""
        now = self.here.clock.now() + ahead
        return await self.here.database.write(lambda conn: sweep(conn, now))


async def _enter(phone: Phone, name: str) -> None:
    await phone.open(invite="SAKA24")
    await phone.say(name)
    await phone.tap("あとで")


@asynccontextmanager
async def scene(database: TestedDatabase) -> AsyncIterator[Scene]:
    """Let two people meet in a room."""
    async with world(database.open(), base_url="https://ainori.example") as here:
        await here.community()
        ken, yuki = here.phone(KENS_ID), here.phone("yuki")
        await _enter(ken, KEN)
        await _enter(yuki, YUKI)
        found = Scene(
            here, ken, yuki, await here.member_id(KENS_ID), await here.member_id("yuki")
        )
        await here.database.write(lambda conn: _share(conn, found, here.clock.now()))
        yield found


def _share(conn: Connection, found: Scene, now: datetime) -> None:
    """Write into every table that holds a member's words."""
    ken, yuki = found.ken_id, found.yuki_id
    for _ in range(2):
        vectors.publish(
            conn,
            ids=IDS,
            member_id=ken,
            vector=Vector(ORIGIN, SECRET, DESTINATION, STEP),
            community_ids=["room"],
            now=now,
        )
    vectors.keep_answer(
        conn,
        ids=IDS,
        member_id=ken,
        question="turn",
        text=SECRET,
        message="",
        now=now,
    )
    _post(conn, ken, POST, now, cheered_by=yuki, words=YUKIS_WORDS)
    _post(conn, yuki, YUKIS_WORDS, now, cheered_by=ken, words=CHEER)
    _ride(conn, ken, yuki, now, thanks=THANKS)
    found.request = _ride(conn, yuki, ken, now, thanks=YUKIS_THANKS, text=_note())
    asks.note_growth(
        conn,
        request_id=found.request,
        member_id=ken,
        moved="moved",
        words=GROWTH,
        now=now,
    )
    flag = flags.raise_flag(
        conn,
        ids=IDS,
        member_id=ken,
        community_id="room",
        purpose=PURPOSE,
        timing="",
        my_part=IDEA,
        earns=True,
        earns_words=EARNS,
        seats=3,
        now=now,
    )
    assert flag is not None
    flags.hold(conn, flag_id=flag.id, member_id=yuki, now=now)
    communities.set_owner(conn, "room", ken)


def _note() -> str:
    return f"{KEN}さん、「{DESTINATION}」と書いていましたね。一緒にどうですか。"


def _post(
    conn: Connection,
    author: str,
    text: str,
    now: datetime,
    *,
    cheered_by: str,
    words: str,
) -> None:
    post_id = posting.keep(
        conn,
        ids=IDS,
        member_id=author,
        lines={"now": text, "next": text},
        outcome=None,
        previous_id=None,
        community_id="room",
        now=now,
    )
    cheered = posting.cheer(
        conn,
        ids=IDS,
        member_id=cheered_by,
        post_id=post_id,
        line="now",
        words=words,
        now=now,
    )
    assert cheered is not None
    if words == YUKIS_WORDS:
        practice.answer_cheer(conn, cheered[0], ANSWER)


def _ride(
    conn: Connection,
    asker: str,
    helper: str,
    now: datetime,
    *,
    thanks: str,
    text: str = NEED,
) -> str:
    """Let one ask, the other answer with an idea, and both hand a contact over."""
    kens = text == NEED
    ask_id = asking.open_ask(
        conn,
        ids=IDS,
        asker_id=asker,
        community_id="room",
        need=NEED if kens else YUKIS_WORDS,
        why=DESTINATION if kens else "",
        my_part=IDEA if kens else "",
        earns=False,
        earns_words="",
        now=now,
    )
    request = asking.send(
        conn,
        ids=IDS,
        ask_id=ask_id,
        asker_id=asker,
        helper_id=helper,
        text=text,
        their_words="" if kens else DESTINATION,
        now=now,
    )
    assert not isinstance(request, str), request
    moved = asking.ride(
        conn,
        request_id=request.id,
        helper_id=helper,
        stretch="" if kens else IDEA,
        now=now,
    )
    assert not isinstance(moved, str), moved
    ken, other = (asker, helper) if kens else (helper, asker)
    asking.hand_contact(conn, request_id=request.id, member_id=ken, words=CONTACT)
    asking.hand_contact(conn, request_id=request.id, member_id=other, words="yuki@")
    asking.end(conn, request_id=request.id, member_id=asker, ending="done", now=now)
    asking.thank(
        conn,
        request_id=request.id,
        member_id=asker,
        delight=thanks[:12],
        text=thanks,
        now=now,
    )
    return request.id


async def _talk_about_ken(found: Scene) -> None:
    """Let Yuki's messages, choices and open dialogues hold Ken's name and words."""
    await found.yuki.say("旗")
    await found.yuki.tap("立っている旗を見る")
    assert found.yuki.hears(PURPOSE)
    await found.yuki.say("とどいたもの")
    await found.ken.say("わたしのベクトル")
    assert found.ken.hears(DESTINATION)


async def _erase(found: Scene, *, thanks: str) -> None:
    await found.ken.say("けす")
    await found.ken.tap(thanks)
    await found.ken.tap("けす")
    assert found.ken.hears("消しました")


async def test_after_export_and_erase_no_row_holds_a_trace_of_the_member(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:
        await _talk_about_ken(found)
        await found.ken.say("もちかえる")
        await found.ken.tap("もちかえる")
        assert any(isinstance(one, Link) for one in found.ken.latest)
        assert await found.traces(*SPOKEN)

        await _erase(found, thanks="消す")
        await found.sweep()

        left = await found.traces(KEN, KENS_ID, THANKS, *SPOKEN)
        farewell = {one for one in left if one.startswith("outbox.body")}
        assert left == farewell
        await found.sweep(ahead=timedelta(days=8))
        assert await found.traces(KEN, KENS_ID, THANKS, *SPOKEN) == set()


async def test_right_after_the_goodbye_only_the_way_out_and_the_farewells_are_left(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:
        await _talk_about_ken(found)

        await _erase(found, thanks="消す")

        words = await found.traces(THANKS, *(set(SPOKEN) - {PURPOSE}))
        assert words == set()
        named = {one.partition(":")[0] for one in await found.traces(KEN, KENS_ID)}
        assert named <= {
            "inbox.lane",
            "inbox.event_id",
            "inbox.body",
            "outbox.lane",
            "outbox.place",
            "outbox.body",
            "lanes.lane",
        }


async def test_thanks_may_stay_with_those_who_got_them_without_the_name(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:
        await _erase(found, thanks="残す")
        await found.sweep(ahead=timedelta(days=8))

        assert {one.partition(":")[0] for one in await found.traces(THANKS)} == {
            "requests.thanks"
        }
        assert await found.traces(KEN, KENS_ID, *SPOKEN) == set()
        theirs = YUKIS_THANKS.replace(f"{KEN}さん", "やめた人")
        assert await found.traces(theirs)


async def test_what_others_wrote_stays_theirs(every_database: TestedDatabase) -> None:
    async with scene(every_database) as found:
        await _erase(found, thanks="消す")
        await found.sweep()

        where = {one.partition(":")[0] for one in await found.traces(YUKIS_WORDS)}
        assert {"posts.lines", "asks.need"} <= where
        assert {
            one.partition(":")[0] for one in await found.traces("一緒にどうですか。")
        } == {"requests.text"}


async def test_a_stone_without_a_name_is_left_and_seats_are_free(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:
        await _erase(found, thanks="消す")

        def stone(conn: Connection) -> tuple[str, bool]:
            row = conn.execute(
                select(members.c.name, members.c.erased_at).where(
                    members.c.id == found.ken_id
                )
            ).one()
            return row.name, row.erased_at is not None

        assert await found.here.database.read(stone) == ("", True)
        room = await found.here.database.read(
            lambda conn: communities.community(conn, "room")
        )
        assert room is not None
        assert (room.taken, room.owner_id) == (1, None)


async def test_those_with_something_open_hear_that_somebody_got_off(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:
        now = found.here.clock.now()
        await found.here.database.write(lambda conn: _open_request(conn, found, now))
        heard = len(found.yuki.heard)

        await _erase(found, thanks="消す")

        found.yuki.seen = heard
        assert f"{KEN}さん" in found.yuki.words()
        assert PURPOSE in found.yuki.words()


def _open_request(conn: Connection, found: Scene, now: datetime) -> None:
    ask_id = asking.open_ask(
        conn,
        ids=IDS,
        asker_id=found.yuki_id,
        community_id="room",
        need=YUKIS_WORDS,
        why="",
        my_part="",
        earns=False,
        earns_words="",
        now=now,
    )
    later = now + timedelta(days=20)
    sent = asking.send(
        conn,
        ids=IDS,
        ask_id=ask_id,
        asker_id=found.yuki_id,
        helper_id=found.ken_id,
        text="一緒に",
        their_words="",
        now=later,
    )
    assert not isinstance(sent, str), sent


async def test_a_tap_on_an_old_card_makes_no_new_member_of_somebody_erased(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:
        await found.ken.say("設定")
        await _erase(found, thanks="消す")

        await found.ken.tap("呼び名")

        assert found.ken.hears("ここには、もう何も預かっていません")
        await found.sweep()
        assert await found.traces(KENS_ID) == set()


async def test_whoever_comes_back_begins_anew(every_database: TestedDatabase) -> None:
    async with scene(every_database) as found:
        await _erase(found, thanks="消す")

        await found.ken.say("こんにちは")
        await found.sweep()

        assert found.ken.hears("はじめまして")
        assert await found.here.member_id(KENS_ID) != found.ken_id
        assert await found.traces(*SPOKEN) == {
            one for one in await found.traces(PURPOSE) if one.startswith("outbox.body")
        }


async def test_sweeping_again_changes_nothing(every_database: TestedDatabase) -> None:
    async with scene(every_database) as found:
        ahead = timedelta(days=40)
        assert await found.sweep(ahead)

        before = await found.here.database.read(lambda conn: list(everything(conn)))
        assert await found.sweep(ahead) == 0

        after = await found.here.database.read(lambda conn: list(everything(conn)))
        assert after == before


async def test_a_sweep_erases_raw_answers_and_words_of_old_messages_only(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:
        await _talk_about_ken(found)

        await found.sweep()
        soon = {one.partition(":")[0] for one in await found.traces(SECRET, PURPOSE)}
        await found.sweep(ahead=timedelta(days=31))
        later = {one.partition(":")[0] for one in await found.traces(SECRET, PURPOSE)}

        assert {"raw_answers.text", "outbox.body", "vectors.turn"} <= soon
        assert later == {"vectors.turn", "flags.purpose"}


async def test_mail_that_waits_is_kept_by_a_sweep(
    every_database: TestedDatabase,
) -> None:
    async with scene(every_database) as found:

        def wait(conn: Connection) -> None:
            outbox: Table = metadata.tables["outbox"]
            conn.execute(
                outbox.update()
                .where(outbox.c.lane == "web:yuki")
                .values(state="waiting")
            )

        await found.here.database.write(wait)
        await found.sweep(ahead=timedelta(days=40))

        assert f"outbox.body: {YUKI}" in await found.traces(YUKI)


@pytest.mark.parametrize("name", ["けん", "a", "%_", 'O"Neil\\'])
async def test_a_name_of_any_shape_goes_and_words_that_resemble_it_stay(
    sqlite_database: TestedDatabase, name: str
) -> None:
    async with world(sqlite_database.open()) as here:
        await here.community()
        ken, yuki = here.phone(KENS_ID), here.phone("yuki")
        await _enter(ken, name)
        await _enter(yuki, YUKI)
        await yuki.say("旗を立てたい")
        await yuki.say("けんちん汁と a cappella を 100%_楽しむ会")
        before = await here.database.read(
            lambda conn: [one for one in everything(conn) if "汁" in one[1]]
        )

        await ken.say("けす")
        await ken.tap("けす")

        after = await here.database.read(
            lambda conn: [one for one in everything(conn) if "汁" in one[1]]
        )
        living = {where for where, _ in before if where.startswith("conversations")}
        assert living <= {where for where, _ in after}
        gone = await here.database.read(
            lambda conn: conn.execute(select(members.c.name)).scalars().all()
        )
        assert sorted(gone) == ["", YUKI]
