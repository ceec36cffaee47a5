"""Hands a message to whoever compares it with examples, outside any transaction."""

from typing import Any

from core.talk.desk import Desk
from core.talk.effects.understanding import GuessMeaning
from core.talk.slow_work import schedule


def _guess(desk: Desk, effect: GuessMeaning) -> None:
    wanted = {"text": effect.text, "topics": effect.topics}
    schedule(desk, "guess", wanted, ticket=effect.ticket, keeps_pass=True)


HANDLERS: dict[type, Any] = {GuessMeaning: _guess}
