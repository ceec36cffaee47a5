"""The room as a pure flow: what anybody in it sees, in an order without meaning."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from core.delivery import quota
from core.domain.communities import Community
from core.domain.formats import Post
from core.domain.members import Language, Member
from core.i18n.catalog import LANGUAGES
from core.talk.effects import Done
from core.talk.effects.posts import LookAtPosts, PostsSeen
from core.talk.effects.rooms import LookAtMembers, LookAtRoom, MembersSeen, RoomSeen
from core.talk.flow import Facts
from core.talk.flows import room
from core.talk.flows.room import Looking
from core.talk.turn import Offer, Opened, Show, T
from tests.talk.cast import LANGUAGES as BOTH
from tests.talk.cast import neighbours
from tests.talk.flowing import Bench, check, explore, options
from tests.talk.talking import World

NATSU = Member("natsu", "なつ", "ja")
KEN = Member("ken", "けん", "ja", resting_since=datetime(2026, 3, 1, tzinfo=UTC))
ENGAWA = Community("engawa", "坂の上の台所", "鍋を囲む", "natsu", taken=40)
MARKET = Community("market", "朝の市", "", None, taken=150)
ONE = Facts(
    Member("yuki", "ゆき", "ja"), datetime(2026, 3, 4, tzinfo=UTC), homes=(ENGAWA,)
)
TWO = replace(ONE, homes=(ENGAWA, MARKET), member=Member("yuki", "Yuki", "en"))
PLAIN = Post("p1", "ken", {"now": "鍋を磨いた"}, community_id="engawa")
ASKING = replace(PLAIN, id="p2", lines={"now": "一", "with": "運んでくれる人"})
SEEN = RoomSeen(ENGAWA, NATSU, ("SAKA24",))
BENCH = Bench(
    room.FLOW,
    openings=(
        Opened(),
        Opened("see", "engawa"),
        Opened("posts", "engawa"),
        Opened("posts"),
        Opened("people", "engawa"),
        Opened("people", "engawa:20260304:5"),
        Opened("people", "engawa:what:ever"),
        Opened("invite", "market"),
        Opened("invite", "elsewhere"),
    ),
    facts=(ONE, TWO, replace(ONE, homes=())),
    answers={
        LookAtRoom: (SEEN, RoomSeen(MARKET, None, ("A", "B")), RoomSeen(None)),
        LookAtPosts: (PostsSeen(((PLAIN, KEN), (ASKING, KEN))), PostsSeen(())),
        LookAtMembers: (
            MembersSeen("engawa", ((NATSU, "海の近く"), (KEN, "")), "20260304", 5),
            MembersSeen("engawa", ((KEN, ""),), "20260304"),
            MembersSeen("engawa", ()),
        ),
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(Looking,))


def test_the_card_names_who_decides_without_a_rank() -> None:
    turn = room.step(Looking("see", "engawa"), Done(SEEN), ONE)

    assert turn is not None
    (card,) = turn.say
    assert isinstance(card, Show)
    assert (card.title, card.body) == ("坂の上の台所", "鍋を囲む")
    assert [value for _, value in card.facts] == ["なつ"]


def test_the_card_says_in_words_how_much_a_text_model_is_used() -> None:
    seen = replace(SEEN, model=T("usage.some"))

    turn = room.step(Looking("see", "engawa"), Done(seen), ONE)

    assert turn is not None
    (card,) = turn.say
    assert isinstance(card, Show)
    assert card.facts[-1] == (T("room.model"), T("usage.some"))


@BOTH
async def test_the_card_tells_everybody_how_the_month_of_a_messenger_stands(
    here: World, language: Language
) -> None:
    yuki, _ = await neighbours(here, language)
    month = quota.page("line", here.clock.now(), offset_h=9)
    says = quota.Month(120, 200)
    await here.database.write(partial(quota.told, on=month, says=says))

    await yuki.commands("room")

    assert yuki.was_told("room.month", messenger="LINE")
    assert yuki.was_told("room.month_carries", used="120", most="200")


def test_with_several_rooms_one_chooses() -> None:
    turn = room.open_(Opened("posts"), TWO)

    assert [(one.verb, one.arg) for one in options(turn.say)] == [
        ("posts", "engawa"),
        ("posts", "market"),
    ]


def test_nobody_sits_in_too_many_rooms_to_choose_the_last() -> None:
    rooms = tuple(replace(TWO.homes[0], id=str(number)) for number in range(30))

    turn = room.open_(Opened("posts"), replace(TWO, homes=rooms))

    assert [one.arg for one in options(turn.say)] == [one.id for one in rooms]


def test_a_post_that_asks_for_company_can_be_helped_with() -> None:
    posts = PostsSeen(((PLAIN, KEN), (ASKING, KEN)))

    turn = room.step(Looking("posts", "engawa"), Done(posts), ONE)

    assert turn is not None
    assert [(one.verb, one.arg) for one in options(turn.say)] == [
        ("", "p1"),
        ("", "p2"),
        ("help", "p2"),
    ]


def test_people_show_what_they_publish_and_that_they_rest() -> None:
    seen = MembersSeen("engawa", ((NATSU, "海の近く"), (KEN, "")), "20260304", 5)

    turn = room.step(Looking("people", "engawa"), Done(seen), ONE)

    assert turn is not None
    natsu, ken = turn.say[:2]
    assert isinstance(natsu, Show)
    assert isinstance(ken, Show)
    assert [value for _, value in natsu.facts] == ["海の近く"]
    assert (natsu.body, ken.facts) == ("", ())
    assert ken.body
    following = next(one for one in options(turn.say) if one.verb == "people")
    assert room.open_(Opened("people", following.arg), ONE).do == (
        LookAtMembers("engawa", "20260304", 5),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_invite_words_carry_the_code(language: str) -> None:
    facts = replace(ONE, member=Member("yuki", "", language))  # type: ignore[arg-type] # the two languages

    turn = room.step(Looking("invite", "engawa"), Done(SEEN), facts)

    assert turn is not None
    (offer,) = turn.say
    assert isinstance(offer, Offer)
    assert "SAKA24" in offer.text
    assert "鍋を囲む" in offer.text


def test_somebody_without_a_seat_sees_no_room() -> None:
    turn = room.open_(Opened("posts", "elsewhere"), ONE)

    assert turn.do == ()
