"""What each answer of LINE's means: the whole table, without a network."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.line.outcomes import (
    Answer,
    NoAnswer,
    of_push,
    of_reply,
    read_body,
)
from core.talk.channel import (
    Gone,
    MonthOver,
    Outcome,
    PassSpent,
    Rejected,
    Sent,
    TryLater,
    Unknown,
)

SENT_BODY = {"sentMessages": [{"id": "461230966842064897", "quoteToken": "q"}]}
MONTHLY = "You have reached your monthly limit."
RATE = "The API rate limit has been exceeded. Try again later."

Case = tuple[int, str, type[Outcome], type[Outcome]]
TABLE: list[Case] = [
    # status, message, of a reply, of a push
    (200, "", Sent, Sent),
    (202, "", Sent, Sent),
    (400, "Invalid reply token", PassSpent, Rejected),
    (400, "Failed to send messages", Rejected, Gone),
    (400, "The request body has 1 error(s)", Rejected, Rejected),
    (400, "", Rejected, Rejected),
    (401, "Authentication failed due to the following reason: x", TryLater, TryLater),
    (403, "Access to this API is not available", TryLater, TryLater),
    (404, "Not found", Rejected, Rejected),
    (408, "", Unknown, TryLater),
    (409, "The retry key is already accepted", Rejected, Sent),
    (410, "", Rejected, Rejected),
    (413, "", Rejected, Rejected),
    (415, "", Rejected, Rejected),
    (429, MONTHLY, TryLater, MonthOver),
    (429, RATE, TryLater, TryLater),
    (500, "Internal Server Error", Unknown, TryLater),
    (502, "", Unknown, TryLater),
    (503, "", Unknown, TryLater),
]


@pytest.mark.parametrize(("status", "message", "reply", "push"), TABLE)
def test_every_answer_has_its_outcome(
    status: int, message: str, reply: type[Outcome], push: type[Outcome]
) -> None:
    answer = Answer(status, {"message": message} if message else {})

    assert type(of_reply(answer)) is reply
    assert type(of_push(answer)) is push


def test_the_ids_of_what_was_sent_are_kept() -> None:
    assert of_reply(Answer(200, SENT_BODY)) == Sent(("461230966842064897",))
    assert of_push(Answer(409, SENT_BODY)) == Sent(("461230966842064897",))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"sentMessages": None},
        {"sentMessages": [None, {"id": []}]},
        {"sentMessages": {"id": "1"}},
    ],
)
def test_an_odd_body_was_sent_all_the_same(body: dict[str, object]) -> None:
    assert of_reply(Answer(200, body)) == Sent()


def test_the_end_of_the_month_is_far_and_a_rush_is_soon_over() -> None:
    monthly = of_push(Answer(429, {"message": MONTHLY}))
    rush = of_push(Answer(429, {"message": RATE}))

    assert isinstance(monthly, MonthOver)
    assert isinstance(rush, TryLater)
    assert rush.after_s is None


def test_a_reply_nobody_answered_is_never_sent_again_unless_it_never_left() -> None:
    assert of_reply(NoAnswer("TimeoutError")) == Unknown("TimeoutError")
    assert of_reply(NoAnswer("no route", asked=False)) == TryLater("no route")
    assert of_push(NoAnswer("TimeoutError")) == TryLater("TimeoutError")


def test_why_names_the_fields_line_complains_about() -> None:
    body = {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "May not be empty", "property": "messages[0].text"}],
    }

    outcome = of_reply(Answer(400, body))

    assert outcome == Rejected(
        "400 The request body has 1 error(s); messages[0].text: May not be empty"
    )


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"7", b"\xff\xfe"])
def test_a_body_that_is_no_object_says_nothing(body: bytes) -> None:
    assert read_body(body) == {}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(100, 599),
    st.dictionaries(
        st.sampled_from(("message", "details", "sentMessages")),
        st.recursive(
            st.one_of(st.none(), st.text(max_size=9), st.integers()),
            lambda inner: st.one_of(
                st.lists(inner, max_size=2),
                st.dictionaries(st.sampled_from(("id", "message")), inner),
            ),
            max_leaves=4,
        ),
    ),
)
def test_no_answer_whatever_raises(status: int, body: dict[str, object]) -> None:
    for outcome in (of_reply(Answer(status, body)), of_push(Answer(status, body))):
        assert isinstance(
            outcome, Sent | TryLater | PassSpent | MonthOver | Gone | Rejected | Unknown
        )
