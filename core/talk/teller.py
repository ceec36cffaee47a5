"""Tells a member something they did not just ask for.

Chooses where to reach them, words it in their language, and leaves a row in the
outbox. Whether it goes out at once or waits for their next message is the channel's
matter, by the urgency given here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from core.clock import Ids
from core.delivery import outbox
from core.domain.helping import after_rest
from core.domain.members import Language, Member
from core.store import people, talks
from core.talk.days import local
from core.talk.incoming import Address, Place
from core.talk.turn import Saying
from core.talk.wording import compose

Urgency = Literal["call", "mail"]
_STANDING = -1
_HAS_ITS_HOUR = "sos:"


@dataclass(frozen=True, slots=True)
class Teller:
    """Says things to members by id.

    `waiting` names the channels on which what can wait goes out with the next reply.
    """

    ids: Ids
    zone: str
    waiting: frozenset[str] = frozenset()

    def tell(
        self,
        conn: Connection,
        member: Member,
        sayings: Sequence[Saying],
        *,
        urgency: Urgency,
        now: datetime,
        about: str = "",
        at: Address | None = None,
        aloud: bool = False,
    ) -> bool:
        """Leave a message for a member; False when no open address reaches them.

        It goes to the place they chose for news, or where they last wrote, or the next
        that is open; with `at` there or nowhere. Where all are closed it waits for
        whoever comes back, unless it is about a call for help, which has its hour.

        `call` is for what a person waits for: a request to you, the answer to yours.
        `mail` can wait for their next message where unasked sending costs something.
        `aloud` makes a sound at night as well, for somebody in need.
        """
        ways = people.reaches(conn, member.id, now)
        ways = [way for way in ways if at in {None, way.address}]
        there = next((way for way in ways if way.open), None)
        if there is None and (not ways or about.startswith(_HAS_ITS_HOUR)):
            return False
        place = (there or ways[0]).address.place
        worded = compose(
            sayings,
            member.language,
            lane=place.lane,
            turn=_STANDING,
            flow="home",
            ids=self.ids,
        )
        talks.mint(conn, worded.minted, now)
        if there and not talks.offer_more(conn, place.lane, worded.offered):
            # They linked this messenger and have not written there yet.
            talks.begin(conn, place.lane, member.id, now)
            talks.offer_more(conn, place.lane, worded.offered)
        outbox.enqueue(
            conn,
            id=self.ids.new(),
            place=place,
            messages=worded.messages,
            urgency=urgency,
            reply_pass=None,
            now=now,
            silent=self.quiet(now) and not aloud,
            about=about,
            waits=there is None,
        )
        return there is not None

    def show(
        self,
        conn: Connection,
        place: Place,
        sayings: Sequence[Saying],
        *,
        language: Language,
        now: datetime,
        about: str,
    ) -> None:
        """Leave something for a group to see; it can wait until we are called there."""
        worded = compose(
            sayings, language, lane=place.lane, turn=_STANDING, flow="", ids=self.ids
        )
        talks.mint(conn, worded.minted, now)
        outbox.enqueue(
            conn,
            id=self.ids.new(),
            place=place,
            messages=worded.messages,
            urgency="mail",
            reply_pass=None,
            now=now,
            silent=self.quiet(now),
            about=about,
        )

    def mail_waits(self, channel: str) -> bool:
        """Whether what can wait goes out with the next reply on this channel."""
        return channel in self.waiting

    def today(self, now: datetime) -> date:
        """Return the day it is where people are."""
        return local(now, self.zone).date()

    def quiet(self, now: datetime) -> bool:
        """Whether it is evening or night where people are (21:00 to 8:00)."""
        here = now.astimezone(ZoneInfo(self.zone))
        return after_rest(here) != here
