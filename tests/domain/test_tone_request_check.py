"""Promises of the check: any wording counts, and what is missing is offered once."""

import pytest

from core.domain.sentences import Lang
from core.domain.tone import lint
from core.domain.wording.request_check import Missing, check_request

THEIRS_JA = "海の近くで小さな宿をひらく"
THEIRS_EN = "making furniture out of driftwood"

WHOLE_JA = (
    "みほさん、「海の近くで小さな宿をひらく」に重なるかもと思って。"
    "浜の掃除に一緒に行きませんか。軍手とお茶は私が用意します。"
    "順番は変えて大丈夫です。合わなければ、またの機会に。"
)
WHOLE_EN = (
    "Miho, you wrote “making furniture out of driftwood”. Want to comb the beach "
    "together? I'll bring gloves and tea. How would you go about it? "
    "If it isn't on your way, leave it."
)


def ids(text: str, lang: Lang = "ja", **kwargs: bool | str) -> list[str]:
    missing = check_request(
        text,
        lang=lang,
        their_words=str(
            kwargs.get("their_words", THEIRS_JA if lang == "ja" else THEIRS_EN)
        ),
        my_part=str(kwargs.get("my_part", "")),
        earns=bool(kwargs.get("earns", False)),
        earns_words=str(kwargs.get("earns_words", "")),
        owner=bool(kwargs.get("owner", False)),
    )
    return [item.id for item in missing]


def test_a_whole_request_in_anybodys_wording_lacks_nothing() -> None:
    assert ids(WHOLE_JA) == []
    assert ids(WHOLE_EN, "en") == []


@pytest.mark.parametrize(
    ("text", "lang", "lost"),
    [
        (WHOLE_JA.replace("「海の近くで小さな宿をひらく」", "宿のこと"), "ja", "Q1"),
        (WHOLE_JA.replace("軍手とお茶は私が用意します。", ""), "ja", "Q4"),
        (WHOLE_JA.replace("順番は変えて大丈夫です。", ""), "ja", "Q7"),
        (WHOLE_JA.replace("合わなければ、またの機会に。", ""), "ja", "Q8"),
        (WHOLE_EN.replace("making furniture out of driftwood", "wood"), "en", "Q1"),
        (WHOLE_EN.replace("I'll bring gloves and tea.", ""), "en", "Q4"),
        (WHOLE_EN.replace("How would you go about it?", ""), "en", "Q7"),
        (WHOLE_EN.replace("If it isn't on your way, leave it.", ""), "en", "Q8"),
    ],
)
def test_each_slot_taken_out_is_missed(text: str, lang: Lang, lost: str) -> None:
    assert ids(text, lang) == [lost]


def test_what_fills_a_slot_is_one_sentence_to_add() -> None:
    without_part = WHOLE_JA.replace("軍手とお茶は私が用意します。", "")
    (missing,) = check_request(
        without_part, lang="ja", their_words=THEIRS_JA, my_part="軍手とお茶"
    )

    assert missing == Missing("Q4", "軍手とお茶は私が用意します。")
    assert missing.insertable
    assert ids(without_part + missing.suggestion) == []


@pytest.mark.parametrize(
    ("lang", "their_words", "my_part", "earns_words"),
    [
        ("ja", THEIRS_JA, "会場の鍵", "売れたら作った人が受け取ります"),
        ("ja", THEIRS_JA, "", ""),
        ("en", THEIRS_EN, "the keys", "whoever makes it keeps it"),
        ("en", THEIRS_EN, "", ""),
    ],
)
@pytest.mark.parametrize("bare", ["浜に行く。", "浜に行くよ", "Beach."])
def test_adding_every_sentence_makes_a_bare_text_whole(
    lang: Lang, their_words: str, my_part: str, earns_words: str, bare: str
) -> None:
    def missing(text: str) -> list[Missing]:
        return check_request(
            text,
            lang=lang,
            their_words=their_words,
            my_part=my_part,
            earns=True,
            earns_words=earns_words,
            owner=True,
        )

    found = missing(bare)
    added = " ".join([bare, *(item.suggestion for item in found)])

    assert {item.id for item in found} == {"Q1", "Q4", "Q7", "Q8", "Q9", "Q16"}
    assert missing(added) == []
    assert all(lint(item.suggestion, lang) == [] for item in found)


def test_the_sentence_to_add_is_in_the_tone_of_the_message() -> None:
    polite = check_request("浜に行きます。", lang="ja", their_words=THEIRS_JA)
    casual = check_request("浜に行くよ。", lang="ja", their_words=THEIRS_JA)

    assert all("です" in item.suggestion or "ま" in item.suggestion for item in polite)
    assert not any("です" in item.suggestion for item in casual)


@pytest.mark.parametrize(
    ("quoted", "named"),
    [
        ("「小さな宿をひらく」", True),
        ("「海の近く」", False),
        ("海の近くで小さな宿をひらく", True),
        ("「町なかで小さな店をひらく」", False),
    ],
)
def test_a_part_of_their_words_is_enough_if_it_is_theirs(
    quoted: str, named: bool
) -> None:
    text = WHOLE_JA.replace("「海の近くで小さな宿をひらく」", quoted)

    assert (ids(text) == []) is named


def test_marks_and_spaces_around_their_words_do_not_matter() -> None:
    assert ids(WHOLE_JA, their_words="海の近くで、小さな宿をひらく。") == []
    assert ids(WHOLE_EN, "en", their_words="Making furniture out of driftwood.") == []


def test_asking_where_they_are_heading_stands_for_words_not_yet_written() -> None:
    unknown = WHOLE_JA.replace("「海の近くで小さな宿をひらく」に", "")

    assert ids(unknown, their_words="") == ["Q1"]
    assert ids("いまはどこへ向かっていますか。" + unknown, their_words="") == []


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("軍手は私が持っていきます。", True),
        ("飲み物は任せて。こちらで準備します。", True),
        ("私の持ち場は「火の番」です。", True),
        ("私も海へ向かう途中です。", False),
        ("私は海が好きです。", False),
        ("軍手はみほさんが用意してくれたら。", False),
    ],
)
def test_my_part_is_doing_and_not_only_a_road(sentence: str, there: bool) -> None:
    text = WHOLE_JA.replace("軍手とお茶は私が用意します。", sentence)

    assert ("Q4" not in ids(text)) is there


@pytest.mark.parametrize(
    ("sentence", "opens"),
    [
        ("今回は見送り、でも大丈夫です。", True),
        ("気が向いたらで。", True),
        ("途中で降りても大丈夫です。", True),
        ("来られなくても、様子を送りますね。", True),
        ("断らないでくださいね。", False),
        ("返事がなければ困ります。", False),
        ("よろしくお願いします。", False),
    ],
)
def test_a_way_out_must_be_a_real_one(sentence: str, opens: bool) -> None:
    text = WHOLE_JA.replace("合わなければ、またの機会に。", sentence)

    assert ("Q8" not in ids(text)) is opens


def test_who_earns_is_asked_for_only_if_somebody_does() -> None:
    told = WHOLE_JA + "お金のことも書いておくと、入場料が店に入ります。"

    assert ids(WHOLE_JA, earns=False) == []
    assert ids(WHOLE_JA, earns=True) == ["Q9"]
    assert ids(told, earns=True) == []
    assert ids(WHOLE_JA + "店が半分もらいます。", earns=True) == ["Q9"]
    assert (
        ids(
            WHOLE_JA + "店が半分もらいます。",
            earns=True,
            earns_words="店が半分もらいます",
        )
        == []
    )


def test_the_places_owner_says_that_declining_is_fine() -> None:
    said = WHOLE_JA + "断ってもまったく大丈夫です。"

    assert ids(WHOLE_JA, owner=True) == ["Q16"]
    assert ids(said, owner=True) == []
    assert ids(WHOLE_EN, "en", owner=True) == ["Q16"]
    assert ids(WHOLE_EN + " You can always say no.", "en", owner=True) == []


def test_a_long_message_gets_a_remark_and_nothing_to_put_in() -> None:
    (missing,) = check_request(
        WHOLE_JA + "浜の話は尽きません。" * 20, lang="ja", their_words=THEIRS_JA
    )

    assert missing.id == "Q13"
    assert not missing.insertable


@pytest.mark.parametrize("text", ["", "\n", "「", "🌱", "a" * 5000])
def test_the_check_is_never_an_error(text: str) -> None:
    for their_words in ("", "「」", THEIRS_JA):
        assert check_request(text, lang="ja", their_words=their_words)
        assert check_request(text, lang="en", their_words=their_words)
