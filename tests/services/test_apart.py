"""Keeping a distance, in the rows: whose word it is, what it closes, what races it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, select

from core.domain.members import Member, going_by
from core.domain.requests import LAPSE_AFTER, Request
from core.services import apart, asking, forgetting, searching
from core.store import asks, communities, folding, people
from core.store.tables.people import not_together
from tests.databases import TestedDatabase
from tests.services.people import NOW, member, room
from tests.services.requesting import at_once, open_ask, rides, send, sent, settle

HOUR = timedelta(hours=1)


def keep_apart(conn: Connection, one: str, other: str) -> None:
    """Let one keep a distance from another."""
    assert apart.before(conn, member_id=one, other_id=other, now=NOW)
    apart.begin(conn, member_id=one, other_id=other, now=NOW)


def all_pairs(conn: Connection) -> list[tuple[str, str]]:
    """Return everybody's word."""
    pairs = select(not_together.c.member_id, not_together.c.other_id)
    return sorted(tuple(row) for row in conn.execute(pairs))


def test_it_is_ones_own_word_said_twice_as_once_and_ends_by_it(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken", "miho")
        keep_apart(conn, "ken", "yuki")
        keep_apart(conn, "ken", "yuki")
        keep_apart(conn, "ken", "miho")
        assert [one.id for one in apart.those(conn, "ken")] == ["miho", "yuki"]
        assert apart.those(conn, "yuki") == []
        assert people.kept_apart(conn, "yuki") == {"ken"}

        apart.end(conn, member_id="yuki", other_id="ken")  # not hers to end
        assert people.kept_apart(conn, "yuki") == {"ken"}
        assert apart.end(conn, member_id="ken", other_id="yuki") is not None
        assert people.kept_apart(conn, "yuki") == set()

    every_database.run(story)


def test_of_people_elsewhere_nothing_is_read_and_of_oneself_nothing_kept(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken")
        room(conn, "harbour", "港の食堂")
        member(conn, "tomo", "tomo", "harbour")
        before = partial(apart.before, conn, member_id="yuki", now=NOW)
        for nobody in ("tomo", "yuki", "nobody", ""):
            assert before(other_id=nobody) is None
        for name in ("tomo", "yuki", "nobody"):
            assert apart.called(conn, reader_id="yuki", name=name) == []
        keep_apart(conn, "yuki", "ken")
        communities.leave_seat(conn, "room", "ken")
        found = before(other_id="ken")  # somebody kept apart stays so, wherever
        assert found is not None
        assert found.kept

    every_database.run(story)


def test_who_asked_lately_is_offered_the_latest_first(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        names = ("ken", "yuki", "miho", "tomo", "aki")
        settle(conn, *names)
        for number, asker in enumerate(names[1:]):
            now = NOW + number * 3 * timedelta(days=7)
            request = sent(conn, asker, "ken", now=now)
            asking.pass_on(
                conn, request_id=request.id, helper_id="ken", words="", now=now
            )
        keep_apart(conn, "ken", "tomo")
        later = NOW + timedelta(days=70)
        found = apart.lately(conn, reader_id="ken", now=later)
        assert [one.id for one in found] == ["aki", "miho", "yuki"]

    every_database.run(story)


@pytest.mark.parametrize("late", [HOUR, LAPSE_AFTER + HOUR])
def test_no_answer_reaches_anybody_through_a_distance(
    every_database: TestedDatabase, late: timedelta
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken")
        request = sent(conn, "yuki", "ken")
        keep_apart(conn, "yuki", "ken")
        now = NOW + late
        assert rides(conn, request, now=now) == "closed"
        answers = [
            partial(asking.suggest, idea="ほかの形"),
            partial(asking.pass_on, words="ごめん"),
        ]
        for answer in answers:
            told = answer(conn, request_id=request.id, helper_id="ken", now=now)
            assert told == "closed"
        taken = asks.ask(conn, request.ask_id)
        assert taken is not None
        assert taken.taken == 0

    every_database.run(story)


def test_of_a_lapsed_request_nothing_is_closed_or_told_again(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken")
        sent(conn, "yuki", "ken")
        later = NOW + LAPSE_AFTER
        for one, other in (("yuki", "ken"), ("ken", "yuki")):
            found = apart.between(conn, member_id=one, other_id=other, now=later)
            assert found is not None
            assert (found.received, found.sent) == ((), ())

    every_database.run(story)


def test_of_whoever_is_kept_apart_a_search_finds_the_name_alone(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken")
        find = partial(searching.find, conn, reader_id="yuki", most=9, seed=1)
        keep_apart(conn, "ken", "yuki")
        assert [(one.id, said) for one, said in find(words="ken").people] == [
            ("ken", "")
        ]
        assert find(words="場をつくる側").people == ()

    every_database.run(story)


def test_erasing_and_linking_take_the_words_along(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken", "ken2", "miho", "tomo")
        keep_apart(conn, "ken2", "yuki")
        keep_apart(conn, "miho", "ken2")
        keep_apart(conn, "tomo", "yuki")
        folding.fold(conn, "ken2", "ken", NOW)
        assert all_pairs(conn) == [("ken", "yuki"), ("miho", "ken"), ("tomo", "yuki")]
        for gone in ("yuki", "miho"):
            forgetting.forget(
                conn,
                member_id=gone,
                keep_thanks=False,
                stand_ins={"ja": "だれか", "en": "somebody"},
                now=NOW,
            )
        assert all_pairs(conn) == []

    every_database.run(story)


async def test_both_may_say_so_at_the_same_moment(
    every_database: TestedDatabase,
) -> None:
    every_database.run(lambda conn: settle(conn, "yuki", "ken"))

    await at_once(
        every_database,
        [
            partial(keep_apart, one="yuki", other="ken"),
            partial(keep_apart, one="ken", other="yuki"),
            partial(keep_apart, one="ken", other="yuki"),
        ],
    )

    assert every_database.read(all_pairs) == [("ken", "yuki"), ("yuki", "ken")]


async def test_a_request_sent_at_the_same_moment_is_closed_or_never_goes(
    every_database: TestedDatabase,
) -> None:
    askers = [f"asker{number}" for number in range(4)]
    helpers = [f"helper{number}" for number in range(4)]

    def begin(conn: Connection) -> list[str]:
        settle(conn, *askers, *helpers)
        return [open_ask(conn, asker) for asker in askers]

    def closes(conn: Connection, one: str, other: str) -> int:
        found = apart.before(conn, member_id=one, other_id=other, now=NOW)
        assert found is not None
        closed = [apart.pass_quietly(conn, each, NOW) for each in found.received]
        apart.begin(conn, member_id=one, other_id=other, now=NOW)
        return sum(closed)

    opened = every_database.run(begin)
    deeds: list[Callable[[Connection], object]] = []
    for ask, asker, helper in zip(opened, askers, helpers, strict=True):
        deeds.append(partial(send, ask_id=ask, asker=asker, helper=helper))
        deeds.append(partial(closes, one=helper, other=asker))
    answers = await at_once(every_database, deeds)

    for was_sent, closed in zip(answers[::2], answers[1::2], strict=True):
        assert isinstance(was_sent, Request) is (closed == 1)
        assert was_sent == "not_now" or closed == 1
    left = every_database.read(
        lambda conn: [asks.open_of_asker(conn, one, NOW) for one in askers]
    )
    assert left == [0] * len(askers)


def test_names_are_read_as_people_type_them() -> None:
    def some(*names: str) -> list[Member]:
        return [Member(name, name, "ja") for name in names]

    def found(name: str, *names: str) -> list[str]:
        return [one.name for one in going_by(some(*names), name)]

    assert found("けんさん", "けん", "けんじ") == ["けん"]
    assert found("けん", "けんた", "けんじ") == ["けんた", "けんじ"]
    assert found("ｋｅｎ", "Ken") == ["Ken"]
    assert found("それはみほのこと", "みほ", "け") == ["みほ"]
    assert found("", "けん") == []
