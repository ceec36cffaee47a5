"""Few people type a label letter by letter: what says it is taken for it."""

from core.domain.members import Language
from core.talk.labels import says_label, says_verb
from tests.tables import every_row
from tests.talk.cast import (
    LANGUAGES,
    Person,
    neighbours,
    request_between,
    under_way,
)
from tests.talk.talking import World

SAYS = (
    (
        "預ける",
        "預けます",
        "はい、預けます",
        "預けるでお願いします",
        "預けるっす",
        "預けるで",
    ),
    ("はじめる", "はじめます", "じゃあ、はじめますね"),
    (
        "とばす",
        "とばします",
        "飛ばします",
        "スキップ",
        "スキップでお願いします",
        "次へ",
    ),
    ("同じまま", "同じ", "同じで", "同じでいいです", "変わらず"),
    ("The same", "same", "the same please"),
    ("大丈夫", "もう大丈夫", "もう大丈夫です"),
    ("できた", "できました", "できましたよ", "できた！"),
    ("変えた", "変えました"),
    ("手放した", "手放しました"),
    ("途中", "途中です", "途中っす", "途中やな"),
    ("動いた", "動きました", "動いたと思います", "動いたかな", "動いた気がします"),
    ("形になった", "形になりました🎉"),
    ("使わない", "使いません", "使わないです"),
    ("乗ります", "乗る", "乗りますよ"),
    ("今回はパス", "パスで", "今回はパスで🙏", "今回はパスでお願いします"),
    ("こうしたら？", "こうしたら"),
    ("この人に", "この人にお願いします", "この人にします"),
    ("渡し場のベンチ", "渡し場のベンチで", "渡し場のベンチでお願いいたします"),
    ("自分だけ", "自分だけでいいです", "自分だけにします"),
    ("このままでいい", "このまま", "このままで", "このままでお願いします"),
    ("2席", "2席で"),
    ("Skip", "skip it please", "I'll skip it"),
    ("I'm in", "Yes, I'm in!"),
    ("Keep them", "keep", "please keep them", "Let's keep them"),
)
SAYS_NOT = (
    ("送る", "送りません", "送りますか？", "送りたいです", "送ったよ"),
    ("乗ります", "乗りません", "乗りますか", "乗りました"),
    ("使わない", "使います"),
    ("ない", "ある", "なし崩し"),
    ("見る", "見ました", "見るだけの人"),
    ("まだない", "まだある"),
    ("渡し場のベンチ", "渡し場のベンチで本を読みたい"),
    ("とばす", "凧をとばす会をひらきたい"),
    ("Skip", "skipping rope club", "don't skip"),
    ("Send", "who sends it?"),
)


@every_row((label, typed) for label, *said in SAYS for typed in said)
def test_a_label_is_said_in_ones_own_manner(label: str, typed: str) -> None:
    assert says_label(typed, label)


@every_row((label, typed) for label, *said in SAYS_NOT for typed in said)
def test_what_says_something_else_is_no_label(label: str, typed: str) -> None:
    assert not says_label(typed, label)


VERBS = (
    ("休む", "休みます", "しばらく休みたいです", "もう休みたいな"),
    ("戻る", "戻ります", "そろそろ戻りたいです"),
    ("始める", "やっぱり始めます", "始めたいです"),
)
VERBS_NOT = (
    ("休む", "休むことにした人の会", "休みません", "休みました"),
    ("道", "道です"),
    ("英語", "英語です"),
)


@every_row((spelled, typed) for spelled, *said in VERBS for typed in said)
def test_a_command_may_be_said_by_its_verb(spelled: str, typed: str) -> None:
    assert says_verb(typed, spelled)


@every_row((spelled, typed) for spelled, *said in VERBS_NOT for typed in said)
def test_no_other_words_are_a_command(spelled: str, typed: str) -> None:
    assert not says_verb(typed, spelled)


async def test_a_command_in_another_form_begins_what_it_says(here: World) -> None:
    _, ken = await neighbours(here)

    await ken.says("しばらく休みたいです")

    assert ken.may_pick("settings.rest")


async def test_what_is_said_unsurely_reaches_nobody_else(here: World) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.ride")

    await ken.says("ぜんぶかな")
    assert (await request_between(here, yuki, ken)).state == "sent"

    assert ken.was_told("answer.ride_so", name=yuki.name, words="ぜんぶかな")


CONSENTS: dict[Language, str] = {"ja": "はい、預けます", "en": "I'll keep them"}


@LANGUAGES
async def test_consent_is_given_in_ones_own_words(
    here: World, language: Language
) -> None:
    await here.community(language=language)
    yuki = Person(here.phone("yuki"), "Yuki", language, "")
    await yuki.phone.open(invite="SAKA24", name="Yuki", language=language)
    await yuki.picks("welcome.begin")

    await yuki.says(CONSENTS[language])

    assert yuki.was_told("vector.ask_origin")
