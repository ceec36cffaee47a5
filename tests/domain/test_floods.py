"""The longest message there is, of one sign again and again, holds nobody up."""

from itertools import product
from time import process_time
from typing import get_args

from core.domain.meaning import meaning
from core.domain.sentences import Lang, mask_quotes
from core.domain.softening import softened
from core.domain.stretch import stretch_of
from core.domain.tone import lint
from tests.tables import every_row

LANGS: tuple[Lang, ...] = get_args(Lang)
FLOODS = ("x" * 5000, "a" + " " * 4998 + "b", "「" * 2500 + "」" * 2500)
AT_MOST_S = 1.0
"""Of one processor; it takes a tenth of that, and took eight times as long."""


@every_row(product(FLOODS, LANGS))
def test_a_flood_is_read_in_time(flood: str, lang: Lang) -> None:
    before = process_time()
    meaning(flood)
    lint(flood, lang)
    softened(flood, lang)
    stretch_of(flood, lang)
    assert process_time() - before < AT_MOST_S


def test_long_gaps_mean_no_more_than_short_ones() -> None:
    need = "絵本の{}表紙を描いてくれる人いる?"

    assert stretch_of(need.format("   "), "ja") == stretch_of(need.format(" "), "ja")


def test_quotes_within_quotes_are_masked() -> None:
    assert mask_quotes("「ああ『いい「うう」』」と") == "□" * 12 + "と"
