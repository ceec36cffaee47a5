"""What a flow may know of one event, read from the store when it is looked at.

Most steps look at little of it, and what is looked at is read once.
"""

from collections.abc import Mapping
from typing import Any

from core.domain.coaching import MODEL_CONSENT, ROADS_CONSENT
from core.domain.members import Language
from core.domain.sounding import HINTS_CONSENT
from core.store import asks, communities, people, posts, roads, talks
from core.talk.desk import Desk
from core.talk.flow import KEEPING_CONSENT, Facts, Unfinished
from core.talk.incoming import Said
from core.talk.unfinished import young


def gather(
    desk: Desk,
    *,
    zone: str,
    models_offered: bool,
    model_name: str,
    busy: bool,
    links: bool,
    help_lines: Mapping[Language, str],
    dated: bool,
    unfinished: tuple[Unfinished, ...] = (),
) -> Facts:
    """Return the facts of one event; good for as long as its transaction."""
    said = isinstance(desk.incoming.content, Said)
    facts = _Facts.__new__(_Facts)
    facts.know(
        desk=desk,
        member=desk.member,
        now=desk.now,
        zone=zone,
        seed=desk.seed,
        models_offered=models_offered,
        model_name=model_name,
        busy=busy,
        links=links,
        one_reply=desk.incoming.reply_pass is not None,
        unfinished=unfinished,
        sent_at=desk.incoming.at if dated and said else None,
        help_lines=help_lines.get(desk.member.language, ""),
    )
    return facts


class _Facts(Facts):
    """Facts whose stored part is not there before somebody looks at it."""

    __slots__ = ("desk",)
    desk: Desk

    def know(self, **known: Any) -> None:
        """Fill in what is known."""
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        """Read what is not known yet; with it what stands in the same rows."""
        read = _READ.get(name)
        if read is None:
            raise AttributeError(name)
        self.know(**read(self.desk))
        return getattr(self, name)


def _homes(desk: Desk) -> dict[str, Any]:
    return {"homes": communities.of_member(desk.conn, desk.member.id)}


def _apps(desk: Desk) -> dict[str, Any]:
    ways = people.reaches(desk.conn, desk.member.id, desk.now)
    return {"apps": tuple(dict.fromkeys(one.address.channel for one in ways))}


def _post(desk: Desk) -> dict[str, Any]:
    return {"last_post": posts.last_post(desk.conn, desk.member.id)}


def _left_elsewhere(desk: Desk) -> dict[str, Any]:
    here, conn = desk.incoming.place.lane, desk.conn
    lanes = [one for one in talks.lanes_of(conn, desk.member.id) if one != here]
    held = (talks.conversation(conn, lane) for lane in lanes)
    found = [one.lane for one in held if one and young(one.kept, desk.now)]
    channels = dict.fromkeys(lane.partition(":")[0] for lane in found)
    return {"left_elsewhere": tuple(channels)}


def _taken_back(desk: Desk) -> dict[str, Any]:
    return {"taken_back": asks.taken_back(desk.conn, desk.member.id)}


def _road(desk: Desk) -> dict[str, Any]:
    road = roads.own(desk.conn, desk.member.id)
    return {
        "vector": road.vector,
        "shown_in": road.shown_in,
        "direction_asked_at": road.asked_at,
    }


def _consents(desk: Desk) -> dict[str, Any]:
    given = people.consented(desk.conn, desk.member.id)
    return {name: given.get(consent) for name, consent in _CONSENTS.items()}


_CONSENTS = {
    "model_consent": MODEL_CONSENT,
    "roads_consent": ROADS_CONSENT,
    "keeping_consent": KEEPING_CONSENT,
    "willing": HINTS_CONSENT,
}
_READ = {
    "homes": _homes,
    "apps": _apps,
    "last_post": _post,
    "taken_back": _taken_back,
    "left_elsewhere": _left_elsewhere,
    **dict.fromkeys(("vector", "shown_in", "direction_asked_at"), _road),
    **dict.fromkeys(_CONSENTS, _consents),
}
