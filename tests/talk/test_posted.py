"""A post can be taken out of its room by a tap, and be shown again by another."""

import pytest
from sqlalchemy import Connection

from core.domain.members import Language
from core.services import posting, publishing
from core.store import posts
from core.talk.effects.posts import PostShown, ShowPost
from core.talk.flows import posted
from core.talk.incoming import Chose, Edited, Said
from core.talk.turn import Opened
from tests.talk.cast import Person, neighbours
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import FACTS, HOME

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
NOW: dict[Language, str] = {
    "ja": "豆を三時間煮ました",
    "en": "cooked the beans for three hours",
}
BENCH = Bench(
    posted.FLOW,
    openings=(Opened("back", "p"), Opened("show", f"p:{HOME.id}")),
    facts=FACTS,
    answers={
        ShowPost: (
            PostShown(HOME.id, ""),
            PostShown("", HOME.id),
            PostShown("gone", ""),
            PostShown(there=False),
        )
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(posted.Moving,))


async def posts_once(yuki: Person, language: Language) -> None:
    await yuki.commands("post")
    if not yuki.was_told("post.ask_now"):
        await yuki.picks("post.skip")
    await yuki.says(NOW[language])
    await yuki.picks("post.not_yet")
    await yuki.picks("post.with_nobody")
    await yuki.picks("post.as_it_is")


async def posts_again(yuki: Person) -> None:
    await yuki.commands("post")
    await yuki.picks("post.skip")
    await yuki.says("鍋をみがいた")
    await yuki.picks("post.not_yet")
    await yuki.picks("post.with_nobody")
    await yuki.picks("post.as_it_is")


async def read_by(here: World, yuki: Person) -> tuple[bool, bool]:
    """Return whether the room reads the post, and whether people are found by it."""

    def look(conn: Connection) -> tuple[bool, bool]:
        shown = posts.shared_posts(conn, "room", member_ids=[yuki.id])
        said = publishing.lines(conn, "room", [yuki.id]).get(yuki.id, ())
        return bool(shown), any(one.kind == "post_now" for one in said)

    return await here.database.read(look)


@LANGUAGES
async def test_it_goes_out_of_the_room_and_comes_back(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    await posts_once(yuki, language)
    assert await read_by(here, yuki) == (True, True)

    await yuki.picks("post.take_back")
    assert yuki.was_told("post.only_mine_now")
    assert await read_by(here, yuki) == (False, False)
    await ken.commands("room")
    await ken.picks("post.everyones")
    assert NOW[language] not in ken.heard

    await yuki.picks("post.show_again")
    assert yuki.was_told("post.out", room="坂の上の台所")
    assert await read_by(here, yuki) == (True, True)


async def test_it_can_be_taken_back_from_ones_own_road(here: World) -> None:
    yuki, _ = await neighbours(here)
    await posts_once(yuki, "ja")

    await yuki.commands("road")
    await yuki.picks("post.take_back")

    assert await read_by(here, yuki) == (False, False)
    await yuki.commands("road")
    assert not yuki.may_pick("post.take_back")


async def test_nobody_moves_the_post_of_another(here: World) -> None:
    yuki, ken = await neighbours(here)
    await posts_once(yuki, "ja")
    post = await here.database.read(lambda conn: posts.last_post(conn, yuki.id))
    assert post is not None

    def move(conn: Connection) -> str | None:
        return posting.show(
            conn,
            post_id=post.id,
            member_id=ken.id,
            community_id=None,
            now=here.clock.now(),
        )

    assert await here.database.write(move) is None
    assert await read_by(here, yuki) == (True, True)


async def test_a_post_comes_back_only_into_a_room_of_ones_own(here: World) -> None:
    yuki, _ = await neighbours(here)
    await here.community("川べり", "KAWA77", id="other")
    await posts_once(yuki, "ja")
    post = await here.database.read(lambda conn: posts.last_post(conn, yuki.id))
    assert post is not None

    def move(conn: Connection) -> str | None:
        return posting.show(
            conn,
            post_id=post.id,
            member_id=yuki.id,
            community_id="other",
            now=here.clock.now(),
        )

    assert await here.database.write(move) is None
    assert await read_by(here, yuki) == (True, True)


async def test_the_first_post_asks_whether_one_may_be_asked_too(here: World) -> None:
    yuki, _ = await neighbours(here)

    await posts_once(yuki, "ja")
    assert yuki.was_told("hint.may_we_ask")
    await posts_again(yuki)

    assert yuki.was_told("post.out", room="坂の上の台所")
    assert not yuki.was_told("hint.may_we_ask")


async def test_what_was_edited_into_a_solicitation_is_not_shown_again(
    here: World,
) -> None:
    yuki, _ = await neighbours(here)
    await yuki.commands("post")
    await yuki.picks("post.skip")
    await yuki.does(Said(NOW["ja"], message="m1"))
    await yuki.picks("post.not_yet")
    await yuki.picks("post.with_nobody")
    await yuki.picks("post.as_it_is")
    await yuki.picks("post.take_back")
    label = yuki.words("post.show_again")
    again = next(one for one in yuki.phone.choices() if one.label == label)

    await yuki.does(Edited("m1", "権利収入に興味ありませんか。"))
    await yuki.does(Chose(again.token))

    assert yuki.was_told("post.not_there")
    assert await read_by(here, yuki) == (False, False)
