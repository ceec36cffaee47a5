"""A late answer is heard by the state that waits for it, and by nobody else."""

import json
from typing import Any

import pytest

from core.domain.coaching import Drafted, Meant
from core.talk.codec import adapter
from core.talk.effects.coaching import CoachAnswered
from core.talk.incoming import WorkDone
from core.talk.inside import work_answer

NO_DESK: Any = None
DRAFTED = Drafted(Meant("nothing"), "coach", "off")
ANSWER = adapter(Drafted).dump_json(DRAFTED).decode()


@pytest.mark.parametrize(
    ("state", "heard"),
    [
        ({"kind": "waiting", "ticket": "5f3a"}, True),
        ({"kind": "waiting", "drafting": {"ticket": "5f3a"}}, True),
        ({"kind": "waiting", "ticket": "77c1"}, False),
        ({"kind": "5f3a"}, False),
        (None, False),
    ],
)
def test_only_the_state_that_holds_the_ticket_hears(state: object, heard: bool) -> None:
    work = WorkDone("5f3a~01hx", "coach", ANSWER)

    answer = work_answer(NO_DESK, work, waiting="post", state=json.dumps(state))

    assert answer == (CoachAnswered("5f3a", DRAFTED) if heard else None)


def test_work_that_gave_up_is_heard_as_nothing_to_say() -> None:
    work = WorkDone("5f3a~01hx", "coach", "", failed=True)

    answer = work_answer(NO_DESK, work, waiting="post", state='{"ticket": "5f3a"}')

    assert answer == CoachAnswered("5f3a", Drafted(None, None, "late"))
