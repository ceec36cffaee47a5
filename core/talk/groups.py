"""In a group: quiet until called, brief when called, and nothing personal.

There is no dialogue here. Everybody in a group hears what is said, some of them
without a seat in the community, and often nobody says who tapped. So a group gets
flags that their raisers put up for it, seats under them, and a link to the talk
between the two of us for everything else.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from core.clock import Ids
from core.delivery import subjects
from core.domain.asides import aside
from core.domain.link_codes import looks_like_code
from core.domain.meaning import asked_about
from core.domain.members import Language, Member
from core.i18n.catalog import LANGUAGES, language_of
from core.services import groups as using
from core.services import linking
from core.services.groups import GroupFlag
from core.store import communities, flags, groups, people, talks
from core.store.groups import Home
from core.store.talks import Token
from core.talk import commands, flag_notices
from core.talk import group_words as words
from core.talk.channel import Door
from core.talk.desk import Desk
from core.talk.doing import carry_out
from core.talk.effects.flags import FlagHeld, FlagMissed, HoldFlag
from core.talk.flow import Start
from core.talk.flows.words import nods
from core.talk.incoming import (
    Arrived,
    Chose,
    Incoming,
    Left,
    Moved,
    Said,
    Undeliverable,
)
from core.talk.newcomers import opens_room
from core.talk.short_answers import short_answer
from core.talk.teller import Teller
from core.talk.turn import Phrase, Saying, T
from core.talk.voice import word

FLAG = "flag:"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said in a group; `about` finds it again when somebody quotes it."""

    sayings: Sequence[Saying]
    language: Language
    about: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One event in a group, and who is known about it."""

    conn: Connection
    incoming: Incoming
    now: datetime
    ids: Ids
    teller: Teller
    door: Door
    asides: bool
    language: Language
    member: Member | None
    home: Home | None

    @property
    def today(self) -> date:
        """The day it is where people are."""
        return self.teller.today(self.now)

    @property
    def to_them(self) -> "Heard":
        """The same, to be answered in the language of whoever spoke."""
        spoken = self.member.language if self.member else self.language
        return replace(self, language=spoken)

    @property
    def sits_here(self) -> bool:
        """Whether whoever did it has a seat in the group's community."""
        member, home = self.member, self.home
        if member is None or home is None:
            return False
        return communities.sits_in(self.conn, member.id, home.id)

    @property
    def room(self) -> str:
        """The name of the group's community, '' when it belongs to none."""
        return self.home.name if self.home else ""


def hear(
    conn: Connection,
    incoming: Incoming,
    *,
    ids: Ids,
    teller: Teller,
    door: Door,
    asides: bool,
    language: Language,
    now: datetime,
) -> Reply | None:
    """Take note of what happens in a group; None where we stay quiet.

    With `asides` whoever tapped can be answered for nobody else to see.
    """
    home = groups.home_of(conn, incoming.place)
    member = people.at(conn, incoming.sender) if incoming.sender else None
    if home is not None:
        language = language_of(home.language, language)
    elif member is not None:
        language = member.language
    heard = Heard(
        conn=conn,
        incoming=incoming,
        now=now,
        ids=ids,
        teller=teller,
        door=door,
        asides=asides,
        language=language,
        member=member,
        home=home,
    )
    reply = _hear(heard)
    return None if reply is None else _with_what_waited(heard, reply)


def _hear(heard: Heard) -> Reply | None:
    conn, place = heard.conn, heard.incoming.place
    match heard.incoming.content:
        case Arrived(invite=code):
            groups.come(conn, place, heard.now)
            if opens_room(conn, code) or looks_like_code(code):
                return _answer(heard, code, "")
            return _reply(heard, words.hello(heard.door))
        case Left() | Undeliverable(why="gone"):
            groups.go(conn, place, heard.now)
            return None
        case Moved(to=to):
            groups.move(conn, place, to)
            talks.move(conn, place.lane, replace(place, id=to).lane)
            return None
        case Said() as said:
            return _said(heard, said)
        case Chose(token=token):
            return _chose(heard, token)
        case _:
            return None


def _with_what_waited(heard: Heard, reply: Reply) -> Reply:
    """Let flags that waited for a reply come along with it, as they stand now."""
    conn, place = heard.conn, heard.incoming.place
    waiting = [
        one for one in subjects.waiting(conn, place.lane) if one.startswith(FLAG)
    ]
    found = {one: using.one(conn, place, one.removeprefix(FLAG)) for one in waiting}
    gone = [one for one in waiting if found[one] is None]
    standing = {about: one for about, one in found.items() if one is not None}
    shown = list(standing)[: using.MOST_SHOWN]
    subjects.drop(conn, place.lane, gone, why="stands there no more")
    subjects.drop(conn, place.lane, shown, why="shown anew")
    if not shown:
        return reply
    cards = words.flags([standing[one] for one in shown], heard.today)
    about = reply.about or (shown[0] if len(shown) == 1 else "")
    said = (*cards, *reply.sayings)
    # A card is read by everybody.
    return replace(reply, sayings=said, language=heard.language, about=about)


def _said(heard: Heard, said: Said) -> Reply | None:
    about = None
    if said.quoted:
        lane = heard.incoming.place.lane
        about = subjects.of_message(heard.conn, lane, said.quoted)
    if not said.called and about is None:
        return None  # they talk with one another
    if said.quoted and nods(said.text):
        return None  # thanks below words of ours ask for no more words
    # Whoever brought us in before we kept groups is met now.
    groups.come(heard.conn, heard.incoming.place, heard.now)
    return _answer(heard, said.text.strip(), about or "")


def _answer(heard: Heard, text: str, about: str) -> Reply:
    place = heard.incoming.place
    if linking.shown(heard.conn, text=text, now=heard.now):
        ready = commands.said("link", heard.to_them.language)
        return _reply(heard.to_them, words.code_shown(heard.door, ready))
    name = commands.command(text)
    if name == "sos":
        return _reply(heard.to_them, words.elsewhere(heard.door, text, sos=True))
    if name in {"flag", "flags"}:
        return _flags(heard)
    if about.startswith(FLAG):
        one = using.one(heard.conn, place, about.removeprefix(FLAG))
        return _shown(heard, [one] if one else [], about)
    if name in {"help", "explain"} or not text:
        return _reply(heard.to_them, words.help_(heard.door, heard.room))
    if opens_room(heard.conn, text):
        return _joined(heard, text)
    if aside(text) in {"here", "cross"} or _ends(name, text):
        return _reply(heard.to_them, words.quiet())
    if nods(text):
        return _reply(heard.to_them, words.nod())
    if topic := asked_about(text):
        return _reply(heard.to_them, words.about(topic, heard.door, text))
    return _reply(heard.to_them, words.elsewhere(heard.door, text))


def _ends(name: str, text: str) -> bool:
    return name in {"stop", "cancel"} or short_answer(text) == "end"


def _flags(heard: Heard) -> Reply:
    found = using.standing(heard.conn, heard.incoming.place)
    about = f"{FLAG}{found[0].flag.id}" if len(found) == 1 else ""
    return _shown(heard, found, about)


def _shown(heard: Heard, found: list[GroupFlag], about: str) -> Reply:
    """Show flags as they stand now; a card of one that waited would be its second."""
    lane, shown = heard.incoming.place.lane, [f"{FLAG}{one.flag.id}" for one in found]
    subjects.drop(heard.conn, lane, shown, why="shown anew")
    return _reply(heard, words.flags(found, heard.today), about)


def _joined(heard: Heard, code: str) -> Reply:
    member_id = heard.member.id if heard.member else None
    place = heard.incoming.place
    match using.join(heard.conn, place=place, code=code, member_id=member_id):
        case "joined":
            home = groups.home_of(heard.conn, place)
            return _reply(heard, words.joined(home.name if home else ""))
        case "not_seated" | "no_such_code":
            return _reply(heard, words.not_seated(heard.door, code))


def _chose(heard: Heard, value: str) -> Reply | None:
    token = talks.token(heard.conn, heard.incoming.place.lane, value)
    if token is None and heard.home is None:
        heard, token = _where_it_went(heard, value)
    if token is None or token.flow != words.FLOW:
        # Where only they hear it, whoever tapped hears why nothing happens.
        return _reply(heard, words.old_card()) if heard.asides else None
    if token.verb == "part":
        return _part(heard)
    return _hold(heard, token.arg)


def _where_it_went(heard: Heard, value: str) -> tuple[Heard, Token | None]:
    """Follow a group that goes on elsewhere: old cards may still bear its old id."""
    old = heard.incoming.place
    token = talks.moved_token(heard.conn, value, groups=replace(old, id="").lane)
    if token is None:
        return heard, None
    place = replace(old, id=token.lane.removeprefix(replace(old, id="").lane))
    home = groups.home_of(heard.conn, place)
    if home is None:
        return heard, None
    incoming = replace(heard.incoming, place=place)
    language = language_of(home.language, heard.language)
    return replace(heard, incoming=incoming, home=home, language=language), token


def _part(heard: Heard) -> Reply:
    member_id = heard.member.id if heard.member else None
    place = heard.incoming.place
    if using.part(heard.conn, place=place, member_id=member_id):
        return _reply(heard, words.parted())
    return _to_one(heard, words.NOT_YOURS)


def _to_one(heard: Heard, said: Phrase, flag_id: str = "") -> Reply:
    """Answer whoever tapped, and nobody else: here, or between the two of us."""
    if heard.asides:
        return _reply(heard, (words.aside(said),))
    return _reply(heard, words.yours_alone(heard.door, flag_id, heard.language))


def _hold(heard: Heard, flag_id: str) -> Reply:
    """Take a seat for whoever tapped, if that can be known."""
    if using.one(heard.conn, heard.incoming.place, flag_id) is None:
        if heard.asides:
            return _to_one(heard, words.MISSED["folded"])
        return _reply(heard, words.missed("folded"))
    if heard.incoming.sender is None:
        return _reply(heard, words.who(heard.door, flag_id, heard.language))
    if heard.member is None or not heard.sits_here:
        return _to_one(heard, words.no_seat(heard.room), flag_id)
    desk = Desk(
        conn=heard.conn,
        now=heard.now,
        ids=heard.ids,
        teller=heard.teller,
        member=heard.member,
        incoming=heard.incoming,
        seed=zlib.crc32(heard.incoming.event_id.encode()),
    )
    match carry_out(desk, HoldFlag(flag_id)):
        case FlagHeld(flag=held):
            alone = flag_notices.held(held.flag)
            desk.tell(heard.member, alone, about=f"{FLAG}{flag_id}")
            said = (*_as_it_is(heard, flag_id), *words.held(held.flag.free))
            return _reply(heard, said, f"{FLAG}{flag_id}")
        case FlagMissed(why="own" | "already" as why):
            return _to_one(heard, words.MISSED[why], flag_id)
        case FlagMissed(why=why) if heard.asides:
            said = (*_as_it_is(heard, flag_id), words.aside(words.MISSED[why]))
            return _reply(heard, said)
        case FlagMissed(why=why):
            return _reply(heard, words.missed(why))
        case _:
            return _reply(heard, words.missed("folded"))


def _as_it_is(heard: Heard, flag_id: str) -> tuple[Saying, ...]:
    """Return the card that was tapped as it stands now; nothing for a folded flag."""
    seen = using.one(heard.conn, heard.incoming.place, flag_id)
    return (replace(words.card(seen, heard.today), again=True),) if seen else ()


def _reply(heard: Heard, said: Sequence[Saying], about: str = "") -> Reply:
    return Reply(said, heard.language, about)


_REF = re.compile(rf"(.+?)\s+([0-9a-z]{{{words.REF_LENGTH}}})")


def holds_flag(conn: Connection, member_id: str, text: str) -> Start | None:
    """Read what a group's link made ready to be sent: a hand for a flag.

    Somebody without a seat in any room is asked for a code: flags are in rooms.
    """
    found = _REF.fullmatch(text.strip())
    if found is None:
        return None
    known = {commands.plain(word(T("group.hold"), one)) for one in LANGUAGES}
    if commands.plain(found[1]) not in known:
        return None
    if not communities.of_member(conn, member_id):
        return Start("welcome", "join")
    meant = flags.ending_with(conn, found[2], member_id)
    return Start("flag", "join", meant.id if meant else "")
