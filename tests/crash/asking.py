"""The bot that is killed while a text model thinks: one tap, and then it waits.

python -m tests.crash.asking URL MODEL_URL USER TOKEN
"""

import asyncio
import sys
from itertools import count

from core.coach.companion import Companion
from core.coach.openai_coach import Endpoint, OpenAiModel
from core.runtime import Pace
from core.store.engine import open_database
from core.talk.incoming import Chose
from tests.talk.talking import world

NAME = "Akari"
FIRST_EVENT = 1000
PACE = Pace(lease_s=0.6, poll_s=0.05)


def companion(base_url: str) -> Companion:
    """Return what asks the model; it holds its answer until it is let go."""
    endpoint = Endpoint("held", base_url=base_url, name=NAME, retries=0)
    return Companion(OpenAiModel(endpoint), deadline_s=20)


async def _tap(url: str, base_url: str, user: str, token: str) -> None:
    database = open_database(url)
    async with world(database, companion=companion(base_url), pace=PACE) as here:
        # Numbers of events that were not there before.
        here.numbers = count(FIRST_EVENT)
        await here.phone(user).does(Chose(token))


if __name__ == "__main__":
    asyncio.run(_tap(*sys.argv[1:]))
