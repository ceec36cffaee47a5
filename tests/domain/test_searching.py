"""Words that are looked for, and texts that hold them."""

import pytest

from core.domain.searching import folded, holds, subject, terms


@pytest.mark.parametrize(
    ("wish", "about"),
    [
        ("本棚についての投稿を探したい", "本棚"),
        ("港の机の投稿をさがしたいです", "港の机"),
        ("find the post about bookshelves", "bookshelves"),
        ("I'm looking for posts on the harbour", "the harbour"),
        ("投稿を探したい", ""),
        ("find the post about", ""),
    ],
)
def test_the_subject_of_a_wish(wish: str, about: str) -> None:
    assert subject(wish) == about


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("本棚", "一箱本棚を借りる"),
        ("ギター", "ｷﾞﾀｰを弾いた"),
        ("ﾊﾟﾝ", "パンを焼いた"),
        ("ＬＩＮＥ", "Lineで話した"),
        ("bookshelf", "Two BOOKSHELVES by the door"),
        ("benches", "a bench"),
        ("港の机", "机を港へ運んだ"),
        ("zine 市", "市でZINEを出す"),
    ],
)
def test_what_is_found(words: str, text: str) -> None:
    wanted = terms(words)
    assert wanted
    assert holds(text, wanted)
    # A database that looks for the terms in the folded text overlooks nothing.
    assert all(term in folded(text) for term in wanted)


@pytest.mark.parametrize(
    ("words", "text"),
    [("cat", "location"), ("本棚", "本と棚"), ("机 海", "机だけ"), ("100%", "1000")],
)
def test_what_is_not_found(words: str, text: str) -> None:
    found = holds(text, terms(words))
    assert found == (words == "100%")


@pytest.mark.parametrize("nothing", ["", " \n ", "…!?", "_", "%", "the post about"])
def test_marks_alone_are_no_words(nothing: str) -> None:
    assert terms(nothing) == ()


def test_folding_is_one_width_and_one_case() -> None:
    assert folded("ＡｂＣ ｶﾞ") == "abc ガ"
