"""Who is asked for a sentence, and what the clock makes of silence."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.helping import Standing
from core.domain.sounding import (
    WELCOME_FOR,
    Hint,
    Reached,
    Shown,
    Sounding,
    State,
    also_reached,
    draw,
)

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)
PEOPLE = ("aki", "ken", "miho", "natsu", "tomo")
SOUNDING = Sounding("s", "yuki", "room", "destination", Shown(), NOW)


def drawn(seed: str, **standings: Standing) -> tuple[str, ...]:
    """Draw among five people, of whom some stand otherwise."""
    everybody = {one: standings.get(one, Standing()) for one in PEOPLE}
    return draw(PEOPLE, everybody, now=NOW, seed=seed)


def test_the_lot_falls_on_three_and_on_anybody_in_any_place() -> None:
    draws = [drawn(str(seed)) for seed in range(60)]

    assert {len(set(one)) for one in draws} == {3}
    for place in range(3):
        assert {one[place] for one in draws} == set(PEOPLE)


def test_the_same_seed_draws_the_same_people() -> None:
    assert drawn("a") == drawn("a")


@pytest.mark.parametrize(
    "standing",
    [
        Standing(resting=True),
        Standing(reachable=False),
        Standing(blocked_pair=True),
        Standing(is_self=True),
        Standing(open_requests=1),
        Standing(reached_at=(NOW - DAY, NOW - 2 * DAY)),
        Standing(last_from_asker_at=NOW - 13 * DAY),
        also_reached(Standing(), [Reached("miho", NOW - DAY, waits=True)]),
        also_reached(
            Standing(reached_at=(NOW - DAY,)),
            [Reached("miho", NOW - 4 * DAY, waits=False)],
        ),
    ],
)
def test_whoever_may_not_be_asked_is_never_drawn(standing: Standing) -> None:
    assert all("ken" not in drawn(str(seed), ken=standing) for seed in range(20))


def test_who_is_unknown_is_not_asked_and_few_are_asked_as_they_are() -> None:
    two = {"ken": Standing(), "miho": Standing()}

    assert sorted(draw(PEOPLE, two, now=NOW, seed="a")) == ["ken", "miho"]
    assert draw((), two, now=NOW, seed="a") == ()


@pytest.mark.parametrize(
    ("stored", "after", "closed", "state"),
    [
        ("asked", DAY, False, "asked"),
        ("asked", 3 * DAY - timedelta(seconds=1), False, "asked"),
        ("asked", 3 * DAY, False, "lapsed"),
        ("lapsed", 4 * DAY, False, "lapsed"),
        ("asked", WELCOME_FOR, False, "closed"),
        ("asked", DAY, True, "closed"),
        ("said", 40 * DAY, True, "said"),
        ("passed", DAY, False, "passed"),
    ],
)
def test_silence_is_read_from_the_clock(
    stored: State, after: timedelta, state: State, *, closed: bool
) -> None:
    sounding = SOUNDING
    if closed:
        sounding = Sounding("s", "yuki", "room", "origin", Shown(), NOW, NOW)

    assert Hint("h", sounding, "ken", stored).state_at(NOW + after) == state


def test_a_sentence_is_its_authors_until_it_is_taken_up() -> None:
    assert Hint("h", SOUNDING, "ken", "said", "海").still_their_own
    assert not Hint("h", SOUNDING, "ken", "said", "海", taken=True).still_their_own
    assert not Hint("h", SOUNDING, "ken", "said", "海", thanked=True).still_their_own
    assert not Hint("h", SOUNDING, "ken", "asked").still_their_own
