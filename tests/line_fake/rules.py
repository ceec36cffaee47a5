"""What LINE refuses in a message object: a limit table of its own.

Written from the Messaging API reference ("Message objects", "Action objects", "Quick
reply", "Text character count in messages"), not from `bots.line.render`, so that the
two can disagree. It knows the kinds of objects this project sends and refuses others.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import regex

Complaint = tuple[str, str]
"""Where in the request, and what is wrong there."""

_DAY, _TIME = r"(19|20)\d\d-[01]\d-[0-3]\d", r"[0-2]\d:[0-5]\d"
_PICKED = {
    "date": re.compile(_DAY),
    "time": re.compile(_TIME),
    "datetime": re.compile(f"{_DAY}[Tt]{_TIME}"),
}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
_LENGTH = re.compile(r"\d+(?:\.\d+)?px|none|xs|sm|md|lg|xl|xxl|\d+%")
_BUBBLE_SIZES = {"nano", "micro", "deca", "hecto", "kilo", "mega", "giga"}
_TEXT_SIZES = {"xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"}
_BOX_KEYS = {
    "type", "layout", "contents", "backgroundColor", "cornerRadius", "width", "height",
    "flex", "spacing", "margin", "paddingAll", "paddingTop", "justifyContent",
    "alignItems", "action",
}  # fmt: skip
_TEXT_KEYS = {
    "type", "text", "wrap", "color", "size", "weight", "margin", "align", "gravity",
    "flex", "contents",
}  # fmt: skip
_BUTTON_KEYS = {
    "type", "action", "style", "height", "adjustMode", "color", "margin", "flex",
}  # fmt: skip


def utf16(text: str) -> int:
    """Count as LINE counts most things."""
    return len(text.encode("utf-16-le")) // 2


def graphemes(text: str) -> int:
    """Count as LINE counts labels and what a tap says."""
    return len(regex.findall(r"\X", text))


def complaints(messages: object) -> list[Complaint]:
    """Return everything LINE would refuse in the messages of one sending."""
    if not isinstance(messages, list) or not 1 <= len(messages) <= 5:
        return [("messages", "Size must be between 1 and 5")]
    found: list[Complaint] = []
    for index, message in enumerate(messages):
        found += _message(message, f"messages[{index}]")
    return found


def _message(message: Any, at: str) -> Iterator[Complaint]:
    match message:
        case {"type": "text", **rest}:
            yield from _keys(rest, {"text", "quickReply", "sender"}, at)
            yield from _words(rest.get("text"), f"{at}.text", 5_000)
        case {"type": "flex", **rest}:
            yield from _keys(rest, {"altText", "contents", "quickReply", "sender"}, at)
            yield from _words(rest.get("altText"), f"{at}.altText", 1_500)
            yield from _container(rest.get("contents"), f"{at}.contents")
        case _:
            yield at, "Must be one of the following values: [text, flex]"
            return
    if "sender" in message:
        yield from _sender(message["sender"], f"{at}.sender")
    if "quickReply" in message:
        yield from _quick_reply(message["quickReply"], f"{at}.quickReply")


def _sender(sender: Any, at: str) -> Iterator[Complaint]:
    yield from _keys(sender, {"name", "iconUrl"}, at)
    called = sender.get("name") if isinstance(sender, dict) else None
    yield from _words(called, f"{at}.name", 20)
    if re.search("line", str(called), re.IGNORECASE):
        yield f"{at}.name", "Must not look like LINE"


def _quick_reply(quick_reply: Any, at: str) -> Iterator[Complaint]:
    items = quick_reply.get("items") if isinstance(quick_reply, dict) else None
    if not isinstance(items, list) or not 1 <= len(items) <= 13:
        yield f"{at}.items", "Size must be between 1 and 13"
        return
    for index, item in enumerate(items):
        where = f"{at}.items[{index}]"
        yield from _keys(item, {"type", "action", "imageUrl"}, where)
        if item.get("type") != "action":
            yield f"{where}.type", "Must be: action"
        yield from _action(item.get("action"), f"{where}.action", label=20)


def _container(container: Any, at: str) -> Iterator[Complaint]:
    match container:
        case {"type": "bubble"}:
            yield from _bubble(container, at)
        case {"type": "carousel", "contents": list(bubbles), **rest}:
            yield from _keys(rest, set(), at)
            yield from _size(container, at, 50_000)
            if not 1 <= len(bubbles) <= 12:
                yield f"{at}.contents", "Size must be between 1 and 12"
            if len({bubble.get("size", "mega") for bubble in bubbles}) > 1:
                yield f"{at}.contents", "Bubbles must have one width"
            for index, bubble in enumerate(bubbles):
                yield from _bubble(bubble, f"{at}.contents[{index}]")
        case _:
            yield at, "Must be a bubble or a carousel"


def _bubble(bubble: Any, at: str) -> Iterator[Complaint]:
    yield from _size(bubble, at, 30_000)
    yield from _keys(bubble, {"type", "size", "body", "footer"}, at)
    if bubble.get("size", "mega") not in _BUBBLE_SIZES:
        yield f"{at}.size", "Unknown size"
    blocks = [name for name in ("body", "footer") if name in bubble]
    if not blocks:
        yield at, "A bubble needs a block"
    for name in blocks:
        yield from _component(bubble[name], f"{at}.{name}")
        if bubble[name].get("type") != "box":
            yield f"{at}.{name}", "A block must be a box"


def _component(component: Any, at: str) -> Iterator[Complaint]:
    match component:
        case {"type": "box"}:
            yield from _box(component, at)
        case {"type": "text"}:
            yield from _keys(component, _TEXT_KEYS, at)
            yield from _words(component.get("text"), f"{at}.text", None)
            if component.get("size", "md") not in _TEXT_SIZES:
                yield f"{at}.size", "Unknown size"
        case {"type": "button"}:
            yield from _keys(component, _BUTTON_KEYS, at)
            yield from _action(component.get("action"), f"{at}.action", label=40)
        case {"type": "separator"}:
            yield from _keys(component, {"type", "margin", "color"}, at)
        case _:
            yield at, "Unknown component"
            return
    yield from _style(component, at)


def _box(box: Any, at: str) -> Iterator[Complaint]:
    yield from _keys(box, _BOX_KEYS, at)
    if box.get("layout") not in {"vertical", "horizontal", "baseline"}:
        yield f"{at}.layout", "Unknown layout"
    contents = box.get("contents")
    if not isinstance(contents, list):
        yield f"{at}.contents", "May not be empty"
        return
    for index, inner in enumerate(contents):
        yield from _component(inner, f"{at}.contents[{index}]")


def _style(component: Any, at: str) -> Iterator[Complaint]:
    for key in ("color", "backgroundColor"):
        if key in component and not _COLOUR.fullmatch(str(component[key])):
            yield f"{at}.{key}", "Not a colour"
    lengths = ("margin", "spacing", "paddingAll", "paddingTop", "cornerRadius")
    for key in (*lengths, "width"):
        if key in component and not _LENGTH.fullmatch(str(component[key])):
            yield f"{at}.{key}", "Not a length"


def _action(action: Any, at: str, *, label: int) -> Iterator[Complaint]:
    if not isinstance(action, dict):
        yield at, "May not be empty"
        return
    shown = action.get("label")
    if not isinstance(shown, str) or not shown.strip() or graphemes(shown) > label:
        yield f"{at}.label", f"Length must be between 1 and {label}"
    match action:
        case {"type": "postback", **rest}:
            yield from _keys(rest, {"label", "data", "displayText"}, at)
            yield from _words(rest.get("data"), f"{at}.data", 300)
            if graphemes(str(rest.get("displayText", ""))) > 300:
                yield f"{at}.displayText", "Length must be between 0 and 300"
        case {"type": "datetimepicker", **rest}:
            known = {"label", "data", "mode", "initial", "min", "max"}
            yield from _keys(rest, known, at)
            yield from _words(rest.get("data"), f"{at}.data", 300)
            yield from _picker(rest, at)
        case {"type": "uri", **rest}:
            yield from _keys(rest, {"label", "uri"}, at)
            uri = rest.get("uri")
            yield from _words(uri, f"{at}.uri", 1_000)
            if (
                not re.match(r"(?:https?|line|tel):", str(uri))
                or not str(uri).isascii()
            ):
                yield f"{at}.uri", "Invalid action URI"
        case {"type": "clipboard", **rest}:
            yield from _keys(rest, {"label", "clipboardText"}, at)
            yield from _words(rest.get("clipboardText"), f"{at}.clipboardText", 1_000)
        case _:
            yield f"{at}.type", "Unknown action"


def _picker(action: Any, at: str) -> Iterator[Complaint]:
    """Complain about a date picker: full dates, in order, within two centuries."""
    form = _PICKED.get(action.get("mode"))
    if form is None:
        yield f"{at}.mode", "Must be one of: date, time, datetime"
        return
    days = [action[key] for key in ("min", "initial", "max") if key in action]
    if not all(isinstance(day, str) and form.fullmatch(day) for day in days):
        yield f"{at}.initial", "Invalid format"
    elif days != sorted(days) or days[0] == days[-1]:
        yield f"{at}.initial", "Must lie between min and max"


def _words(text: Any, at: str, most: int | None) -> Iterator[Complaint]:
    if not isinstance(text, str) or not text.strip():
        yield at, "May not be empty"
    elif most is not None and utf16(text) > most:
        yield at, f"Length must be between 0 and {most}"


def _size(value: Any, at: str, most: int) -> Iterator[Complaint]:
    if len(json.dumps(value)) > most:
        yield at, f"Size must be at most {most} bytes"


def _keys(value: Any, known: set[str], at: str) -> Iterator[Complaint]:
    if not isinstance(value, dict):
        yield at, "Must be an object"
        return
    for key in value.keys() - known:
        yield f"{at}.{key}", "Unknown property"
