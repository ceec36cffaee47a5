"""Both neighbourhoods, moved in once for all talks."""

from collections.abc import Awaitable, Callable

import pytest

from core.domain.members import Language
from tests.transcripts.neighbourhood import Neighbourhood, moved_in

Home = Callable[[Language], Awaitable[Neighbourhood]]

_AT_HOME: dict[Language, Neighbourhood] = {}


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Give the neighbourhood of a language."""

    async def of(language: Language) -> Neighbourhood:
        if language not in _AT_HOME:
            read_by = next((one.embedder for one in _AT_HOME.values()), None)
            _AT_HOME[language] = await moved_in(
                tmp_path_factory.mktemp("home"), language, read_by
            )
        return _AT_HOME[language]

    return of
