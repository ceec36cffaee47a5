"""Flags: a purpose put up for others to join, seat by seat (F1-F3, "this finger").

Whoever raises a flag carries it and decides for nobody: there is nothing here to
assign, to accept or to turn down.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from core.domain.calendar import When

State = Literal["open", "folded"]

FEWEST_SEATS = 2
MOST_SEATS = 12
USUAL_SEATS = (2, 3, 5, 8)
MOST_OPEN = 3
"""Flags one person has up at a time; with more, nobody sees which one is meant."""

_NUMERALS = {
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_COUNTERS = ("くらい", "ぐらい", "ほど", "席", "人", "名", "つ", "seats", "people")


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as everybody in its community sees it.

    `seats` are for those who come along; whoever raised it needs none. `timing` are
    the raiser's words for when, '' for a day tapped or for none; `day` is the day of
    the calendar they name, and what is shown where there is one.
    """

    id: str
    raiser_id: str
    community_id: str
    purpose: str
    timing: str
    my_part: str
    earns: bool
    earns_words: str
    seats: int
    taken: int
    state: State = "open"
    day: When | None = None

    @property
    def free(self) -> int:
        """How many seats are free."""
        return max(0, self.seats - self.taken)


_AROUND_NUMBER = re.compile(
    r"^(?:(?:約|だいたい|大体|たぶん|最大|じゃあ?|では|うーん|えっと|あと)[、,\s]*)+"
    r"|(?:くらい|ぐらい|ほど|程度|前後|まで)?(?:[でにが])?(?:(?:お願い|おねがい)(?:(?:いた)?し)?ます"
    r"|します|(?:いい|よい|ええ)(?:です)?)?(?:です|かな[ぁあ]?|や|ね|よ|わ|で|っす)*$"
    r"|^(?:about|around|maybe|up\s+to|let['’]?s\s+say)\s+|[,\s]+(?:please|or\s+so|maybe)$"
)


def seats_in(text: str) -> int | None:
    """Read how many seats somebody types, None for anything but 2 to 12."""
    word = unicodedata.normalize("NFKC", text).strip().casefold().rstrip("。.!")
    word = _AROUND_NUMBER.sub("", word)
    for counter in _COUNTERS:
        word = word.removesuffix(counter).strip()
    number = int(word) if word.isascii() and word.isdigit() else _NUMERALS.get(word)
    if number is None or not FEWEST_SEATS <= number <= MOST_SEATS:
        return None
    return number
