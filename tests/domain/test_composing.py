"""Promises of composing: everybody's words stay theirs, and the seams do not show."""

from dataclasses import replace

import pytest

from core.domain.sentences import Lang
from core.domain.wording.composing import Composed, Slots, compose

KEN = Slots(
    helper_name="けん",
    their_words="場をつくる側になりたい",
    my_name="ゆき",
    my_destination="人に本を手渡せる場所",
    why="6月に10人の読書会をひらきます",
    step="6月の読書会の問いかけを一緒に考えてくれる人いる?",
    my_part="会場と案内",
    closes_on="木曜",
)
SAM = Slots(
    helper_name="Sam",
    their_words="hosting a room of ten people",
    my_name="Yuki",
    my_destination="a place where books meet people",
    why="I'm opening a reading circle in June",
    step="who could help think up questions for the June reading circle?",
    my_part="the room and the invitations",
    closes_on="Thursday",
)


def said(composed: Composed, slot: str) -> str:
    return "".join(part.text for part in composed.parts if part.slot == slot).strip()


def test_a_request_reads_as_one_message() -> None:
    assert compose(KEN, "ja").text == (
        "けんさん、ゆきです。「場をつくる側になりたい」と書いていたのを読んで、"
        "声をかけました。道が少し重なるかもと思っています。"
        "私も「人に本を手渡せる場所」へ向かう途中で、6月に10人の読書会をひらきます。\n"
        "よかったら、6月の読書会の問いかけを一緒に考えませんか。会場と案内は私がやります。\n"
        "もっとこうしたら、があれば、そちらに変えて大丈夫です。"
        "合わなければ「今回はパス」だけで十分で、返事がなければ木曜に静かに閉じますね。"
        "読んでくれてありがとう。"
    )


def test_a_request_reads_as_one_message_in_english() -> None:
    assert compose(SAM, "en", length="short").text == (
        "Hello Sam, this is Yuki. You wrote “hosting a room of ten people”, and this "
        "might be close to it. I'm on my way to “a place where books meet people” "
        "myself.\nWould you like to think up questions for the June reading circle "
        "together? I'll take care of the room and the invitations.\nChange it if you "
        "see a better way. “Not this time” is a full answer; if I hear nothing, this "
        "closes quietly on Thursday."
    )


def test_the_parts_show_who_wrote_what() -> None:
    composed = compose(KEN, "ja")
    by_source: dict[str, list[str]] = {"helper": [], "asker": [], "bot": []}
    for part in composed.parts:
        by_source[part.source].append(part.text)

    assert "".join(part.text for part in composed.parts) == composed.text
    assert by_source["helper"] == ["「場をつくる側になりたい」"]
    assert by_source["asker"] == [
        "ゆき",
        "「人に本を手渡せる場所」",
        "6月に10人の読書会をひらきます。",
        "6月の読書会の問いかけを",
        "考え",
        "会場と案内",
    ]


def test_the_slots_stand_in_the_order_of_the_practice() -> None:
    full = replace(KEN, timing="6月12日", earns=True, owner=True)
    order = list(dict.fromkeys(part.slot for part in compose(full, "ja").parts))

    assert order == [
        *("hello", "Q1", "Q3", "Q5", "Q6", "Q4", "Q7", "Q16", "Q8", "Q9"),
    ]


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("けん", "けんさん、"),
        ("みほさん", "みほさん、"),
        ("なっちゃん", "なっちゃん、"),
        ("ゆうくん", "ゆうくん、"),
        ("田中先生", "田中先生、"),
        ("Ken", "Ken、"),
        (" あお ", "あおさん、"),
        ("", ""),
    ],
)
def test_a_name_gets_its_san_once(name: str, greeting: str) -> None:
    slots = replace(KEN, helper_name=name, my_name="")

    assert said(compose(slots, "ja"), "hello") == greeting


@pytest.mark.parametrize(
    ("theirs", "quoted"),
    [
        ("絵本を1冊", "「絵本を1冊」"),
        ("海の近くで宿をひらく。", "「海の近くで宿をひらく」"),
        ("「本」と出会う場", "『「本」と出会う場』"),
    ],
)
def test_their_words_are_quoted_letter_for_letter(theirs: str, quoted: str) -> None:
    slots = replace(KEN, their_words=theirs)

    assert said(compose(slots, "ja"), "Q1").startswith(quoted)


def test_without_their_words_the_request_asks_where_they_are_heading() -> None:
    composed = compose(replace(KEN, their_words=""), "ja")

    assert said(composed, "Q1") == "いまは、どこへ向かっているところですか。"


def test_who_earns_is_said_in_the_askers_words() -> None:
    told = replace(KEN, earns=True, earns_words="売れたら「作った人」が受け取ります。")

    assert said(compose(KEN, "ja"), "Q9") == ""
    assert said(compose(told, "ja"), "Q9") == (
        "お金のことは「売れたら『作った人』が受け取ります」と、先に書いておきますね。"
    )


def test_the_places_owner_says_so() -> None:
    assert said(compose(replace(KEN, owner=True), "ja"), "Q16") == (
        "場の主からのお願いですが、断って大丈夫です。"
    )


def test_casual_is_casual_throughout() -> None:
    slots = replace(KEN, tone="casual", timing="6月12日", earns=True, owner=True)
    slots = replace(slots, why="6月に10人の読書会をひらく")

    for variant in range(12):
        text = compose(slots, "ja", variant=variant).text
        assert "です" not in text
        assert "ます" not in text
        assert "ません" not in text


def test_each_number_gives_another_wording() -> None:
    pairs: tuple[tuple[Lang, Slots], ...] = (("ja", KEN), ("en", SAM))
    for lang, slots in pairs:
        texts = [compose(slots, lang, variant=n).text for n in range(4)]

        assert len(set(texts)) == len(texts)
        assert compose(slots, lang, variant=0).text == texts[0]


def test_short_is_shorter_and_keeps_what_matters() -> None:
    usual, short = compose(KEN, "ja"), compose(KEN, "ja", length="short")

    assert len(short.text) < len(usual.text)
    assert {"Q1", "Q4", "Q7", "Q8"} <= {part.slot for part in short.parts}


def test_long_words_make_the_rest_short_instead_of_being_cut() -> None:
    theirs = (
        "会社で覚えたことを、商店街のみんなの店番や看板や帳簿に"
        "少しずつ返していく人になりたい"
    )
    long = replace(KEN, their_words=theirs, timing="6月12日", earns=True, owner=True)
    text = compose(long, "ja").text

    assert theirs in text
    assert len(text) <= 250
