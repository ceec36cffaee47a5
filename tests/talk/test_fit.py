"""What `fit` promises to every channel, on examples and on anything at all."""

from dataclasses import replace

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from core.talk.channel import Limits
from core.talk.fit import fact_line, fit
from core.talk.measure import pieces, shorten, units
from core.talk.outgoing import (
    Card,
    Choice,
    Draft,
    Link,
    Message,
    Part,
    Text,
    choices_of,
)
from tests.talk import some_messages

ROOMY = Limits(
    text_units=4_000, messages=5, choices=8, card_choices=4, label_graphemes=20
)
CONSOLE = replace(ROOMY, choices=0, card_choices=0, unit="codepoint", messages=50)
TIGHT = Limits(
    text_units=60,
    messages=3,
    choices=3,
    card_choices=2,
    label_graphemes=6,
    card_units=40,
    cards_in_row=3,
)

any_limits = st.sampled_from((ROOMY, CONSOLE, TIGHT))


def options(*labels: str) -> tuple[Choice, ...]:
    """Return choices with a token each."""
    return tuple(Choice(label, f"token{n}") for n, label in enumerate(labels))


class TestMeasure:
    """Counting and cutting text."""

    @pytest.mark.parametrize(
        ("text", "utf16", "codepoints"),
        [("abc", 3, 3), ("本棚", 2, 2), ("🍎", 2, 1), ("👨‍👩‍👧‍👦", 11, 7)],
    )
    def test_text_is_counted_as_the_platform_counts(
        self, text: str, utf16: int, codepoints: int
    ) -> None:
        assert units(text, "utf16") == utf16
        assert units(text, "codepoint") == codepoints

    def test_a_label_is_shortened_between_what_a_reader_calls_characters(self) -> None:
        assert shorten("か\u3099" * 5, 4) == "か\u3099" * 3 + "…"
        assert shorten("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 4) == "👨‍👩‍👧‍👦…"

    def test_a_label_becomes_one_line(self) -> None:
        assert shorten(" もう少し\n知る ", 20) == "もう少し 知る"

    def test_a_paragraph_is_the_first_border_looked_for(self) -> None:
        text = "一行目。二行目。\n\n三行目。四行目。五行目。"

        assert pieces(text, 14) == ["一行目。二行目。", "三行目。四行目。五行目。"]

    def test_a_sentence_is_cut_after_its_closing_bracket(self) -> None:
        assert pieces("「借りる。」と書いた人", 8) == ["「借りる。」", "と書いた人"]

    def test_text_without_any_border_is_cut_between_characters(self) -> None:
        assert pieces("👨‍👩‍👧‍👦" * 3, 25) == ["👨‍👩‍👧‍👦" * 2, "👨‍👩‍👧‍👦"]

    @given(some_messages.any_words, st.integers(8, 400))
    def test_no_piece_is_too_long_and_no_word_is_lost(
        self, text: str, most: int
    ) -> None:
        cut = pieces(text, most)

        assert all(units(piece) <= most for piece in cut)
        assert "".join("".join(cut).split()) == "".join(text.split())

    @given(st.text(max_size=60), st.integers(2, 30))
    def test_a_short_label_is_never_longer_than_asked(
        self, text: str, graphemes: int
    ) -> None:
        assert len(regex.findall(r"\X", shorten(text, graphemes))) <= graphemes


class TestChoices:
    """What a channel cannot show as buttons can be typed back."""

    def test_few_short_choices_stay_buttons(self) -> None:
        said = Text("どこに出しますか。", options("ほんの縁側", "自分だけ"))

        assert fit([said], ROOMY) == (said,)

    def test_too_many_choices_are_listed_with_the_numbers_to_type(self) -> None:
        said = Text("どこに出しますか。", options("A", "B", "C", "D"))

        (fitted,) = fit([said], TIGHT)

        assert fitted == Text(
            "どこに出しますか。\n\n[1] A\n[2] B\n[3] C\n[4] D",
            (
                Choice("1 A", "token0"),
                Choice("2 B", "token1"),
                Choice("3 C", "token2"),
            ),
        )

    def test_a_channel_without_buttons_lists_every_choice(self) -> None:
        (fitted,) = fit([Text("みますか。", options("見る", "あとで"))], CONSOLE)

        assert fitted == Text("みますか。\n\n[1] 見る\n[2] あとで")

    def test_numbers_count_through_the_whole_turn(self) -> None:
        people = [Card(name, choices=options("この人に")) for name in ("けん", "みほ")]
        turn: list[Message] = [*people, Text("ほかには", options("別の3人", "やめる"))]

        said = fit(turn, CONSOLE)

        assert [m.body for m in said if isinstance(m, Card)] == [
            "[1] この人に",
            "[2] この人に",
        ]
        assert isinstance(said[2], Text)
        assert said[2].text == "ほかには\n\n[3] 別の3人\n[4] やめる"
        assert [choice.label for choice in choices_of(turn)] == [
            "この人に",
            "この人に",
            "別の3人",
            "やめる",
        ]

    def test_labels_alike_once_shortened_carry_their_numbers(self) -> None:
        said = Text(
            "どの場ですか。", options("ほんの縁側の朝の会", "ほんの縁側の夜の会")
        )

        (fitted,) = fit([said], TIGHT)

        assert isinstance(fitted, Text)
        assert [choice.label for choice in fitted.choices] == ["1 ほんの…", "2 ほんの…"]
        assert "[2] ほんの縁側の夜の会" in fitted.text

    def test_a_list_of_choices_stands_after_a_draft_and_not_in_it(self) -> None:
        draft = Draft("問いを一緒に考えませんか。", options("A", "B", "C", "D"))

        fitted = fit([draft], replace(TIGHT, messages=5))

        assert fitted[0] == Draft(draft.text)
        assert isinstance(fitted[1], Text)
        assert fitted[1].text.startswith("[1] A")

    def test_choices_without_words_are_said_as_their_list(self) -> None:
        (fitted,) = fit([Text("", options("見る"))], ROOMY)

        assert fitted == Text("[1] 見る", options("見る"))


class TestLength:
    """Long words become several messages, too many messages become fewer."""

    def test_choices_stay_under_the_last_piece(self) -> None:
        said = Text("これは長い文です。" * 12, options("はい"))

        fitted = fit([said], TIGHT)

        assert len(fitted) == 2
        assert [len(m.choices) for m in fitted if isinstance(m, Text)] == [0, 1]

    def test_a_card_with_too_many_words_is_text_and_then_a_card_to_tap(self) -> None:
        card = Card("けんさん", "長い紹介です。" * 10, choices=options("この人に"))

        *before, last = fit([card], TIGHT)

        assert all(isinstance(message, Text) for message in before)
        assert isinstance(last, Card)
        assert last.choices == card.choices
        assert units(last.title) <= 40

    def test_a_draft_in_pieces_remembers_who_wrote_what(self) -> None:
        own, theirs = "わたしの言葉です。" * 4, "あなたの言葉です。" * 4
        draft = Draft(own + theirs, parts=(Part(own, "own"), Part(theirs, "theirs")))

        said = fit([draft], TIGHT)

        drafts = [message for message in said if isinstance(message, Draft)]
        assert all(
            "".join(part.text for part in piece.parts) == piece.text for piece in drafts
        )
        assert {part.source for piece in drafts for part in piece.parts} == {
            "own",
            "theirs",
        }

    def test_texts_are_joined_only_when_there_are_too_many_messages(self) -> None:
        few = [Text("一"), Text("二"), Text("三")]

        assert fit(few, TIGHT) == tuple(few)
        assert fit([*few, Text("四", options("はい"))], TIGHT) == (
            Text("一\n\n二"),
            Text("三"),
            Text("四", options("はい")),
        )

    def test_cards_in_a_row_count_as_one_message_where_they_are_shown_so(self) -> None:
        cards = [Card(name) for name in ("けん", "みほ", "とも")]
        turn: list[Message] = [Text("三人です。"), *cards, Text("ほかには")]

        assert len(fit(turn, TIGHT)) == 5

    def test_a_long_name_of_a_link_is_said_in_full_before_it(self) -> None:
        said = fit([Link("しくみを見るページ", "https://example.org")], TIGHT)

        assert said == (
            Text("しくみを見るページ"),
            Link("しくみを見…", "https://example.org"),
        )


@given(some_messages.turns, any_limits)
@settings(max_examples=80, deadline=None)
def test_anything_said_fits_the_channel(said: list[Message], limits: Limits) -> None:
    for message in fit(said, limits):
        match message:
            case Text(text=text, choices=choices):
                assert text.strip()
                assert units(text, limits.unit) <= limits.text_units
                assert len(choices) <= limits.choices
            case Card():
                words = [message.title, message.body, *map(fact_line, message.facts)]
                most = min(limits.card_units or limits.text_units, limits.text_units)
                assert "".join(words).strip()
                assert sum(units(word, limits.unit) for word in words) <= most
                assert len(message.choices) <= limits.card_choices
            case Draft(text=text, choices=choices):
                assert units(text + message.title, limits.unit) <= limits.text_units
                assert len(choices) <= limits.choices
            case Link(label=label):
                assert len(regex.findall(r"\X", label)) <= limits.label_graphemes


@given(some_messages.turns, any_limits)
@settings(max_examples=50, deadline=None)
def test_fitting_twice_changes_nothing_more(
    said: list[Message], limits: Limits
) -> None:
    once = fit(said, limits)

    assert fit(once, limits) == once


@given(some_messages.turns, any_limits)
@settings(max_examples=50, deadline=None)
def test_no_word_is_lost(said: list[Message], limits: Limits) -> None:
    heard = some_messages.everything_said(fit(said, limits))

    for message in said:
        for word in some_messages.words_of(message):
            assert word in heard


@given(some_messages.turns, any_limits)
@settings(max_examples=50, deadline=None)
def test_every_choice_can_still_be_made(said: list[Message], limits: Limits) -> None:
    fitted = fit(said, limits)
    heard = some_messages.everything_said(fitted)
    buttons = {choice.token for choice in choices_of(fitted)}

    for number, choice in enumerate(choices_of(said), start=1):
        assert choice.token in buttons or f"[{number}]" in heard
