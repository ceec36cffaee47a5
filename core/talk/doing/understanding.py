"""Hands a message to whoever compares it with examples, outside any transaction."""

from core.talk.desk import Desk, Handlers
from core.talk.effects.understanding import GuessMeaning
from core.talk.slow_work import schedule


def _guess(desk: Desk, effect: GuessMeaning) -> None:
    wanted = {"text": effect.text, "topics": effect.topics}
    schedule(desk, "guess", wanted, ticket=effect.ticket, keeps_pass=True)


HANDLERS: Handlers = {GuessMeaning: _guess}
