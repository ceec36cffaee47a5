"""Reads Telegram's HTML as strictly as Telegram, written from its manual alone.

`read` returns the words and the entities, or raises with Telegram's own sentence.
"""

import re
from typing import Any

Entity = dict[str, Any]

_SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough",
    "del": "strikethrough", "code": "code", "pre": "pre", "tg-spoiler": "spoiler",
}  # fmt: skip
MARKS = frozenset({
    *_SIMPLE.values(), "text_link", "blockquote", "expandable_blockquote", "date_time",
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number",
    "text_mention", "custom_emoji",
})  # fmt: skip
_ATTRIBUTE = re.compile(r'\s+([a-z-]+)(?:="([^"<>]*)")?')
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-z]+);")


class CannotParse(ValueError):
    """Telegram cannot read the markup; the text is its own sentence."""


def units(text: str) -> int:
    """Count as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read(text: str) -> tuple[str, list[Entity]]:
    """Return the words of a text in HTML, and what is marked in them.

    Raises:
        CannotParse: The markup is not Telegram's.
    """
    words = ""
    entities: list[Entity] = []
    open_tags: list[tuple[str, Entity]] = []
    at = 0
    while at < len(text):
        if text[at] != "<":
            end = text.find("<", at)
            end = len(text) if end < 0 else end
            words += _decoded(text[at:end])
            at = end
            continue
        tag = _TAG.match(text, at)
        if not tag:
            offset = len(text[:at].encode())
            raise CannotParse(f"Unsupported start tag at byte offset {offset}")
        at = tag.end()
        if not tag[1]:
            entity = _opened(tag[2], dict(_ATTRIBUTE.findall(tag[3])))
            open_tags.append((tag[2], {**entity, "offset": units(words)}))
            continue
        if not open_tags or open_tags[-1][0] != tag[2]:
            raise CannotParse(f'Unmatched end tag "{tag[2]}"')
        _, entity = open_tags.pop()
        entity["length"] = units(words) - entity["offset"]
        if entity["length"]:
            entities.append(entity)
    if open_tags:
        raise CannotParse(
            f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"'
        )
    return words, sorted(entities, key=lambda one: (one["offset"], -one["length"]))


def _opened(tag: str, given: dict[str, str]) -> Entity:
    match tag:
        case "a" if set(given) == {"href"}:
            return {"type": "text_link", "url": _decoded(given["href"])}
        case "blockquote" if set(given) <= {"expandable"}:
            kind = "expandable_blockquote" if given else "blockquote"
            return {"type": kind}
        case "tg-time" if set(given) <= {"unix", "format"} and "unix" in given:
            if not re.fullmatch(r"\d{1,12}", given["unix"]):
                raise CannotParse("Invalid unix time")
            if not re.fullmatch(r"r|w?[dD]?[tT]?", given.get("format", "")):
                raise CannotParse("Invalid date-time format")
            return {
                "type": "date_time",
                "unix_time": int(given["unix"]),
                "date_time_format": given.get("format", ""),
            }
        case _ if tag in _SIMPLE and not given:
            return {"type": _SIMPLE[tag]}
    raise CannotParse(f'Unsupported start tag "{tag}"')


def _decoded(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        name = found[1]
        if name.startswith("#x"):
            return chr(int(name[2:], 16))
        return chr(int(name[1:])) if name[0] == "#" else _NAMED.get(name, found[0])

    return _ENTITY.sub(one, text)
