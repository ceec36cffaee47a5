"""What every flow promises, whatever it is about; a new flow is tested by being one."""

import pytest

from core.domain.echoes import Mend
from core.talk.codec import adapter, encode_state
from core.talk.flows import FLOWS
from core.talk.running import mended_state
from core.talk.turn import Opened
from tests.tables import every_row
from tests.talk.totality import (
    FACTS,
    KEPT,
    TYPED,
    Maker,
    check_opening,
    check_question,
    check_step,
    check_way_out,
    every_state,
)

TIMES = 40
PASSING = {
    ("cheer", "Looking"),
    ("cheer", "Placing"),
    ("cheer", "Recalling"),
    ("leave", "Looking"),
    ("mended", "Using"),
    ("room", "Looking"),
    ("sos", "Looking"),
}
"""States that an effect answers in the same turn: nobody is ever asked in them."""
NEEDED = {("welcome", "Naming")}
"""Questions nothing goes on without: everybody here has a name."""

each_flow = pytest.mark.parametrize("name", sorted(FLOWS))
each_state = every_row(every_state())


@each_state
def test_every_state_meets_whatever_a_person_does(name: str, state: type) -> None:
    for seed in range(TIMES):
        maker = Maker.seeded(name, state.__name__, seed)
        check_step(FLOWS[name], maker.of(state), maker.heard(), maker.facts())


@each_state
def test_every_state_meets_whatever_an_effect_answers(name: str, state: type) -> None:
    for seed in range(TIMES):
        maker = Maker.seeded(name, state.__name__, seed)
        check_step(FLOWS[name], maker.of(state), maker.answer(), maker.facts())


@each_state
def test_every_question_can_be_repeated_and_takes_its_own_answers(
    name: str, state: type
) -> None:
    for seed in range(TIMES):
        maker = Maker.seeded(name, state.__name__, seed)
        check_question(FLOWS[name], maker.of(state), maker.facts())


@every_row(
    (name, state)
    for name, state in every_state()
    if (name, state.__name__) not in PASSING | NEEDED
)
def test_every_question_has_a_way_past_it_or_out_of_it(name: str, state: type) -> None:
    for seed in range(TIMES):
        maker = Maker.seeded(name, state.__name__, seed)
        check_way_out(FLOWS[name], maker.of(state), maker.facts())


@every_row(
    (name, state, text) for name, state in every_state() for text in ("", "ほかの言葉")
)
def test_every_state_stands_when_a_message_in_it_is_edited_or_taken_back(
    name: str, state: type, text: str
) -> None:
    flow = FLOWS[name]
    stored = adapter(flow.states)
    for seed in range(TIMES):
        maker = Maker.seeded(name, state.__name__, seed)
        before = encode_state(maker.of(state))
        was = maker.lot.choice(KEPT[:-2])
        after = mended_state(flow, before, Mend(was, text))
        if after is None:
            assert not text
            continue
        flow.ask(stored.validate_json(after), maker.facts())
        if was not in before:
            assert after == before


@each_flow
def test_every_flow_can_begin_with_anything(name: str) -> None:
    for known in FACTS:
        for arg in TYPED:
            check_opening(FLOWS[name], Opened("", arg), known)
            check_opening(FLOWS[name], Opened("no such verb", arg), known)
