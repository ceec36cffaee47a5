"""Invariant 16: after export and erase nothing of a person is in any row of any table.

What is agreed to stay is thanks, without the name. The people here talk through the
real engine; what takes many dialogues is put into the tables by the use cases.
"""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Table, Text, select

from core.domain.traces import Traces, finder
from core.services import asking
from core.store import communities, dialogues, forgetting, people, talks
from core.store.metadata import metadata
from core.store.tables.people import members
from core.store.tables.posts import cheers, posts
from core.store.talks import Frame
from core.talk.outgoing import Link
from tests.databases import TestedDatabase
from tests.services.scene import (
    DESTINATION,
    IDS,
    KEN,
    KENS_ID,
    PURPOSE,
    SECRET,
    SPOKEN,
    THANKS,
    YUKI,
    YUKIS_THANKS,
    YUKIS_WORDS,
    Scene,
    enter,
    everything,
    scene,
)
from tests.talk.talking import world


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
            "requests.thanks",
            "hints.thanks",
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
    def kept(conn: Connection) -> list[tuple[str, str]]:
        # Leases go on meanwhile.
        return [one for one in everything(conn) if not one[0].startswith("lanes.")]

    async with scene(every_database) as found:
        ahead = timedelta(days=40)
        assert await found.sweep(ahead)

        before = await found.here.database.read(kept)
        assert await found.sweep(ahead) == 0

        assert await found.here.database.read(kept) == before


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


@pytest.mark.parametrize("name", ["けん", "a", "%_a", 'O"Neil\\'])
async def test_a_name_of_any_shape_goes_and_words_that_resemble_it_stay(
    sqlite_database: TestedDatabase, name: str
) -> None:
    async with world(sqlite_database.open()) as here:
        await here.community()
        ken, yuki = here.phone(KENS_ID), here.phone("yuki")
        await enter(ken, name)
        await enter(yuki, YUKI)
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


def test_a_dialogue_goes_whatever_marks_are_in_the_name_it_holds(
    every_database: TestedDatabase,
) -> None:
    """Also that of somebody who shares no room with the forgotten any more."""
    name = 'け"ん'
    state = json.dumps({"kind": "choosing", "to": name}, ensure_ascii=False)

    def story(conn: Connection) -> tuple[Frame, ...]:
        now = datetime(2026, 6, 1, tzinfo=UTC)
        for id_, called in (("ken", name), ("yuki", YUKI)):
            people.add(conn, id=id_, name=called, language="ja", now=now)
        talks.begin(conn, "web:yuki", "yuki", now)
        frame = Frame("ask", state)
        talks.save(conn, "web:yuki", turn=1, stack=[frame], offered=(), now=now)

        find = finder(Traces(name, frozenset()))
        dialogues.end_about(conn, find, "ken")

        left = talks.conversation(conn, "web:yuki")
        return left.stack if left else ()

    assert every_database.run(story) == ()


def test_every_column_that_points_to_a_member_is_thought_of() -> None:
    pointing = {
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column is members.c.id for key in column.foreign_keys)
    }
    erased_whole = {posts.c.member_id, cheers.c.member_id}

    known = {*forgetting.GOING, *forgetting.STAYING, *forgetting.LEFT_BLANK}
    assert pointing - known - erased_whole == set()


def test_every_text_a_member_writes_is_looked_for_elsewhere() -> None:
    """A new text column of a member's own row is written, or not a member's words."""
    written = {
        table.c[name] for table, _, names in forgetting.WRITTEN for name in names
    }
    owners = {writer.table for _, writer, _ in forgetting.WRITTEN}
    texts = {
        column
        for table in owners
        for column in table.columns
        if isinstance(column.type, Text)
    }

    assert {str(one) for one in texts - written} == {"cheers.answer"}
