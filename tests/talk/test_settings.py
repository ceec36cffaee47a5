"""Settings: every change is said in words that hold from now on, and can be undone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.coaching import MODEL_CONSENT, ROADS_CONSENT
from core.domain.communities import Community
from core.domain.formats import Post
from core.domain.members import Member
from core.domain.vectors import Vector
from core.store import people
from core.talk.effects.joining import Consent
from core.talk.flow import Facts
from core.talk.flows import settings
from core.talk.turn import Opened
from tests.databases import TestedDatabase, sqlite_database
from tests.talk.flowing import Bench, check, explore
from tests.talk.meeting import met

__all__ = ["sqlite_database"]

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
PLAIN = Facts(Member("yuki", "ゆき", "ja"), NOW)
RESTING = replace(
    PLAIN,
    member=Member("yuki", "", "en", resting_since=NOW - timedelta(days=9)),
    homes=(Community("room", "坂の上の台所", "", None),),
    vector=Vector(destination="本のある場所", next_step="棚を借りる", edition=1),
    models_offered=True,
    model_consent=True,
)
BUSY = replace(
    RESTING,
    busy=True,
    last_post=Post("p", "yuki", {"next": "机を出す"}),
)
OPENINGS = (
    Opened(),
    *(Opened(verb) for verb in ("rest", "resume", "name", "language", "rhythm")),
    *(Opened("models", answer) for answer in ("", "yes", "no")),
    *(Opened("roads", answer) for answer in ("", "yes", "no")),
    *(Opened("language", spoken) for spoken in ("ja", "en", "fr")),
    Opened("rhythm", "weekly"),
    Opened("name", "なつ"),
)
BENCH = Bench(settings.FLOW, openings=OPENINGS, facts=(PLAIN, RESTING, BUSY))


def test_settings_keep_the_promises_of_every_flow() -> None:
    check(explore(BENCH))


async def test_a_change_of_language_is_said_in_the_new_one_and_undone_with_a_tap(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("設定")
        await yuki.tap("話す言葉")
        assert await yuki.tap("English") == (
            "From now on I'll speak English.\n[Change it back]"
        )
        assert "これからは日本語で" in await yuki.tap("Change it back")
        assert "speak English" in await yuki.say("english")


async def test_a_name_is_asked_for_kept_and_may_be_taken_back(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, _ken):
        await yuki.say("設定")
        await yuki.tap("呼び名")
        assert "ゆきこさん" in await yuki.say("ゆきこさん")

        member = await here.member_id("yuki")
        kept = await here.database.read(lambda conn: people.member(conn, member))
        assert kept is not None
        assert kept.name == "ゆきこ"

        assert "ゆきさん、とお呼びします" in await yuki.tap("もとにもどす")


async def test_a_rest_says_first_what_it_means_and_ends_with_a_welcome(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, _ken):
        explained = await yuki.say("やすむ")
        assert "声かけは届きません" in explained
        assert "おやすみ中" in explained

        assert "ごゆっくり" in await yuki.tap("やすむ")

        member = await here.member_id("yuki")
        kept = await here.database.read(lambda conn: people.member(conn, member))
        assert kept is not None
        assert kept.resting
        assert "もう" not in await yuki.say("やすむ")
        assert "おかえりなさい、ゆきさん" in await yuki.say("もどる")
        kept = await here.database.read(lambda conn: people.member(conn, member))
        assert kept is not None
        assert not kept.resting


async def test_a_rest_may_be_left_for_later(sqlite_database: TestedDatabase) -> None:
    async with met(sqlite_database) as (here, yuki, _ken):
        await yuki.say("休む")
        await yuki.tap("いまはやめておく")

        member = await here.member_id("yuki")
        kept = await here.database.read(lambda conn: people.member(conn, member))
        assert kept is not None
        assert not kept.resting


async def test_back_in_the_middle_of_something_goes_on_with_it(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        asked = await yuki.say("旗を立てたい")

        again = await yuki.say("もどる")

        assert again.startswith("さっきの続きに戻りました。")
        assert asked in again


async def test_back_with_nothing_to_go_on_with_is_a_welcome(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (_, yuki, _ken):
        await yuki.say("今日はいい天気")

        assert "ゆき" in await yuki.say("もどる")


async def test_the_rhythm_of_offers_is_the_members_own(
    sqlite_database: TestedDatabase,
) -> None:
    async with met(sqlite_database) as (here, yuki, _ken):
        await yuki.say("設定")
        await yuki.tap("一枚のお誘い")
        assert "「月に2度」にしました" in await yuki.tap("月に2度")

        member = await here.member_id("yuki")
        kept = await here.database.read(lambda conn: people.member(conn, member))
        assert kept is not None
        assert kept.rhythm == "twice_monthly"
        assert "「気が向いたら」にしました" in await yuki.tap("もとにもどす")


@pytest.mark.parametrize("offered", [True, False])
def test_the_text_ai_is_spoken_of_only_where_there_is_one(offered: bool) -> None:
    turn = settings.FLOW.open(Opened(), replace(RESTING, models_offered=offered))

    assert ("settings.models" in repr(turn.say)) is offered


def test_the_answer_about_the_text_ai_may_change() -> None:
    turn = settings.FLOW.open(Opened("models", "no"), RESTING)

    assert [(one.what, one.given) for one in turn.do] == [(MODEL_CONSENT, False)]  # type: ignore[union-attr] # a consent is the only effect here


def consents(opened: Opened, facts: Facts) -> list[tuple[str, bool]]:
    """Return what a tap in the settings agrees to."""
    turn = settings.FLOW.open(opened, facts)
    return [(one.what, one.given) for one in turn.do if isinstance(one, Consent)]


def test_being_read_for_company_is_agreed_to_on_its_own() -> None:
    without = replace(RESTING, model_consent=False)

    assert consents(Opened("models", "yes"), without) == [(MODEL_CONSENT, True)]
    assert consents(Opened("roads", "yes"), RESTING) == [(ROADS_CONSENT, True)]
    assert consents(Opened("roads", "no"), RESTING) == [(ROADS_CONSENT, False)]
    # Who uses no text AI is asked about that first.
    assert consents(Opened("roads", "yes"), without) == []
    assert "settings.roads" not in repr(settings.FLOW.open(Opened(), without).say)
    assert "settings.roads" in repr(settings.FLOW.open(Opened(), RESTING).say)


@pytest.mark.parametrize(
    ("known", "offered"), [(None, True), (True, False), (False, False)]
)
def test_it_is_offered_once_to_who_begins_to_use_the_text_ai(
    known: bool | None, offered: bool
) -> None:
    facts = replace(RESTING, roads_consent=known)

    said = settings.FLOW.open(Opened("models", "yes"), facts).say

    assert ("settings.roads" in repr(said)) is offered
