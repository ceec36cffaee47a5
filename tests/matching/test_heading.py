"""A person heading there comes before a person who merely did it, and hides nobody."""

import pytest

from core.domain.helping import ROTATION_POOL, PublishedLine
from core.matching.embedder import Usem3Embedder
from core.matching.rank import candidates, read_need
from tests.matching.conftest import community_of
from tests.matching.heading_cases import EN, JA, Subject


def _others_past(subjects: tuple[Subject, ...], place: int) -> int:
    """Return whose road somebody is on who has this subject in the past."""
    return (place - len(subjects) // 2) % len(subjects)


def _people(subjects: tuple[Subject, ...]) -> dict[str, tuple[PublishedLine, ...]]:
    """Give everybody a road of one subject and the past of another."""
    past = {_others_past(subjects, at): one.past for at, one in enumerate(subjects)}
    return {
        str(at): (
            PublishedLine("destination", one.road),
            PublishedLine("next_step", one.step),
            PublishedLine("origin", past[at]),
        )
        for at, one in enumerate(subjects)
    }


@pytest.mark.parametrize("subjects", [JA, EN], ids=["ja", "en"])
def test_who_is_heading_there_comes_first_and_who_did_it_is_still_near(
    subjects: tuple[Subject, ...], usem3: Usem3Embedder
) -> None:
    community = community_of(_people(subjects), usem3)

    first = hidden = 0
    for at, one in enumerate(subjects):
        near = candidates(read_need(one.ask, usem3), community)
        heading, did_it = near[at], near[_others_past(subjects, at)]
        first += heading.closeness > did_it.closeness
        nearer = sum(one.closeness > did_it.closeness for one in near)
        hidden += nearer >= ROTATION_POOL

    assert len(subjects) == 30
    assert first >= 29
    assert hidden <= 6
