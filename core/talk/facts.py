"""Gathers what a flow may know, as far as it says it needs."""

from collections.abc import Mapping
from dataclasses import replace

from core.domain.members import Language
from core.store import communities, people, practice
from core.talk.desk import Desk
from core.talk.flow import KEEPING_CONSENT, MODEL_CONSENT, Facts, Need


def gather(
    desk: Desk,
    needs: frozenset[Need],
    *,
    zone: str,
    models_offered: bool,
    busy: bool,
    links: bool,
    help_lines: Mapping[Language, str],
) -> Facts:
    """Read the facts of one event from the store."""
    conn, member = desk.conn, desk.member
    facts = Facts(
        member=member,
        now=desk.now,
        zone=zone,
        seed=desk.seed,
        models_offered=models_offered,
        busy=busy,
        links=links,
        help_lines=help_lines.get(member.language, ""),
    )
    if "homes" in needs:
        facts = replace(facts, homes=communities.of_member(conn, member.id))
    if "vector" in needs:
        facts = replace(
            facts,
            vector=practice.vector(conn, member.id),
            shown_in=practice.vector_shown_in(conn, member.id),
            direction_asked_at=people.direction_asked_at(conn, member.id),
        )
    if "post" in needs:
        facts = replace(facts, last_post=practice.last_post(conn, member.id))
    if "consents" in needs:
        facts = replace(
            facts,
            model_consent=people.consent(conn, member.id, MODEL_CONSENT),
            keeping_consent=people.consent(conn, member.id, KEEPING_CONSENT),
        )
    return facts
