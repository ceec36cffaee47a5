"""What people are told about sentences on a vector; see `core.talk.notices`."""

from collections.abc import Sequence

from core.domain.sounding import Hint, Shown
from core.domain.vectors import SHOWN_LINES, Line
from core.talk.notices import called
from core.talk.turn import Option, Say, Saying, Show, T, Words
from core.talk.vector_card import LABELS


def lines(shown: Shown, line: Line) -> tuple[tuple[Words, Words], ...]:
    """Return what is shown for a question, the line that is asked about among it."""
    told: list[tuple[Words, Words]] = []
    for one in SHOWN_LINES:
        if shown.of(one):
            told.append((LABELS[one], shown.of(one)))
        elif one == line:
            told.append((LABELS[one], T("vector.not_yet")))
    if shown.note:
        told.append((T("sounding.note"), shown.note))
    return tuple(told)


def asked(hint: Hint, asker: str) -> Sequence[Saying]:
    """Somebody would like to hear how you might put a line of theirs."""
    return (card(hint, asker),)


def card(hint: Hint, asker: str) -> Show:
    """Return what an asker lets be read, with the ways to answer."""
    sounding = hint.sounding
    return Show(
        title=T("hint.arrived", name=called(asker)),
        body=T("hint.how_would_you", line=LABELS[sounding.line]),
        facts=lines(sounding.shown, sounding.line),
        options=(
            Option(T("hint.write"), "write", hint.id, flow="hint"),
            Option(T("answer.pass"), "pass", hint.id, flow="hint"),
            Option(T("answer.later"), "later", hint.id, flow="hint"),
        ),
        look="vector",
        face=asker,
    )


def said(hint: Hint, author: str) -> Sequence[Saying]:
    """Somebody says how they might put it; taking it up and thanks are one tap away."""
    line = hint.sounding.line
    own = hint.sounding.shown.of(line)
    return (
        Show(
            title=T("sounding.arrived", name=called(author)),
            body=hint.words,
            facts=((LABELS[line], own),) if own else (),
            options=(
                Option(T("sounding.take"), "take", hint.id, flow="sounding"),
                Option(T("follow.thank_reading"), "thank", hint.id, flow="sounding"),
                Option(T("sounding.leave"), "leave", hint.id, flow="sounding"),
            ),
            look="thanks",
            face=author,
            spoken_by=author,
        ),
    )


def thanked(words: str, asker: str) -> Sequence[Saying]:
    """Thanks for a sentence, with a reason."""
    return (
        Show(
            title=T("follow.thanks_arrived", name=called(asker)),
            body=words,
            look="thanks",
            face=asker,
            spoken_by=asker,
        ),
    )


def taken_back(author: str) -> Sequence[Saying]:
    """Somebody took their sentence back after it had gone out."""
    return (Say(T("sounding.taken_back", name=called(author))),)
