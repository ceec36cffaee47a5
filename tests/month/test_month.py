"""A few days of the month that `ainori bench month` lives, and its bounds."""

from pathlib import Path

import pytest

from tests.month.life import FREE_PLAN, Plan, live

# More than a fair share of requests, which are what is pushed, and fewer posts.
FEW_DAYS = Plan(days=4, newcomers=1, requests=5, flags=2, posts=10)
# What may be pushed at all: everything else comes along with a reply.
CALLS = {"request", "answer", "sos"}
MOST_A_REQUEST = 2


@pytest.mark.slow
async def test_a_month_keeps_to_the_free_plan_and_to_two_pushes_a_request(
    tmp_path: Path,
) -> None:
    plan, whole = FEW_DAYS, Plan()

    counts = await live(tmp_path, plan, seed=1)

    assert {"posts": plan.posts, "requests": plan.requests, "flags": plan.flags} == {
        what: counts.did[what] for what in ("posts", "requests", "flags")
    }
    assert set(counts.pushes) <= CALLS
    assert counts.most_a_request <= MOST_A_REQUEST
    assert counts.did["answers in the group"] > 0
    assert counts.to_groups == 0
    assert counts.counted == sum(counts.pushes.values())
    assert counts.counted <= MOST_A_REQUEST * plan.requests
    assert counts.counted * whole.days < FREE_PLAN * plan.days
    assert sum(counts.carried.values()) > 0
    assert counts.refused == 0
