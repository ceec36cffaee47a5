"""Where I come from, where I am heading: the words stay the member's own."""

from dataclasses import replace
from datetime import timedelta

from core.domain.members import RAW_ANSWERS_DAYS, Language, Member
from core.domain.vectors import Vector
from core.store import roads
from core.store.raw_answers import erase_due
from core.talk.effects.coaching import AskCoach
from core.talk.effects.joining import Kept
from core.talk.effects.roads import (
    LookAtNeighbours,
    Neighbour,
    NeighboursSeen,
    PublishVector,
    VectorPublished,
)
from core.talk.flows import vector
from core.talk.flows.vector_states import Comparing, Following, Near
from core.talk.incoming import Said, Unsent
from core.talk.outgoing import Card
from core.talk.turn import Opened
from tests.talk.cast import LANGUAGES, Person, neighbour
from tests.talk.drafts import FOR_VECTOR
from tests.talk.flowing import (
    Bench,
    check,
    comes_back_from_storage,
    explore,
    keeps_its_offers,
    speaks_both_languages,
)
from tests.talk.interview import LINES, begun, kept_answers, vector_of
from tests.talk.talking import World
from tests.talk.totality import FACTS

KEN = Member("ken", "けん", "ja")
BENCH = Bench(
    vector.FLOW,
    openings=[
        *(Opened(verb) for verb in ("", "first", "again", "mend", "places", "later")),
        Opened("near", "ken"),
    ],
    facts=FACTS[:-1],
    answers={
        PublishVector: (
            VectorPublished(),
            VectorPublished((Neighbour(KEN, "海の近く"),)),
            Kept(),
            None,
        ),
        LookAtNeighbours: (
            NeighboursSeen(()),
            NeighboursSeen((Neighbour(KEN, "海の近く"),)),
        ),
        AskCoach: FOR_VECTOR,
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(Near, Following, Comparing))


def test_it_keeps_them_with_help_of_a_text_model() -> None:
    found = explore(
        replace(BENCH, openings=[Opened("again")], facts=FACTS[-1:]), most=40
    )

    keeps_its_offers(found)
    comes_back_from_storage(found)
    speaks_both_languages(found)


@LANGUAGES
async def test_four_answers_become_a_card_in_the_members_own_words(
    everywhere: World, language: Language
) -> None:
    yuki = await begun(everywhere, language)
    origin, turn, destination, next_step = LINES[language]

    for line in LINES[language]:
        await yuki.says(line)
    card = next(one for one in yuki.phone.latest if isinstance(one, Card))
    assert [fact.value for fact in card.facts] == [origin, destination, next_step]
    assert yuki.was_told("vector.only_lined_up")
    await yuki.picks("vector.as_it_is")
    await yuki.phone.tap("坂の上の台所")

    assert yuki.was_told("vector.out")
    stored = await vector_of(everywhere, yuki)
    shown = await everywhere.database.read(
        lambda conn: roads.vectors_shown(conn, "room")
    )
    assert (stored.origin, stored.turn) == (origin, turn)
    assert (stored.destination, stored.next_step) == (destination, next_step)
    assert [one.turn for one in shown.values()] == [""]


@LANGUAGES
async def test_every_question_can_be_skipped_or_shown_by_example(
    here: World, language: Language
) -> None:
    yuki = await begun(here, language)

    for question in ("origin", "turn", "destination"):
        await yuki.picks("vector.see_example")
        assert yuki.was_told(f"vector.example_{question}")
        await yuki.picks("vector.skip")
    await yuki.picks("vector.not_yet")

    assert yuki.was_told("vector.nothing_yet")
    assert (await vector_of(here, yuki)).edition == 0


@LANGUAGES
async def test_not_knowing_twice_offers_to_stop_and_keeps_what_was_said(
    here: World, language: Language
) -> None:
    yuki = await begun(here, language)
    await yuki.says(LINES[language][0])

    await yuki.says({"ja": "わからない", "en": "I don't know"}[language])
    assert yuki.was_told("vector.unsure_is_fine")
    await yuki.says({"ja": "わからない", "en": "not sure"}[language])
    await yuki.picks("vector.enough_today")

    assert yuki.was_told("vector.stopped_here")
    assert (await vector_of(here, yuki)).origin == LINES[language][0]


async def test_a_long_answer_is_kept_whole_and_a_line_is_chosen_for_the_card(
    here: World,
) -> None:
    yuki = await begun(here)
    whole = "給食室で12年働いた。" + "それから、いろいろあった。" * 40

    await yuki.says(whole)
    assert yuki.may_pick("vector.use_this_line")
    await yuki.says("給食室で12年")
    assert yuki.was_told("vector.ask_turn")

    assert await here.database.read(kept_answers) == [whole]


async def test_one_line_can_be_changed_and_the_others_stay(here: World) -> None:
    yuki = await begun(here)
    for line in LINES["ja"]:
        await yuki.says(line)

    await yuki.picks("vector.mend")
    await yuki.picks("vector.toward")
    await yuki.says("海の近くで本を読む")

    card = next(one for one in yuki.phone.latest if isinstance(one, Card))
    assert [fact.value for fact in card.facts] == [
        LINES["ja"][0],
        "海の近くで本を読む",
        LINES["ja"][3],
    ]


@LANGUAGES
async def test_not_out_yet_shows_it_to_nobody(here: World, language: Language) -> None:
    yuki = await begun(here, language)
    for line in LINES[language]:
        await yuki.says(line)

    await yuki.picks("vector.not_out_yet")

    assert yuki.was_told("vector.kept_to_yourself")
    shown = await here.database.read(lambda conn: roads.vectors_shown(conn, "room"))
    assert shown == {}


async def near_ken(here: World) -> Person:
    """Return somebody who has shown her words, and whose road is near Ken's."""
    await here.community()
    near = Vector(
        "ひみつの出どころ", "ひみつの転機", "人に本を手渡せる店", "ひみつの一歩"
    )
    await neighbour(here, "ken", vector=near)
    yuki = Person(here.phone("yuki"), "ゆき", "ja", "")
    await yuki.phone.open(invite="SAKA24", name="ゆき", language="ja")
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")
    for line in LINES["ja"]:
        await yuki.says(line)
    await yuki.picks("vector.as_it_is")
    await yuki.phone.tap("坂の上の台所")
    return yuki


async def test_somebody_near_is_shown_by_destination_alone(here: World) -> None:
    yuki = await near_ken(here)

    assert yuki.was_told("vector.near_found")
    await yuki.picks("vector.see")

    assert "人に本を手渡せる店" in yuki.heard
    assert "ひみつ" not in yuki.heard


async def test_a_typed_yes_shows_who_is_near(here: World) -> None:
    yuki = await near_ken(here)

    await yuki.says("いいね、見せて")

    assert "人に本を手渡せる店" in yuki.heard


async def test_people_near_can_be_seen_long_after(here: World) -> None:
    yuki = await near_ken(here)

    await yuki.commands("post")
    await yuki.says("見学だけした")
    await yuki.picks("vector.see")

    assert "人に本を手渡せる店" in yuki.heard


async def test_people_near_who_show_nothing_any_more_are_not_shown(
    here: World,
) -> None:
    yuki = await near_ken(here)
    ken_id = await here.member_id("ken")
    now = here.clock.now()
    await here.database.write(lambda conn: roads.show_vector_in(conn, ken_id, [], now))

    await yuki.picks("vector.see")

    assert "人に本を手渡せる店" not in yuki.heard
    assert yuki.may_pick("menu.ask")


async def test_what_comes_next_can_be_chosen_at_once(here: World) -> None:
    yuki = await near_ken(here)

    assert yuki.was_told("vector.out")
    await yuki.picks("vector.later")

    assert yuki.may_pick("menu.post")


async def test_with_several_rooms_each_is_ticked_by_itself(here: World) -> None:
    yuki = await begun(here)
    await here.community("朝の市", "ASA555", id="market")
    await yuki.says("ASA555")
    for line in LINES["ja"]:
        await yuki.says(line)

    await yuki.picks("vector.as_it_is")
    await yuki.phone.tap("朝の市")
    await yuki.picks("vector.show_there")

    read = here.database.read
    assert await read(lambda conn: roads.vectors_shown(conn, "room")) == {}
    assert len(await read(lambda conn: roads.vectors_shown(conn, "market"))) == 1


@LANGUAGES
async def test_a_vector_that_is_there_is_asked_about_after_ninety_days(
    here: World, language: Language
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki", language)

    here.clock.ahead += timedelta(days=91)
    await yuki.phone.open()
    assert yuki.was_told("vector.still_this_way")
    await yuki.picks("vector.still_so")
    assert yuki.was_told("vector.still_noted")

    await yuki.phone.open()
    assert not yuki.was_told("vector.still_this_way")


async def test_a_new_edition_leaves_the_former_in_its_members_own_view(
    here: World,
) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")

    await yuki.commands("vector")
    await yuki.picks("vector.moved")
    for line in ("本屋で働きはじめた", "とくにない", "町の本屋になる", "棚を1つ持つ"):
        await yuki.says(line)
    await yuki.picks("vector.as_it_is")
    await yuki.phone.tap("坂の上の台所")

    editions = await here.database.read(lambda conn: roads.editions(conn, yuki.id))
    assert [one.destination for one in editions] == [
        "人に本を手渡せる場所",
        "町の本屋になる",
    ]


async def test_where_it_is_shown_can_be_undone_in_two_taps(here: World) -> None:
    await here.community()
    yuki = await neighbour(here, "yuki")

    await yuki.commands("vector")
    await yuki.picks("vector.where_shown")
    await yuki.picks("vector.only_me")

    shown = await here.database.read(lambda conn: roads.vectors_shown(conn, "room"))
    assert shown == {}


async def test_words_that_sell_stay_with_their_author(here: World) -> None:
    yuki = await begun(here)
    for line in (
        "営業",
        "とくにない",
        "誰でも月30万円の権利収入を広める",
        "副業の説明会",
    ):
        await yuki.says(line)

    await yuki.picks("vector.as_it_is")

    assert yuki.was_told("vector.held")
    shown = await here.database.read(lambda conn: roads.vectors_shown(conn, "room"))
    assert shown == {}


async def test_raw_answers_are_gone_after_thirty_days_and_when_taken_back(
    here: World,
) -> None:
    yuki = await begun(here)
    await yuki.does(Said("営業を10年", message="m1"))
    await yuki.does(Said("本屋の人", message="m2"))

    await yuki.does(Unsent("m1"))
    assert await here.database.read(kept_answers) == ["本屋の人"]
    later = here.clock.now() + timedelta(days=RAW_ANSWERS_DAYS, minutes=1)
    await here.database.write(lambda conn: erase_due(conn, later))

    assert await here.database.read(kept_answers) == []


async def test_the_interview_goes_on_where_it_stood_after_a_menu(here: World) -> None:
    yuki = await begun(here)
    await yuki.says(LINES["ja"][0])

    await yuki.commands("help")
    assert yuki.was_told("talk.back_here")
    assert yuki.was_told("vector.ask_turn")
    await yuki.commands("vector")

    assert yuki.was_told("vector.ask_turn")
