"""Promises of reading an ask: what people type becomes a sentence without a seam."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.sentences import Lang, mask_quotes
from core.domain.wording.composing import JOINING, Slots, compose, sentence_for
from core.domain.wording.stretch import stretch_of
from core.domain.wording.stretch_shape import Form
from tests.tables import every_row

LANGS: tuple[Lang, ...] = get_args(Lang)
HERE = Path(__file__).parent


def golden(lang: Lang) -> dict[str, str]:
    page = HERE / f"test_composing_stretch_{lang}.toml"
    read: dict[str, str] = tomllib.loads(page.read_text(encoding="utf-8"))
    return read


GOLDEN = [(lang, *row) for lang in LANGS for row in golden(lang).items()]


@every_row(GOLDEN)
def test_an_ask_becomes_this_sentence(lang: Lang, need: str, wanted: str) -> None:
    line = JOINING[lang].ask(stretch_of(need, lang))

    assert sentence_for(line, lang, tone="desumasu") == wanted


@every_row((need,) for need in golden("ja") if re.search(r"[?!]", need))
def test_marks_read_alike_in_either_width(need: str) -> None:
    wide = need.translate(str.maketrans("?!", "？！"))

    assert stretch_of(wide, "ja") == stretch_of(need, "ja")


def test_there_are_many_golden_sentences() -> None:
    assert len(golden("ja")) >= 60
    assert len(golden("en")) >= 40


@pytest.mark.parametrize(
    ("need", "lang", "form", "text"),
    [
        ("問いかけを一緒に考えてくれる人いる?", "ja", "verb", "問いかけを考えて"),
        ("英語を教えてくれる人いますか", "ja", "favour", "英語を教えて"),
        ("受付を手伝ってくれる人いますか", "ja", "activity", "受付"),
        ("確定申告に詳しい人いませんか", "ja", "noun", "確定申告"),
        ("英語が上手になりたい", "ja", "quote", "英語が上手になりたい"),
        ("誰か手伝って", "ja", "open", ""),
        ("who could help draw a map?", "en", "verb", "draw a map"),
        ("can anyone teach me to swim?", "en", "favour", "teach me to swim"),
        ("help with moving boxes", "en", "activity", "moving boxes"),
        ("who could help with the flyer?", "en", "noun", "the flyer"),
        ("does anyone know about bees?", "en", "topic", "bees"),
        ("our choir needs a pianist", "en", "quote", "our choir needs a pianist"),
        ("can anyone help?", "en", "open", ""),
        ("help with the flyer?", "ja", "quote", "help with the flyer"),
        ("ZINE fair", "ja", "noun", "ZINE fair"),
        ("チラシを手伝って!", "en", "quote", "チラシを手伝って"),
    ],
)
def test_a_stretch_knows_how_it_joins(
    need: str, lang: Lang, form: Form, text: str
) -> None:
    stretch = stretch_of(need, lang)

    assert (stretch.form, stretch.text) == (form, text)


def test_the_other_sentences_are_kept_as_context() -> None:
    ja = stretch_of("6月に会をひらきます。受付を手伝ってくれる人いる?", "ja")
    en = stretch_of("We open in June. Could anyone help sort the books?", "en")

    assert ja.context == "6月に会をひらきます"
    assert en.context == "We open in June"


def test_a_verb_is_cut_where_together_goes() -> None:
    stretch = stretch_of("町の地図を一緒に作ってほしい", "ja")

    assert (stretch.before, stretch.verb, stretch.stem) == (
        "町の地図を",
        "作って",
        "作り",
    )


SEAMS_JA = re.compile(
    "をを|のの|はは|がが|にに|、、|。。|さんさん|のことのこと|一緒に一緒に|、。"
)
THINGS_JA = [
    *(
        "チラシ",
        "朝市の下見",
        "味噌の作り方",
        "会の名前",
        "受付",
        "写真の並べ方",
        "ZINE",
    ),
    *("やりたいこと", "こども食堂", "引っ越しの荷造り", "10人の読書会", "古い着物"),
]
DOING_JA = [
    *(
        "看板を描い",
        "表紙を考え",
        "机を運ん",
        "音を録っ",
        "名前を決め",
        "庭を見",
        "話を聞きに行っ",
    ),
]
ASKS_NOUN_JA = [
    *(
        "{}を手伝ってくれる人いる?",
        "{}に詳しい人いませんか",
        "{}のことで困っています。",
    ),
    *(
        "{}が得意な方いらっしゃいますか?",
        "{}の手伝いがほしいです",
        "誰か、{}を手伝って!",
        "{}",
    ),
]
ASKS_TE_JA = [
    *(
        "{}てくれる人いる?",
        "{}てほしいです",
        "誰か{}てくれない?",
        "一緒に{}てくれる方を募集しています",
    ),
    *(
        "{}てもらえませんか",
        "{}てもらえたらうれしいです",
        "すみません、{}てくれる人いませんか🙏",
    ),
]


@given(st.sampled_from(THINGS_JA), st.sampled_from(ASKS_NOUN_JA))
def test_no_seam_shows_around_a_thing(thing: str, ask: str) -> None:
    line = JOINING["ja"].ask(stretch_of(ask.format(thing), "ja"))
    sentence = sentence_for(line, "ja", tone="desumasu")

    assert thing in sentence
    assert "「" not in sentence
    assert not SEAMS_JA.search(sentence)


@given(st.sampled_from(DOING_JA), st.sampled_from(ASKS_TE_JA))
def test_no_seam_shows_around_a_verb(doing: str, ask: str) -> None:
    te = ask.format(doing).replace("んて", "んで")
    line = JOINING["ja"].ask(stretch_of(te, "ja"))
    sentence = sentence_for(line, "ja", tone="desumasu")

    assert line.key in ("ask_verb", "ask_te")
    assert doing.partition("を")[0] in sentence
    assert sentence.count("一緒に") == 1
    assert not SEAMS_JA.search(sentence)


@settings(max_examples=100)
@given(st.text(max_size=80), st.sampled_from(LANGS))
def test_whatever_is_typed_a_request_can_be_worded(need: str, lang: Lang) -> None:
    slots = Slots(helper_name="けん", their_words="絵本を1冊", step=need)
    composed = compose(slots, lang)

    assert "".join(part.text for part in composed.parts) == composed.text


JUMBLE = """
いる? 人 を 手伝って くれる 誰か 一緒に 考える 、 。 ので ほしい 名前 の た い
"""


@settings(derandomize=True)
@given(st.lists(st.sampled_from(JUMBLE.split()), max_size=9))
def test_a_jumble_of_asking_words_leaves_no_seam(words: list[str]) -> None:
    line = JOINING["ja"].ask(stretch_of("".join(words), "ja"))
    sentence = sentence_for(line, "ja", tone="desumasu")

    # What is not understood stands in quotation marks, where it is the asker's own.
    assert not SEAMS_JA.search(mask_quotes(sentence))
