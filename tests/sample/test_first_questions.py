"""What a newcomer is invited to ask finds a road in the sample community."""

import pytest

from bots.sample.people import SampleMember, load
from core.domain.helping import NEAR_ENOUGH, LineKind, PublishedLine
from core.domain.members import Language
from core.matching.embedder import shipped_embedder
from core.matching.index import Row, build
from core.matching.rank import candidates, read_need
from core.matching.reading import read_members

SHOWN_AT_MOST = 3


def published(member: SampleMember) -> tuple[PublishedLine, ...]:
    """Return the lines of a member that a reader of the community may quote."""
    vector = member.vector
    said: list[tuple[LineKind, str]] = [
        ("destination", vector.destination),
        ("next_step", vector.next_step),
        ("origin", vector.origin),
    ]
    for post in member.posts:
        said += [
            ("post_now", post.now),
            ("post_next", post.next),
            ("post_with", post.if_you_like),
        ]
    return tuple(PublishedLine(kind, text) for kind, text in said if text)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_first_question_comes_near_somebody_it_fits(language: Language) -> None:
    room = load(language)
    embedder = shipped_embedder()
    visible = [m for m in room.members if m.shown and not m.resting]
    lines = [published(member) for member in visible]
    readings = read_members(lines, embedder)
    community = build(
        [
            Row(m.key, said, reading)
            for m, said, reading in zip(visible, lines, readings, strict=True)
        ],
        embedder,
    )

    for question in room.tries:
        found = candidates(read_need(question.said, embedder), community)
        nearest = sorted(found, key=lambda c: c.closeness, reverse=True)
        met = {c.member_id for c in nearest[:SHOWN_AT_MOST]}

        assert met & set(question.fits), question.said
        assert nearest[0].closeness >= NEAR_ENOUGH, question.said
