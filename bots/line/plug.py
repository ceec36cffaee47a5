"""How the service plugs LINE in."""

import asyncio
from functools import partial
from typing import Any

from bots.intake import Intake
from bots.line import sdk
from bots.line.channel import build
from bots.line.parse import CHANNEL
from bots.line.webhook import route, secrets_of
from bots.registry import Parts, Plug
from core.delivery.quota import Month
from core.loading import beside
from core.settings import told

# The SDK takes up to a second to load, which can wait until the door is open.
_DOOR_FIRST_S = 0.5


def plug(parts: Parts) -> Plug:
    """Make LINE from LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN, LINE_API_BASE.

    Raises:
        ValueError: The secret or the token is missing.
    """
    settings = parts.settings
    channel = build(
        access_token=told(settings.line_channel_access_token),
        api_base=settings.line_api_base,
    )

    async def introduce() -> None:
        await asyncio.sleep(_DOOR_FIRST_S)
        await channel.introduce()

    async def month() -> Month:
        await asyncio.sleep(_DOOR_FIRST_S)
        account: Any = await beside(partial(sdk.load, "bots.line.account"))
        stands: Month = await account.month(settings)
        return stands

    async def added() -> set[str] | None:
        await asyncio.sleep(_DOOR_FIRST_S)
        account: Any = await beside(partial(sdk.load, "bots.line.account"))
        friends: set[str] | None = await account.friends(settings)
        return friends

    door = route(
        secrets=secrets_of(told(settings.line_channel_secret)),
        intake=Intake(CHANNEL, parts.accept, parts.quarantine),
        clock=parts.clock,
    )
    return Plug(
        channel,
        [door],
        door=channel.door,
        introduce=introduce,
        month=month,
        added=added,
        close=channel.close,
    )
