"""Where the dialogues about a cheer can stand."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to see the post that somebody would cheer or lend a hand with."""

    post_id: str
    hand: bool = False
    kind: Literal["looking"] = "looking"


@dataclass(frozen=True, slots=True)
class Choosing:
    """Waits for the line to cheer; `text` was typed before a line was chosen."""

    post_id: str
    author: str
    lines: tuple[str, ...]
    text: str = ""
    kind: Literal["choosing"] = "choosing"


@dataclass(frozen=True, slots=True)
class Adding:
    """Waits for words to go along, or none; `text` is a long one that is kept."""

    post_id: str
    author: str
    line: str
    quote: str = ""
    text: str = ""
    kind: Literal["adding"] = "adding"


@dataclass(frozen=True, slots=True)
class Placing:
    """Waits to hear that the author is told."""

    author: str
    line: str
    kind: Literal["placing"] = "placing"


@dataclass(frozen=True, slots=True)
class Recalling:
    """Waits to see the cheer that its author would answer."""

    cheer_id: str
    kind: Literal["recalling"] = "recalling"


@dataclass(frozen=True, slots=True)
class Answering:
    """Waits for a word back; `text` is a long one that is kept."""

    cheer_id: str
    friend: str
    text: str = ""
    kind: Literal["answering"] = "answering"


State = Looking | Choosing | Adding | Placing | Recalling | Answering
