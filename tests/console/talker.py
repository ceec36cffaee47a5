"""A talk without an engine, for the terminal: a small story of two people."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bots.console.channel import ConsoleChannel
from bots.console.chat import Cast, ConsoleChat, Member
from core.talk.channel import Delivery
from core.talk.incoming import Arrived, Chose, Incoming, Place, Said
from core.talk.outgoing import Card, Choice, Fact, Message, Text
from tests.moments import StillClock


class Story:
    """ゆき asks, けん is asked; what けん chooses reaches ゆき."""

    def __init__(self, channel: ConsoleChannel) -> None:
        self.channel = channel
        self.taken: list[Incoming] = []

    async def accept(self, incomings: Sequence[Incoming]) -> int:
        """Answer each event at once."""
        for incoming in incomings:
            self.taken.append(incoming)
            await self._answer(incoming)
        return len(incomings)

    async def idle(self) -> None:
        """Return at once: nothing is ever under way."""

    async def _answer(self, incoming: Incoming) -> None:
        user = incoming.place.id
        match incoming.content:
            case Arrived(invite=invite):
                await self._tell(user, Text(f"ようこそ。({invite})"))
            case Said(text="声をかける"):
                await self._tell(
                    user,
                    Text(
                        "届けますか。", (Choice("送る", "s1"), Choice("やめる", "s2"))
                    ),
                )
            case Said(text=text):
                await self._tell(
                    user, Text(f"「{text}」ですね。\nほかにもあれば、どうぞ。")
                )
            case Chose(token="s1"):
                await self._tell(user, Text("けんさんに届けました。"))
                await self._tell("ken", REQUEST)
            case Chose(token="s2"):
                await self._tell(user, Text("やめておきます。"))
            case Chose(token="k1"):
                await self._tell(user, Text("ありがとうございます。"))
                await self._tell("yuki", Text("けんさんが乗ります。"))

    async def _tell(self, user: str, *messages: Message) -> None:
        delivery = Delivery("o", Place("console", user), messages, None, retry_key="k")
        await self.channel.send(delivery)


REQUEST = Card(
    "ゆきさんから、声が届いています",
    "一緒に考えませんか。",
    (Fact("ゆきさんの行き先", "人に本を手渡せる場所"),),
    (Choice("乗ります", "k1"), Choice("今回はパス", "k2")),
    look="request",
    face="ゆき",
)


def story(channel: ConsoleChannel) -> tuple[Story, ConsoleChat]:
    """Return a story and the chat that leads into it."""
    told = Story(channel)
    cast = Cast([Member("yuki", "ゆき"), Member("ken", "けん")])
    chat = ConsoleChat(
        channel=channel,
        accept=told.accept,
        idle=told.idle,
        clock=StillClock(datetime(2026, 6, 3, 9, 30, tzinfo=UTC)),
        cast=cast,
        newcomer_invite="engawa",
    )
    return told, chat
