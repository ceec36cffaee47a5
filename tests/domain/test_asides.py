"""Words about the talk itself are told from answers, in both languages."""

import pytest

from core.domain.asides import Aside, aside
from tests.tables import every_row

WORDS: dict[Aside, tuple[str, ...]] = {
    "why": (
        "why do you ask?",
        "why?",
        "why these people?",
        *("本名じゃなくてもいいですか", "ニックネームでもいい?"),
        "なんで?",
        "but why do you want to know that",
        "what's this for?",
        "whats the point",
        "なんで聞くんですか?",
        "これは何に使うの",
    ),
    "meaning": (
        "what do you mean?",
        "sorry, what do u mean",
        "what do you mean by “so far”",
        "what does road mean?",
        "I don't understand the question",
        "what should I write here",
        "like what?",
        "huh?",
        "who are these people?",
        "どういう意味ですか",
        "道って何?",
        "何を書けばいいですか",
        "例を見せて",
        "これはどういうことでしょうか",
        "どう書けばよろしいのでしょうか",
        "何を書けばいいかわかりません",
        "なんて答えたらいいですか",
        *(
            "どっちがいいの?",
            "はじめるを押せばいいのかしら",
            "預けるって何?",
            "which one is better?",
        ),
        "what does keep mean?",
        "what do i have to do",
        "例をお願いします",
    ),
    "where": (
        *("すみません、何の話でしたっけ", "なんだっけ", "何の件でしたか", "忘れました"),
        *("どこまでやりましたっけ", "sorry, what was this about?", "where were we"),
    ),
    "here": (
        "hello?",
        "are you there??",
        "wait",
        "ちょいまち",
        "ちょっと待ってな",
        "待ってけろ",
        "少々お待ちください",
        "いま手が離せないのでまた後で",
        "hang on a sec…",
        "just a moment",
        "let me think about it",
        "もしもし?",
        "ちょっと待って",
        "少し考えさせてください",
    ),
    "back": (
        "押し間違えてしまいました",
        "やっぱりさっきのは取り消したいです",
        "I changed my mind",
        "oops, wrong button",
        "undo",
        "wait, that's wrong",
        "back",
        "Go back!",
        "oops, back",
        "previous question",
        "one back please",
        "ひとつ前",
        "前へ",
        "前の質問に戻って",
        "ひとつ前に戻る",
        "気が変わった",
        "間違えました!",
        "今のなし",
        "やっぱり取り消したい",
        "なしにして",
    ),
    "cross": (
        *("please be quiet", "hush", "leave us alone", "静かにして", "黙ってて"),
        *("使いにくい", "話が通じない", "this is confusing"),
        "f*** this",
        "this is stupid",
        "ugh",
        "wtf",
        "めんどくさい",
        "うざいな",
    ),
    "thanks": (
        "thanks!",
        "Thank you so much 🙏",
        "ty",
        "ありがとう!",
        "どうも",
        *("そっか、ありがとう", "ありがとうございます。うれしいです"),
        "Ah I see, thank you",
    ),
}
ANSWERS = (
    "why do birds sing at night",
    "thanks to my brother",
    "wait for the tide",
    "back to the harbour",
    "my back hurts",
    "前の会社を辞めた",
    "前",
    "I want to go back to nursing",
    "what does home mean to somebody who left it",
    "I need time",
    "quiet",
    "a quiet room",
    "静かな場所",
    "for example my garden",
    "the meaning of bread",
    "my mother was so annoying that I left",
    "it was wrong to stop",
    "待つのがうまくなりたい",
    "母にありがとうと言いたい",
    "生きるって何だろう",
    "間違えてもいい場所",
    "面倒な手続きを手伝う",
    "やっぱり海がいい",
    "👍",
    "…",
    "why " * 60,
)


@every_row((text, kind) for kind, texts in WORDS.items() for text in texts)
def test_what_is_said_of_the_talk_is_known(text: str, kind: Aside) -> None:
    assert aside(text) == kind


@pytest.mark.parametrize("closed", ["", ".", "!"])
def test_answers_that_begin_alike_are_answers(closed: str) -> None:
    assert [one for one in ANSWERS if aside(one + closed)] == []
