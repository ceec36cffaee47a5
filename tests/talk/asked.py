"""A request from ゆき to けん, as flows hear of it."""

from core.domain.members import Member
from core.domain.requests import LAPSE_AFTER, Request, State
from tests.talk.totality import NOW

KEN, YUKI = Member("ken", "けん", "ja"), Member("yuki", "ゆき", "ja")


def request(state: State = "sent") -> Request:
    """Return the request; what happened to it since is told by its state."""
    return Request(
        "r1", "a1", "yuki", "ken", "room", "文", state, NOW, NOW + LAPSE_AFTER
    )
