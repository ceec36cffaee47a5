"""A second reading deals the places of those it read anew, and moves nobody else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.helping import Candidate
from core.matching.places import traded

IDS = st.sampled_from("abcdefgh")


@settings(max_examples=60)
@given(
    st.dictionaries(IDS, st.floats(0, 1), min_size=1),
    st.lists(st.sampled_from("abcdefghxyz"), max_size=8),
    st.sets(IDS),
)
def test_numbers_stay_and_who_was_not_read_stays(
    near: dict[str, float], order: list[str], among: set[str]
) -> None:
    before = tuple(Candidate(*one) for one in near.items())

    after = traded(before, order, among)

    assert [one.member_id for one in after] == [one.member_id for one in before]
    for old, new in zip(before, after, strict=True):
        assert old == new or old.member_id in among
    numbers = sorted(one.closeness for one in after if one.member_id in among)
    assert numbers == sorted(near[one] for one in near if one in among)


def test_those_named_come_first_among_those_read() -> None:
    before = tuple(
        Candidate(one, at)
        for one, at in (("a", 0.9), ("b", 0.8), ("c", 0.7), ("d", 0.6), ("e", 0.1))
    )

    after = traded(before, ["e", "c"], {"a", "c", "e"})

    assert {one.member_id: one.closeness for one in after} == {
        "e": 0.9,
        "b": 0.8,
        "c": 0.7,
        "d": 0.6,
        "a": 0.1,
    }
