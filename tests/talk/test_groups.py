"""In a group: quiet until called, flags and their seats, the rest one to one."""

import re
from dataclasses import replace

import pytest

from core.i18n.catalog import LANGUAGES, phrases, text
from core.talk.calling import without_our_name
from core.talk.incoming import (
    Arrived,
    Content,
    Left,
    Moved,
    Place,
    Said,
    Shared,
    Undeliverable,
)
from core.talk.outgoing import Draft, Text
from tests.databases import TestedDatabase, every_database
from tests.talk.grouped import Group, NumberingChannel, Scene, scene
from tests.talk.meeting import raise_flag, seated
from tests.talk.talking import LIMITS, KeepingChannel, words_of, world

__all__ = ["every_database", "scene"]


def test_nobody_is_told_to_call_us_by_a_name_their_messenger_may_not_know() -> None:
    # On Telegram a mention is a username, on LINE what the operator named the account.
    for language in LANGUAGES:
        said = [words for words in phrases(language).values() if "@" in words]
        assert not [words for words in said if re.search("@(相乗り係|Ainori)", words)]


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

    assert "ふたりのトークで" in await scene.group.taps("つながりをほどく", "stranger")
    assert "ほどきました" in await scene.group.taps("つながりをほどく", "ken")
    assert "まだどの場とも" in await scene.group.calls("ヘルプ")


async def test_a_link_that_brings_us_in_with_a_code_connects_the_group(
    scene: Scene,
) -> None:
    said = await scene.group.does(Arrived(invite="SAKA24"), "yuki")
    assert "「坂の上の台所」とつながりました" in said
    assert "呼ばれたときだけ" in await scene.group.does(Arrived(invite="nothing"))


@pytest.mark.parametrize("around", ["{}", "コードは {} だよ", "/start {}"])
async def test_a_code_to_link_by_that_a_group_has_read_links_nobody_any_more(
    scene: Scene, around: str
) -> None:
    await scene.yuki.say("つなぐ")
    await scene.yuki.tap("アプリをつなぐ")
    (code,) = [one.text for one in scene.yuki.latest if isinstance(one, Draft)]
    words = around.format(code.lower())
    begun = words.removeprefix("/start ")
    content = Said(words, called=True) if begun == words else Arrived(invite=begun)

    assert "ふたりだけのもの" in await scene.group.does(content, "stranger")

    assert scene.group.links[-1].endswith("/つなぐ")
    assert text("link.unknown", "ja") in await scene.ken.say(code)
    # What is no code of anybody's is answered the same, and other words as ever.
    assert "ふたりだけのもの" in await scene.group.calls("7KQ2-M4XA", "stranger")
    assert "ふたりのトークで" in await scene.group.calls("3rds with me?", "ken")


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
    assert scene.ken.hears("「川べりで声を出して本を読む」の指に、とまりました")


async def test_what_a_tap_says_of_somebody_is_said_between_the_two_of_us(
    scene: Scene,
) -> None:
    await scene.with_flag()
    await scene.group.taps("この指とまれ", "ken")

    told = [
        await scene.group.taps("この指とまれ", who) for who in ("ken", "yuki", "else")
    ]

    assert len(set(told)) == 1
    assert "ふたりのトークで" in told[0]
    ready = scene.group.links[-1].removeprefix("https://chat.example/")
    assert f"[{text('flag.leave', 'ja')}]" in await scene.ken.say(ready)
    assert f"[{text('flag.fold', 'ja')}]" in await scene.yuki.say(ready)
    stranger = scene.group.here.phone("else")
    await stranger.open(name="よそ")
    assert text("welcome.ask_code", "ja") in await stranger.say(ready)


async def test_where_a_tap_can_be_answered_aside_nobody_else_hears_it(
    every_database: TestedDatabase,
) -> None:
    limits = replace(LIMITS, asides=True)
    channels: dict[str, KeepingChannel] = {"web": NumberingChannel(limits=limits)}
    async with world(every_database.open(), channels=channels) as here:
        await here.community()
        group = Group(here, Place("web", "kawaberi", "group"))
        yuki, ken = (
            await seated(here, "yuki", "ゆき"),
            await seated(here, "ken", "けん"),
        )
        await Scene(group, yuki, ken).with_flag()

        async def aside(label: str, who: str) -> str:
            before = len(group.heard)
            await group.taps(label, who)
            said = [one for one in group.heard[before:] if isinstance(one, Text)]
            assert len(said) == 1
            assert said[0].aside
            return said[0].text

        assert "席のある人" in await aside("この指とまれ", "stranger")
        assert "自分で立てた旗" in await aside("この指とまれ", "yuki")
        assert "席のある人" in await aside("つながりをほどく", "stranger")
        public, alone = await both(group, "ken")
        assert "あと1席" in public
        assert "席につきました" in alone
        assert "もう席についています" in await aside("この指とまれ", "ken")


async def both(group: Group, who: str) -> list[str]:
    """Let somebody take a seat; return what the group hears and what they alone do."""
    before = len(group.heard)
    await group.taps("この指とまれ", who)
    said = [one for one in group.heard[before:] if isinstance(one, Text)]
    return [one.text for one in sorted(said, key=lambda one: one.aside)]


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

    assert "2席とも、うまりました" in full
    assert "[この指とまれ]" not in full


async def test_a_tap_of_nobody_known_is_led_to_where_they_are_known(
    scene: Scene,
) -> None:
    await scene.with_flag()

    assert "だれが押したのか" in await scene.group.taps("この指とまれ")

    ready = scene.group.links[-1].removeprefix("https://chat.example/")
    assert "指に、とまりました" in await scene.ken.say(ready)
    assert "ふたりのトークで" in await scene.group.taps("この指とまれ", "stranger")


async def test_somebody_without_a_seat_gets_none_by_the_words_of_the_link(
    scene: Scene,
) -> None:
    await scene.with_flag()
    await scene.group.taps("この指とまれ")
    ready = scene.group.links[-1].removeprefix("https://chat.example/")
    stranger = scene.group.here.phone("stranger")
    await stranger.open(name="よそ")

    assert "指に、とまりました" not in await stranger.say(ready)


async def test_thanks_and_a_wish_for_quiet_are_heard_in_few_words(
    scene: Scene,
) -> None:
    await scene.connected()
    await scene.group.calls("旗")
    numbers = scene.group.here.channels["web"]
    assert isinstance(numbers, NumberingChannel)
    newest = f"m{next(numbers.numbers) - 1}"
    links = len(scene.group.links)

    thanks = Said("ありがとう!", quoted=newest, called=True)
    assert await scene.group.does(thanks, "ken") == ""
    assert "いつでもどうぞ" in await scene.group.calls("ありがとう", "ken")
    assert "静かにしています" in await scene.group.calls("ストップ", "ken")
    for words in ("うるさい", "静かにして", "ちょっと黙ってて", "please be quiet"):
        assert "静かにしています" in await scene.group.calls(words, "ken")
    assert "呼ばれたときだけ" in await scene.group.calls("これ誰が見るの?", "ken")
    assert len(scene.group.links) == links


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
    async with world(every_database.at_hand(), language="en") as here:
        await here.community("The Slipway Shed", "SHED24", "en")
        robin = await seated(here, "robin", "Robin", code="SHED24", language="en")
        group = Group(here, Place("web", "harbour", "group"))

        assert "only speak when I'm called" in await group.does(Arrived())
        assert "Connected to The Slipway Shed" in await group.calls("SHED24", "robin")
        assert "No flags are up here" in await group.calls("flags")
        assert "one to one" in await group.calls("who could lend a drill?", robin.user)


async def test_whoever_calls_is_answered_in_their_language_and_cards_stay_the_room_s(
    scene: Scene,
) -> None:
    await scene.connected()
    await scene.yuki.say("English")

    assert "one to one" in await scene.group.calls("SOS", "yuki")
    assert "いま、ここに立っている旗はありません" in await scene.group.calls(
        "flags", "yuki"
    )
    assert "ふたりのトークで" in await scene.group.calls("SOS", "ken")
