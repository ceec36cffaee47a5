"""What is open nearby to somebody who calls for help: "why not help with this?" (S1)

A free seat under a flag, or a post whose author wishes for somebody: three at most, in
the order in which they were put up. What is on the caller's own road is among them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.members import Member
from core.domain.sos import Wish, touches
from core.talk.effects.flags import FlagSeen
from core.talk.effects.openings import FindNearby, OpeningsSeen
from core.talk.effects.posts import PostSeen
from core.talk.flow import Facts, Turn
from core.talk.flows import coached, sos_call
from core.talk.flows.flag_cards import seen_by_anybody
from core.talk.flows.sos_states import Chosen, Draft, Looking, Nearing
from core.talk.notices import called
from core.talk.turn import Option, Phrase, Say, Saying, Show, T
from core.talk.voice import word

_MOST = 3


@dataclass(frozen=True, slots=True)
class _Opening:
    id: str
    said: str
    card: Show


def seen(state: Looking, openings: OpeningsSeen, facts: Facts) -> Turn:
    """Show what is open; where it is more than fits, ask first what is near."""
    found = _found(state.wish, openings, facts)
    road = facts.vector.destination or facts.vector.next_step
    if state.near is None and len(found) > _MOST and road:
        waiting = Nearing(state.wish, coached.ticket(facts))
        effect = FindNearby(
            tuple(one.flag.id for one in openings.flags),
            tuple(post.id for post, _ in openings.posts),
            waiting.ticket,
        )
        return Turn(next=waiting, do=(effect,))
    return _shown(state.wish, _chosen(found, state.near or (), facts), facts)


def _found(wish: Wish, openings: OpeningsSeen, facts: Facts) -> list[_Opening]:
    seats = [
        _Opening(one.flag.id, one.flag.purpose, _free_seat(one, wish, facts))
        for one in openings.flags
    ]
    wished = [
        _Opening(post.id, words, _company(post.id, words, author, wish))
        for post, author in openings.posts
        if (words := post.lines.get("with"))
    ]
    return [*seats, *wished]


def _chosen(
    found: Sequence[_Opening], near: Sequence[str], facts: Facts
) -> list[_Opening]:
    """Choose those on the road, then others; they stand in the order they had."""
    road = " ".join((facts.vector.destination, facts.vector.next_step))
    on_it = [one for one in found if one.id in near or touches(road, one.said)]
    others = [one for one in found if one not in on_it]
    chosen = [*on_it, *others][:_MOST]
    return [one for one in found if one in chosen]


def _shown(wish: Wish, chosen: Sequence[_Opening], facts: Facts) -> Turn:
    """Say what can and cannot be done, with what is open; then, who is told."""
    options = [
        Option(T("sos.call_somebody"), "call", wish, flow="sos"),
        Option(T("sos.ask_somebody"), "", flow="ask"),
        Option(T("sos.lines"), "lines", flow="sos"),
    ]
    if not facts.homes:
        options[:2] = [Option(T("welcome.have_code"), "join", flow="welcome")]
    closing = T("sos.open_nearby") if chosen else T("sos.nothing_else")
    said: list[Saying] = [
        Say(T("sos.plainly_work") if wish == "work" else T("sos.plainly_place")),
        *(one.card for one in chosen),
        Say(closing, tuple(options)),
    ]
    return Turn(tuple(said), clear=True)


def _free_seat(seen: FlagSeen, wish: Wish, facts: Facts) -> Show:
    flag = seen.flag
    return Show(
        title=flag.purpose,
        body=T("sos.seat_free", purpose=flag.purpose),
        facts=seen_by_anybody(flag, seen.raiser, facts.today),
        options=(
            Option(T("sos.ride_along"), "join", flag.id, flow="flag"),
            _just_hear("hear", wish, flag.id),
        ),
        look="flag",
        face=seen.raiser.name,
    )


def _company(post_id: str, words: str, author: Member, wish: Wish) -> Show:
    return Show(
        title=words,
        body=T("sos.company_wished", name=called(author.name)),
        options=(
            Option(T("room.lend_hand"), "help", post_id, flow="cheer"),
            _just_hear("hear_author", wish, post_id),
        ),
        look="post",
        face=author.name,
    )


def _just_hear(verb: str, wish: Wish, about: str) -> Option:
    return Option(T("sos.just_hear"), verb, f"{wish}:{about}", flow="sos")


def about_flag(wish: Wish, flags: Sequence[FlagSeen], facts: Facts) -> Turn:
    """Ask the raiser of a flag about it, read back like every call."""
    one = next((one for one in flags if not one.mine), None)
    if one is None or one.flag.state != "open":
        return _gone(T("flag.gone"))
    to = Chosen(one.raiser.id, one.raiser.name)
    said = T("sos.about_flag", purpose=one.flag.purpose)
    return _asked(wish, one.flag.community_id, to, said, facts)


def about_post(wish: Wish, found: PostSeen, facts: Facts) -> Turn:
    """Ask the author of a post about the company they wish for."""
    post, author = found.post, found.author
    wished = post.lines.get("with") if post else ""
    if post is None or author is None or not wished or author.id == facts.member.id:
        return _gone(T("cheer.post_gone"))
    said = T("sos.about_flag", purpose=wished)
    to = Chosen(author.id, author.name)
    return _asked(wish, post.community_id or "", to, said, facts)


def _asked(wish: Wish, room: str, to: Chosen, said: Phrase, facts: Facts) -> Turn:
    words = word(said, facts.member.language)
    draft = Draft(wish, room=room, chosen=(to,), words=words, worded=True)
    return sos_call.begin(draft, facts)


def _gone(said: Phrase) -> Turn:
    return Turn((Say(said, (Option(T("sos.lines"), "lines", flow="sos"),)),))
