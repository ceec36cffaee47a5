"""Transcripts: read, played, and what is said when the talk goes another way."""

from datetime import timedelta

import pytest

from bots.console.channel import ConsoleChannel
from bots.console.phone import ConsolePhone
from bots.console.play import Mismatch, Player
from bots.console.script import (
    Hears,
    Misses,
    Opens,
    Says,
    Taps,
    Turned,
    Unreadable,
    Waits,
    read_script,
)
from core.talk.incoming import Arrived, Chose, Said
from core.talk.outgoing import Message
from tests.console.talker import Story, story

GOOD = """
# ゆきが声をかける
@ゆき
> 声をかける
< 届けますか
< [やめる]
> [送る]
<= けんさんに届けました。
<! 乗ります

@けん
< 声が届いています
< 行き先: 人に本を手渡せる場所
> [乗ります]

@ゆき
< けんさんが乗ります
"""


EVERY = """@ゆき
* code
*
> やあ
| どうも
> [送る]
> \\[括弧]
< は
<= い
<! う
+ 3d 2h
"""


async def play(text: str, *, exact: bool = False) -> Story:
    """Play a transcript over the console; returns what happened."""
    told, chat = story(ConsoleChannel())
    player = Player(chat.phone, name="ask.txt", exact=exact)
    await player.play(read_script(text))
    return told


def test_every_kind_of_step_can_be_read() -> None:
    assert read_script(EVERY) == [
        Turned(1, "ゆき"),
        Opens(2, "code"),
        Opens(3, ""),
        Says(4, "やあ\nどうも"),
        Taps(6, "送る"),
        Says(7, "[括弧]"),
        Hears(8, "は"),
        Hears(9, "い", whole=True),
        Misses(10, "う"),
        Waits(11, timedelta(days=3, hours=2)),
    ]


@pytest.mark.parametrize("line", ["hello", ">", "@", "+ soon", "| alone", "+ 3 d"])
def test_a_line_that_means_nothing_is_named(line: str) -> None:
    with pytest.raises(Unreadable, match="line 2"):
        read_script(f"# fine\n{line}")


async def test_a_transcript_is_played_on_both_phones() -> None:
    told = await play(GOOD)

    contents = [(one.place.id, one.content) for one in told.taken]
    assert contents[1:] == [("yuki", Chose("s1")), ("ken", Chose("k1"))]


async def test_opening_and_speaking_over_several_lines() -> None:
    told = await play("@みほ\n* engawa\n< ようこそ\n> 一行目\n| 二行目\n< 二行目")

    arrived, spoke = (one.content for one in told.taken)
    assert arrived == Arrived(invite="engawa")
    assert isinstance(spoke, Said)
    assert spoke.text == "一行目\n二行目"


async def test_a_line_that_was_not_heard_is_shown_beside_what_was() -> None:
    script = "@ゆき\n> 声をかける\n> [送る]\n< けんさんに届いています"

    with pytest.raises(Mismatch) as report:
        await play(script)

    assert str(report.value) == (
        "ask.txt:4: ゆき did not hear\n"
        "  < けんさんに届いています\n"
        "what came since line 3:\n"
        "  ~ けんさんに届けました。"
    )


async def test_lines_are_heard_in_their_order() -> None:
    with pytest.raises(Mismatch, match="did not hear"):
        await play("@ゆき\n> 声をかける\n< [送る]\n< 届けますか")


async def test_what_was_said_before_does_not_count_as_an_answer() -> None:
    with pytest.raises(Mismatch, match="did not hear"):
        await play("@ゆき\n> ひとつ\n> ふたつ\n< ひとつ")


async def test_words_that_should_not_be_heard_stop_the_play() -> None:
    with pytest.raises(Mismatch, match="ゆき heard"):
        await play("@ゆき\n> 声をかける\n<! やめる")


async def test_a_tap_on_nothing_names_the_label_and_what_was_shown() -> None:
    with pytest.raises(Mismatch) as report:
        await play("@ゆき\n> 声をかける\n> [届ける]")

    assert "> [届ける]" in str(report.value)
    assert "[送る] [やめる]" in str(report.value)


async def test_time_passes_only_where_somebody_lets_it() -> None:
    waited: list[timedelta] = []

    async def pass_time(span: timedelta) -> None:
        waited.append(span)

    _, chat = story(ConsoleChannel())
    script = read_script("@ゆき\n+ 72h")
    await Player(chat.phone, pass_time=pass_time).play(script)

    assert waited == [timedelta(days=3)]
    with pytest.raises(Mismatch, match="time cannot pass"):
        await Player(chat.phone).play(script)


class BusyPhone(ConsolePhone):
    """A phone that is done with what was said only when somebody listens."""

    busy = False

    async def say(self, text: str) -> None:
        self.busy = True

    async def heard(self) -> list[Message]:
        self.busy = False
        return []


async def test_what_was_said_has_happened_before_time_passes() -> None:
    _, chat = story(ConsoleChannel())
    phone = BusyPhone(
        "yuki", chat.channel, accept=chat.accept, idle=chat.idle, clock=chat.clock
    )

    async def pass_time(_: timedelta) -> None:
        assert not phone.busy

    script = read_script("@ゆき\n> やあ\n+ 7d")
    await Player(lambda _: phone, pass_time=pass_time).play(script)


async def test_exactly_means_every_line_and_nothing_else() -> None:
    whole = "@ゆき\n> 声をかける\n< 届けますか。\n< [送る] [やめる]"
    await play(whole, exact=True)

    with pytest.raises(Mismatch, match="does not have"):
        await play("@ゆき\n> 声をかける\n< 届けますか。", exact=True)
    with pytest.raises(Mismatch, match="did not hear"):
        await play("@ゆき\n> 声をかける\n< 届けますか", exact=True)


async def test_a_step_before_any_phone_is_refused() -> None:
    with pytest.raises(Unreadable, match="line 1"):
        await play("> やあ")
