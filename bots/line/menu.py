"""The menu under the talk on LINE: six tiles, and a tab to the other language. Pure.

Every tile writes its words into the talk as if they had been typed, so that a phone
without the menu (LINE on a PC shows none) loses nothing. Where the tiles lie is told
here once, to LINE and to whoever draws the picture.

Source: Messaging API reference, "Rich menu" (read 2026-08): at most 20 areas, chat bar
text 14, picture 800-2500 px wide, at most 1 MB, width / height at least 1.45.
"""

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files

from bots.line.flex import Json
from core.i18n.catalog import LANGUAGES, Language
from core.talk.commands import MENU
from core.talk.turn import Phrase, T
from core.talk.voice import word

WIDTH, HEIGHT = 2500, 1686
STRIP = 166
COLUMNS = 3
TAB_WIDTH = 560
_OURS = "ainori"
_DIGEST = 12

TILES: tuple[Phrase, ...] = MENU
BAR = T("menu.bar")
OTHER: dict[Language, Language] = {"ja": "en", "en": "ja"}


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in pixels of the picture, and what tapping it does."""

    x: int
    y: int
    width: int
    height: int
    action: Json


def areas(language: Language) -> tuple[Area, ...]:
    """Return the tiles from left to right, and the tab last."""
    rows = len(TILES) // COLUMNS
    width, height = WIDTH // COLUMNS, (HEIGHT - STRIP) // rows
    tiles = []
    for at, phrase in enumerate(TILES):
        label = word(phrase, language)
        action = {"type": "message", "label": label, "text": label}
        x, y = at % COLUMNS * width, STRIP + at // COLUMNS * height
        tiles.append(Area(x, y, width, height, action))
    other = OTHER[language]
    tab = {
        "type": "richmenuswitch",
        "label": word(T("menu.language"), other),
        "richMenuAliasId": alias(other),
        "data": other,
    }
    return (*tiles, Area(WIDTH - TAB_WIDTH, 0, TAB_WIDTH, STRIP, tab))


def alias(language: Language) -> str:
    """Return the name by which the tab finds a menu."""
    return f"{_OURS}-{language}"


def picture(language: Language) -> bytes:
    """Return the picture as a PNG; `python -m bots.line.drawing` drew it."""
    return (files("bots.line") / "menu" / f"{language}.png").read_bytes()


def menu(language: Language) -> Json:
    """Return what LINE is asked to make; its name tells one version from another."""
    body: Json = {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": False,
        "chatBarText": word(BAR, language),
        "areas": [
            {
                "bounds": {
                    "x": area.x,
                    "y": area.y,
                    "width": area.width,
                    "height": area.height,
                },
                "action": area.action,
            }
            for area in areas(language)
        ],
    }
    content = json.dumps(body, sort_keys=True).encode() + picture(language)
    digest = hashlib.sha256(content).hexdigest()[:_DIGEST]
    return {**body, "name": f"{_OURS} {language} {digest}"}


def is_ours(name: str) -> bool:
    """Tell whether a menu was made by us, now or by an earlier version."""
    return any(name.startswith(f"{_OURS} {language} ") for language in LANGUAGES)
