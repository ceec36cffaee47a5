"""Use case: being forgotten, except for thanks that may stay without a name.

What others wrote stays theirs, with the name and the quotes taken out; what points to
this member finds a stone without a name. Conversations under way and messages are
`core.delivery.forgetting`'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.domain.link_codes import PAUSE
from core.domain.members import RAW_ANSWERS_DAYS, Language
from core.domain.traces import Finder, Traces, finder
from core.services import calling
from core.store import (
    asked,
    communities,
    dialogues,
    drafts,
    echoes,
    flags,
    forgetting,
    linking,
    people,
    raw_answers,
    soundings,
    talks,
)
from core.store.downloads import forget_expired
from core.talk.incoming import Address

_TOKENS_DAYS = 90
_DRAFTS_DAYS = 30
_SOUNDINGS_DAYS = 30


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is left to take out of messages.

    Attributes:
        places: The addresses of the member's conversations.
        find: Finds their traces.
        items: How notices call what was theirs, such as `request:<id>`.
    """

    places: frozenset[Address]
    find: Finder
    items: frozenset[str]


def wrote_thanks(conn: Connection, member_id: str) -> bool:
    """Whether thanks that this member wrote are with others."""
    return bool(forgetting.thanks_written(conn, member_id))


def forget(
    conn: Connection,
    *,
    member_id: str,
    keep_thanks: bool,
    stand_ins: Mapping[Language, str],
    now: datetime,
) -> Forgotten:
    """Take a member out of every table but those of messages.

    Args:
        conn: The connection of one transaction for all of it.
        member_id: Who wants to be forgotten.
        keep_thanks: Thanks they wrote stay with those who got them.
        stand_ins: What stands for their name in thanks, by the reader's language.
        now: The present moment.
    """
    member = people.member(conn, member_id)
    thanks = forgetting.thanks_written(conn, member_id) if keep_thanks else frozenset()
    traces = Traces(
        name=member.name if member else "",
        texts=forgetting.written(conn, member_id) - thanks,
        shared=thanks,
    )
    places = forgetting.places(conn, member_id)
    forgotten = Forgotten(places, finder(traces), forgetting.items(conn, member_id))
    dialogues.end_about(conn, forgotten.find, member_id)
    _free_seats(conn, member_id)
    forgetting.empty_shared(conn, member_id, keep_thanks=keep_thanks)
    forgetting.mend_shared(conn, member_id, forgotten.find, stand_ins)
    lanes = [at.place.lane for at in places]
    forgetting.erase_own(conn, member_id, lanes)
    asked.forget(conn, lanes)
    forgetting.bury(conn, member_id, now)
    return forgotten


def _free_seats(conn: Connection, member_id: str) -> None:
    for home in communities.of_member(conn, member_id):
        communities.leave_seat(conn, home.id, member_id)
    for held in flags.held_by(conn, member_id):
        flags.let_go(conn, held.id, member_id)


def sweep(conn: Connection, now: datetime) -> int:
    """Erase what was promised to be kept for a while only; return how many rows.

    Raw answers and what was left unfinished after 30 days, choices of old dialogues
    after 90, links and codes that ran out, what drafts took and what messages became
    part of after 30 days, calls for help 30 days after they closed.
    """
    return (
        raw_answers.erase_due(conn, now)
        + talks.forget_tokens(conn, now - timedelta(days=_TOKENS_DAYS))
        + talks.forget_kept(conn, now - timedelta(days=RAW_ANSWERS_DAYS))
        + forget_expired(conn, now)
        + drafts.forget_older(conn, now - timedelta(days=_DRAFTS_DAYS))
        + soundings.forget_older(conn, now - timedelta(days=_SOUNDINGS_DAYS))
        + asked.forget_older(conn, now - timedelta(days=_TOKENS_DAYS))
        + echoes.forget_older(conn, now - timedelta(days=RAW_ANSWERS_DAYS))
        + linking.forget_old(conn, now=now, tried_before=now - PAUSE)
        + calling.sweep(conn, now)
    )
