"""The retry table and the choice of the way, case by case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery import retry
from core.delivery.retry import Urgency


@pytest.mark.parametrize(
    ("urgency", "fresh", "mail_waits", "way"),
    [
        ("reply", True, True, "pass"),
        ("call", True, True, "pass"),
        ("mail", True, True, "pass"),
        ("reply", True, False, "pass"),
        ("reply", False, True, "wait"),
        ("mail", False, True, "wait"),
        ("call", False, True, "plain"),
        ("reply", False, False, "plain"),
        ("mail", False, False, "plain"),
        ("call", False, False, "plain"),
    ],
)
def test_a_fresh_pass_is_used_and_only_a_call_goes_out_where_mail_waits(
    urgency: Urgency, fresh: bool, mail_waits: bool, way: str
) -> None:
    assert retry.way(urgency, fresh=fresh, mail_waits=mail_waits) == way


def test_waits_grow_and_end_within_the_life_of_a_retry_key() -> None:
    waits = [
        retry.sending_wait_s(retry.SENDING_S, number, asked_s=None, jitter=0.999)
        for number in range(1, len(retry.SENDING_S) + 1)
    ]

    assert None not in waits
    assert waits == sorted(waits, key=lambda wait: wait or 0)
    assert sum(wait or 0 for wait in waits) < 24 * 3600
    past = len(retry.SENDING_S) + 1
    given_up = retry.sending_wait_s(retry.SENDING_S, past, asked_s=1, jitter=0)
    assert given_up is None


@given(
    st.floats(allow_nan=False), st.integers(1, len(retry.SENDING_S)), st.floats(0, 1)
)
def test_what_the_platform_asks_is_followed_but_never_for_ever(
    asked_s: float, attempts: int, jitter: float
) -> None:
    wait = retry.sending_wait_s(
        retry.SENDING_S, attempts, asked_s=asked_s, jitter=jitter
    )

    assert wait is not None
    assert 0 <= wait <= retry.LONGEST_S
    if 0 <= asked_s <= retry.LONGEST_S:
        assert wait == asked_s


@given(st.integers(1, 3), st.floats(0, 1))
def test_jitter_spreads_by_a_quarter_at_most(attempts: int, jitter: float) -> None:
    table = (1.0, 2.0, 3.0)

    wait = retry.wait_s(table, attempts, jitter=jitter)

    assert wait is not None
    assert table[attempts - 1] <= wait <= table[attempts - 1] * 1.25
