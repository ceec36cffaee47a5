"""An ask, the request to one person, and its limits, on both databases."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, insert

from core.domain.requests import LAPSE_AFTER, Request
from core.errors import Refusal
from core.services import asking, riding
from core.store import asks, communities, people, roads
from core.store.tables.people import not_together
from core.talk.incoming import Address
from tests.databases import TestedDatabase
from tests.services.people import NOW
from tests.services.requesting import DAY, open_ask, passes, rides, send, sent, settle


def test_nobody_is_asked_twice_before_they_answered(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "miho", "ken")
        sent(conn, "yuki", "ken")
        assert send(conn, open_ask(conn, "miho"), "miho", "ken") == "not_now"

    every_database.run(story)


def test_two_requests_in_seven_days_are_enough(every_database: TestedDatabase) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "miho", "tomo", "ken")
        passes(conn, sent(conn, "yuki", "ken"))
        passes(conn, sent(conn, "miho", "ken", now=NOW + DAY))
        third = open_ask(conn, "tomo")
        assert send(conn, third, "tomo", "ken", now=NOW + 6 * DAY) == "not_now"
        later = send(conn, third, "tomo", "ken", now=NOW + 8 * DAY)
        assert isinstance(later, Request)

    every_database.run(story)


def test_the_same_two_are_apart_for_fourteen_days_whatever_the_answer_was(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken")
        passes(conn, sent(conn, "yuki", "ken"))
        again = open_ask(conn, "yuki")
        assert send(conn, again, "yuki", "ken", now=NOW + 13 * DAY) == "not_now"
        later = send(conn, again, "yuki", "ken", now=NOW + 14 * DAY)
        assert isinstance(later, Request)

    every_database.run(story)


def test_three_open_requests_are_as_many_as_one_may_have(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken", "miho", "tomo", "aki")
        first, *_ = [sent(conn, "yuki", one) for one in ("ken", "miho", "tomo")]
        fourth = open_ask(conn, "yuki")
        assert send(conn, fourth, "yuki", "aki") == "own_limit"
        passes(conn, first)
        assert isinstance(send(conn, fourth, "yuki", "aki"), Request)

    every_database.run(story)


def test_silence_frees_the_place_without_any_timer(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "miho", "ken")
        sent(conn, "yuki", "ken")
        after = NOW + LAPSE_AFTER
        ask = open_ask(conn, "miho", now=after)
        assert isinstance(send(conn, ask, "miho", "ken", now=after), Request)

    every_database.run(story)


def test_one_person_at_a_time_is_asked_for_one_thing(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken", "miho")
        first = sent(conn, "yuki", "ken")
        assert send(conn, first.ask_id, "yuki", "miho") == "one_at_a_time"
        passes(conn, first)
        assert isinstance(send(conn, first.ask_id, "yuki", "miho"), Request)

    every_database.run(story)


@pytest.mark.parametrize("hindered", ["resting", "unreachable", "apart", "elsewhere"])
def test_every_reason_not_to_be_asked_sounds_the_same(
    every_database: TestedDatabase, hindered: str
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken")
        match hindered:
            case "resting":
                people.change(conn, "ken", resting_since=NOW)
            case "unreachable":
                address = Address("web", "user-ken")
                people.set_reach(conn, address, "unreachable", NOW)
            case "apart":
                apart = insert(not_together)
                conn.execute(apart.values(member_id="ken", other_id="yuki", at=NOW))
            case _:
                communities.leave_seat(conn, "room", "ken")
        assert send(conn, open_ask(conn, "yuki"), "yuki", "ken") == "not_now"

    every_database.run(story)


def test_nobody_is_quoted_with_words_they_took_out_of_sight(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken")
        roads.show_vector_in(conn, "ken", [], NOW)
        ask = open_ask(conn, "yuki")
        assert send(conn, ask, "yuki", "ken") == "not_now"
        own = send(conn, ask, "yuki", "ken", text="一緒に机を運びませんか。")
        assert isinstance(own, Request)

    every_database.run(story)


@pytest.mark.parametrize("text", ["一緒に。", "お金はだれも受け取りません。"])
def test_nothing_is_sent_without_saying_who_earns(
    every_database: TestedDatabase, text: str
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken")
        ask = open_ask(conn, "yuki", earns="売上はわたし")
        with pytest.raises(Refusal, match=r"ask\.say_who_earns"):
            send(conn, ask, "yuki", "ken", text=text)
        said = send(conn, ask, "yuki", "ken", text=f"{text}売上はわたしが受け取ります")
        assert isinstance(said, Request)

    every_database.run(story)


def test_only_the_two_of_a_request_can_read_or_move_it(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken", "natsu")
        communities.set_owner(conn, "room", "natsu")
        request = sent(conn, "yuki", "ken")
        assert asking.sides(conn, request_id=request.id, reader_id="natsu") is None
        assert rides(conn, replace(request, helper_id="natsu")) == "closed"
        ask_id = request.ask_id
        assert asking.close(conn, ask_id=ask_id, asker_id="natsu", now=NOW) == []
        assert (asks.ask(conn, ask_id) or request).state == "open"

    every_database.run(story)


def test_a_pass_leaves_the_odds_of_being_shown_as_they_were(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken", "miho")
        passed, rode = sent(conn, "yuki", "ken"), sent(conn, "yuki", "miho")
        passes(conn, passed)
        assert isinstance(rides(conn, rode), Request)
        seen = asking.standings(conn, ["ken", "miho"], asker_id="tomo", now=NOW + DAY)
        assert seen["ken"] == seen["miho"]

    every_database.run(story)


def test_thanks_need_an_ending_and_contacts_a_ride(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "ken")
        request = sent(conn, "yuki", "ken")
        mine = {"request_id": request.id, "member_id": "yuki"}
        thanks = partial(
            riding.thank, conn, delight="声", text="ありがとう", now=NOW, **mine
        )
        assert riding.hand_contact(conn, words="@yuki", **mine) is None
        assert thanks() is None
        rides(conn, request)
        assert riding.hand_contact(conn, words="@yuki", **mine) is not None
        assert thanks() is None
        riding.end(conn, ending="done", now=NOW, **mine)
        assert thanks() is not None

    every_database.run(story)


def test_nobody_fills_what_is_remembered(every_database: TestedDatabase) -> None:
    def story(conn: Connection) -> None:
        settle(conn, "yuki", "miho")
        for asker, many in (("miho", 1), ("yuki", 20)):
            for n in range(many):
                at = NOW + timedelta(seconds=n)
                ask_id = open_ask(conn, asker, now=at)
                asking.remember(conn, ask_id=ask_id, asker_id=asker, now=at)

        kept = asks.remembered(conn, "room", NOW)

        assert Counter(one.asker_id for one in kept) == {"yuki": 12, "miho": 1}

    every_database.run(story)
