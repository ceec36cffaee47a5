"""In a group: quiet until called, flags and their seats, the rest one to one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

import pytest

from core.talk.calling import without_our_name
from core.talk.channel import Delivery, Outcome, Sent
from core.talk.incoming import (
    Address,
    Arrived,
    Chose,
    Content,
    Incoming,
    Left,
    Moved,
    Place,
    ReplyPass,
    Said,
    Shared,
    Undeliverable,
)
from core.talk.outgoing import Card, Link, Message
from tests.databases import TestedDatabase, every_database
from tests.talk.meeting import seated
from tests.talk.talking import LIMITS, KeepingChannel, Phone, World, words_of, world
from tests.talk.test_flag import raise_flag

__all__ = ["every_database"]

_NUMBERS = count()


@dataclass
class NumberingChannel(KeepingChannel):
    """Gives each sending a number, as messengers do."""

    numbers: "count[int]" = field(default_factory=count)

    async def send(self, delivery: Delivery) -> Outcome:
        """Keep the messages and number them."""
        await super().send(delivery)
        return Sent((f"m{next(self.numbers)}",))


@dataclass
class Group:
    """A group on a messenger, and whoever does something there.

    Every event brings the right to answer it, as on LINE.
    """

    here: World
    place: Place

    @property
    def heard(self) -> list[Message]:
        """Everything that was ever said here by us."""
        return self.here.channels[self.place.channel].handed.get(self.place.id, [])

    async def does(self, content: Content, user: str | None = None) -> str:
        """Let something happen here; return what we say."""
        before = len(self.heard)
        now = self.here.clock.now()
        still = ReplyPass(f"pass-{next(_NUMBERS)}", now + timedelta(seconds=50))
        await self.here.runtime.accept(
            [
                Incoming(
                    event_id=f"group-{next(_NUMBERS)}",
                    at=now,
                    place=self.place,
                    sender=Address("web", user) if user else None,
                    content=content,
                    reply_pass=still,
                )
            ]
        )
        await self.here.settle()
        return "\n".join(map(words_of, self.heard[before:]))

    async def calls(self, text: str, user: str | None = None) -> str:
        """Let somebody call us."""
        return await self.does(Said(text, called=True), user)

    async def taps(self, label: str, user: str | None = None) -> str:
        """Let somebody tap the newest choice with this label."""
        cards = [one for one in self.heard if isinstance(one, Card)]
        tokens = [c.token for card in cards for c in card.choices if c.label == label]
        return await self.does(Chose(tokens[-1]), user)

    @property
    def links(self) -> list[str]:
        """Return where the links lead that were said here."""
        return [one.url for one in self.heard if isinstance(one, Link)]


@dataclass
class Scene:
    """Yuki and Ken have seats in a room; both sit in a group as well."""

    group: Group
    yuki: Phone
    ken: Phone

    async def connected(self) -> None:
        """Let the group belong to their room."""
        await self.group.does(Arrived())
        await self.group.calls("SAKA24", "yuki")

    async def with_flag(self) -> None:
        """Let a flag of Yuki's with two seats stand in the group."""
        await self.connected()
        await raise_flag(self.yuki)
        await self.yuki.tap("グループにも出す")
        await self.yuki.tap("グループにも出す")


def door(*, code: str = "", words: str = "") -> str:
    """Lead to the talk between the two of us."""
    return f"https://chat.example/{code or words}"


@pytest.fixture
async def scene(every_database: TestedDatabase) -> AsyncIterator[Scene]:
    channels: dict[str, KeepingChannel] = {"web": NumberingChannel()}
    async with world(
        every_database.open(), channels=channels, doors={"web": door}
    ) as here:
        await here.community()
        yield Scene(
            Group(here, Place("web", "kawaberi", "group")),
            await seated(here, "yuki", "ゆき"),
            await seated(here, "ken", "けん"),
        )


async def test_brought_in_we_say_once_who_we_are_and_are_quiet_then(
    scene: Scene,
) -> None:
    assert "呼ばれたときだけ" in await scene.group.does(Arrived())

    assert await scene.group.does(Said("お昼なに食べた?"), "yuki") == ""
    assert await scene.group.does(Said("うどん", quoted="their own"), "ken") == ""
    assert await scene.group.does(Shared("sticker"), "ken") == ""
    assert scene.group.links == ["https://chat.example/"]


async def test_somebody_with_a_seat_connects_the_group_and_anybody_there_undoes_it(
    scene: Scene,
) -> None:
    assert "まだどの場とも" in await scene.group.calls("")
    assert "席のある人" in await scene.group.calls("SAKA24", "stranger")
    assert "席のある人" in await scene.group.calls("SAKA24")

    assert "「坂の上の台所」とつながりました" in await scene.group.calls(
        "saka24", "yuki"
    )
    assert "「坂の上の台所」のグループ" in await scene.group.calls("ヘルプ")

    assert "席のある人" in await scene.group.taps("つながりをほどく", "stranger")
    assert "ほどきました" in await scene.group.taps("つながりをほどく", "ken")
    assert "まだどの場とも" in await scene.group.calls("ヘルプ")


async def test_what_concerns_one_person_goes_on_one_to_one_with_their_words(
    scene: Scene,
) -> None:
    await scene.connected()

    said = await scene.group.calls("本棚を一緒に組んでくれる人いる?", "yuki")

    assert "ふたりのトークで" in said
    assert scene.group.links[-1].endswith("/本棚を一緒に組んでくれる人いる?")
    assert "すぐに聞きます" in await scene.group.calls("SOS", "yuki")
    assert scene.group.links[-1].endswith("/SOS")


async def test_a_flag_stands_in_a_group_only_when_its_raiser_says_so(
    scene: Scene,
) -> None:
    await scene.connected()
    await raise_flag(scene.yuki)
    assert "いま、ここに立っている旗はありません" in await scene.group.calls("旗")

    warned = await scene.yuki.tap("グループにも出す")
    assert "席のない人もいるかもしれません" in warned
    assert "いま、ここに立っている旗はありません" in await scene.group.calls("旗")
    assert "この場の中だけ" in await scene.yuki.tap("いまはやめておく")

    await scene.yuki.say("旗")
    await scene.yuki.tap("立っている旗を見る")
    await scene.yuki.tap("グループにも出す")
    assert "グループにも出しました" in await scene.yuki.tap("グループにも出す")
    shown = words_of(scene.group.heard[-1])
    assert "川べりで声を出して本を読む" in shown
    assert "ゆき" in shown
    assert "川べりで声を出して本を読む" in await scene.group.calls("旗")


async def test_a_seat_is_taken_in_the_group_without_naming_anybody_there(
    scene: Scene,
) -> None:
    await scene.with_flag()
    told = len(scene.yuki.heard)

    said = await scene.group.taps("この指とまれ", "ken")

    assert "あと1席" in said
    assert "けん" not in said
    scene.yuki.seen = told
    assert scene.yuki.hears("けんさんが")
    assert "もう席についています" in await scene.group.taps("この指とまれ", "ken")
    assert "自分で立てた旗" in await scene.group.taps("この指とまれ", "yuki")


async def test_the_last_seat_is_the_last_in_the_group_too(scene: Scene) -> None:
    await scene.with_flag()
    await seated(scene.group.here, "miho", "みほ")
    await seated(scene.group.here, "tomo", "とも")
    await scene.group.taps("この指とまれ", "ken")

    assert "席がうまりました" in await scene.group.taps("この指とまれ", "miho")
    assert "席はうまっていました" in await scene.group.taps("この指とまれ", "tomo")


async def test_where_no_seat_is_free_there_is_nothing_to_tap(scene: Scene) -> None:
    await scene.with_flag()
    await seated(scene.group.here, "miho", "みほ")
    await scene.group.taps("この指とまれ", "ken")
    await scene.group.taps("この指とまれ", "miho")

    full = await scene.group.calls("旗")

    assert "2席、うまりました" in full
    assert "[この指とまれ]" not in full


async def test_a_tap_of_nobody_known_is_led_to_where_they_are_known(
    scene: Scene,
) -> None:
    await scene.with_flag()

    assert "だれが押したのか" in await scene.group.taps("この指とまれ")

    ready = scene.group.links[-1].removeprefix("https://chat.example/")
    assert "指に、とまりました" in await scene.ken.say(ready)
    assert "席のある人のもの" in await scene.group.taps("この指とまれ", "stranger")


async def test_somebody_without_a_seat_gets_none_by_the_words_of_the_link(
    scene: Scene,
) -> None:
    await scene.with_flag()
    await scene.group.taps("この指とまれ")
    ready = scene.group.links[-1].removeprefix("https://chat.example/")
    stranger = scene.group.here.phone("stranger")
    await stranger.open(name="よそ")

    assert "指に、とまりました" not in await stranger.say(ready)


async def test_quoting_a_flag_of_ours_brings_it_again(scene: Scene) -> None:
    await scene.with_flag()
    await scene.group.calls("旗")
    numbers = scene.group.here.channels["web"]
    assert isinstance(numbers, NumberingChannel)
    newest = f"m{next(numbers.numbers) - 1}"

    said = await scene.group.does(Said("これ行きたい", quoted=newest), "ken")

    assert "川べりで声を出して本を読む" in said
    assert "[この指とまれ]" in said


async def test_a_folded_flag_is_gone_from_the_group(scene: Scene) -> None:
    await scene.with_flag()
    await scene.yuki.tap("たたむ")
    await scene.yuki.tap("たたむ")

    assert "たたまれています" in await scene.group.taps("この指とまれ", "ken")
    assert "立っている旗はありません" in await scene.group.calls("旗")


@pytest.mark.parametrize("going", [Left("left"), Undeliverable("x", "gone")])
async def test_sent_out_of_a_group_we_keep_nothing_standing_there(
    scene: Scene, going: Content
) -> None:
    await scene.with_flag()

    assert await scene.group.does(going) == ""

    await scene.group.does(Arrived())
    assert "まだどの場とも" in await scene.group.calls("ヘルプ")
    assert "立っている旗はありません" in await scene.group.calls("旗")


async def test_a_group_that_goes_on_under_another_id_stays_connected(
    scene: Scene,
) -> None:
    await scene.with_flag()

    await scene.group.does(Moved("umibe"))

    there = Group(scene.group.here, Place("web", "umibe", "group"))
    assert "川べりで声を出して本を読む" in await there.calls("旗")


@asynccontextmanager
async def costly_group(
    database: TestedDatabase,
) -> AsyncIterator[tuple[Group, Phone]]:
    """Yield a group where sending costs, and whose flag is about to be shown there."""
    costly = KeepingChannel("line", replace(LIMITS, mail_waits=True))
    channels = {"web": KeepingChannel(), "line": costly}
    async with world(database.open(), channels=channels) as here:
        await here.community()
        yuki = await seated(here, "yuki", "ゆき")
        group = Group(here, Place("line", "kawaberi", "group"))
        await Scene(group, yuki, yuki).connected()
        await raise_flag(yuki)
        await yuki.tap("グループにも出す")
        yield group, yuki


async def test_where_sending_costs_a_flag_waits_until_we_are_called(
    every_database: TestedDatabase,
) -> None:
    async with costly_group(every_database) as (group, yuki):
        before = len(group.heard)

        assert "つぎに相乗り係が呼ばれたとき" in await yuki.tap("グループにも出す")

        assert len(group.heard) == before
        assert "川べりで声を出して本を読む" in await group.calls("ヘルプ")


async def test_a_flag_that_waited_is_not_shown_twice_when_the_flags_are_asked_for(
    every_database: TestedDatabase,
) -> None:
    async with costly_group(every_database) as (group, yuki):
        await yuki.tap("グループにも出す")

        said = await group.calls("旗")

        assert said.count("川べりで声を出して本を読む") == 1
        assert "川べりで声を出して本を読む" not in await group.calls("ヘルプ")


async def test_a_flag_that_waited_and_was_folded_never_appears(
    every_database: TestedDatabase,
) -> None:
    async with costly_group(every_database) as (group, yuki):
        await yuki.tap("グループにも出す")
        await yuki.tap("たたむ")
        await yuki.tap("たたむ")

        assert "川べりで声を出して本を読む" not in await group.calls("ヘルプ")
        assert "川べりで声を出して本を読む" not in await group.calls("旗")


@pytest.mark.parametrize("going", [Left("left"), Undeliverable("x", "gone")])
async def test_a_flag_that_waited_for_a_group_that_sent_us_out_never_appears(
    every_database: TestedDatabase, going: Content
) -> None:
    async with costly_group(every_database) as (group, yuki):
        await yuki.tap("グループにも出す")
        await group.does(going)

        assert "川べりで声を出して本を読む" not in await group.does(Arrived())


async def test_a_flag_that_waited_for_a_group_that_parted_never_appears(
    every_database: TestedDatabase,
) -> None:
    async with costly_group(every_database) as (group, yuki):
        await yuki.tap("グループにも出す")

        assert "川べりで声を出して本を読む" not in await group.taps(
            "つながりをほどく", "yuki"
        )


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("相乗り係、旗", "旗"),
        ("@相乗り係 旗を見たい", "旗を見たい"),
        ("Ainori: flags", "flags"),
        ("相乗り係さん", ""),
        ("相乗り係って何?", None),
        ("きのうの相乗り係、よかったね", None),
        ("ainoriya", None),
        ("", None),
    ],
)
def test_a_name_calls_us_only_at_the_beginning_and_with_a_pause(
    said: str, rest: str | None
) -> None:
    assert without_our_name(said) == rest


async def test_a_group_hears_the_language_of_its_room(
    every_database: TestedDatabase,
) -> None:
    async with world(every_database.open(), language="en") as here:
        await here.community("The Slipway Shed", "SHED24", "en")
        robin = await seated(here, "robin", "Robin", code="SHED24", language="en")
        group = Group(here, Place("web", "harbour", "group"))

        assert "only speak when I'm called" in await group.does(Arrived())
        assert "Connected to The Slipway Shed" in await group.calls("SHED24", "robin")
        assert "No flags are up here" in await group.calls("flags")
        assert "one to one" in await group.calls("who could lend a drill?", robin.user)
