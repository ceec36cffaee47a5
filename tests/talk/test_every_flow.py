"""What every flow promises, whatever it is about; a new flow is tested by being one."""

import pytest

from core.talk.flows import FLOWS
from core.talk.turn import Opened
from tests.talk.totality import (
    FACTS,
    TYPED,
    Maker,
    check_opening,
    check_question,
    check_step,
    every_state,
)

TIMES = 40

each_flow = pytest.mark.parametrize("name", sorted(FLOWS))
each_state = pytest.mark.parametrize(
    ("name", "state"),
    every_state(),
    ids=[f"{name}-{state.__name__}" for name, state in every_state()],
)


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


@each_flow
def test_every_flow_can_begin_with_anything(name: str) -> None:
    for known in FACTS:
        for arg in TYPED:
            check_opening(FLOWS[name], Opened("", arg), known)
            check_opening(FLOWS[name], Opened("no such verb", arg), known)
