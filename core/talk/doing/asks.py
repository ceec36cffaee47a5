"""Effects about asks and the people who may be on the way."""

from core.services import asking
from core.store import asks, communities, people, posts, roads
from core.talk import request_notices as notices
from core.talk.desk import Desk, Handlers
from core.talk.echoing import echo
from core.talk.effects.asks import (
    AddToAsk,
    AskOpened,
    AskSeen,
    CloseAsk,
    FindPeople,
    LookAtAsk,
    LookAtPerson,
    OpenAsk,
    Person,
    PersonSeen,
    RememberAsk,
)
from core.talk.effects.joining import Kept
from core.talk.slow_work import schedule

_SAID = ("need", "why", "my_part", "earns_words")


def _open(desk: Desk, effect: OpenAsk) -> AskOpened:
    ask_id = asking.open_ask(
        desk.conn,
        ids=desk.ids,
        asker_id=desk.member.id,
        community_id=effect.community_id,
        need=effect.need,
        why=effect.why,
        my_part=effect.my_part,
        earns=effect.earns,
        earns_words=effect.earns_words,
        now=desk.now,
    )
    said = {name: getattr(effect, name) for name in _SAID}
    echo(desk, "ask", ask_id, said)
    return AskOpened(ask_id)


def _find(desk: Desk, effect: FindPeople) -> None:
    wanted = {"ask_id": effect.ask_id, "seed": str(desk.seed)}
    if effect.anew:
        wanted["anew"] = "yes"
    if effect.only:
        wanted["only"] = effect.only
    schedule(desk, "find", wanted, keeps_pass=True)


def _add(desk: Desk, effect: AddToAsk) -> Kept:
    if asking.add(
        desk.conn,
        ask_id=effect.ask_id,
        asker_id=desk.member.id,
        words=effect.words,
    ):
        echo(desk, "ask", effect.ask_id, {"added": effect.words})
    return Kept()


def _look_at_ask(desk: Desk, effect: LookAtAsk) -> AskSeen:
    ask = asks.ask(desk.conn, effect.ask_id)
    if ask is None or ask.asker_id != desk.member.id:
        return AskSeen("", "")
    if not communities.sits_in(desk.conn, desk.member.id, ask.community_id):
        return AskSeen("", "")
    return AskSeen(
        ask_id=ask.id,
        community_id=ask.community_id,
        need=ask.need,
        why=ask.why,
        my_part=ask.my_part,
        earns=ask.earns,
        earns_words=ask.earns_words,
        seat_free=ask.seat_free,
    )


def _look_at_person(desk: Desk, effect: LookAtPerson) -> PersonSeen:
    ask = asks.ask(desk.conn, effect.ask_id)
    member = people.member(desk.conn, effect.member_id)
    if ask is None or member is None or ask.asker_id != desk.member.id:
        return PersonSeen(None)
    both = (desk.member.id, member.id)
    if not all(communities.sits_in(desk.conn, one, ask.community_id) for one in both):
        return PersonSeen(None)
    if member.id in people.kept_apart(desk.conn, desk.member.id):
        return PersonSeen(None)
    shown = roads.vectors_shown(desk.conn, ask.community_id, [member.id])
    latest = posts.shared_posts(
        desk.conn, ask.community_id, member_ids=[member.id], most=1
    )
    vector = shown.get(member.id)
    person = Person(
        member=member,
        reasons=(),
        destination=vector.destination if vector else "",
        next_step=vector.next_step if vector else "",
        their_words="",
    )
    origin = vector.origin if vector else ""
    return PersonSeen(person, origin, latest[0] if latest else None)


def _close(desk: Desk, effect: CloseAsk) -> Kept:
    for request_id in asking.close(
        desk.conn, ask_id=effect.ask_id, asker_id=desk.member.id, now=desk.now
    ):
        request = asks.request(desk.conn, request_id)
        if request:
            told = notices.taken_back(desk.member.name)
            desk.tell(request.helper_id, told, about=f"request:{request_id}")
    return Kept()


def _remember(desk: Desk, effect: RememberAsk) -> Kept:
    asking.remember(
        desk.conn, ask_id=effect.ask_id, asker_id=desk.member.id, now=desk.now
    )
    return Kept()


HANDLERS: Handlers = {
    OpenAsk: _open,
    FindPeople: _find,
    AddToAsk: _add,
    LookAtAsk: _look_at_ask,
    LookAtPerson: _look_at_person,
    CloseAsk: _close,
    RememberAsk: _remember,
}
