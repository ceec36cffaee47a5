"""What is typed, understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.console.parse import Typed, content_of, parse_line
from core.talk.incoming import Chose, Content, Said
from core.talk.outgoing import Choice

OFFERED = (Choice("はい", "new-yes"), Choice("いいえ", "new-no"))
OLDER = (Choice("はい", "old-yes"), Choice("もどる", "old-back"))


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("やあ", Typed(text="やあ")),
        ("  やあ  ", Typed(text="やあ")),
        ("@hana", Typed("hana")),
        ("@hana: やあ", Typed("hana", "やあ")),
        ("＠はな：やあ", Typed("はな", "やあ")),
        ("@hana やあ どうも", Typed("hana", "やあ どうも")),
        ("@hana: 10:30 に", Typed("hana", "10:30 に")),
        ("mail@example.org", Typed(text="mail@example.org")),
        ("", Typed()),
        ("/quit", Typed(ends=True)),
    ],
)
def test_a_line_says_who_speaks_and_what(line: str, typed: Typed) -> None:
    assert parse_line(line) == typed


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("2", Chose("new-no")),
        ("0", Said("0")),
        ("3", Said("3")),
        ("２", Chose("new-no")),
        ("[はい]", Chose("new-yes")),
        ("[もどる]", Chose("old-back")),
        ("[知らない]", None),
        ("はい", Said("はい")),
    ],
)
def test_numbers_and_bracketed_labels_are_taps(
    text: str, content: Content | None
) -> None:
    assert content_of(text, OFFERED, OLDER) == content


@given(st.text())
def test_any_line_can_be_typed(line: str) -> None:
    typed = parse_line(line)

    assert typed.ends or isinstance(
        content_of(typed.text, OFFERED, OLDER), Said | Chose | None
    )
