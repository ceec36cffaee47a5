"""Composes requests from every pairing of slots, to be read by somebody's eyes.

    python -m benchmarks.compose_sample [--count 300] [--lang ja|en]

Owns the slots of the sample. The same number gives the same requests every time; every
shape a member may type a slot in (noun, verb, wish, whole sentence, casual) takes part.
"""

import argparse
from collections.abc import Iterator, Sequence
from typing import get_args

from core.domain.sentences import Lang
from core.domain.wording.composing import Length, Slots, compose

LANGS: tuple[Lang, ...] = get_args(Lang)
_LENGTHS: tuple[Length, ...] = get_args(Length)
_STRIDES = (1, 3, 7, 5, 11, 13, 17)
"""Each slot turns at its own pace, so that shapes meet that way too."""

THEIR_WORDS: dict[Lang, Sequence[str]] = {
    "ja": (
        "港の見える小さな食堂をひらく",
        "耳の聞こえない人と山に登りたい",
        "祖父の船の図面を読めるようになる",
        "働きながら絵を続ける",
        "「ただいま」と言える場所",
        "",
    ),
    "en": (
        "a small kitchen by the harbour",
        "climbing with people who cannot hear",
        "I want to read my grandfather's plans",
        "painting while working nights",
        "a place where “I'm home” is true",
        "",
    ),
}
ROADS: dict[Lang, Sequence[str]] = {
    "ja": (
        "島の記憶を歌にする",
        "だれでも来られる朝の台所",
        "子どもと海に出たい",
        "ひとりで抱えない介護へ",
        "空き家に灯りをともす人",
        "",
        "もう一度走れるようになること。",
    ),
    "en": (
        "turning the island's memories into songs",
        "a morning kitchen for anybody",
        "I want to sail with children",
        "sharing care instead of carrying it alone",
        "someone who lights up empty houses",
        "",
        "to run again",
    ),
}
REASONS: dict[Lang, Sequence[str]] = {
    "ja": (
        "",
        "母が倒れたので",
        "来月、はじめて人を招きます",
        "ひとりでは続かなくて",
        "去年の祭りで声をかけてもらった",
        "古い写真が出てきたから",
        "もっと近くで聞きたい",
        "夏の終わり",
        "人が足りない",
    ),
    "en": (
        "",
        "because my mother fell ill",
        "we open next month",
        "to keep going",
        "somebody called me over at the festival",
        "old photographs turned up",
        "hearing it closer",
        "the end of the summer",
        "so that nobody has to do it alone",
    ),
}
STEPS: dict[Lang, Sequence[str]] = {
    "ja": (
        "献立をひとつ考える",
        "桟橋の掃除を手伝ってくれる人いる?",
        "下見に行きたい",
        "看板の文字を書いてほしい",
        "ポスター",
        "聞き書き",
        "歌詞の直しを手伝って",
        "子どもたちに舟の話をしてくれる人",
        "お客さんが来ない日のこと",
        "一緒に灯りを並べてみたいです",
        "道に迷わないコツを教えてもらえませんか",
        "英語のmenuを作る",
        "",
        "船の名前をどうするか",
        "パンを焼いて配る",
        "写真撮影",
    ),
    "en": (
        "think up one dish",
        "could anyone help clean the pier?",
        "I want to go and look at the place",
        "someone who could write the sign",
        "a poster",
        "listening to old sailors",
        "help with the lyrics",
        "who could tell children about boats?",
        "what to do when nobody comes",
        "lighting the lamps together",
        "how not to get lost",
        "make a menu in Japanese",
        "",
        "naming the boat",
        "bake bread and hand it out",
        "photos",
    ),
}
PARTS: dict[Lang, Sequence[str]] = {
    "ja": (
        "会場と案内",
        "舟を出す",
        "買い出しは私がやります",
        "",
        "火の番と片付け",
        "声をかけて回る",
        "録音して文字にします",
        "道具を貸せます",
        "お金の管理を",
        "できることは何でも",
        "車",
        "文字起こしするよ",
    ),
    "en": (
        "the room and the invitations",
        "take the boat out",
        "I'll do the shopping",
        "",
        "the fire and the washing up",
        "call on people",
        "recording it and typing it up",
        "I can lend tools",
        "to keep the accounts",
        "whatever I can",
        "a car",
        "cook",
    ),
}
TIMES: dict[Lang, Sequence[str]] = {
    "ja": (
        "",
        "6月12日",
        "来週の土曜に",
        "月末までに形にしたい",
        "雨が降らなければ日曜",
    ),
    "en": (
        "",
        "June 12",
        "next Saturday",
        "I hope to finish by the end of May",
        "Sunday if dry",
    ),
}
DAYS: dict[Lang, Sequence[str]] = {
    "ja": ("木曜", "", "明日", "6月3日"),
    "en": ("Thursday", "", "tomorrow", "June 3"),
}
EARNINGS: dict[Lang, Sequence[str]] = {
    "ja": ("", "食堂が売上を受け取ります", "謝礼が出たら等分"),
    "en": ("", "the kitchen keeps the takings", "shared equally if anything comes in"),
}
NAMES: dict[Lang, Sequence[str]] = {
    "ja": ("なぎ", "ひかりさん", "Tom", "小川"),
    "en": ("Nagi", "Tom", "Ms. Ogawa", "Lee"),
}


def sample(lang: Lang, count: int) -> Iterator[str]:
    """Yield so many composed requests."""
    for number in range(count):
        slots = _slots(lang, number)
        length = _LENGTHS[number % 3 == 0]
        yield compose(slots, lang, length=length, variant=number).text


def _slots(lang: Lang, number: int) -> Slots:
    def turn(given: dict[Lang, Sequence[str]], pace: int) -> str:
        place = number + number // len(given[lang]) * _STRIDES[pace]
        return given[lang][place % len(given[lang])]

    return Slots(
        helper_name=turn(NAMES, 0),
        their_words=turn(THEIR_WORDS, 1),
        my_name="" if number % 2 else turn(NAMES, 2),
        my_destination=turn(ROADS, 2),
        why=turn(REASONS, 3),
        step=turn(STEPS, 0),
        my_part=turn(PARTS, 4),
        earns=number % 4 == 0,
        earns_words=turn(EARNINGS, 5),
        timing=turn(TIMES, 6),
        closes_on=turn(DAYS, 3),
        owner=number % 7 == 0,
        tone="casual" if number % 3 == 1 else "desumasu",
    )


def main() -> None:
    """Print the sample, numbered."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--lang", choices=LANGS)
    given = parser.parse_args()
    for lang in [given.lang] if given.lang else LANGS:
        for number, text in enumerate(
            sample(lang, given.count // (1 if given.lang else 2))
        ):
            print(f"[{lang} {number}]\n{text}\n")


if __name__ == "__main__":
    main()
