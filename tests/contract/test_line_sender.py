"""Words of a member that are passed on bear their name on LINE, where LINE takes it."""

import pytest

from bots.line.flex import Json
from bots.line.render import render
from core.clock import RandomIds
from core.domain.members import Language
from core.talk import notices
from core.talk.outgoing import Card, Text
from core.talk.wording import compose
from tests.line_fake import rules


def sender(message: Json) -> str:
    """Return the name a message bears instead of the account's."""
    return str(message.get("sender", {}).get("name", ""))


@pytest.mark.parametrize(
    ("language", "name", "shown"),
    [
        ("ja", "花子", "花子さんより"),
        ("en", "Hanako", "From Hanako"),
        ("ja", "", ""),
        ("en", "Caroline", ""),
        ("en", "ＬＩＮＥ", ""),
        ("en", "LiNe", ""),
        ("en", " \n", ""),
    ],
)
def test_words_passed_on_bear_their_authors_name_unless_it_looks_like_line(
    language: Language, name: str, shown: str
) -> None:
    said = notices.cheer_answered(name, "ありがとう")
    cheered = notices.cheered(name, line="did", quote="x", words="y", cheer_id="c")
    silent = notices.cheered(name, line="did", quote="x", words="", cheer_id="c")

    for sayings, wanted in ((said, shown), (cheered, shown), (silent, "")):
        worded = compose(
            sayings, language, lane="l", turn=0, flow="home", ids=RandomIds()
        )
        (message,) = render(worded.messages)
        assert sender(message) == wanted
        assert rules.complaints([message]) == []


def test_a_long_name_is_cut_between_characters() -> None:
    (message,) = render([Text("a", spoken_by="👨‍👩‍👧‍👦" * 3)])

    assert sender(message) == "👨‍👩‍👧‍👦"
    assert rules.complaints([message]) == []


def test_cards_of_several_people_in_a_row_bear_no_name() -> None:
    yuki, ken = (Card(name, "x", spoken_by=name) for name in ("ゆき", "けん"))

    assert [sender(one) for one in render([yuki, ken])] == [""]
    assert [sender(one) for one in render([yuki, yuki])] == ["ゆき"]


def test_words_of_two_people_are_never_joined_into_one_bubble() -> None:
    said = [Text(str(n), spoken_by=("ゆき", "けん")[n % 2]) for n in range(8)]

    assert [sender(one) for one in render(said)] == ["ゆき", "けん"] * 4


def test_the_fake_refuses_a_name_that_looks_like_line() -> None:
    for name in ("LINE", "From Caroline", "", "x" * 21):
        message = {"type": "text", "text": "a", "sender": {"name": name}}
        assert rules.complaints([message])
