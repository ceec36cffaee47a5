"""Words that are understood anywhere, in both languages, with or without a slash.

The words themselves are in the catalogue, several to a line, divided by `|`.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from core.i18n.catalog import LANGUAGES, Language
from core.talk.flow import Start
from core.talk.turn import Phrase, T
from core.talk.voice import word

_WORDS: dict[str, tuple[Phrase, Start]] = {
    "help": (T("commands.help"), Start("home", "menu")),
    "explain": (T("commands.explain"), Start("home", "explain")),
    "rest": (T("commands.rest"), Start("settings", "rest")),
    "resume": (T("commands.resume"), Start("settings", "resume")),
    "stop": (T("commands.stop"), Start("leave", "stop")),
    "cancel": (T("commands.cancel"), Start("leave", "cancel")),
    "erase": (T("commands.erase"), Start("leave", "erase")),
    "export": (T("commands.export"), Start("leave", "export")),
    "sos": (T("commands.sos"), Start("sos", "anew")),
    "vector": (T("commands.vector"), Start("vector")),
    "post": (T("commands.post"), Start("post")),
    "ask": (T("commands.ask"), Start("ask")),
    "box": (T("commands.box"), Start("box")),
    "kept": (T("commands.kept"), Start("kept")),
    "ended": (T("commands.ended"), Start("box", "ended")),
    "road": (T("commands.road"), Start("road")),
    "room": (T("commands.room"), Start("room")),
    "posts": (T("commands.posts"), Start("room", "posts")),
    "search": (T("commands.search"), Start("search")),
    "flag": (T("commands.flag"), Start("flag")),
    "flags": (T("commands.flags"), Start("flag", "list")),
    "privacy": (T("commands.privacy"), Start("home", "privacy")),
    "settings": (T("commands.settings"), Start("settings")),
    "link": (T("commands.link"), Start("link")),
    "join": (T("commands.join"), Start("welcome", "join")),
    "ja": (T("commands.ja"), Start("settings", "language", "ja")),
    "en": (T("commands.en"), Start("settings", "language", "en")),
}
MENU: tuple[Phrase, ...] = (
    T("menu.post"),
    T("menu.ask"),
    T("menu.box"),
    T("menu.road"),
    T("menu.room"),
    T("menu.settings"),
)
"""The six things a menu shows; tapping one says its words."""


_LONGEST = 40
_SLASHED = re.compile(
    r"(?P<command>/[A-Za-z0-9_]{1,32})(?:\s+(?P<words>.*))?", re.DOTALL
)
_LOOKED_FOR = re.compile(
    r"(?:さがす|探す|検索|search(?:\s+for)?)[\s:]+((?!some|any|people|help)\S.{0,30})",
    re.IGNORECASE,
)
"""A search box is used so in chats, too: 「さがす 詩」."""
_TAKE_WORDS = {
    "ask": "said",
    "flag": "said",
    "join": "join",
    "post": "said",
    "search": "said",
}
"""Commands that begin with the words behind them, and the verb that says so."""


# A message is compared with many, and so is what stands on the buttons below it.
@lru_cache(maxsize=32)
def plain(text: str) -> str:
    """Return text as it is compared: in one width and case, without closing marks."""
    folded = unicodedata.normalize("NFKC", text).strip().casefold().replace("’", "'")
    return folded.lstrip("/").rstrip("。.!?…~ー ").strip()


@cache
def spellings() -> Mapping[str, str]:
    """Return the name of every command by each way it is spelled."""
    found: dict[str, str] = {}
    for name, (phrase, _) in _WORDS.items():
        for language in LANGUAGES:
            for spelling in word(phrase, language).split("|"):
                found.setdefault(plain(spelling), name)
    return found


def said(name: str, language: Language) -> str:
    """Return how a command is said."""
    phrase, _ = _WORDS[name]
    return word(phrase, language).partition("|")[0]


def command(text: str) -> str:
    """Return the name of the command that is typed, '' for anything else."""
    if len(text) > _LONGEST:
        return ""
    return spellings().get(plain(text), "")


def is_unknown(text: str) -> bool:
    """Whether a text is a command as messengers write them, and none of ours."""
    found = _SLASHED.fullmatch(text.strip())
    return found is not None and not command(found["command"])


def with_words(text: str) -> Start | None:
    """Return what a command with words behind it begins: "/ask who has a ladder?"."""
    found = _SLASHED.fullmatch(text.strip())
    name = command(found["command"]) if found else ""
    if not (found and name and found["words"]):
        return None
    verb = _TAKE_WORDS.get(name)
    return (
        start(name) if verb is None else Start(start(name).flow, verb, found["words"])
    )


def looked_for(text: str) -> Start | None:
    """Return a search for the words behind 「さがす」, where nothing else is asked."""
    found = _LOOKED_FOR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return Start(start("search").flow, "said", found[1]) if found else None


def start(name: str) -> Start:
    """Return the flow that a command begins."""
    return _WORDS[name][1]
