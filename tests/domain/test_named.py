"""Whom words name, and what is left of a wish without the name."""

from core.domain.named import named, wants, without
from tests.tables import every_row

NAMES = ("テツ", "志乃", "乃", "ゆき", "光", "Will", "May", "Dougal", "Ann", "Anna")


@every_row(
    [
        ("テツさんに時計を見てもらいたい", ["テツ"]),
        ("テツに聞いてみたい", ["テツ"]),
        ("テツの一枚が見たい", ["テツ"]),
        ("きのう志乃さんと歩いた", ["志乃"]),
        ("ゆきちゃんってどんな人？", ["ゆき"]),
        ("光くんとテツさんに会いたい", ["光", "テツ"]),
        ("テツさん、テツさん", ["テツ"]),
        ("Could Dougal help me?", ["Dougal"]),
        ("I'd like Anna to show me", ["Anna"]),
        ("ask May for a table", ["May"]),
        # a name of one language in a sentence of the other
        ("could ゆき help me choose books?", ["ゆき"]),
        ("Could 志乃-san show me, please", ["志乃"]),
        ("what is ゆき up to", ["ゆき"]),
        ("who is 光?", ["光"]),
        ("テツ's post", ["テツ"]),
        ("I'd like to ask テツ", ["テツ"]),
        ("Dougalさんに聞きたい", ["Dougal"]),
        # a word is no name
        ("雪の日に、ゆきが降った", []),
        ("光の中で話す", []),
        ("メテツさんの店", []),
        ("番組のプテツの話", []),
        ("in may, will you come?", []),
        ("Will you come?", []),
        ("May I ask something?", []),
        ("Dougals are many", []),
        ("", []),
    ]
)
def test_people_are_named(text: str, whom: list[str]) -> None:
    assert named(text, NAMES) == whom


@every_row(
    [
        ("テツ", "テツさんに時計を見てもらいたい", "時計を見てもらいたい"),
        ("テツ", "こんど、テツさんと一緒に竿を直したい。", "こんど、竿を直したい"),
        ("光", "光ちゃんにも、棚を見てほしい", "棚を見てほしい"),
        ("Dougal", "Could Dougal help me paint the boat?", "help me paint the boat"),
        ("Dougal", "I'd like Dougal to show me knots", "show me knots"),
        ("Dougal", "I want to ask Dougal for a lift", "a lift"),
        ("ゆき", "could ゆき help me choose books?", "help me choose books"),
        ("志乃", "I want to ask 志乃-san to show me the ferry", "show me the ferry"),
        ("Dougal", "Dougalさんに竿を見てもらいたい", "竿を見てもらいたい"),
        # what it is about is not said, or not plain without the name
        ("テツ", "テツさんにお願いしたいことがあるんだけど", ""),
        ("テツ", "テツさんに手伝ってほしい", ""),
        ("テツ", "テツさんってどんな人？", ""),
        ("テツ", "テツさんに、テツさんの竿を借りたい", ""),
        ("テツ", "なにもない", ""),
        ("Dougal", "could Dougal help me?", ""),
        ("Dougal", "I'd like to talk to Dougal", ""),
        ("Dougal", "ask Dougal for some help please", ""),
    ]
)
def test_what_is_wanted_is_said_without_the_name(
    name: str, text: str, left: str
) -> None:
    assert without(text, name) == left


@every_row(
    [
        ("テツさんに聞きたい", True),
        ("テツさんの一枚", True),
        ("what's Dougal up to", True),
        ("Dougalに会ってみませんか、と言われた", False),
        ("テツさんと竿を直した。", False),
        ("fixed the boat with Dougal", False),
    ]
)
def test_words_want_something_or_tell(text: str, wanted: bool) -> None:
    assert wants(text) == wanted
