"""Words taken back stand nowhere any more; edited ones wait for their author's word."""

from dataclasses import replace

from sqlalchemy import Connection, select

from core.delivery.tables import outbox
from core.domain.echoes import Spoken
from core.domain.formats import Post
from core.services import echoing, searching
from core.store import echoes
from core.store import posts as post_store
from core.store.tables.asks import asks, requests
from core.store.tables.flags import flags
from core.store.tables.posts import cheers
from core.store.tables.talks import conversations
from core.talk.incoming import Edited, Said, Unsent
from tests.databases import TestedDatabase
from tests.talk import cast
from tests.talk.cast import Person, neighbours, request_between, sends
from tests.talk.talking import LIMITS, KeepingChannel, World, world

NOW, STEP, WITH = (
    "豆を三時間煮ました",
    "ふたつきの鍋をさがす",
    "運ぶのを手伝ってくれる人",
)


async def posts(yuki: Person, *, choice: str = "post.as_it_is") -> None:
    """Write a post, each line a message of its own: p-now, p-next, p-with."""
    await yuki.commands("post")
    if not yuki.was_told("post.ask_now"):
        await yuki.picks("post.skip")
    await yuki.does(Said(NOW, message="p-now"))
    await yuki.does(Said(STEP, message="p-next"))
    await yuki.does(Said(WITH, message="p-with"))
    await yuki.picks(choice)


async def post_of(here: World, person: Person) -> Post | None:
    return await here.database.read(lambda conn: post_store.last_post(conn, person.id))


async def found(here: World, reader: Person, words: str) -> int:
    """Return how many posts and people word search finds for a reader."""

    def search(conn: Connection) -> int:
        seen = searching.find(conn, reader_id=reader.id, words=words, most=5, seed=1)
        return len(seen.posts) + len(seen.people)

    return await here.database.read(search)


async def cheered(here: World, ken: Person, words: str) -> None:
    await ken.commands("room")
    await ken.picks("post.everyones")
    await ken.picks("room.cheer")
    await ken.phone.tap(ken.words("post.now"))
    await ken.does(Said(words, message="c1"))


# Published posts


async def test_a_published_line_taken_back_is_gone_for_everybody(
    everywhere: World,
) -> None:
    yuki, ken = await neighbours(everywhere)
    await posts(yuki)
    assert await found(everywhere, ken, "三時間") == 1

    await yuki.does(Unsent("p-now"))

    assert yuki.was_told("talk.unsaid_there")
    assert yuki.may_pick("post.again")
    post = await post_of(everywhere, yuki)
    assert post is not None
    assert dict(post.lines).get("now") is None
    assert post.lines["next"] == STEP
    assert await found(everywhere, ken, "三時間") == 0
    assert await found(everywhere, ken, "ふたつき") == 2  # the post, and the vector
    await yuki.does(Unsent("p-now"))
    assert yuki.phone.latest == []

    # The step went on into the vector: it goes there, too. Then the rest of the post.
    await yuki.does(Unsent("p-next"))
    await yuki.does(Unsent("p-with"))
    assert await post_of(everywhere, yuki) is None
    for word in ("ふたつき", "運ぶ"):
        assert await found(everywhere, ken, word) == 0


async def test_an_edit_of_a_published_line_waits_for_its_author(
    everywhere: World,
) -> None:
    yuki, _ = await neighbours(everywhere)
    await posts(yuki)
    mended = "豆を二時間煮ました"

    await yuki.does(Edited("p-now", mended))
    assert yuki.was_told("mended.may_stand")
    post = await post_of(everywhere, yuki)
    assert post is not None
    assert post.lines["now"] == NOW

    await yuki.picks("mended.leave")
    assert yuki.was_told("mended.left")
    await yuki.does(Edited("p-now", f"{mended}。"))
    await yuki.picks("mended.use")
    assert yuki.was_told("mended.used")
    post = await post_of(everywhere, yuki)
    assert post is not None
    assert post.lines["now"] == f"{mended}。"

    # It follows from there: taken back in its new words, or edited back again.
    await yuki.does(Edited("p-now", mended))
    await yuki.does(Edited("p-now", f"{mended}。"))
    assert yuki.phone.latest == []
    await yuki.does(Unsent("p-now"))
    post = await post_of(everywhere, yuki)
    assert post is not None
    assert post.lines.get("now") is None


async def test_an_edit_of_what_only_its_author_reads_is_followed_at_once(
    here: World,
) -> None:
    (yuki,) = await neighbours(here, helpers=())
    await posts(yuki, choice="post.only_me")

    await yuki.does(Edited("p-now", "豆は明日"))

    assert yuki.was_told("talk.mended")
    assert not yuki.may_pick("mended.use")
    post = await post_of(here, yuki)
    assert post is not None
    assert post.lines["now"] == "豆は明日"


async def test_an_edit_that_signs_people_up_is_not_passed_on(here: World) -> None:
    (yuki,) = await neighbours(here, helpers=())
    await posts(yuki)

    await yuki.does(Edited("p-now", "稼げる副業を一緒にやりませんか。"))

    assert yuki.was_told("mended.held")
    assert not yuki.may_pick("mended.use")
    found = await here.database.read(lambda conn: echoes.of_member(conn, yuki.id))
    assert {echo.wanted for echo in found} == {""}


# Drafts


async def test_a_draft_follows_its_messages(here: World) -> None:
    (yuki,) = await neighbours(here, helpers=())
    await yuki.commands("post")
    if not yuki.was_told("post.ask_now"):
        await yuki.picks("post.skip")
    await yuki.does(Said(NOW, message="p-now"))
    await yuki.does(Said(STEP, message="p-next"))
    await yuki.does(Said(WITH, message="p-with"))

    await yuki.does(Edited("p-now", "豆は明日にします"))
    assert yuki.was_told("talk.mended")
    assert "豆は明日にします" in cast.draft_of(yuki)
    await yuki.does(Unsent("p-with"))
    assert yuki.was_told("talk.unsaid")
    assert WITH not in cast.draft_of(yuki)
    for message in ("p-now", "p-next"):
        await yuki.does(Unsent(message))
    assert yuki.was_told("post.ask_now")


async def test_what_a_model_worded_goes_with_the_message_it_came_from(
    every_database: TestedDatabase,
) -> None:
    async with world(every_database.at_hand()) as here:
        (yuki,) = await neighbours(here, helpers=())
        heard = (Spoken("web", "yuki", "m1", "むかし祖母の店で豆を煮ていました"),)
        lines = {"now": "祖母の豆のこと", "next": "豆を買う"}
        now = here.clock.now()

        def kept(conn: Connection) -> set[str]:
            post_store.add_post(
                conn,
                id="post",
                member_id=yuki.id,
                community_id=None,
                format="ainori-5",
                lines=lines,
                previous_id=None,
                outcome=None,
                now=now,
            )
            echoing.note(
                conn,
                member_id=yuki.id,
                heard=heard,
                what="post",
                ref="post",
                parts=lines,
                worded=("now",),
                now=now,
            )
            edited = Spoken("web", "yuki", "m1", "べつのこと")
            reached = echoing.heed_edit(conn, edited, member_id=yuki.id, now=now)
            assert not reached.changed | reached.waits
            echoing.unsay(conn, heard[0], member_id=yuki.id, now=now)
            post = post_store.post(conn, "post")
            return set(post.lines) if post else set()

        assert await here.database.write(kept) == {"next"}


async def test_an_ask_that_nobody_heard_is_shaped_anew(here: World) -> None:
    yuki, ken = await neighbours(here)
    await yuki.does(Said(cast.NEED["ja"], message="a-need"))
    await yuki.picks("ask.skip")
    await yuki.does(Said(cast.MY_PART["ja"], message="a-part"))
    await yuki.picks("ask.earns_nobody")
    await cast.to_card_of(yuki, ken)

    await yuki.does(Edited("a-part", "会場の鍵"))
    assert yuki.was_told("talk.mended")
    await yuki.phone.tap(ken.name)
    await yuki.picks("ask.to_this_person")
    assert "会場の鍵" in cast.draft_of(yuki)
    await yuki.does(Unsent("a-part"))
    assert yuki.was_told("ask.my_part")
    states = select(asks.c.state)
    kept = await here.database.read(lambda conn: conn.execute(states).scalars().all())
    assert kept == ["closed"]


# Between two people


async def test_a_request_without_an_answer_goes_back_with_its_words(
    everywhere: World,
) -> None:
    yuki, ken = await neighbours(everywhere)
    await yuki.does(Said(cast.NEED["ja"], message="a-need"))
    await yuki.picks("ask.skip")
    await yuki.does(Said("会場の鍵と案内のはがき", message="a-part"))
    await yuki.picks("ask.earns_nobody")
    await sends(yuki, ken)
    ken.phone.seen = len(ken.phone.heard)

    await yuki.does(Edited("a-part", "会場の鍵"))
    assert yuki.was_told("mended.as_sent")
    assert yuki.may_pick("ask.take_back")
    await yuki.does(Unsent("a-part"))

    assert yuki.was_told("talk.unsaid_request", name=ken.name)
    assert ken.was_told("follow.taken_back", name=yuki.name)
    request = await request_between(everywhere, yuki, ken)
    assert request.state == "withdrawn"
    bodies = await everywhere.database.read(
        lambda conn: conn.execute(select(outbox.c.body)).scalars().all()
    )
    kept = await everywhere.database.read(
        lambda conn: [
            *conn.execute(select(requests.c.text)).scalars(),
            *conn.execute(select(asks.c.my_part)).scalars(),
            *conn.execute(select(conversations.c.stack)).scalars(),
            *conn.execute(select(conversations.c.heard)).scalars(),
        ]
    )
    assert not [one for one in (*bodies, *kept) if "会場の鍵と案内のはがき" in one]


async def test_a_ride_goes_on_when_words_of_it_are_taken_back(here: World) -> None:
    yuki, ken = await neighbours(here)
    await yuki.does(Said(cast.NEED["ja"], message="a-need"))
    await yuki.picks("ask.skip")
    await yuki.does(Said("会場の鍵と案内のはがき", message="a-part"))
    await yuki.picks("ask.earns_nobody")
    await sends(yuki, ken)
    await ken.picks("answer.ride")
    await ken.does(Said("水曜の朝だけ。午後は店にいます", message="k1"))
    await ken.picks("answer.ride")
    ken.phone.seen = len(ken.phone.heard)

    await yuki.does(Unsent("a-part"))

    assert yuki.was_told("talk.unsaid_between")
    assert ken.phone.latest == []
    request = await request_between(here, yuki, ken)
    assert request.state == "accepted"
    assert "…" in request.text
    assert request.stretch == "水曜の朝だけ。午後は店にいます"
    await ken.does(Unsent("k1"))
    assert (await request_between(here, yuki, ken)).stretch == ""


async def test_words_of_a_cheer_go_also_where_they_still_wait(
    sqlite_database: TestedDatabase,
) -> None:
    waits = KeepingChannel("web", replace(LIMITS, mail_waits=True))
    async with world(sqlite_database.open(), channels={"web": waits}) as here:
        yuki, ken = await neighbours(here)
        await posts(yuki)
        await cheered(here, ken, "湯気が見えるようです")
        waiting = select(outbox.c.body).where(outbox.c.state == "waiting")

        def notices(conn: Connection) -> str:
            return "".join(conn.execute(waiting).scalars())

        assert "湯気が見える" in await here.database.read(notices)
        await ken.does(Unsent("c1"))

        assert "湯気が見える" not in await here.database.read(notices)
        words = select(cheers.c.words)
        kept = await here.database.read(lambda conn: conn.execute(words).scalar_one())
        assert kept == ""


async def test_a_flag_without_its_purpose_comes_down(here: World) -> None:
    yuki, ken = await neighbours(here)
    await yuki.commands("flag")
    await yuki.does(Said("朝の市に机を出す", message="f1"))
    await yuki.picks("flag.not_settled")
    await yuki.says("3")
    await yuki.says("机")
    await yuki.picks("flag.nobody_earns")
    await yuki.picks("flag.raise")
    await ken.commands("flag")
    await ken.picks("flag.see_others")
    await ken.picks("flag.join")
    ken.phone.seen = len(ken.phone.heard)

    await yuki.does(Unsent("f1"))

    assert yuki.was_told("talk.unsaid_flag")
    assert ken.phone.latest
    row = select(flags.c.purpose, flags.c.state)
    kept = await here.database.read(lambda conn: conn.execute(row).one())
    assert tuple(kept) == ("", "folded")


async def test_nothing_is_kept_in_mind_once_nothing_runs(here: World) -> None:
    (yuki,) = await neighbours(here, helpers=())
    await posts(yuki)

    row = select(conversations.c.heard)
    kept = await here.database.read(lambda conn: conn.execute(row).scalars().all())
    assert set(kept) == {"[]"}
