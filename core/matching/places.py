"""Lets a second reader change who is nearest, without moving anybody it did not read.

Pure. Some members agreed to be read by a text model and others did not, so two kinds of
reading meet in one community, and what one of them says cannot be told on the other's
scale. So those who were read twice trade places among themselves and nobody else moves:
whether somebody agreed never decides whether they come before or after others.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from core.domain.helping import Candidate


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
