"""LINE as a channel: renders, sends, and says in core's words what came of it.

Knows neither members nor flows; what it may carry is `render.LIMITS`.
"""

import uuid
from urllib.parse import quote

from bots.line.client import API_BASE, LineClient
from bots.line.flex import Json
from bots.line.parse import CHANNEL
from bots.line.render import LIMITS, render
from core.talk.channel import (
    Delivery,
    Limits,
    Outcome,
    Rejected,
    Sent,
    Unknown,
)
from core.talk.incoming import Place


def build(*, access_token: str, api_base: str = API_BASE) -> "LineChannel":
    """Return the LINE channel; the door is `bots.line.webhook.route`.

    Args:
        access_token: Setting LINE_CHANNEL_ACCESS_TOKEN.
        api_base: Setting LINE_API_BASE. LINE_DATA_API_BASE belongs to pictures and
            rich menus and is not needed here.

    Raises:
        ValueError: There is no token.
    """
    return LineChannel(LineClient(access_token=access_token, api_base=api_base))


class LineChannel:
    """Fills `core.talk.channel.Channel`."""

    def __init__(self, client: LineClient) -> None:
        """Speak through `client`."""
        self._client = client
        self._basic_id = ""

    @property
    def name(self) -> str:
        """The word that stands before the colon of a lane."""
        return CHANNEL

    @property
    def limits(self) -> Limits:
        """What LINE can carry."""
        return LIMITS

    async def introduce(self) -> None:
        """Learn the account's own id, by which people open the talk with it.

        Raises:
            Retryable: LINE did not say.
        """
        self._basic_id = await self._client.basic_id()

    def door(self, *, code: str = "", words: str = "") -> str:
        """Return the address of the talk, with words ready to be sent ('' so far)."""
        if not self._basic_id:
            return ""
        account, ready = quote(self._basic_id), quote(code or words, safe="")
        if ready:
            return f"https://line.me/R/oaMessage/{account}/?{ready}"
        return f"https://line.me/R/ti/p/{account}"

    async def close(self) -> None:
        """Close the connections to LINE."""
        await self._client.close()

    async def working(self, place: Place) -> None:
        """Show the loading animation; LINE has none for groups."""
        if place.kind == "direct":
            await self._client.show_loading(place.id)

    async def send(self, delivery: Delivery) -> Outcome:
        """Answer with the reply pass if there is one, else push.

        Words that need several sendings go on as pushes, each with a retry key of
        its own, so that a second attempt doubles none of them. Nothing is ever pushed
        to a group: LINE counts such a push once for each member ("Pricing").
        """
        objects = list(render(delivery.messages))
        if not objects:
            return Rejected("nothing to say")
        sent: tuple[str, ...] = ()
        most = LIMITS.messages
        for part, begin in enumerate(range(0, len(objects), most)):
            outcome = await self._hand_over(
                delivery, objects[begin : begin + most], part=part
            )
            if isinstance(outcome, Sent):
                sent += outcome.message_ids
            elif part > 0 and delivery.reply_pass:
                # The reply went out and cannot be repeated, so the rest is not.
                return Unknown(f"only {part} of the parts went out: {outcome.why}")
            else:
                return outcome
        return Sent(sent)

    async def _hand_over(
        self, delivery: Delivery, objects: list[Json], *, part: int
    ) -> Outcome:
        """Send one part: the first as a reply where that is possible."""
        if delivery.reply_pass and part == 0:
            return await self._client.reply(
                delivery.reply_pass.token, objects, silent=delivery.silent
            )
        if delivery.place.kind == "group":
            return Rejected("nothing is pushed to a group")
        return await self._client.push(
            delivery.place.id,
            objects,
            retry_key=retry_key(delivery.retry_key, part=part),
            silent=delivery.silent,
        )


def retry_key(key: str, *, part: int) -> str:
    """Return the UUID for a part of a delivery, the same at every attempt."""
    try:
        own = uuid.UUID(key)
    except ValueError:
        own = uuid.uuid5(uuid.NAMESPACE_OID, key)
    return str(own if part == 0 else uuid.uuid5(own, str(part)))
