"""How fast Telegram lets a bot send. Pure numbers.

Source: core.telegram.org/bots/faq, "My bot is hitting limits": one message a second in
a chat with short bursts, twenty a minute in a group, about thirty a second in all.
Telegram says that the exact limits vary, so what it asks for (`retry_after`) is obeyed
beside them. A bucket gives out its burst and what fills it meanwhile, so the two
together are what a minute of a group and a second of everything may hold.
"""

from dataclasses import dataclass

from core.delivery.limits import Bucket


@dataclass(frozen=True, slots=True)
class Rates:
    """What may be sent, and how much of it at once.

    Attributes:
        chat_s: Seconds between messages in one chat.
        chat_burst: So many go out at once after a silence.
        group_s: Seconds between messages in one group.
        group_burst: As `chat_burst`, in a group.
        all_s: Seconds between any two messages.
        all_burst: So many go out in the same moment.
    """

    chat_s: float = 1.0
    chat_burst: int = 4
    group_s: float = 5.0
    group_burst: int = 8
    all_s: float = 1 / 25
    all_burst: int = 5

    def chat(self, chat: str) -> Bucket:
        """Return the bucket of one chat, a group's if its id is below zero."""
        key = f"telegram:{chat}"
        if chat.startswith("-"):
            return Bucket(key, self.group_s, self.group_burst)
        return Bucket(key, self.chat_s, self.chat_burst)

    @property
    def everything(self) -> Bucket:
        """Return the bucket of all that is sent."""
        return Bucket("telegram:", self.all_s, self.all_burst)
