"""What a talk looks like when every kind of message is in it."""

from collections.abc import Sequence
from datetime import date, time

from core.domain.calendar import When
from core.talk.incoming import Arrived, Chose, Incoming, Said
from core.talk.outgoing import (
    Card,
    Choice,
    Draft,
    Fact,
    Link,
    Message,
    Part,
    Picks,
    Text,
)

HELLO: Sequence[Message] = (
    Text(
        "はじめまして。「ほんの縁側」の相乗り係、ボットです。あなたが〈どこから来て、"
        "どこへ向かうか〉を、あなたの言葉で残すお手伝いをします。\n"
        "「出す」を押すまで、話したことは誰にも見えません。",
        (
            Choice("はじめる", "t-begin"),
            Choice("しくみを見る", "t-how"),
            Choice("あとで", "t-later"),
        ),
    ),
)

VECTOR: Sequence[Message] = (
    Text("並べただけで、足していません。"),
    Card(
        "あなたの道",
        facts=(
            Fact("どこから", "営業を10年、子どもが生まれて辞めた"),
            Fact("向きが変わったとき", "本屋の人が1冊選んでくれて救われた"),
            Fact("どこへ", "人に本を手渡せる場所(店かはまだ)"),
            Fact("つぎの一歩", "一箱本棚を借りる"),
        ),
        choices=(
            Choice("このまま", "t-keep"),
            Choice("直す", "t-mend"),
            Choice("まだ出さない", "t-wait"),
        ),
        look="vector",
        face="ゆき",
    ),
)

THREE: Sequence[Message] = (
    Text("道が近そうな人が3人います。順番に意味はありません。"),
    Card(
        "けん",
        "〈場をつくる側になりたい〉と書いています。前の投稿の一歩は"
        "〈10人の場で話す〉。この道の途中かもしれません。",
        choices=(Choice("この人に", "t-ken"), Choice("もう少し知る", "t-ken-more")),
        look="person",
        face="けん",
    ),
    Card(
        "みほ",
        "〈人の話を聞く仕事〉へ。あなたとは市でいちど一緒でした。",
        choices=(Choice("この人に", "t-miho"), Choice("もう少し知る", "t-miho-more")),
        look="person",
        face="みほ",
    ),
    Card(
        "とも",
        "はじめての道。〈絵本を1冊〉へ向かう人です。",
        choices=(Choice("この人に", "t-tomo"), Choice("もう少し知る", "t-tomo-more")),
        look="person",
        face="とも",
    ),
    Text(
        "どなたかに声をかけますか。",
        (Choice("旗にする", "t-flag"), Choice("別の3人", "t-others")),
    ),
)

_PARTS = (
    Part("けんさん、", "bot"),
    Part("「場をつくる側になりたい」", "theirs"),
    Part("と書いていたのを読んで、声をかけました。私も", "bot"),
    Part("人に本を手渡せる場所", "own"),
    Part("へ向かう途中で、", "bot"),
    Part("6月の読書会の問いかけを一緒に考えてくれる人", "own"),
    Part("を探しています。", "bot"),
    Part("会場と案内", "own"),
    Part(
        "は私がやります。もっとこうしたら、があればそっちに変えて大丈夫。"
        "合わなければ「今回はパス」だけで十分です。",
        "bot",
    ),
    Part("当日の空気を思い浮かべながら、ひとつ選べたら楽しそうです。", "model"),
)

DRAFT: Sequence[Message] = (
    Draft(
        "".join(part.text for part in _PARTS),
        choices=(
            Choice("送る", "t-send"),
            Choice("直す", "t-edit"),
            Choice("短く", "t-short"),
        ),
        parts=_PARTS,
        title="けんさんへの下書き",
    ),
    Text("お金を受け取る人はいますか。", (Choice("いない", "t-no"),)),
)

REQUEST: Sequence[Message] = (
    Card(
        "ゆきさんから、声が届いています",
        "けんさん、「場をつくる側になりたい」と書いていたのを読んで、声をかけました。"
        "6月の読書会の問いかけをひとつ、一緒に考えませんか。",
        facts=(
            Fact("ゆきさんの行き先", "人に本を手渡せる場所"),
            Fact("ゆきさんがすること", "会場と案内"),
            Fact("お金を受け取る人", "いない"),
        ),
        choices=(
            Choice("乗ります", "t-in"),
            Choice("こうしたら？", "t-counter"),
            Choice("今回はパス", "t-pass"),
            Choice("あとで", "t-wait2"),
        ),
        look="request",
        face="ゆき",
    ),
)

KEEPSAKES: Sequence[Message] = (
    Card(
        "きょうの一枚",
        facts=(
            Fact("前の一歩", "話を聞く、できた"),
            Fact("いま", "棚は高い。でも〈市で1日だけ〉という手を教わった"),
            Fact("こっちへ", "手渡す、は棚がなくてもできるかも"),
            Fact("つぎの一歩", "来月の市に机を1つ"),
        ),
        choices=(Choice("応援を置く", "t-cheer"),),
        look="post",
        face="ゆき",
    ),
    Card(
        "川べりで声を出して本を読む",
        "6月の土曜、5席。案内と敷物は、ゆき。お金は誰も受け取らない。",
        choices=(Choice("この指とまれ", "t-join"), Choice("見る", "t-see")),
        look="flag",
    ),
    Card(
        "けんさんへ、おかげさま",
        "おかげさまで、みんなが話し出しました。けんさんのひと工夫でした。",
        look="thanks",
        face="けん",
    ),
    Card("お知らせ", "いまは夜なので、あすの朝にお届けします。"),
    Link("この場のしくみを読む", "https://example.org/how"),
)

_DAY, _MORNING = date(2026, 12, 5), time(10)
WHEN: Sequence[Message] = (
    Text(
        "いつごろでしょう。",
        (
            Choice("12月5日（土曜）", "t-day"),
            Choice(
                "日と時間を選ぶ",
                "t-pick",
                picks=Picks(
                    When(_DAY, _MORNING),
                    When(_DAY, time()),
                    When(_DAY.replace(year=2027), time()),
                ),
            ),
        ),
    ),
)

SCENES: dict[str, Sequence[Message]] = {
    "道": VECTOR,
    "三人": THREE,
    "下書き": DRAFT,
    "依頼": REQUEST,
    "いろいろ": KEEPSAKES,
    "いつ": WHEN,
}


def scene(incoming: Incoming) -> Sequence[Message]:
    """Answer a word with its scene, anything else with a word or two."""
    match incoming.content:
        case Arrived(invite=invite):
            return HELLO if invite else ()
        case Said(text=text):
            return SCENES.get(text.strip(), (Text(f"「{text}」ですね。"),))
        case Chose():
            return (Text("受け取りました。"),)
        case _:
            return ()
