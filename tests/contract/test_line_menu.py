"""The menu on LINE: what its tiles say, and that the picture is the one described."""

import struct

import pytest

from bots.line.menu import HEIGHT, WIDTH, areas, is_ours, menu, picture
from core.i18n.catalog import LANGUAGES, Language
from core.talk.commands import command
from core.talk.measure import shorten


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tile_says_a_word_that_is_understood(language: Language) -> None:
    *tiles, tab = areas(language)

    names = [command(area.action["text"]) for area in tiles]
    assert names == ["post", "ask", "box", "road", "room", "settings"]
    assert tab.action["type"] == "richmenuswitch"
    assert tab.action["data"] != language


@pytest.mark.parametrize("language", LANGUAGES)
def test_tiles_lie_beside_one_another_within_the_picture(language: Language) -> None:
    boxes = areas(language)

    for area in boxes:
        assert area.x >= 0
        assert area.x + area.width <= WIDTH
        assert area.y >= 0
        assert area.y + area.height <= HEIGHT
    for one in boxes:
        for other in boxes:
            apart = (
                one is other
                or one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_keeps_the_limits_of_line(language: Language) -> None:
    body, png = menu(language), picture(language)

    assert len(body["areas"]) <= 20
    assert len(body["chatBarText"]) <= 14
    labels = [area["action"]["label"] for area in body["areas"]]
    assert [shorten(label, 20) for label in labels] == labels
    assert WIDTH / HEIGHT >= 1.45
    assert len(png) <= 1_048_576
    assert struct.unpack(">II", png[16:24]) == (WIDTH, HEIGHT)
    assert is_ours(body["name"])
