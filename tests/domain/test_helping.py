"""Promises of the choice: few people, no order, nobody overburdened or forgotten."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.helping import (
    ASKER_OPEN,
    MOST_SHOWN,
    NEAR_ENOUGH,
    SAME_PAIR_DAYS,
    WITHOUT_CHANCE_DAYS,
    Candidate,
    Choice,
    Profile,
    PublishedLine,
    Standing,
    after_rest,
    choose,
    may_ask,
    may_be_asked,
    without_chance,
)

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RECENT = Standing(last_chance_at=NOW - 20 * DAY)
"""Free, but a request reached them not long ago."""

moments = st.datetimes(
    min_value=datetime(2026, 2, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2026, 6, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.just(UTC),
)
standings = st.builds(
    Standing,
    resting=st.booleans(),
    reachable=st.booleans(),
    blocked_pair=st.booleans(),
    is_self=st.booleans(),
    reached_at=st.lists(moments, max_size=4).map(tuple),
    open_requests=st.integers(0, 2),
    last_from_asker_at=st.none() | moments,
    last_chance_at=st.none() | moments,
)


@st.composite
def communities(
    draw: st.DrawFn,
) -> tuple[list[Candidate], dict[str, Standing], set[str]]:
    """Return candidates, what is true of each, and some already shown."""
    ids = [f"m{i}" for i in range(draw(st.integers(0, 12)))]
    candidates = [Candidate(i, draw(st.floats(0, 1))) for i in ids]
    known = {i: draw(standings | st.builds(Standing)) for i in ids}
    return (
        candidates,
        known,
        set(draw(st.lists(st.sampled_from(ids)) if ids else st.just([]))),
    )


def near(*ids: str) -> list[Candidate]:
    """Return candidates who all touch, the first the closest."""
    return [Candidate(m, 0.95 - 0.02 * place) for place, m in enumerate(ids)]


def everyone(ids: str, standing: Standing = RECENT) -> dict[str, Standing]:
    return dict.fromkeys(ids, standing)


@given(communities(), st.text(max_size=8))
def test_shows_at_most_three_and_only_people_who_may_be_asked(
    community: tuple[list[Candidate], dict[str, Standing], set[str]], seed: str
) -> None:
    candidates, known, shown = community

    choice = choose(candidates, known, now=NOW, seed=seed, exclude=shown)

    assert len(set(choice.people)) == len(choice.people) <= MOST_SHOWN
    assert not shown & set(choice.people)
    closeness = {c.member_id: c.closeness for c in candidates}
    for member_id in choice.people:
        assert may_be_asked(known[member_id], now=NOW)
        assert closeness[member_id] >= NEAR_ENOUGH
    assert (choice.nobody is None) == bool(choice.people)


@given(communities(), st.text(max_size=8))
def test_one_seat_is_held_by_someone_without_a_chance_if_any_is_near(
    community: tuple[list[Candidate], dict[str, Standing], set[str]], seed: str
) -> None:
    candidates, known, shown = community

    choice = choose(candidates, known, now=NOW, seed=seed, exclude=shown)

    waiting = [
        c.member_id
        for c in candidates
        if c.closeness >= NEAR_ENOUGH
        and c.member_id not in shown
        and may_be_asked(known[c.member_id], now=NOW)
        and without_chance(known[c.member_id], now=NOW)
    ]
    assert (choice.rotated in waiting) if waiting else (choice.rotated is None)
    assert choice.rotated is None or choice.rotated in choice.people


@given(communities(), st.text(max_size=8))
def test_the_same_seed_gives_the_same_choice_in_whatever_order_people_come(
    community: tuple[list[Candidate], dict[str, Standing], set[str]], seed: str
) -> None:
    candidates, known, shown = community

    once = choose(candidates, known, now=NOW, seed=seed, exclude=shown)
    again = choose(candidates[::-1], known, now=NOW, seed=seed, exclude=shown)

    assert once == again


def test_the_closest_stands_in_every_place_equally_often() -> None:
    places = Counter(
        choose(
            near(*"abcde"), everyone("abcde"), now=NOW, seed=f"ask-{n}"
        ).people.index("a")
        for n in range(3000)
    )

    assert all(900 < places[place] < 1100 for place in range(MOST_SHOWN))


def test_the_kept_seat_stands_in_every_place_and_goes_to_different_people() -> None:
    known = everyone("abcde") | everyone("xyz", Standing())
    choices = [
        choose(near(*"abcdexyz"), known, now=NOW, seed=f"ask-{n}") for n in range(3000)
    ]

    held = Counter(c.rotated for c in choices)
    places = Counter(c.people.index(c.rotated) for c in choices if c.rotated)
    assert all({"a", "b"} < set(c.people) for c in choices)
    assert all(900 < held[m] < 1100 for m in "xyz")
    assert all(900 < places[place] < 1100 for place in range(MOST_SHOWN))


def test_equal_closeness_is_decided_by_lot() -> None:
    alike = [Candidate(m, 0.8) for m in "abcdef"]
    seen = Counter(
        m
        for n in range(600)
        for m in choose(alike, everyone("abcdef"), now=NOW, seed=f"ask-{n}").people
    )

    assert all(240 < seen[m] < 360 for m in "abcdef")


@pytest.mark.parametrize(
    "away",
    [
        Standing(resting=True),
        Standing(reachable=False),
        Standing(blocked_pair=True),
        Standing(open_requests=1),
        Standing(reached_at=(NOW - DAY, NOW - 6 * DAY)),
        Standing(last_from_asker_at=NOW - (SAME_PAIR_DAYS * DAY - HOUR)),
    ],
)
def test_every_cause_that_keeps_a_near_person_away_looks_the_same(
    away: Standing,
) -> None:
    choice = choose(near("a"), {"a": away}, now=NOW, seed="s")

    assert choice == Choice(nobody="all_resting")


def test_nobody_obvious_when_no_road_comes_near_enough() -> None:
    far = [Candidate("a", NEAR_ENOUGH - 0.001)]

    assert choose(far, {"a": RECENT}, now=NOW, seed="s") == Choice(nobody="no_words")
    assert choose([], {}, now=NOW, seed="s") == Choice(nobody="no_words")


def test_the_asker_near_their_own_words_is_nobody() -> None:
    known = {"me": Standing(is_self=True)}

    assert choose(near("me"), known, now=NOW, seed="s").nobody == "no_words"


def test_others_are_shown_when_the_first_three_were_not_taken() -> None:
    first = choose(near(*"abcde"), everyone("abcde"), now=NOW, seed="s")
    others = choose(
        near(*"abcde"), everyone("abcde"), now=NOW, seed="s", exclude=first.people
    )
    none = choose(near(*"abcde"), everyone("abcde"), now=NOW, seed="s", exclude="abcde")

    assert set(first.people) | set(others.people) == set("abcde")
    assert none.nobody == "no_words"


def test_someone_of_whom_nothing_is_known_is_not_shown() -> None:
    assert choose(near("a"), {}, now=NOW, seed="s").people == ()


@pytest.mark.parametrize(
    "free",
    [
        Standing(),
        Standing(reached_at=(NOW - DAY,)),
        Standing(reached_at=(NOW - DAY, NOW - 7 * DAY)),
        Standing(last_from_asker_at=NOW - SAME_PAIR_DAYS * DAY),
    ],
)
def test_a_cap_ends_to_the_hour(free: Standing) -> None:
    assert may_be_asked(free, now=NOW)


def test_no_rule_can_see_how_a_request_was_answered() -> None:
    told = set(Standing.__dataclass_fields__)

    assert not {f for f in told if "pass" in f or "laps" in f or "answer" in f}


def test_a_chance_is_being_asked_and_fades_with_time() -> None:
    long_ago = replace(RECENT, last_chance_at=NOW - WITHOUT_CHANCE_DAYS * DAY)

    assert not without_chance(RECENT, now=NOW)
    assert without_chance(long_ago, now=NOW)
    assert without_chance(Standing(), now=NOW)


def test_an_asker_holds_at_most_three_open_requests() -> None:
    assert [may_ask(n) for n in range(ASKER_OPEN + 2)] == [True] * 3 + [False] * 2


@pytest.mark.parametrize(
    ("hour", "waits_until"),
    [(8, (1, 8)), (20, (1, 20)), (21, (2, 8)), (23, (2, 8)), (0, (1, 8)), (7, (1, 8))],
)
def test_the_bot_is_silent_from_nine_to_eight(
    hour: int, waits_until: tuple[int, int]
) -> None:
    asked = datetime(2026, 6, 1, hour, tzinfo=ZoneInfo("Asia/Tokyo"))

    heard = after_rest(asked)

    assert (heard.day, heard.hour) == waits_until
    assert heard.tzinfo is asked.tzinfo


def test_a_profile_reads_as_lines_heading_first() -> None:
    profile = Profile("a", "本を手渡す", about=" ", posts=("棚を見た",), title="店")

    assert profile.lines == (
        PublishedLine("destination", "店。本を手渡す"),
        PublishedLine("post_now", "棚を見た"),
    )


def test_when_each_near_person_was_asked_already_that_is_said_and_no_other_cause() -> (
    None
):
    busy = {name: replace(RECENT, open_requests=1) for name in "ab"}

    def nobody(*asked: str) -> str | None:
        return choose(near("a", "b"), busy, now=NOW, seed="s", asked=asked).nobody

    assert nobody("a", "b") == "all_asked"
    assert nobody("a") == nobody() == "all_resting"
