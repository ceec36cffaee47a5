"""The longest message there is, of one sign again and again, holds nobody up."""

from collections.abc import Callable
from itertools import product
from time import process_time
from typing import get_args

from core.domain.meaning import meaning
from core.domain.sentences import Lang, mask_quotes
from core.domain.tone import lint
from core.domain.tone.softening import softened
from core.domain.wording.stretch import stretch_of
from tests.tables import every_row

LANGS: tuple[Lang, ...] = get_args(Lang)
LENGTH = 5000
ORDINARY: dict[Lang, str] = {
    "ja": "きのうは川まで歩いて、光る石をひとつ見つけた。",
    "en": "Yesterday I walked to the river and found a stone. ",
}
FLOODS = (
    "x" * LENGTH,
    "a" + " " * LENGTH + "b",
    "「" * 2500 + "」" * 2500,
    "の、" * 2500,
    "$1" * 2500,
    "Please bring it asap" + "\n" * LENGTH + "you must",
    "大至急しろ" + "手伝ってくれる人" * 620,
)
READERS: tuple[Callable[[str, Lang], object], ...] = (
    lambda text, _: meaning(text),
    lint,
    softened,
    stretch_of,
)
AT_MOST_TIMES = 40
"""What a flood may cost, against as many ordinary words. None costs fifteen times as
much; a reader that looks at all of it anew for each sign costs a hundred and more."""


def cost(read: Callable[[str, Lang], object], text: str, lang: Lang) -> float:
    """Return the processor's seconds for one reading, undisturbed in one of two."""
    spent = []
    for _ in range(2):
        before = process_time()
        read(text, lang)
        spent.append(process_time() - before)
    return min(spent)


@every_row(product(READERS, LANGS))
def test_a_flood_takes_no_longer_than_as_many_words(
    read: Callable[[str, Lang], object], lang: Lang
) -> None:
    words = (ORDINARY[lang] * LENGTH)[:LENGTH]
    ordinary = cost(read, words, lang)

    slow = [
        flood[:24]
        for flood in FLOODS
        if cost(read, flood, lang) > AT_MOST_TIMES * ordinary
    ]

    assert slow == []


def test_long_gaps_mean_no_more_than_short_ones() -> None:
    need = "絵本の{}表紙を描いてくれる人いる?"

    assert stretch_of(need.format("   "), "ja") == stretch_of(need.format(" "), "ja")


def test_the_inside_of_a_long_gap_is_masked() -> None:
    assert mask_quotes("a" + " " * 12 + "b") == "a" + " " * 4 + "□" * 4 + " " * 4 + "b"


def test_quotes_within_quotes_are_masked() -> None:
    assert mask_quotes("「ああ『いい「うう」』」と") == "□" * 12 + "と"
