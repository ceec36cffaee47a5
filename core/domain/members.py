"""People: one member, however many messengers they write from."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Language = Literal["ja", "en"]
Rhythm = Literal["daily", "weekly", "twice_monthly", "whenever"]

NAME_LENGTH = 24
RAW_ANSWERS_DAYS = 30


@dataclass(frozen=True, slots=True)
class Member:
    """A person, as the product knows them; nothing here weighs them."""

    id: str
    name: str
    language: Language
    rhythm: Rhythm = "whenever"
    resting_since: datetime | None = None

    @property
    def resting(self) -> bool:
        """Whether they asked to be left in peace for now."""
        return self.resting_since is not None


_BEFORE = re.compile(
    r"^(?:i['’]m|i am|my name is|it['’]s|call me|(?:わたし|私|僕|ぼく|俺)は)\s*",
    re.IGNORECASE,
)


def tidy_name(text: str) -> str:
    """Return what a person wants to be called: one line, no honorific, not too long.

    The bot adds さん itself, so ゆきさん becomes ゆき.
    """
    name = _BEFORE.sub("", " ".join(text.split()).rstrip("。.!！"))
    for ending in ("と申します", "といいます", "って呼んで", "です"):
        name = name.removesuffix(ending)
    for honorific in ("さん", "ちゃん", "くん", "様"):
        if len(name) > len(honorific):
            name = name.removesuffix(honorific)
    return name[:NAME_LENGTH].strip()
