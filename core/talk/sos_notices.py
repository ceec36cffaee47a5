"""What a call for help brings to people who did not just ask; see `core.talk.notices`.

Whoever hears a call sees what its sender read back, and that silence is fine.
"""

from collections.abc import Mapping, Sequence

from core.domain.flags import Flag
from core.domain.sos import Audience, Call, Wish
from core.talk.effects.calls import VoiceHeard
from core.talk.notices import called
from core.talk.turn import Option, Phrase, Say, Saying, Show, T, Words

WISHES: Mapping[Wish, Phrase] = {
    "ear": T("sos.wish_ear"),
    "hand": T("sos.wish_hand"),
    "work": T("sos.wish_work"),
    "place": T("sos.wish_place"),
}
_SEEN_BY: Mapping[Audience, Phrase] = {
    "chosen": T("listen.seen_by_chosen"),
    "keepers": T("listen.seen_by_keepers"),
    "room": T("listen.seen_by_room"),
}


def voice(
    *,
    wish: Wish,
    audience: Audience,
    words: str,
    name: str | None,
    room: str,
    options: tuple[Option, ...] = (),
) -> Show:
    """Return a call as its listeners see it; `name` is None while it is not shown."""
    facts: tuple[tuple[Words, Words], ...] = (
        (T("listen.from"), T("listen.nameless") if name is None else called(name)),
        (T("listen.room"), room),
        (T("listen.seen_by"), _SEEN_BY[audience]),
    )
    return Show(
        title=T("listen.arrived", wish=WISHES[wish]),
        body=words,
        facts=facts,
        options=options,
        look="request",
        face=name or "",
        spoken_by=(name or "") if words else "",
    )


def answers(listener_id: str) -> tuple[Option, ...]:
    """Return the ways to answer a call."""
    return (
        Option(T("listen.ear"), "ear", listener_id, flow="listen"),
        Option(T("listen.flag"), "flag", listener_id, flow="listen"),
        Option(T("listen.person"), "person", listener_id, flow="listen"),
        Option(T("listen.pass"), "pass", listener_id, flow="listen"),
    )


def arrived(
    call: Call, *, name: str | None, room: str, listener_id: str
) -> Sequence[Saying]:
    """A call reached you: what is wished for, who hears it, how it may be answered."""
    card = voice(
        wish=call.wish,
        audience=call.audience,
        words=call.words,
        name=name,
        room=room,
        options=answers(listener_id),
    )
    return (card, Say(T("listen.silence_is_fine")))


def heard(voice_: VoiceHeard) -> Show:
    """Return a call that waits for an answer, or for words once two are connected."""
    call, listener = voice_.call, voice_.listener
    hand = Option(T("listen.hand_words"), "contact", listener.id, flow="listen")
    return voice(
        wish=call.wish,
        audience=call.audience,
        words=call.words,
        name=voice_.name,
        room=voice_.room,
        options=(hand,) if listener.connected else answers(listener.id),
    )


def own(call: Call, said: Words | None = None) -> Show:
    """Return one's own call that is out; `said` instead of its words."""
    words = call.words if said is None else said
    return out(call.id, call.wish, call.audience, words)


def out(call_id: str, wish: Wish, heard_by: Audience, said: Words) -> Show:
    """Return a card about a call that is out, whose buttons stay."""
    return Show(
        title=T("sos.is_out", wish=WISHES[wish]),
        body=said,
        options=after_sending(call_id, heard_by),
        look="request",
    )


def can_listen(name: str, words: str, listener_id: str) -> Sequence[Saying]:
    """Somebody can listen; being connected is the sender's own tap."""
    return (
        Show(
            title=T("listen.can", name=called(name)),
            body=words,
            options=connecting(listener_id),
            look="request",
            face=name,
            spoken_by=name if words else "",
        ),
    )


def connecting(listener_id: str) -> tuple[Option, ...]:
    """Return a sender's ways after an answer."""
    return (
        Option(T("listen.connect"), "connect", listener_id, flow="listen"),
        Option(T("listen.not_now"), "not_now", listener_id, flow="listen"),
    )


def flag_offered(
    name: str,
    flag: Flag,
    listener_id: str,
    facts: tuple[tuple[Words, Words], ...],
) -> Sequence[Saying]:
    """Somebody shows a flag of theirs: then why not this?"""
    options = (
        Option(T("sos.ride_along"), "join", flag.id, flow="flag"),
        Option(T("sos.just_hear"), "connect", listener_id, flow="listen"),
    )
    return (
        Show(
            title=T("listen.flag_offered", name=called(name)),
            body=T("sos.seat_free", purpose=flag.purpose),
            facts=facts,
            options=options,
            look="flag",
            face=name,
        ),
    )


def person_named(name: str, words: str, listener_id: str) -> Sequence[Saying]:
    """Somebody thought of a person; nobody told that person anything."""
    return (
        Show(
            title=T("listen.person_named", name=called(name)),
            body=words,
            options=connecting(listener_id),
            look="request",
            face=name,
            spoken_by=name,
        ),
    )


def passed(name: str, words: str) -> Sequence[Saying]:
    """Somebody cannot just now, and says so in words of their own choice."""
    said = T("listen.passed_with_words", name=called(name), words=words)
    return (Say(said, spoken_by=name),)


def connected(name: str, listener_id: str) -> Sequence[Saying]:
    """Whose call it is, and the way to reach each other."""
    hand = Option(T("listen.hand_words"), "contact", listener_id, flow="listen")
    return (
        Show(
            title=T("listen.connected", name=called(name)),
            body=T("listen.connected_then"),
            options=(hand,),
            look="request",
            face=name,
        ),
    )


def words_handed(name: str, words: str, listener_id: str) -> Sequence[Saying]:
    """How the other can be reached, as they wrote it."""
    hand = Option(T("listen.hand_words"), "contact", listener_id, flow="listen")
    return (
        Show(
            title=T("listen.words_handed", name=called(name)),
            body=words,
            options=(hand,),
            face=name,
            spoken_by=name,
        ),
    )


def settled(wish: Wish) -> Sequence[Saying]:
    """A call that one offered something for is closed."""
    return (Say(T("listen.settled", wish=WISHES[wish])),)


def taken_back(wish: Wish) -> Sequence[Saying]:
    """A call was taken back before anybody answered."""
    return (Say(T("listen.taken_back", wish=WISHES[wish])),)


def mended(call: Call, *, name: str | None, room: str) -> Sequence[Saying]:
    """The words of a call were mended by their author."""
    card = voice(
        wish=call.wish, audience=call.audience, words=call.words, name=name, room=room
    )
    return (Say(T("listen.mended")), card)


def after_sending(call_id: str, heard_by: Audience) -> tuple[Option, ...]:
    """Return what a sender can do while a call is heard."""
    wider = (Option(T("sos.wider"), "wider", call_id, flow="sos"),)
    return (
        Option(T("sos.settled"), "ended", call_id, flow="sos"),
        *(wider if heard_by != "room" else ()),
        Option(T("sos.lines"), "lines", flow="sos"),
    )


def ask_wider(call: Call) -> Sequence[Saying]:
    """Nobody has been found yet; going further is the sender's own tap."""
    return (own(call, T("sos.ask_wider")),)


def not_delivered(call: Call, names: Words) -> Sequence[Saying]:
    """It could not be delivered after all; no cause is told."""
    said = T("sos.missed", names=names) if names else T("sos.nobody")
    return (Say(said, after_sending(call.id, call.audience)),)


def asked_to_keep(room: str, community_id: str, owner: str) -> Sequence[Saying]:
    """Would you keep watch over this room?"""
    said = T("keeper.asked_plainly", room=room)
    if owner:
        said = T("keeper.asked", room=room, name=owner)
    options = (
        Option(T("keeper.agree"), "agree", community_id, flow="keeper"),
        Option(T("keeper.decline"), "decline", community_id, flow="keeper"),
    )
    return (Say(said, options),)


def watch_over(room: str) -> Sequence[Saying]:
    """The owner let them go from the watch."""
    return (Say(T("keeper.watch_over", room=room)),)
