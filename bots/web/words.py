"""The words of the page, worded once by the server for template and script.

Owns which phrases the page needs; the catalogue owns the words. Placeholders such as
`{name}` go through unfilled, the page puts the names in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from core.i18n.catalog import Language, text
from core.talk.commands import MENU

TileIcon = Literal["post", "ask", "box", "road", "room", "settings"]


@dataclass(frozen=True, slots=True)
class Tile:
    """One field of the menu; tapping it says its label."""

    icon: TileIcon
    label: str


def page_words(language: Language) -> Mapping[str, str]:
    """Return what the page says, by the short names it uses."""
    return _frame(language) | _talk(language) | _speakers(language)


def _frame(language: Language) -> dict[str, str]:
    return {
        "back": text("web.back", language),
        "bot": text("web.bot", language),
        "brand": text("web.brand", language),
        "compose": text("web.compose", language),
        "language": text("web.language", language),
        "log": text("web.log", language),
        "menu": text("web.menu", language),
        "news": text("web.news", language, name="{name}"),
        "noscript": text("web.noscript", language),
        "offline": text("web.offline", language),
        "phone": text("web.phone", language, name="{name}"),
        "phones": text("web.phones", language),
        "sample": text("web.sample", language),
        "send": text("web.send", language),
        "theme": text("web.theme", language),
        "theme_auto": text("web.theme_auto", language),
        "theme_dark": text("web.theme_dark", language),
        "theme_light": text("web.theme_light", language),
        "to_end": text("web.to_end", language),
    }


def _talk(language: Language) -> dict[str, str]:
    return {
        "choices": text("web.choices", language),
        "chosen": text("web.chosen", language),
        "chosen_before": text("web.chosen_before", language),
        "copied": text("web.copied", language),
        "copy": text("web.copy", language),
        "empty": text("web.empty", language),
        "failed": text("web.failed", language),
        "legend": text("web.legend", language),
        "less": text("web.less", language),
        "long": text("web.trouble_long", language, most="{most}"),
        "me": text("web.me", language),
        "more": text("web.more", language),
        "pick_back": text("web.pick_back", language),
        "pick_this": text("web.pick_this", language),
        "part_bot": text("web.part_bot", language),
        "part_model": text("web.part_model", language),
        "part_own": text("web.part_own", language),
        "part_theirs": text("web.part_theirs", language),
        "retry": text("web.retry", language),
        "rewrite": text("web.rewrite", language),
        "sending": text("web.sending", language),
        "shared": text("web.shared", language),
        "today": text("web.today", language),
        "trouble": text("web.trouble", language),
        "working": text("web.working", language),
        "yesterday": text("web.yesterday", language),
    }


def _speakers(language: Language) -> dict[str, str]:
    return {
        "close": text("web.close", language),
        "newcomer": text("web.newcomer", language),
        "newcomer_about": text("web.newcomer_about", language),
        "nobody": text("web.nobody", language),
        "search": text("web.search", language),
        "switch": text("web.switch", language),
        "who": text("web.who", language),
    }


def six_tiles(language: Language) -> Sequence[Tile]:
    """Return the menu as every messenger has it."""
    return [
        Tile(icon, text(phrase.key, language))
        for icon, phrase in zip(get_args(TileIcon), MENU, strict=True)
    ]
