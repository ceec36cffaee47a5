"""Promises of composing: everybody's words stay theirs, and the seams do not show."""

from dataclasses import replace

import pytest

from core.domain.composing import Composed, Slots, compose
from core.domain.sentences import Lang

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


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("会場と案内", "会場と案内は私がやります。"),
        ("当日の受付を", "当日の受付は私がやります。"),
        ("予約と地図は私がやります", "予約と地図は私がやります。"),
        ("会場をおさえる", "私は会場をおさえます。"),
        ("会場の鍵を開けます", "私は会場の鍵を開けます。"),
        ("会場はおさえました", "私のほうで、会場はおさえました。"),
        ("私が司会をします", "私が司会をします。"),
        ("ぼくが車を出す", "ぼくが車を出します。"),
        ("できるところまで", "私の持ち場は「できるところまで」です。"),
        ("", "私も一緒に手を動かします。"),
    ],
)
def test_the_askers_part_joins_however_it_was_typed(part: str, sentence: str) -> None:
    assert said(compose(replace(KEN, my_part=part), "ja"), "Q4") == sentence


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("the room", "I'll take care of the room."),
        ("bring the tables", "I'll bring the tables."),
        ("cook", "I'll cook."),
        ("tea", "I'll take care of tea."),
        ("recording it", "I'll take care of recording it."),
        ("I do the printing.", "I do the printing."),
        ("I'll book the hall", "I'll book the hall."),
        (
            "My sister brings the chairs",
            "My part is this: my sister brings the chairs.",
        ),
        ("", "I'll be doing it right beside you."),
    ],
)
def test_the_askers_part_joins_in_english_too(part: str, sentence: str) -> None:
    assert said(compose(replace(SAM, my_part=part), "en"), "Q4") == sentence


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("読書会をひらきます", "私も「海」へ向かう途中で、読書会をひらきます。"),
        ("読書会をひらく", "私も「海」へ向かう途中で、読書会をひらきます。"),
        ("話を残したい", "私も「海」へ向かう途中で、話を残したいと思っています。"),
        ("話を残したくて", "私も「海」へ向かう途中で、話を残したいと思っています。"),
        ("本棚を借りた", "私も「海」へ向かう途中で、本棚を借りたところです。"),
        ("私は本棚を借りました", "私も「海」へ向かう途中で、本棚を借りました。"),
        (
            "ひとりだと続かないので",
            "私も「海」へ向かう途中です。というのも、ひとりだと続かないので。",
        ),
        (
            "話し足りない人が多かったから",
            "私も「海」へ向かう途中です。というのも、話し足りない人が多かったからです。",
        ),
        ("場が少ない", "私も「海」へ向かう途中です。場が少ないと感じています。"),
        (
            "読書会の準備",
            "私も「海」へ向かう途中です。きっかけは「読書会の準備」です。",
        ),
        ("", "私も「海」へ向かう途中です。"),
    ],
)
def test_the_askers_reason_joins_however_it_was_typed(why: str, sentence: str) -> None:
    slots = replace(KEN, my_destination="海", why=why)

    assert said(compose(slots, "ja"), "Q3") == sentence


@pytest.mark.parametrize(
    ("destination", "sentence"),
    [
        ("町の本屋", "私も「町の本屋」へ向かう途中です。"),
        ("地元で食べていく人へ", "私も「地元で食べていく人」へ向かう途中です。"),
        ("小さな宿をひらく", "私も「小さな宿をひらく」ほうへ向かう途中です。"),
        ("書いて暮らしたい", "私も「書いて暮らしたい」というほうへ向かう途中です。"),
        ("", ""),
    ],
)
def test_the_askers_road_joins_however_it_was_typed(
    destination: str, sentence: str
) -> None:
    slots = replace(KEN, my_destination=destination, why="")

    assert said(compose(slots, "ja"), "Q3") == sentence


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("we have a table at the market", "We have a table at the market."),
        ("to keep the stories", "I'd like to keep the stories."),
        ("because the street is quiet", "I'm asking because the street is quiet."),
        ("for the library", "It's for the library."),
        ("trying to finish", "I'm trying to finish."),
        ("hold a market", "I'd like to hold a market."),
        ("a walk with my father", "What set me off: a walk with my father."),
    ],
)
def test_the_askers_reason_joins_in_english_too(why: str, sentence: str) -> None:
    slots = replace(SAM, my_destination="", why=why)

    assert said(compose(slots, "en"), "Q3") == sentence


@pytest.mark.parametrize(
    ("lang", "timing", "sentence"),
    [
        ("ja", "6月12日", "私の目安は6月12日です。"),
        ("ja", "来週の土曜に", "私の目安は来週の土曜です。"),
        ("ja", "6月12日にひらく", "6月12日にひらきます。"),
        ("en", "June 12", "On my side I have June 12 in mind."),
        ("en", "on Sunday", "On my side I have Sunday in mind."),
        ("en", "we open on June 12", "We open on June 12."),
    ],
)
def test_the_date_is_the_askers_own(lang: Lang, timing: str, sentence: str) -> None:
    slots = replace(KEN if lang == "ja" else SAM, timing=timing)

    assert said(compose(slots, lang, length="short"), "Q6") == sentence


@pytest.mark.parametrize(
    ("lang", "day", "words"),
    [
        ("ja", "木曜", "返事がなければ木曜に閉じますね。"),
        ("ja", "明日", "返事がなければ明日閉じますね。"),
        ("ja", "6月3日に", "返事がなければ6月3日に閉じますね。"),
        ("ja", "", "返事がなくても大丈夫です。"),
        ("en", "Thursday", "closes quietly on Thursday."),
        ("en", "tomorrow", "closes quietly tomorrow."),
        ("en", "the 5th", "closes quietly on the 5th."),
        ("en", "", "so is no answer."),
    ],
)
def test_silence_has_its_day(lang: Lang, day: str, words: str) -> None:
    slots = replace(KEN if lang == "ja" else SAM, closes_on=day)

    assert said(compose(slots, lang, length="short"), "Q8").endswith(words)


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
