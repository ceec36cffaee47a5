"""What members are told without having asked: pure builders of words and cards.

Their options stand: they open a flow whenever they are tapped, and the rows they are
about decide what they still mean. Of requests, flags, calls and sentences tell the
modules of these names.
"""

from collections.abc import Mapping, Sequence

from core.talk.post_card import line_label
from core.talk.turn import Option, Phrase, Say, Saying, Show, T, Words

_APPS: Mapping[str, Phrase] = {
    "line": T("link.line"),
    "telegram": T("link.telegram"),
    "web": T("link.web"),
    "console": T("link.console"),
}


def app(channel: str) -> Words:
    """Return what people call a channel."""
    return _APPS.get(channel, channel)


def called(name: str) -> Words:
    """Return how to call somebody who may not have given a name yet."""
    return name or T("talk.somebody")


def cheered(
    name: str, *, line: str, quote: str, words: str, cheer_id: str
) -> Sequence[Saying]:
    """Somebody cheers one line of a post; a word back is one tap away."""
    title = T("cheer.arrived", name=called(name))
    return _on_a_line(
        title, name, line=line, quote=quote, words=words, cheer_id=cheer_id
    )


def hand_offered(
    name: str, *, quote: str, words: str, cheer_id: str
) -> Sequence[Saying]:
    """Somebody would lend a hand with what a post asked for, unasked (R9)."""
    title = T("cheer.hand_arrived", name=called(name))
    return _on_a_line(
        title, name, line="with", quote=quote, words=words, cheer_id=cheer_id
    )


def _on_a_line(
    title: Phrase, name: str, *, line: str, quote: str, words: str, cheer_id: str
) -> Sequence[Saying]:
    return (
        Show(
            title=title,
            body=words,
            facts=((line_label(line), quote),),
            options=(Option(T("cheer.answer"), "answer", cheer_id, flow="cheer"),),
            look="thanks",
            face=name,
            spoken_by=name if words else "",
        ),
    )


def cheer_answered(name: str, words: str) -> Sequence[Saying]:
    """The author's words back."""
    return (Say(T("cheer.answered", name=called(name), words=words), spoken_by=name),)


def room_filling(room: str, taken: int, seats: int) -> Sequence[Saying]:
    """The owner hears once that the room is filling, and that rooms can neighbour."""
    return (
        Say(T("welcome.room_filling", room=room, taken=str(taken), seats=str(seats))),
    )


def seat_free(room: str, code: str) -> Sequence[Saying]:
    """A seat is free for somebody who waited."""
    return (
        Say(
            T("welcome.seat_free", room=room),
            (Option(T("welcome.take_seat"), "join", code, flow="welcome"),),
        ),
    )


def linked(channel: str) -> Sequence[Saying]:
    """Another messenger was linked with a code from here; with the way back."""
    options = (Option(T("link.see"), "", flow="link"),)
    return (Say(T("link.told", app=app(channel)), options),)
