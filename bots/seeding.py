"""Puts the sample community into a database, as if its people had lived there.

Owns the way from the invented people (`bots.sample`) to rows; days are counted back
from now. It must not know a channel beyond the name its people write from.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bots.sample.people import SampleCommunity, SampleMember, load
from core.clock import Ids
from core.domain.formats import AINORI_5
from core.domain.sounding import HINTS_CONSENT
from core.i18n.catalog import Language
from core.store import communities, keepers, people, posts, roads
from core.talk.doing.joining import CONSENT_WORDING
from core.talk.incoming import Address

_MOVED_IN = timedelta(days=120)
_RESTING_FOR = timedelta(days=6)
_CHEERED_AFTER = timedelta(hours=3)


def seed(
    conn: Connection, ids: Ids, now: datetime, *, language: Language, channel: str
) -> str:
    """Move the sample community in, unless it lives here already.

    Args:
        conn: The connection of a transaction.
        ids: Makes the ids of what has no name of its own.
        now: Today; posts are dated back from it.
        language: Of the people and their words.
        channel: Where they write from; their user ids there are their keys.

    Returns:
        The invite code of the community.
    """
    sample = load(language)
    if communities.invited_to(conn, sample.invite) is None:
        _Mover(conn, ids, now, language, channel).move_in(sample)
    return sample.invite


class _Mover:
    """One transaction's worth of moving in."""

    def __init__(
        self,
        conn: Connection,
        ids: Ids,
        now: datetime,
        language: Language,
        channel: str,
    ) -> None:
        self._conn = conn
        self._ids = ids
        self._now = now
        self._language: Language = language
        self._channel = channel
        self._members: dict[str, str] = {}
        self._posts: dict[str, list[tuple[str, datetime]]] = {}

    def move_in(self, sample: SampleCommunity) -> None:
        """Write the whole neighbourhood down."""
        began = self._now - _MOVED_IN
        community = communities.add(
            self._conn,
            id=self._ids.new(),
            name=sample.name,
            purpose=sample.purpose,
            language=self._language,
            now=began,
        )
        communities.add_invite(self._conn, sample.invite, community.id, began)
        for place, member in enumerate(sample.members):
            # Nobody moved in in the same minute, so everybody has a place in line.
            self._member(member, community.id, began + timedelta(minutes=place))
            self._post(member, community.id)
        communities.set_owner(self._conn, community.id, self._members[sample.owner])
        for key in sample.willing:
            self._may_be_asked(self._members[key], began)
        for key in sample.keepers:
            keepers.ask(self._conn, community.id, self._members[key], began)
            keepers.agree(self._conn, community.id, self._members[key], began)
        for cheer in sample.cheers:
            post_id, shared_at = self._posts[cheer.to][cheer.post]
            posts.add_cheer(
                self._conn,
                id=self._ids.new(),
                post_id=post_id,
                member_id=self._members[cheer.giver],
                line=cheer.line,
                words=cheer.text,
                now=min(shared_at + _CHEERED_AFTER, self._now),
            )

    def _member(self, one: SampleMember, community_id: str, joined: datetime) -> None:
        conn, member_id = self._conn, self._ids.new()
        self._members[one.key] = member_id
        people.add(
            conn, id=member_id, name=one.name, language=self._language, now=joined
        )
        resting_since = self._now - _RESTING_FOR if one.resting else None
        people.change(conn, member_id, rhythm=one.rhythm, resting_since=resting_since)
        people.bind(conn, Address(self._channel, one.key), member_id, joined)
        communities.take_seat(conn, community_id, member_id, joined)
        # The words of today: "still this way?" is not due for anybody.
        worded = max(joined, self._now - timedelta(days=60))
        roads.add_vector(
            conn, id=self._ids.new(), member_id=member_id, new=one.vector, now=worded
        )
        if one.shown:
            roads.show_vector_in(conn, member_id, [community_id], worded)

    def _may_be_asked(self, member_id: str, since: datetime) -> None:
        people.add_consent(
            self._conn,
            id=self._ids.new(),
            member_id=member_id,
            what=HINTS_CONSENT,
            wording=CONSENT_WORDING,
            given=True,
            now=since,
        )

    def _post(self, one: SampleMember, community_id: str) -> None:
        written: list[tuple[str, datetime]] = []
        for number, post in enumerate(one.posts):
            post_id = self._ids.new()
            at = self._now - timedelta(days=post.days_ago)
            posts.add_post(
                self._conn,
                id=post_id,
                member_id=self._members[one.key],
                community_id=community_id if one.shown else None,
                format=AINORI_5,
                lines={str(key): text for key, text in one.lines(number).items()},
                previous_id=written[-1][0] if written else None,
                outcome=post.outcome,
                now=at,
            )
            written.append((post_id, at))
        self._posts[one.key] = written
