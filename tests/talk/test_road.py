"""My road as a pure flow: shown to its owner alone, and never summed up."""

from dataclasses import replace
from datetime import UTC, datetime

from core.domain.communities import Community
from core.domain.formats import Post
from core.domain.members import Member
from core.domain.vectors import Vector
from core.i18n.catalog import LANGUAGES
from core.talk.effects import Done
from core.talk.effects.roads import (
    EditionsSeen,
    GrowthNote,
    GrowthSeen,
    LookAtEditions,
    LookAtGrowth,
)
from core.talk.flow import Facts
from core.talk.flows import road
from core.talk.flows.road import Gathering, LookingBack
from core.talk.turn import Opened, Phrase, Show, Words
from core.talk.voice import word
from tests.talk.flowing import Bench, check, explore, options

NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)
VECTOR = Vector(
    origin="給食室で12年",
    turn="窓辺の鉢",
    destination="同じ鍋を囲める場所",
    next_step="鍋を借りる",
    edition=4,
    created_at=NOW,
)
FACTS = Facts(
    Member("yuki", "ゆき", "ja"),
    NOW,
    homes=(Community("engawa", "坂の上の台所", "", None),),
    vector=VECTOR,
    shown_in=frozenset({"engawa"}),
    last_post=Post("p1", "yuki", {"now": "一", "next": "鍋を磨く"}),
)
NEW = Facts(Member("yuki", "", "en"), NOW)
NOTES = (
    GrowthNote("moved", "人に頼めた", "けん", NOW),
    GrowthNote("not_yet", "", "", NOW),
)
BENCH = Bench(
    road.FLOW,
    openings=(Opened(), Opened("earlier"), Opened("earlier", "3")),
    facts=(FACTS, NEW, replace(FACTS, shown_in=frozenset())),
    answers={
        LookAtGrowth: (GrowthSeen(NOTES), GrowthSeen(())),
        LookAtEditions: (
            EditionsSeen((replace(VECTOR, edition=2), Vector(edition=1)), further=True),
            EditionsSeen(()),
        ),
    },
)


def facts_of_card(card: Show) -> dict[str, str]:
    """Return the lines of a card as they read in Japanese."""

    def read(words: Words) -> str:
        return word(words, "ja")

    return {read(label): read(value) for label, value in card.facts}


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(Gathering, LookingBack))


def test_it_shows_the_vector_where_it_is_seen_and_the_private_turn() -> None:
    turn = road.step(Gathering(), Done(GrowthSeen(())), FACTS)

    assert turn is not None
    assert isinstance(turn.say[0], Show)
    lines = facts_of_card(turn.say[0])
    assert lines["どこへ"] == "同じ鍋を囲める場所"
    assert lines["見える場所"] == "坂の上の台所"
    assert lines["向きが変わった時（自分だけ）"] == "窓辺の鉢"


def test_it_shows_ones_own_notes_in_words() -> None:
    turn = road.step(Gathering(), Done(GrowthSeen(NOTES)), FACTS)

    assert turn is not None
    assert isinstance(turn.say[1], Show)
    assert facts_of_card(turn.say[1])["けんさんと"] == "動いた。人に頼めた"


def test_it_counts_nothing() -> None:
    turn = road.step(Gathering(), Done(GrowthSeen(NOTES)), FACTS)

    assert turn is not None
    for saying in turn.say:
        phrase = saying.title if isinstance(saying, Show) else ""
        if isinstance(phrase, Phrase):
            assert not any(
                letter.isdigit()
                for language in LANGUAGES
                for letter in word(phrase, language)
            )


def test_earlier_editions_are_turned_back_a_few_at_a_time() -> None:
    seen = EditionsSeen((replace(VECTOR, edition=3),), further=True)

    turn = road.step(LookingBack(), Done(seen), FACTS)

    assert turn is not None
    assert ("earlier", "3") in [(one.verb, one.arg) for one in options(turn.say)]
    assert road.open_(Opened("earlier", "3"), FACTS).do == (LookAtEditions(3),)


def test_a_day_is_the_day_where_people_are() -> None:
    turn = road.step(LookingBack(), Done(EditionsSeen((VECTOR,))), FACTS)

    assert turn is not None
    assert isinstance(turn.say[0], Show)
    assert word(turn.say[0].title, "ja") == "2026年3月5日から"
