"""Gathers what a flow may know, as far as it says it needs."""

from collections.abc import Mapping

from core.domain.coaching import MODEL_CONSENT, ROADS_CONSENT
from core.domain.members import Language
from core.domain.sounding import HINTS_CONSENT
from core.store import communities, people, posts, roads
from core.talk.desk import Desk
from core.talk.flow import KEEPING_CONSENT, Facts, Need


def _apps(desk: Desk) -> tuple[str, ...]:
    reaches = people.reaches(desk.conn, desk.member.id)
    return tuple(dict.fromkeys(one.address.channel for one in reaches))


def gather(
    desk: Desk,
    needs: frozenset[Need],
    *,
    zone: str,
    models_offered: bool,
    model_name: str,
    busy: bool,
    links: bool,
    help_lines: Mapping[Language, str],
) -> Facts:
    """Read the facts of one event from the store."""
    conn, member = desk.conn, desk.member
    homes, post, own = "homes" in needs, "post" in needs, member.id
    road = roads.own(conn, own) if "vector" in needs else roads.NOTHING
    consented = people.consented(conn, own) if "consents" in needs else {}
    return Facts(
        member=member,
        now=desk.now,
        zone=zone,
        homes=communities.of_member(conn, own) if homes else (),
        apps=_apps(desk) if "apps" in needs else (),
        vector=road.vector,
        shown_in=road.shown_in,
        last_post=posts.last_post(conn, own) if post else None,
        direction_asked_at=road.asked_at,
        model_consent=consented.get(MODEL_CONSENT),
        roads_consent=consented.get(ROADS_CONSENT),
        keeping_consent=consented.get(KEEPING_CONSENT),
        willing=consented.get(HINTS_CONSENT),
        seed=desk.seed,
        models_offered=models_offered,
        model_name=model_name,
        busy=busy,
        links=links,
        one_reply=desk.incoming.reply_pass is not None,
        help_lines=help_lines.get(member.language, ""),
    )
