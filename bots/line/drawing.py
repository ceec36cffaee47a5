"""Draws the pictures of the menu: `python -m bots.line.drawing`.

For those who change the menu; the finished pictures are part of the project, so that
nobody needs a Japanese font to set LINE up. Needs Pillow and a font, which
`AINORI_MENU_FONT` may name.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bots.line.menu import HEIGHT, STRIP, WIDTH, Area, areas
from core.i18n.catalog import LANGUAGES, Language, text

_HERE = Path(__file__).parent / "menu"
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/System/Library/Fonts/ヒラギノ角ゴシック W6.ttc",
    "C:/Windows/Fonts/YuGothB.ttc",
)
# Drawn larger and made smaller, so that edges are soft.
_FINE = 2
_SHEET, _TILE, _INK, _QUIET = "#EFE9DF", "#FFFDF9", "#2B2F33", "#6B6459"
_COLOURS = ("#2A5DB0", "#B4540A", "#0B7A55", "#0A6C74", "#8A3F6A", "#5F6B76")
_GAP, _ROUND, _ICON, _LABEL, _NAME = 26, 56, 128, 92, 62

Box = tuple[float, float, float, float]
Pen = ImageDraw.ImageDraw


def draw(language: Language, font: str) -> Image.Image:
    """Return the menu of a language, `WIDTH` by `HEIGHT` pixels."""
    sheet = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), _SHEET)
    pen = ImageDraw.Draw(sheet)
    *tiles, tab = areas(language)
    for area, colour, icon in zip(tiles, _COLOURS, _ICONS, strict=True):
        _tile(pen, area, colour, icon, font)
    pen.text(
        _fine(_GAP * 2 + 20, STRIP / 2 + 8),
        text("menu.name", language),
        fill=_QUIET,
        font=_font(font, _NAME),
        anchor="lm",
    )
    _tab(pen, tab, font)
    small = sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return small.quantize(colors=128, dither=Image.Dither.NONE)


def _tile(
    pen: Pen,
    area: Area,
    colour: str,
    icon: "Callable[[Pen, Box, str], None]",
    font: str,
) -> None:
    left, top = area.x + _GAP / 2, area.y + _GAP / 2
    right, bottom = area.x + area.width - _GAP / 2, area.y + area.height - _GAP / 2
    pen.rounded_rectangle(_box(left, top, right, bottom), _ROUND * _FINE, fill=_TILE)
    middle, height = (left + right) / 2, bottom - top
    at = top + height * 0.40
    icon(pen, _box(middle - _ICON, at - _ICON, middle + _ICON, at + _ICON), colour)
    pen.text(
        _fine(middle, top + height * 0.78),
        str(area.action["label"]),
        fill=_INK,
        font=_font(font, _LABEL),
        anchor="mm",
    )


def _tab(pen: Pen, area: Area, font: str) -> None:
    box = _box(area.x + 90, 34, area.x + area.width - _GAP, STRIP - 14)
    pen.rounded_rectangle(box, 50 * _FINE, fill=_TILE)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    label = str(area.action["label"])
    pen.text(middle, label, fill=_QUIET, font=_font(font, _NAME), anchor="mm")


# Icons: plain shapes in one colour, each in a square box.


def _post(pen: Pen, box: Box, colour: str) -> None:
    """A sheet with lines, the first one marked."""
    left, top, right, bottom = _within(box, 0.16, 0.06)
    pen.rounded_rectangle((left, top, right, bottom), 24 * _FINE, fill=colour)
    step = (bottom - top) / 5
    for line in range(1, 5):
        end = right - (right - left) * (0.18 if line % 2 else 0.38)
        y = top + line * step
        pen.line(
            (left + (right - left) * 0.18, y, end, y), fill=_TILE, width=14 * _FINE
        )


def _ask(pen: Pen, box: Box, colour: str) -> None:
    """Two people who go the same way."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    for at, fill in ((0.68, _faded(colour)), (0.34, colour)):
        middle = left + width * at
        head = width * 0.15
        y = top + height * 0.27
        pen.ellipse((middle - head, y - head, middle + head, y + head), fill=fill)
        body = (middle - width * 0.25, top + height * 0.5)
        pen.rounded_rectangle(
            (*body, middle + width * 0.25, bottom), 60 * _FINE, fill=fill
        )


def _box_icon(pen: Pen, box: Box, colour: str) -> None:
    """A letter that arrived."""
    left, top, right, bottom = _within(box, 0.02, 0.17)
    pen.rounded_rectangle((left, top, right, bottom), 26 * _FINE, fill=colour)
    middle = ((left + right) / 2, top + (bottom - top) * 0.58)
    pen.line(
        ((left + 20, top + 24), middle, (right - 20, top + 24)),
        fill=_TILE,
        width=16 * _FINE,
        joint="curve",
    )


def _road(pen: Pen, box: Box, colour: str) -> None:
    """A road that runs to the horizon."""
    left, top, right, bottom = _within(box, 0.04, 0.05)
    width, middle = right - left, (left + right) / 2
    pen.polygon(
        (
            (middle - width * 0.11, top),
            (middle + width * 0.11, top),
            (right, bottom),
            (left, bottom),
        ),
        fill=colour,
    )
    height = bottom - top
    for begin, end, thick in ((0.12, 0.24, 7), (0.36, 0.54, 11), (0.68, 0.92, 16)):
        pen.line(
            (middle, top + height * begin, middle, top + height * end),
            fill=_TILE,
            width=thick * _FINE,
        )


def _room(pen: Pen, box: Box, colour: str) -> None:
    """A house with its door open."""
    left, top, right, bottom = _within(box, 0.04, 0.05)
    width, height, middle = right - left, bottom - top, (left + right) / 2
    eaves = top + height * 0.46
    pen.polygon(((middle, top), (right, eaves), (left, eaves)), fill=colour)
    pen.rectangle((left + width * 0.12, eaves, right - width * 0.12, bottom), colour)
    door = (middle - width * 0.13, eaves + height * 0.16)
    pen.rounded_rectangle((*door, middle + width * 0.13, bottom), 16, fill=_TILE)


def _settings(pen: Pen, box: Box, colour: str) -> None:
    """Three sliders."""
    left, top, right, bottom = _within(box, 0.05, 0.12)
    for line, knob in enumerate((0.3, 0.68, 0.42)):
        y = top + (bottom - top) * (line + 0.5) / 3
        pen.line((left, y, right, y), fill=_faded(colour), width=18 * _FINE)
        x, size = left + (right - left) * knob, 34 * _FINE
        pen.ellipse((x - size, y - size, x + size, y + size), fill=colour)


_ICONS = (_post, _ask, _box_icon, _road, _room, _settings)


def _faded(colour: str) -> str:
    """Return a colour half way to the paper."""
    whole = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    paper = [int(_TILE[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(
        f"{(a + b) // 2:02X}" for a, b in zip(whole, paper, strict=True)
    )


def _within(box: Box, across: float, down: float) -> Box:
    left, top, right, bottom = box
    x, y = (right - left) * across, (bottom - top) * down
    return left + x, top + y, right - x, bottom - y


def _box(left: float, top: float, right: float, bottom: float) -> Box:
    return left * _FINE, top * _FINE, right * _FINE, bottom * _FINE


def _fine(x: float, y: float) -> tuple[float, float]:
    return x * _FINE, y * _FINE


def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size * _FINE)


def main() -> None:
    """Write both pictures."""
    named = os.environ.get("AINORI_MENU_FONT")
    font = next((path for path in (named, *_FONTS) if path and Path(path).exists()), "")
    if not font:
        sys.exit("No Japanese font found; name one with AINORI_MENU_FONT.")
    for language in LANGUAGES:
        draw(language, font).save(_HERE / f"{language}.png", optimize=True)


if __name__ == "__main__":
    main()
