"""Messages as lines of a terminal."""

import io

import pytest
from rich.console import Console

from bots.console.render import Span, plain_lines, screen_lines
from bots.console.screen import Screen
from core.talk.outgoing import Card, Choice, Draft, Fact, Link, Message, Part, Text
from tests.console.talker import REQUEST


def printed(*messages: Message, terminal: bool = False) -> str:
    """Return what the screen shows."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=60)
    Screen(console, {"yuki": "ゆき"}.get).show("yuki", messages)  # type: ignore[arg-type] # all names known
    return file.getvalue()


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        (Text("一行目\n\n二行目"), ["一行目", "二行目"]),
        (
            Text("どう?", (Choice("はい", "a"), Choice("いいえ", "b"))),
            ["どう?", "[はい] [いいえ]"],
        ),
        (
            REQUEST,
            [
                "ゆきさんから、声が届いています",
                "一緒に考えませんか。",
                "ゆきさんの行き先: 人に本を手渡せる場所",
                "[乗ります] [今回はパス]",
            ],
        ),
        (
            Card("題", facts=(Fact("いま", "上\n下"), Fact("こっちへ", ""))),
            ["題", "いま: 上", "下", "こっちへ: "],
        ),
        (Draft("本文", title="下書き"), ["下書き", "本文"]),
        (Link("読む", "https://example.org"), ["読む <https://example.org>"]),
    ],
)
def test_transcripts_see_bare_lines(message: Message, lines: list[str]) -> None:
    assert plain_lines(message) == lines


def test_choices_are_numbered_through_all_messages() -> None:
    lines = screen_lines([REQUEST, Text("ほかは?", (Choice("とじる", "z"),))])
    choices = [line[0].text.strip() for line in lines if line[0].tone == "choice"]

    assert choices == ["1. 乗ります", "2. 今回はパス", "3. とじる"]


def test_a_draft_is_framed_and_says_who_wrote_what() -> None:
    draft = Draft("私も\n本へ", parts=(Part("私も\n", "bot"), Part("本へ", "own")))

    assert screen_lines([draft])[1:3] == [
        (Span("│ ", "frame"), Span("私も", "said")),
        (Span("│ ", "frame"), Span("", "said"), Span("本へ", "own")),
    ]


def test_parts_that_do_not_make_the_text_are_left_out() -> None:
    draft = Draft("直した本文", parts=(Part("もとの本文", "own"),))

    assert (Span("│ 直した本文", "said"),) in screen_lines([draft])


def test_without_a_terminal_there_are_no_colours() -> None:
    assert "\x1b" not in printed(REQUEST)
    assert "\x1b[" in printed(REQUEST, terminal=True)


def test_colours_of_a_draft_are_explained_where_there_are_colours() -> None:
    draft = Draft("本へ", parts=(Part("本へ", "own"),))

    assert "黄はあなた" in printed(draft, terminal=True)
    assert "黄はあなた" not in printed(draft)


def test_words_are_neither_markup_nor_commands_to_the_terminal() -> None:
    shown = printed(Text("[bold]太字[/bold] :smile: \x1b[2Jえ\x07"))

    assert "[bold]太字[/bold] :smile: �[2Jえ�" in shown
