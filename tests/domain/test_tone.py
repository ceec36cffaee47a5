"""Promises of the tone: it quotes a span, offers another wording, and lets it go."""

import time

import pytest

from core.domain.sentences import Lang, mask_quotes, quotes, sentence_at, sentence_spans
from core.domain.tone import Finding, by_rules, lint, parks_money


def kinds(text: str, lang: Lang = "ja") -> set[str]:
    return {finding.kind for finding in lint(text, lang)}


def test_a_finding_spans_the_words_it_speaks_of() -> None:
    text = "はじめまして。看板は外注したいです。"

    assert lint(text, "ja") == [Finding("N2", (10, 12), "声をかけました")]
    assert text[10:12] == "外注"


def test_a_wording_is_built_from_the_members_own_verb() -> None:
    (finding,) = lint("今日中に写真を選んでください。", "ja")

    assert finding.suggestion == "選んでもらえたらうれしいです"


def test_a_wording_is_never_built_from_an_unflat_verb() -> None:
    wordings = [
        finding.suggestion for finding in lint("今日中に外注してください。", "ja")
    ]

    assert "一緒にやってみませんか" in wordings
    assert not any("外注" in wording for wording in wordings)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("「外注に頼らない」と書いていましたね。", "ja"),
        ("『先生の指示どおりに』という歌です。", "ja"),
        ("「前に「発注」と言った」と聞きました。", "ja"),
        ("You wrote “report to me”, years ago.", "en"),
        ('She said "you owe me" and we laughed.', "en"),
        ("The song is called 'Do it now', I think.", "en"),
    ],
)
def test_words_in_quotation_marks_are_somebody_elses(text: str, lang: Lang) -> None:
    assert lint(text, lang) == []


def test_a_quote_that_never_closes_hides_nothing() -> None:
    assert kinds("「看板は外注したいです。") == {"N2"}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("至急ではないので、のんびりどうぞ。", "ja"),
        ("義務じゃないです。", "ja"),
        ("報酬はいりません。", "ja"),
        ("ランキングのない場にしたいです。", "ja"),
        ("納期よりも、楽しさを。", "ja"),
        ("There is no deadline and no quota.", "en"),
        ("Never a leaderboard here.", "en"),
        ("Efficiency isn't needed.", "en"),
    ],
)
def test_saying_that_it_is_not_so_is_left_alone(text: str, lang: Lang) -> None:
    assert lint(text, lang) == []


@pytest.mark.parametrize(
    "greeting",
    [
        "はじめまして。",
        "おかえりなさい。",
        "おやすみなさい。",
        "ごめんなさい。",
        "いってらっしゃい。",
        "よろしくね!",
        "待ってて。",
        "気をつけてね。",
    ],
)
def test_greetings_are_no_commands(greeting: str) -> None:
    assert lint(greeting, "ja") == []


def test_one_kudasai_is_ordinary_and_two_are_a_stance() -> None:
    once = "名簿を写してください。"
    twice = once + "封筒に入れてください。"

    assert lint(once, "ja") == []
    assert len(lint(twice, "ja")) == 2


def test_a_faint_order_speaks_up_beside_another_kind() -> None:
    assert kinds("名簿を写してください。あなたの番です。") == {"N1", "N4"}


@pytest.mark.parametrize(
    "freeing",
    [
        "気が向いたらのぞいてください。よかったら座ってください。",
        "遠慮なく断ってください。無理なときは休んでください。",
        "違っていたら教えてください。別の案があれば聞かせてください。",
    ],
)
def test_sentences_that_set_free_may_say_kudasai(freeing: str) -> None:
    assert lint(freeing, "ja") == []


def test_one_humble_word_is_ordinary_and_two_are_too_low() -> None:
    assert lint("恐縮ですが、明日は休みます。", "ja") == []
    assert kinds("恐縮ですが、お時間を頂戴できたらと存じます。") == {"N7"}


def test_two_rules_about_one_place_count_once() -> None:
    text = "ご検討いただきたく。"

    assert by_rules(text, "ja", sentence_spans(text, "ja")) == []


def test_full_width_letters_are_read_as_half_width() -> None:
    assert kinds("５０００円でお願いします。") == {"N3"}
    assert kinds("Ａランクの人だけです。") == {"N10"}


@pytest.mark.parametrize("text", ["", " ", "\n", "「」", "。。。", "🌱", "'"])
def test_any_text_may_be_looked_at(text: str) -> None:
    assert lint(text, "ja") == []
    assert lint(text, "en") == []


@pytest.mark.parametrize(
    ("text", "lang", "parked"),
    [
        ("1枚800円でお願いしたいです。", "ja", True),
        ("I can pay you on Friday.", "en", True),
        ("値段の決め方に迷っています。", "ja", False),
        ("5人で円になって話しました。", "ja", False),
        ("I'm stuck on a price list.", "en", False),
    ],
)
def test_money_first_is_put_off_to_a_talk_between_two(
    text: str, lang: Lang, parked: bool
) -> None:
    assert (parks_money(text, lang) is not None) is parked


def test_openly_saying_who_earns_is_not_money_first() -> None:
    assert (
        lint("このことでお金を受け取る人がいると、先に書いておきますね。", "ja") == []
    )
    assert lint("To be open about money: someone receives money for this.", "en") == []


def test_masking_keeps_every_place() -> None:
    text = "私は「道」と、ＡＢＣ！"

    assert len(mask_quotes(text)) == len(text)
    assert mask_quotes(text) == "私は□□□と、ABC!"
    assert list(quotes(text)) == ["道"]


def test_sentences_leave_nothing_out() -> None:
    masked = "ひとつ。ふたつ!\nみっつ"
    spans = sentence_spans(masked, "ja")

    assert "".join(masked[start:end] for start, end in spans) == masked
    assert masked[slice(*sentence_at(spans, 5))] == "ふたつ!\n"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("朝市の机を一緒に並べませんか。会場は私がやります。" * 8, "ja"),
        ("Would you like to walk the old road together? I'll bring tea. " * 7, "en"),
    ],
)
def test_a_message_is_looked_at_within_a_millisecond_or_so(
    text: str, lang: Lang
) -> None:
    lint(text, lang)

    # The quickest of many, in CPU time: other work on the machine is not ours.
    def once() -> float:
        start = time.process_time()
        lint(text, lang)
        return time.process_time() - start

    assert min(once() for _ in range(50)) < 0.002
