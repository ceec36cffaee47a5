"""Names and addresses stay here; what is hidden comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.coach.masking import Masks
from core.coach.sensitive import sensitive

NAMES = ("ゆき", "佐藤 美咲", "Ken", "葉", "May")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("けんさんとKenと佐藤さん", ("けん", "Ken", "佐藤")),
        ("美咲に聞いた、ゆきも", ("美咲", "ゆき")),
        ("https://example.com/a?b=c を見て", ("example",)),
        ("a.b@c.jp か @ken_x へ", ("a.b", "ken_x")),
        ("電話は090-1234-5678、０３１２３４５６７８", ("090", "5678", "０３")),
        ("山田くん、タケルちゃん、Bobさん", ("山田", "タケル", "Bob")),
        ("葉さんから", ("葉",)),
    ],
)
def test_what_is_hidden_is_gone_and_comes_back(
    text: str, gone: tuple[str, ...]
) -> None:
    masks = Masks(NAMES)

    hidden = masks.hide(text)

    assert [one for one in gone if one in hidden] == []
    assert masks.restore(hidden) == text


@pytest.mark.parametrize(
    "text",
    ["豆腐屋さんとお母さん", "みなさん、たくさん", "2026-11-30 10-20時", "Maybe"],
)
def test_ordinary_words_are_left(text: str) -> None:
    assert Masks(NAMES).hide(text) == text


@given(st.lists(st.sampled_from([*NAMES, "海", "さん", " ", "[N1]", "@a_b", "。"])))
def test_any_mixture_comes_back(pieces: list[str]) -> None:
    text = "".join(pieces).replace("[N1]", "")
    masks = Masks(NAMES)

    assert masks.restore(masks.hide(text)) == text


def test_a_stand_in_nobody_gave_out_names_nobody() -> None:
    masks = Masks(NAMES)
    masks.hide("Kenに")

    assert masks.restore("[N7]さん、N1さん、【N1】") == "[N7]さん、N1さん、Ken"


@pytest.mark.parametrize(
    ("text", "care"),
    [
        ("もう死にたい", "sos"),
        ("もう無理、消えてしまいたい", "sos"),
        ("I just want to disappear", "sos"),
        ("SOS", "sos"),
        ("助けて", "sos"),
        ("I want to die", "sos"),
        ("うつ病で休職した", "private"),
        ("母が認知症で", "private"),
        ("I was diagnosed with cancer", "private"),
        ("4111 1111 1111 1111", "private"),
        ("ＤＶから逃げた", "sos"),
        ("手を借りたい。助けてほしい", ""),
        ("診療所の待合室に絵を飾る", ""),
        ("本を手渡す場所", ""),
        ("help me choose the wood", ""),
        ("Who could help me?", ""),
        ("Who could help me, please?", ""),
        ("Can anyone here help me?", ""),
        ("Is there somebody who might help me now?", ""),
        ("I asked her to help me.", ""),
        ("help me", "sos"),
        ("Somebody help me!", "sos"),
        ("I'm scared. Please help me now", "sos"),
        ("oh god, help me", "sos"),
    ],
)
def test_private_words_are_known(text: str, care: str) -> None:
    assert sensitive(text, "ja") == care
    assert sensitive(text, "en") == care
