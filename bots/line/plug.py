"""How the service plugs LINE in."""

from collections.abc import Sequence

from bots.line import webhook
from bots.line.channel import build
from bots.line.parse import CHANNEL, Quarantined
from bots.registry import Parts, Plug


def plug(parts: Parts) -> Plug:
    """Make the LINE channel and its door."""
    settings = parts.settings
    channel = build(
        access_token=settings.line_channel_access_token.get_secret_value(),
        api_base=settings.line_api_base,
    )

    async def park(events: Sequence[Quarantined]) -> None:
        for event in events:
            await parts.quarantine(
                channel=CHANNEL, event_id=event.event_id, raw=event.raw, why=event.why
            )

    door = webhook.route(
        secrets=webhook.secrets_of(settings.line_channel_secret.get_secret_value()),
        accept=parts.accept,
        park=park,
        clock=parts.clock,
    )
    return Plug(channel, [door], close=channel.close)
