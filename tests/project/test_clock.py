"""Identifiers: short, readable, fresh, and near one another when made together."""

from core.clock import RandomIds


def test_tokens_made_together_begin_alike_and_are_all_different() -> None:
    ids = RandomIds()
    made = [ids.token() for _ in range(500)]

    assert len(set(made)) == 500
    assert {len(token) for token in made} == {12}
    assert all(token.isascii() and token.isalnum() for token in made)
    # Some milliseconds of making, 33 of them to a beginning.
    assert len({token[:5] for token in made}) < 50
