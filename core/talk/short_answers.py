"""A typed yes, no or "let's leave it", in both languages.

Owns which words those are; core.talk.hearing lets them do what the button does that
they stand for (`Flow.short`). The words themselves are in the catalogue, several to a
line, divided by `|`; how they are said politely, casually and in dialects is in
core.domain.phrasing (`short_*`).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, cast

from core.domain.phrasing import compiled
from core.domain.sentences import Lang, lang_of
from core.i18n.catalog import LANGUAGES
from core.talk.commands import plain
from core.talk.flow import ShortAnswer
from core.talk.turn import Phrase, T
from core.talk.voice import word

Table = Literal["short", "words", "draft"]

_LONGEST = 30
_SPELLINGS: tuple[tuple[ShortAnswer, Phrase], ...] = (
    ("yes", T("commands.said_yes")),
    ("no", T("commands.said_no")),
    ("end", T("commands.said_end")),
)
_FILLERS = T("commands.fillers")
_PICTURES = re.compile(r"[^\w\s,.!?。、！？ー〜~…'’]")
_TAIL = re.compile(
    r"(?:だ?と(?:思う|思います|おもう)|かな[あぁ]?|かも|だ?よ|ね|です|っす)+$"
)
"""What leaves a short answer as it is: 「いないと思う」, 「そうだよ」."""
_URGES = re.compile(
    r"(?:出|送|届|見)(?:し|っ|け|せ|た|信)|みせ|お(?:願|ねが)い|おなしゃす|この|そのまま|[そこ]れで"
    r"|(?:send|show|post|see|go|do|look|please|fine|works|happy)\b"
)
"""A yes to what was proposed, and no answer to whether something is so."""
_MARK = {"ja": "、", "en": ", "}
_BETWEEN = re.compile(r"[、,。.!！?？…〜~]+")


def short_answer(text: str) -> ShortAnswer | None:
    """Return what a few typed words say and nothing else; None for other words.

    "Let's leave it" beside a no is the stronger of the two.
    """
    if len(text) > _LONGEST:
        return None
    said = plain(_PICTURES.sub("", text))
    pieces = [said] if said in _known() else _pieces(said)
    kinds = {_known().get(one) or _known().get(_TAIL.sub("", one)) for one in pieces}
    if kinds == {"no", "end"}:
        return "end"
    found = kinds.pop() if len(kinds) == 1 else None
    return found or cast("ShortAnswer | None", spoken(said, "short"))


def urges(text: str) -> bool:
    """Whether a typed yes says to go ahead, not that something is so."""
    return _URGES.search(plain(text)) is not None


# Several ask about the same words, one after the other.
@lru_cache(maxsize=4)
def spoken(said: str, table: Table) -> str | None:
    """Return which pattern of a table fits `said`, plain words, as a whole."""
    lang = lang_of(said)
    whole = " ".join(_BETWEEN.sub(_MARK[lang], said).strip("、, ").split())
    found = (name for name, one in _whole(lang, table) if one.fullmatch(whole))
    return next(found, None)


@cache
def _whole(lang: Lang, table: Table) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of a table with what may come before each of them."""
    begun = compiled("short", lang, "before")["before"].pattern
    return tuple(
        (name, re.compile(f"{begun}(?:{one.pattern})", re.IGNORECASE))
        for name, one in compiled("short", lang, table).items()
    )


def _pieces(said: str) -> list[str]:
    """Divide at marks, and at spaces what is not known as a whole."""
    pieces = chain.from_iterable(_phrases(one.split()) for one in _BETWEEN.split(said))
    return [one for one in pieces if one not in _fillers()]


def _phrases(words: list[str]) -> Iterator[str]:
    """Give the longest phrases that are known, and single words that are not."""
    while words:
        ends = range(len(words), 1, -1)
        end = next((at for at in ends if " ".join(words[:at]) in _known()), 1)
        yield " ".join(words[:end])
        words = words[end:]


@cache
def _known() -> dict[str, ShortAnswer]:
    return {one: kind for kind, words in _SPELLINGS for one in _spelled(words)}


@cache
def _fillers() -> frozenset[str]:
    return frozenset(_spelled(_FILLERS))


def _spelled(words: Phrase) -> list[str]:
    return [plain(one) for lang in LANGUAGES for one in word(words, lang).split("|")]
