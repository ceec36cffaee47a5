"""Fits what is to be said into what a channel can carry, once for all channels.

Long texts are cut at natural borders, long labels are shortened, choices that a
channel cannot show as buttons are listed with the numbers under which they may be
typed back, and neighbouring texts are joined when there are too many messages.
No word of a text, card or draft is dropped. A number counts the choices of a turn in
their order, the first one being 1; how a message looks is the channel's own affair.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from core.talk.channel import Limits
from core.talk.measure import pieces, shorten, spans, units
from core.talk.outgoing import (
    Card,
    Choice,
    Draft,
    Fact,
    Link,
    Message,
    Part,
    Text,
    choices_of,
)

# A card with more lines than this is read more easily as text.
_MOST_FACTS = 12
_TITLE_GRAPHEMES = 40


def fit(messages: Sequence[Message], limits: Limits) -> tuple[Message, ...]:
    """Return the same words in messages that a channel can carry.

    Fitting twice changes nothing more. The result may still be more than
    `limits.messages` where the words need it; the channel then sends in several goes.
    """
    fitted: list[Message] = []
    number = 1
    for message in messages:
        fitted += _fit_one(message, number, limits)
        number += len(choices_of([message]))
    return tuple(_gathered(fitted, limits))


def _fit_one(message: Message, number: int, limits: Limits) -> Iterator[Message]:
    """Yield one message as the messages it has to become."""
    match message:
        case Text(aside=True):
            if limits.asides:
                yield message
        case Text():
            buttons, lines = _buttons(message.choices, number, limits.choices, limits)
            if not lines and not message.text.strip():
                lines = _list(message.choices, number)
            if not lines and _fits(message.text, limits):
                kept = buttons is message.choices
                yield message if kept else replace(message, choices=buttons)
                return
            text = _paragraphs(message.text, lines)
            for piece in _texts(text, buttons, limits):
                yield replace(
                    piece,
                    moments=message.moments,
                    asks=message.asks,
                    spoken_by=message.spoken_by,
                )
        case Card(again=True) if not limits.edits:
            return
        case Card():
            yield from _fit_card(message, number, limits)
        case Draft():
            yield from _fit_draft(message, number, limits)
        case Link():
            label = shorten(message.label, limits.label_graphemes)
            if label != " ".join(message.label.split()):
                yield from _texts(message.label, (), limits)
            yield replace(message, label=label)


def _fits(text: str, limits: Limits) -> bool:
    return units(text, limits.unit) <= limits.text_units and bool(text.strip())


def _texts(text: str, choices: tuple[Choice, ...], limits: Limits) -> Iterator[Text]:
    """Yield a text in pieces, the choices under the last."""
    parts = pieces(text, limits.text_units, unit=limits.unit)
    yield from (Text(part) for part in parts[:-1])
    yield from (Text(part, choices) for part in parts[-1:])


def _fit_card(card: Card, number: int, limits: Limits) -> Iterator[Message]:
    """Yield a card, after its words as plain text where they are too many."""
    title = card.title if card.title.strip() else card.face
    buttons, lines = _buttons(card.choices, number, limits.card_choices, limits)
    facts = tuple(f for f in card.facts if f.label.strip() or f.value.strip())
    if not (lines or title.strip() or card.body.strip() or facts):
        lines = _list(card.choices, number)
    card = replace(
        card,
        title=title,
        body=_paragraphs(card.body, lines),
        facts=facts,
        choices=buttons,
    )
    words = _paragraphs(title, card.body, "\n".join(map(fact_line, facts)))
    most = min(limits.card_units or limits.text_units, limits.text_units)
    if units(words, limits.unit) <= most and len(facts) <= _MOST_FACTS:
        if words:
            yield card
        return
    for piece in _texts(words, (), limits):
        yield replace(piece, spoken_by=card.spoken_by)
    if buttons:
        name = shorten(words, min(_TITLE_GRAPHEMES, most // 4))
        yield replace(card, title=name, body="", facts=())


def _fit_draft(draft: Draft, number: int, limits: Limits) -> Iterator[Message]:
    """Yield a draft in pieces; a list of choices stands after it, not in it."""
    buttons, lines = _buttons(draft.choices, number, limits.choices, limits)
    title = draft.title
    most = limits.text_units - (units(title, limits.unit) + 2 if title else 0)
    if not draft.text.strip() or most < limits.text_units // 2:
        yield from _texts(title, (), limits)
        title, most = "", limits.text_units
    cuts = list(spans(draft.text, most, unit=limits.unit))
    if cuts and units(draft.text, limits.unit) <= most:
        cuts = [(0, len(draft.text))]
    for index, (begin, end) in enumerate(cuts):
        last = index == len(cuts) - 1
        yield Draft(
            draft.text[begin:end],
            choices=buttons if last and not lines else (),
            parts=_parts_between(draft.parts, begin, end),
            title=title if index == 0 else "",
        )
    if lines or not cuts:
        yield from _texts(lines or _list(buttons, number), buttons, limits)


def _parts_between(parts: tuple[Part, ...], begin: int, end: int) -> tuple[Part, ...]:
    """Return the parts of a stretch of the draft they join to."""
    kept = []
    at = 0
    for part in parts:
        text = part.text[max(0, begin - at) : max(0, end - at)]
        if text:
            kept.append(replace(part, text=text))
        at += len(part.text)
    return tuple(kept)


def _buttons(
    choices: tuple[Choice, ...], number: int, most: int, limits: Limits
) -> tuple[tuple[Choice, ...], str]:
    """Return the choices to tap, and a numbered list if those do not say it all."""
    short = [_on_button(choice.label, limits.label_graphemes) for choice in choices]
    distinct = len(set(short)) == len(short) and all(short)
    if distinct and len(choices) <= most:
        if all(map(_bears, choices, short)):
            return choices, ""
        named = zip(choices, short, strict=True)
        return tuple(replace(choice, label=label) for choice, label in named), ""
    numbered = tuple(
        replace(choice, label=shorten(f"{n} {choice.label}", limits.label_graphemes))
        for n, choice in enumerate(choices[:most], start=number)
    )
    return numbered, _list(choices, number)


# Most labels are ours, the same for everybody, and each is fitted more than once.
@lru_cache(maxsize=256)
def _on_button(label: str, graphemes: int) -> str:
    return shorten(label, graphemes)


def _bears(choice: Choice, label: str) -> bool:
    return choice.label == label


def _list(choices: tuple[Choice, ...], number: int) -> str:
    """Return the choices as lines, each with the number to type."""
    return "\n".join(
        f"[{n}] {' '.join(choice.label.split())}".rstrip()
        for n, choice in enumerate(choices, start=number)
    )


def fact_line(fact: Fact) -> str:
    """Return a fact as a line of text."""
    if fact.label.strip() and fact.value.strip():
        return f"{fact.label}: {fact.value}"
    return fact.label if fact.label.strip() else fact.value


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text.strip())


def _gathered(messages: list[Message], limits: Limits) -> list[Message]:
    """Return the messages, neighbouring texts joined until there are few enough."""
    index = 0
    while index < len(messages) - 1 and objects(messages, limits) > limits.messages:
        joined = _joined(messages[index], messages[index + 1], limits)
        if joined:
            messages[index : index + 2] = [joined]
        else:
            index += 1
    return messages


def _joined(first: Message, second: Message, limits: Limits) -> Text | None:
    """Return two texts as one, or None where they must stay apart."""
    if not (isinstance(first, Text) and isinstance(second, Text)) or first.choices:
        return None
    if first.spoken_by != second.spoken_by or first.aside or second.aside:
        return None
    text = _paragraphs(first.text, second.text)
    if units(text, limits.unit) > limits.text_units:
        return None
    asks = first.asks or second.asks
    moments = (*first.moments, *second.moments)
    return Text(text, second.choices, moments, asks, first.spoken_by)


def objects(messages: Sequence[Message], limits: Limits) -> int:
    """Return how many objects messages are on a channel: cards in a row may be one."""
    count = row = 0
    for message in messages:
        row = row + 1 if isinstance(message, Card) else 0
        if row == 0 or row % limits.cards_in_row == 1 or limits.cards_in_row == 1:
            count += 1
    return count
