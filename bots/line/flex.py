"""Draws a card or a link as a LINE Flex bubble. Pure; knows no limits but its own.

Every choice is drawn alike: saying no takes the same tap as saying yes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.talk.measure import initial
from core.talk.outgoing import Card, Choice, Fact, Look, Picks

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Paint:
    """Colours of a look: each at least 4.5:1 against what it stands on (WCAG AA)."""

    accent: str
    tint: str


_INK = "#1F2933"
_QUIET = "#5F6B76"
_LINE = "#E4E7EB"
_PAINTS: Mapping[Look, _Paint] = {
    "plain": _Paint(accent="#52606D", tint="#F5F7FA"),
    "person": _Paint(accent="#0B7A55", tint="#E8F5EF"),
    "request": _Paint(accent="#A04A00", tint="#FDF1E3"),
    "post": _Paint(accent="#2A5DB0", tint="#EAF1FB"),
    "vector": _Paint(accent="#0A6C74", tint="#E3F4F5"),
    "flag": _Paint(accent="#9B2C2C", tint="#FBEBEB"),
    "thanks": _Paint(accent="#8A3F6A", tint="#F9EBF3"),
}


def postback(choice: Choice) -> Json:
    """Return the action of a choice; its label appears in the chat as said.

    A calendar's day appears in the chat by what we answer: LINE shows no word for it.
    """
    if choice.picks is not None:
        return _picker(choice, choice.picks)
    return {
        "type": "postback",
        "label": choice.label,
        "data": choice.token,
        "displayText": choice.label,
    }


def _picker(choice: Choice, picks: Picks) -> Json:
    """Return LINE's date picker. It knows no time zone: days are those of the place."""
    return {
        "type": "datetimepicker",
        "label": choice.label,
        "data": choice.token,
        "mode": "datetime" if picks.with_time else "date",
        "initial": picks.first.iso,
        "min": picks.earliest.iso,
        "max": picks.latest.iso,
    }


def card_bubble(card: Card, *, size: str) -> Json:
    """Return a card as a bubble; `size` is one for all bubbles of a carousel."""
    paint = _PAINTS[card.look]
    contents = [_heading(card, paint)] if card.title.strip() else [_mark(paint)]
    if card.body.strip():
        contents.append(_text(card.body, color=_INK, size="sm", margin="md"))
    if card.facts:
        contents.append({"type": "separator", "margin": "lg", "color": _LINE})
        contents += [_fact(fact) for fact in card.facts]
    return _bubble(contents, [postback(choice) for choice in card.choices], size=size)


def link_bubble(uri: str, *, label: str, leads_to: str) -> Json:
    """Return a link as a bubble with one button that says where it leads."""
    heading = _text(leads_to, color=_QUIET, size="xs")
    action = {"type": "uri", "label": label, "uri": uri}
    return _bubble([heading], [action], size="kilo")


def text_bubble(text: str, choices: tuple[Choice, ...]) -> Json:
    """Return a text whose choices have to stay, because it is not the last word."""
    contents = [_text(text, color=_INK, size="md")]
    return _bubble(contents, [postback(choice) for choice in choices], size="mega")


def _bubble(contents: list[Json], actions: list[Json], *, size: str) -> Json:
    bubble: Json = {
        "type": "bubble",
        "size": size,
        "body": {
            "type": "box",
            "layout": "vertical",
            "paddingAll": "16px",
            "contents": contents,
        },
    }
    if actions:
        bubble["footer"] = {
            "type": "box",
            "layout": "vertical",
            "spacing": "sm",
            "paddingAll": "12px",
            "paddingTop": "0px",
            "contents": [_button(action) for action in actions],
        }
    return bubble


def _button(action: Json) -> Json:
    # Long labels shrink instead of losing their end.
    return {
        "type": "button",
        "style": "secondary",
        "height": "sm",
        "adjustMode": "shrink-to-fit",
        "action": action,
    }


def _heading(card: Card, paint: _Paint) -> Json:
    """Return the title beside the first character of the face, or under a mark."""
    title = _text(card.title, color=paint.accent, size="md", weight="bold")
    first = initial(card.face)
    if not first:
        mark = _mark(paint)
        return _box("vertical", [mark, {**title, "margin": "md"}])
    face = {
        **_box("vertical", [_centred(first, paint)]),
        "width": "36px",
        "height": "36px",
        "cornerRadius": "18px",
        "backgroundColor": paint.tint,
        "justifyContent": "center",
        "flex": 0,
    }
    row = _box("horizontal", [face, {**title, "flex": 1, "gravity": "center"}])
    return {**row, "spacing": "md", "alignItems": "center"}


def _centred(character: str, paint: _Paint) -> Json:
    centred = _text(character, color=paint.accent, size="md", weight="bold")
    return {**centred, "align": "center"}


def _mark(paint: _Paint) -> Json:
    return {
        **_box("vertical", []),
        "width": "32px",
        "height": "4px",
        "cornerRadius": "2px",
        "backgroundColor": paint.accent,
    }


def _fact(fact: Fact) -> Json:
    """Return a labelled line; the label stands above, so that both may be long."""
    lines = []
    if fact.label.strip():
        lines.append(_text(fact.label, color=_QUIET, size="xs"))
    if fact.value.strip():
        lines.append(_text(fact.value, color=_INK, size="sm"))
    return {**_box("vertical", lines), "margin": "md", "spacing": "xs"}


def _box(layout: str, contents: list[Json]) -> Json:
    return {"type": "box", "layout": layout, "contents": contents}


def _text(text: str, **style: str) -> Json:
    return {"type": "text", "text": text, "wrap": True, **style}
