"""Lets a second reader change who is nearest, without moving anybody it did not read.

Pure. Some members agreed to be read by a text model and others did not, so two kinds of
reading meet in one community, and what one of them says cannot be told on the other's
scale. So those who were read twice trade places among themselves and nobody else moves:
whether somebody agreed never decides whether they come before or after others.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from core.domain.helping import Candidate
from core.matching.embedder import Matrix


def traded(
    near: Sequence[Candidate], order: Sequence[str], among: Collection[str]
) -> tuple[Candidate, ...]:
    """Return the candidates with the closeness of `among` dealt anew.

    Args:
        near: Everybody, with the closeness of the first reading.
        order: Who of `among` comes first by the second reading; those it does not
            name follow as they were.
        among: Whom the second reading is about.

    Returns:
        The same people and the same numbers; only who of `among` holds which differs.
    """
    read = sorted(
        (one for one in near if one.member_id in among), key=lambda one: -one.closeness
    )
    ids = [one.member_id for one in read]
    named = dict.fromkeys(one for one in order if one in ids)
    after = (one for one in ids if one not in named)
    places = dict(zip((*named, *after), (one.closeness for one in read), strict=True))
    return tuple(
        replace(one, closeness=places.get(one.member_id, one.closeness)) for one in near
    )


def by_both(near: Sequence[Candidate], alike: Matrix) -> list[str]:
    """Return who comes nearest by two readings together, nearest first.

    Each is counted in spreads from its own middle, so neither needs a scale.

    Args:
        near: Those read by both, with the closeness of the built-in reading.
        alike: How near each comes by the other, on whatever scale.
    """
    both = _spread(_logit([one.closeness for one in near])) + _spread(alike)
    return [near[place].member_id for place in np.argsort(-both, kind="stable")]


def _logit(near: Sequence[float]) -> Matrix:
    at = np.clip(np.array(near, np.float32), 1e-6, 1 - 1e-6)
    odds: Matrix = np.log(at / (1 - at)).astype(np.float32)
    return odds


def _spread(numbers: Matrix) -> Matrix:
    """Return numbers on a scale of their own: how many spreads from their middle."""
    spread = numbers.std()
    even: Matrix = (numbers - numbers.mean()) / (spread if spread > 0 else 1)
    return even
