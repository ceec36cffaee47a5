"""The port of a text model: words in, words out, and what it cost.

Knows nothing of asks. Whoever implements `TextModel` raises `NoAnswer` and nothing
else, whatever the network or the other side does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Role = Literal["user", "assistant"]
Turn = tuple[Role, str]
Trouble = Literal["refused", "busy", "broken", "late", "cut", "empty", "unreachable"]
"""Not let in (key, model, address), told to wait, a fault on the other side, no answer
in time, an answer cut off, an answer without words, nobody there."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the words are to look like.

    Attributes:
        schema: JSON schema with the greatest lengths.
        bare_schema: The same without them.
        most_tokens: Where to stop.
        safety_id: A hash that stands for the member, for hosts that take it.
    """

    schema: dict[str, Any]
    bare_schema: dict[str, Any]
    most_tokens: int
    safety_id: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a model said; token counts are None when the other side did not tell."""

    text: str
    model: str
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None


class NoAnswer(Exception):
    """No words came, and why."""

    def __init__(self, trouble: Trouble, said: str = "") -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble
        self.said = said
        """The kind of error in the other side's words; never any member's text."""


class TextModel(Protocol):
    """Something that answers in words."""

    @property
    def name(self) -> str:
        """What members are told it is called."""
        ...

    async def say(self, system: str, turns: Sequence[Turn], wish: Wish) -> Spoken:
        """Answer a conversation.

        Raises:
            NoAnswer: No words came.
        """
        ...

    async def warm(self) -> None:
        """Do beforehand what the first call would wait for."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
