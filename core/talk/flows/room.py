"""A community as anybody in it sees it: its purpose, who is here, what was posted.

The owner sees exactly this too. People come in an order without meaning, with what
they publish here and nothing else. Every choice stands, so that a card can be tapped
whenever; each time the seat is looked at anew.
"""

from dataclasses import dataclass
from typing import Literal

from core.domain.communities import Community
from core.domain.formats import Post
from core.domain.members import Member
from core.talk.effects import Done
from core.talk.effects.posts import LookAtPosts, PostsSeen
from core.talk.effects.rooms import LookAtMembers, LookAtRoom, MembersSeen, RoomSeen
from core.talk.flow import Facts, Flow, Heard, Turn
from core.talk.flows.menu import room_options
from core.talk.notices import called
from core.talk.post_card import card
from core.talk.turn import Offer, Opened, Option, Say, Saying, Show, T, Words
from core.talk.voice import word

What = Literal["see", "posts", "people", "invite"]
_MESSENGERS: dict[str, Words] = {"line": T("room.on_line")}


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to see a community, or what somebody wanted to see of it."""

    what: What
    community_id: str
    kind: Literal["looking"] = "looking"


State = Looking


def open_(opened: Opened, facts: Facts) -> Turn:
    """Look at one of the member's communities; several: ask which."""
    what: What = "see"
    match opened.verb:
        case ("posts" | "people" | "invite") as wanted:
            what = wanted
        case _:
            pass
    community_id, _, page = opened.arg.partition(":")
    if not facts.homes:
        code = Option(T("welcome.have_code"), "join", flow="welcome")
        return Turn((Say(T("room.nowhere"), (code,)),))
    if not community_id and len(facts.homes) > 1:
        return Turn((_which(what, facts),))
    home = facts.home(community_id) if community_id else facts.homes[0]
    if home is None:
        return Turn((Say(T("room.not_here"), (_all_rooms(),)),))
    return _look(what, home.id, page)


def _which(what: What, facts: Facts) -> Say:
    return Say(T("room.which"), room_options(facts, what, flow="room"))


def _all_rooms() -> Option:
    return Option(T("menu.room"), "", flow="room")


def _look(what: What, community_id: str, page: str) -> Turn:
    looking = Looking(what, community_id)
    match what:
        case "posts":
            return Turn(next=looking, do=(LookAtPosts(community_id),))
        case "people":
            day, _, begin = page.partition(":")
            first = int(begin) if begin.isdecimal() else 0
            return Turn(next=looking, do=(LookAtMembers(community_id, day, first),))
        case _:
            return Turn(next=looking, do=(LookAtRoom(community_id),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Say what was seen."""
    match heard:
        case Done(answer=RoomSeen(community=None)):
            return Turn((Say(T("room.not_here"), (_all_rooms(),)),))
        case Done(answer=RoomSeen(community=room) as seen) if room:
            said = (
                _invite(room, seen, facts)
                if state.what == "invite"
                else _room(room, seen)
            )
            return Turn(said)
        case Done(answer=PostsSeen(posts=posts)):
            return Turn(_posts(posts, state.community_id))
        case Done(answer=MembersSeen() as seen):
            return Turn(_members(seen))
        case _:
            return None


# The room


def _room(room: Community, seen: RoomSeen) -> tuple[Saying, ...]:
    decides: tuple[tuple[Words, Words], ...] = ()
    if seen.owner:
        decides = ((T("room.decides"), called(seen.owner.name)),)
    months: tuple[tuple[Words, Words], ...] = tuple(
        (
            T("room.month", messenger=_MESSENGERS.get(month.channel, month.channel)),
            T("room.month_carries", used=str(month.used), most=str(month.most)),
        )
        for month in seen.months
    )
    model: tuple[tuple[Words, Words], ...] = ()
    if seen.model is not None:
        model = ((T("room.model"), seen.model),)
    return (
        Show(
            title=room.name,
            body=room.purpose,
            facts=(*decides, *months, *model),
            options=(
                Option(T("post.everyones"), "posts", room.id, flow="room"),
                Option(T("room.people"), "people", room.id, flow="room"),
                Option(T("room.flags"), "list", room.id, flow="flag"),
                Option(T("room.keepers"), "", room.id, flow="keeper"),
                Option(T("room.invite"), "invite", room.id, flow="room"),
            ),
        ),
    )


def _invite(room: Community, seen: RoomSeen, facts: Facts) -> tuple[Saying, ...]:
    if not seen.codes:
        return (Say(T("room.no_code", room=room.name)),)
    code = " / ".join(seen.codes)
    words = (
        T("room.invite_words_purpose", room=room.name, purpose=room.purpose, code=code)
        if room.purpose
        else T("room.invite_words", room=room.name, code=code)
    )
    offer = Offer(word(words, facts.member.language), title=T("room.invite_draft"))
    if room.full:
        return (offer, Say(T("room.full_now", room=room.name)))
    return (offer,)


# What was posted


def _posts(
    posts: tuple[tuple[Post, Member], ...], community_id: str
) -> tuple[Saying, ...]:
    write = Option(T("road.write_post"), "", flow="post")
    if not posts:
        people = Option(T("room.people"), "people", community_id, flow="room")
        return (Say(T("room.no_posts"), (write, people)),)
    return tuple(card(post, author, for_reader(post)) for post, author in posts)


def for_reader(post: Post) -> tuple[Option, ...]:
    """Return what a reader of a post can do about it."""
    cheer = Option(T("room.cheer"), "", post.id, flow="cheer")
    if not post.lines.get("with"):
        return (cheer,)
    return (cheer, Option(T("room.lend_hand"), "help", post.id, flow="cheer"))


# Who is here


def _members(seen: MembersSeen) -> tuple[Saying, ...]:
    if not seen.members:
        invite = Option(T("room.invite"), "invite", seen.community_id, flow="room")
        return (Say(T("room.nobody_yet"), (invite,)),)
    cards = tuple(person(member, toward) for member, toward in seen.members)
    posts = Option(T("post.everyones"), "posts", seen.community_id, flow="room")
    if seen.following is None:
        return (*cards, Say(T("room.that_is_all"), (posts,)))
    page = f"{seen.community_id}:{seen.day}:{seen.following}"
    following = Option(T("room.following"), "people", page, flow="room")
    return (*cards, Say(T("room.more_people"), (following, posts)))


def person(member: Member, toward: str) -> Show:
    """Return somebody as a community sees them."""
    return Show(
        title=called(member.name),
        body=T("room.resting") if member.resting else "",
        facts=((T("vector.toward"), toward),) if toward else (),
        options=(know(member.id),),
        look="person",
        face=member.name,
    )


def know(member_id: str) -> Option:
    """Return the choice to see more of somebody, or to ask them."""
    return Option(T("ask.know_more"), "", member_id, flow="person")


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat where we are."""
    return (_which(state.what, facts),)


FLOW = Flow("room", State, open_, step, ask)
