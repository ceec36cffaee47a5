"""What happens in the midst of something else: nothing said is lost, nothing leaks."""

import pytest
from sqlalchemy import select

from core.store import communities, people
from core.store.tables.people import memberships
from core.talk.incoming import Chose, Edited, Left, Said, Shared, Unsent
from core.talk.outgoing import Card
from tests.databases import TestedDatabase, every_database, sqlite_database
from tests.talk.apps import ken_on_line, linked
from tests.talk.arriving import fill
from tests.talk.calling import HOW, WORDS, begins, calls_to, sends, to_people
from tests.talk.cast import (
    Person,
    asks,
    leaves,
    neighbour,
    neighbours,
    request_between,
    riding,
    shared,
    to_card_of,
    under_way,
)
from tests.talk.distance import keep_apart
from tests.talk.talking import World, words_of

__all__ = ["every_database", "sqlite_database"]

STICKER = Shared("sticker")
SECRET = "店をたたむ相談もしたい"
MENDED = "夜になると、少しさみしくなります"


async def unlinks_the_web(person: Person) -> None:
    """Take the web off, from another app."""
    await person.commands("link")
    await person.picks("link.off")
    labels = [one.label for one in reversed(person.phone.choices())]
    await person.phone.tap(next(one for one in labels if "ウェブ" in one))
    await person.picks("link.off")


def all_heard(person: Person, since: int = 0) -> str:
    """Return everything that ever arrived on a phone."""
    return "".join(map(words_of, person.phone.heard[since:]))


# A request between two


async def test_words_unsent_while_the_note_is_read_back_never_leave(
    everywhere: World,
) -> None:
    yuki, ken = await neighbours(everywhere)
    await asks(yuki)
    await to_card_of(yuki, ken)
    await yuki.picks("ask.edit")
    await yuki.does(Said(f"一緒に考えませんか。{SECRET}", message="s1"))
    assert SECRET in yuki.heard

    await yuki.does(Unsent("s1"))
    assert SECRET not in yuki.heard
    if yuki.may_pick("ask.send"):
        await yuki.picks("ask.send")

    assert SECRET not in all_heard(ken)


async def test_a_note_unsent_while_it_is_being_answered_takes_no_yes(
    everywhere: World,
) -> None:
    yuki, ken = await neighbours(everywhere)
    await asks(yuki)
    await to_card_of(yuki, ken)
    await yuki.picks("ask.edit")
    await yuki.does(Said("一緒に考えませんか。木曜の夜はどうでしょう。", message="s1"))
    await yuki.picks("ask.send")
    await ken.picks("answer.ride")

    await yuki.does(Unsent("s1"))
    heard = await ken.picks("answer.all_the_way")

    request = await request_between(everywhere, yuki, ken)
    assert request.state == "withdrawn"
    assert "木曜の夜" not in heard
    assert not yuki.was_told("follow.rides", name=ken.name)


async def test_who_leaves_the_room_in_the_middle_of_answering_is_off_and_says_nothing(
    everywhere: World,
) -> None:
    yuki, ken = await under_way(everywhere)
    await ken.picks("answer.suggest")
    told = len(yuki.phone.heard)

    await leaves(ken)
    since = all_heard(yuki, told)
    assert ken.name in since
    told = len(yuki.phone.heard)
    await ken.says("港で火を囲むのはどうでしょう")
    await ken.picks("answer.ride")

    assert "港で火を囲む" not in all_heard(yuki, told)
    request = await request_between(everywhere, yuki, ken)
    assert request.state not in {"accepted", "countered"}


async def test_a_helper_forgotten_between_the_yes_and_the_thanks_leaves_no_name(
    everywhere: World,
) -> None:
    here = everywhere
    yuki, ken = await riding(here)
    await yuki.commands("ended")
    await yuki.picks("follow.done")
    await yuki.says("はじめの一枚が壁にかかったこと")

    await ken.commands("erase")
    await ken.picks("leave.erase")
    heard = await yuki.says("ありがとうを言いたい")

    assert ken.name not in heard
    assert not yuki.was_told("talk.stumbled")
    names = await here.database.read(
        lambda conn: people.several(conn, [ken.id]).values()
    )
    assert list(names) == []


@pytest.mark.parametrize("tapped", ["ask.to_this_person", "ask.know_more"])
@pytest.mark.parametrize("gone", ["left", "kept apart"])
async def test_who_is_gone_after_being_shown_is_neither_read_nor_written_to(
    here: World, gone: str, tapped: str
) -> None:
    yuki, ken, _ = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    cards = list(yuki.phone.latest)

    if gone == "left":
        await leaves(ken)
    else:
        await keep_apart(here, ken, yuki)
    since = len(ken.phone.heard)
    wanted = yuki.words(tapped)
    (card,) = (one for one in cards if isinstance(one, Card) and one.title == ken.name)
    token = next(one.token for one in card.choices if one.label == wanted)
    heard = await yuki.does(Chose(token))
    if yuki.may_pick("ask.send"):
        heard = await yuki.picks("ask.send")

    assert "場をつくる側" not in heard
    assert "問いかけ" not in all_heard(ken, since)


async def test_a_post_of_somebody_who_left_the_room_is_gone_from_its_cards(
    everywhere: World,
) -> None:
    yuki, ken = await neighbours(everywhere)
    lines = {"now": "倉庫の鍵を借りた", "with": "一緒に片づける人"}
    await shared(everywhere, ken.id, lines)
    await yuki.commands("posts")
    assert "倉庫の鍵を借りた" in yuki.heard

    await leaves(ken)
    since = len(ken.phone.heard)
    assert "倉庫" not in await yuki.picks("room.cheer")
    assert "片づける" not in await yuki.picks("room.lend_hand")

    assert yuki.was_told("cheer.post_gone")
    assert all_heard(ken, since) == ""


# A call for help


async def test_words_of_a_call_unsent_while_it_is_read_back_never_leave(
    everywhere: World,
) -> None:
    yuki, ken = await neighbours(everywhere)
    await begins(yuki)
    await to_people(yuki, ken)
    await yuki.does(Said(WORDS, message="s1"))
    await yuki.picks("sos.show_name")
    assert WORDS in yuki.heard

    await yuki.does(Unsent("s1"))
    assert WORDS not in yuki.heard
    if yuki.may_pick("sos.no_words"):
        await yuki.picks("sos.no_words")
    await yuki.picks("sos.send")

    assert yuki.was_told("sos.sent_chosen", names=ken.name)
    assert WORDS not in all_heard(ken)


async def test_unlinking_the_app_a_call_is_written_in_sends_nothing(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        miho = await neighbour(here, "miho")
        web = await linked(here, ken, "web")
        await begins(web)
        await to_people(web, miho)
        await web.says(WORDS)

        await unlinks_the_web(ken)
        heard = await web.says("だれか")

        assert WORDS not in heard
        assert WORDS not in all_heard(miho)
        assert ken.name not in heard


async def test_the_answer_to_a_call_finds_its_sender_after_the_app_was_unlinked(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        miho = await neighbour(here, "miho")
        web = await linked(here, ken, "web")
        await calls_to(web, miho)
        await unlinks_the_web(ken)
        on_web = len(web.phone.heard)

        await miho.picks("listen.ear")
        await miho.says(HOW)

        assert HOW in ken.heard
        assert len(web.phone.heard) == on_web


async def test_a_call_reaches_who_blocked_one_app_in_the_other_and_once(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        yuki = await neighbour(here, "yuki")
        web = await linked(here, ken, "web")
        await ken.commands("help")
        await ken.does(Left())
        on_line = len(ken.phone.heard)

        await calls_to(yuki, ken)

        assert web.heard.count(WORDS) == 1
        assert len(ken.phone.heard) == on_line
        assert yuki.was_told("sos.sent_chosen", names=ken.name)


async def test_who_left_the_room_hears_no_more_of_a_call_to_it(
    everywhere: World,
) -> None:
    yuki, ken, miho = await neighbours(everywhere, helpers=("ken", "miho"))
    await begins(yuki)
    await yuki.picks("sos.to_room")
    await yuki.does(Said(WORDS, message="s1"))
    await yuki.picks("sos.show_name")
    await yuki.picks("sos.send")
    assert WORDS in ken.heard

    await leaves(ken)
    told = len(ken.phone.heard)
    await yuki.does(Edited("s1", MENDED))
    await yuki.picks("mended.use")
    await ken.commands("box")
    await ken.picks("listen.ear")

    assert ken.was_told("listen.gone")
    assert WORDS not in all_heard(ken, told)
    assert MENDED not in all_heard(ken)
    assert MENDED in all_heard(miho)
    assert not yuki.was_told("listen.can", name=ken.name)


# Languages and names


async def test_a_language_changed_in_the_middle_goes_on_with_the_words_that_were_said(
    everywhere: World,
) -> None:
    yuki, ken = await neighbours(everywhere)
    await yuki.says("6月の読書会の問いかけを一緒に考えてくれる人いる?")
    await yuki.picks("ask.skip")

    await yuki.says("english")
    yuki.language = "en"
    await yuki.does(STICKER)
    assert yuki.was_told("ask.my_part")
    await yuki.says("会場と案内")
    await yuki.picks("ask.earns_nobody")
    await to_card_of(yuki, ken)

    assert "問いかけ" in yuki.heard
    await yuki.picks("ask.send")
    assert ken.was_told("answer.arrived", name="ゆき")
    assert "問いかけ" in ken.heard


async def test_of_two_of_one_name_in_two_rooms_only_the_one_here_hears_a_call(
    everywhere: World,
) -> None:
    here = everywhere
    yuki, ken = await neighbours(here)
    await here.community("朝の市", "ASA555", id="market")
    other = await neighbour(here, "other", code="ASA555")
    await here.database.write(lambda conn: people.change(conn, other.id, name=ken.name))
    await yuki.says("ASA555")

    await begins(yuki)
    await yuki.phone.tap("朝の市")
    await to_people(yuki, ken)
    await sends(yuki)

    assert WORDS in all_heard(other)
    assert WORDS not in all_heard(ken)


# Seats


async def test_an_invite_used_while_full_opens_once_a_seat_is_free_and_nobody_twice(
    everywhere: World,
) -> None:
    here = everywhere
    await here.community()
    ken = await neighbour(here, "ken")
    await fill(here, 0)
    waiting = Person(here.phone("first"), "はる", "ja", "")
    late = Person(here.phone("late"), "なつ", "ja", "")
    for one in (waiting, late):
        await one.phone.open(invite="SAKA24", name=one.name, language="ja")
        assert one.was_told("welcome.full", seats="150")
    await waiting.picks("welcome.wait_seat")

    await leaves(ken)
    assert waiting.was_told("welcome.seat_free", room="坂の上の台所")
    await late.says("SAKA24")
    assert not late.was_told("welcome.full", seats="150")
    await waiting.picks("welcome.take_seat")

    assert waiting.was_told("welcome.still_waiting", room="坂の上の台所")
    await waiting.picks("welcome.wait_seat")
    await leaves(late)
    await waiting.picks("welcome.take_seat")
    seats = await here.database.read(
        lambda conn: conn.execute(select(memberships.c.member_id)).scalars().all()
    )
    first = await here.member_id("first")
    assert list(seats).count(first) == 1
    community = await here.database.read(
        lambda conn: communities.community(conn, "room")
    )
    assert community is not None
    assert community.taken == 150


async def test_a_free_seat_is_told_to_the_first_who_can_be_reached(
    everywhere: World,
) -> None:
    here = everywhere
    await here.community()
    ken = await neighbour(here, "ken")
    await fill(here, 0)
    waiting = [
        Person(here.phone(user), name, "ja", "")
        for user, name in (("first", "はる"), ("second", "なつ"))
    ]
    for one in waiting:
        await one.phone.open(invite="SAKA24", name=one.name, language="ja")
        await one.picks("welcome.wait_seat")
    first, second = waiting
    await first.does(Left())

    await leaves(ken)

    assert second.was_told("welcome.seat_free", room="坂の上の台所")
