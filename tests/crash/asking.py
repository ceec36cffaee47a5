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
PACE = Pace(lease_s=3, poll_s=0.05)


async def companion(base_url: str) -> Companion:
    """Return what asks the model; it holds its answer until it is let go."""
    endpoint = Endpoint("held", base_url=base_url, name=NAME, retries=0)
    asking = Companion(OpenAiModel(endpoint), deadline_s=30)
    # Loading later could outlast the lease on a busy machine.
    await asking.warm()
    return asking


async def _tap(url: str, base_url: str, user: str, token: str) -> None:
    asking = await companion(base_url)
    async with world(open_database(url), companion=asking, pace=PACE) as here:
        # Numbers of events that were not there before.
        here.numbers = count(FIRST_EVENT)
        await here.phone(user).does(Chose(token))


if __name__ == "__main__":
    asyncio.run(_tap(*sys.argv[1:]))
