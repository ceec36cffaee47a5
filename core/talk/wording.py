"""Turns what a flow said into messages in the reader's language.

The only place where phrase keys become sentences and options become tokens.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.clock import Ids
from core.domain.members import Language
from core.store.talks import Offered, Token
from core.talk.outgoing import (
    Card,
    Choice,
    Draft,
    Fact,
    Link,
    Message,
    Moment,
    Part,
    Text,
)
from core.talk.turn import (
    Lead,
    Offer,
    Option,
    Phrase,
    Point,
    Say,
    Saying,
    Show,
    T,
    Words,
)
from core.talk.voice import word


@dataclass(frozen=True, slots=True)
class Worded:
    """Messages, the tokens behind their choices, and their labels."""

    messages: tuple[Message, ...]
    minted: tuple[Token, ...]
    offered: Offered


def compose(
    sayings: Sequence[Saying],
    language: Language,
    *,
    lane: str,
    turn: int,
    flow: str,
    ids: Ids,
    base_url: str = "",
    picks: bool = False,
) -> Worded:
    """Word sayings and mint a token for each of their options.

    Links are paths under `base_url`, where people reach this service from outside.
    Options that pick a day are left out unless the channel `picks`.
    """
    minted: list[Token] = []
    offered: list[tuple[str, str]] = []

    def choose(option: Option) -> Choice:
        token = Token(
            token=ids.token(),
            lane=lane,
            turn=turn,
            flow=option.flow or flow,
            verb=option.verb,
            arg=option.arg,
            stands=bool(option.flow),
        )
        label = word(option.label, language)
        minted.append(token)
        offered.append((label, token.token))
        return Choice(label, token.token, token.stands, option.picks)

    def linked(saying: Point | Lead) -> Link:
        label = word(saying.label, language)
        if isinstance(saying, Lead):
            return Link(label, saying.url)
        return Link(label, base_url.rstrip("/") + saying.path)

    messages = tuple(
        linked(saying)
        if isinstance(saying, Point | Lead)
        else _message(saying, language, choose, picks=picks)
        for saying in sayings
    )
    return Worded(messages, tuple(minted), tuple(offered))


def _message(
    saying: Say | Show | Offer,
    language: Language,
    choose: Callable[[Option], Choice],
    *,
    picks: bool,
) -> Message:
    choices = tuple(
        choose(option) for option in saying.options if picks or option.picks is None
    )
    match saying:
        case Say():
            said = word(saying.text, language)
            moments = _moments((saying.text,), language)
            return Text(
                said,
                choices,
                moments,
                asks=saying.asks,
                spoken_by=_from(saying.spoken_by, language),
                aside=saying.aside,
            )
        case Show():
            return Card(
                title=word(saying.title, language),
                body=word(saying.body, language),
                facts=tuple(
                    Fact(word(label, language), word(value, language))
                    for label, value in saying.facts
                ),
                choices=choices,
                look=saying.look,
                face=saying.face,
                again=saying.again,
                moments=_moments((saying.title, saying.body), language),
                spoken_by=_from(saying.spoken_by, language),
            )
        case Offer():
            return Draft(
                text=saying.text,
                choices=choices,
                parts=tuple(Part(part, source) for part, source in saying.parts),
                title=word(saying.title, language),
            )


def _from(name: str, language: Language) -> str:
    return word(T("talk.from", name=name), language) if name.strip() else ""


def _moments(words: Sequence[Words], language: Language) -> tuple[Moment, ...]:
    """Return what in words means a moment."""
    found: list[Moment] = []
    for one in words:
        if isinstance(one, Phrase):
            if one.at is not None:
                found.append(Moment(word(one, language), one.at))
            found += _moments(tuple(one.params.values()), language)
    return tuple(found)
