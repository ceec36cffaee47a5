"""How a Japanese verb phrase ends, and what may be joined to it.

Owns the verb endings composing needs: the te-form and the stem before ます, found from
whatever form the asker typed. It must not know requests. Only the last characters of a
phrase are looked at, so a whole phrase (「問いかけを考える」) goes in and comes out.
Closed lists name the verbs whose spelling does not show their kind; for a verb that
cannot be told, None or an empty stem is given and the caller says it another way.
"""

import re
from dataclasses import dataclass

_STEM_OF_DICTIONARY = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
_STEM_OF_NEGATIVE = dict(zip("わかがさたなばまら", "いきぎしちにびみり", strict=True))
_STEM_OF_VOLITIONAL = dict(zip("おこごそとのぼもろ", "いきぎしちにびみり", strict=True))
_STEM_OF_POTENTIAL = dict(zip("えけげせてねべめれ", "いきぎしちにびみり", strict=True))
_TE_OF_STEM = {
    "い": "って",
    "き": "いて",
    "ぎ": "いで",
    "し": "して",
    "ち": "って",
    "に": "んで",
    "び": "んで",
    "み": "んで",
    "り": "って",
}

_E_OR_I_ROW = re.compile(r"[いきぎしじちにひびみりえけげせぜてでねへべめれ]$")
_KANJI = re.compile(r"[一-龯々]$")

# る after these is dropped (見る, 見て); after every other kanji it becomes り.
_ICHIDAN_KANJI = re.compile(r"[見着出寝煮似得経診観看視居]$")
_GODAN_THOUGH_E_OR_I = re.compile(
    r"(?:はい|はし|しゃべ|すべ|いじ|かじ|にぎ|ちぎ|ねじ|よぎ|まい|[混交]じ|(?:^|[をに])き)$"
)
_ICHIDAN_STEM_IN_I = re.compile(
    r"(?:[借降足懲]り|[起生飽尽]き|過ぎ|[感信命応通論演案禁準転封講]じ|[閉恥]じ|浴び|[伸延]び"
    r"|[用率強老]い|[試省顧]み|[落満朽]ち|でき|かり|すぎ|とじ|あび|のび|[てで]い)$"
)

# What 「って」 and 「んで」 hide, told by the letters before them.
_BEFORE_TTE = {
    "い": (
        *"買使歌習洗拾会合払笑願誘縫添伝思追競祝補従狙吸言失違酔舞這救慕繕綴扱問",
        *(
            "つか",
            "てつだ",
            "うた",
            "なら",
            "もら",
            "あら",
            "味わ",
            "にぎわ",
            "向か",
            "むか",
        ),
    ),
    "ち": (*"待持立打勝育放保", "も"),
    "り": (
        *"作造送配貼語乗練守切走入売塗巡回廻絞探登張飾残撮採取録織彫掘釣折図測計写刷盛蹴握滑",
        *"削縛参踊祈贈移掛光泊帰寄去振降鳴座渡煎炒耕頑譲頼",
        *(
            "つく",
            "や",
            "と",
            "おく",
            "くば",
            "は",
            "まわ",
            "わ",
            "が",
            "助か",
            "分か",
            "わか",
        ),
        *(
            "まと",
            "ま",
            "とお",
            "かた",
            "かざ",
            "のこ",
            "めぐ",
            "さぐ",
            "ゆず",
            "がんば",
            "頑張",
            "しゃべ",
        ),
    ),
}
_BEFORE_NDE = {
    "び": (
        *"選並学遊運呼飛結喜叫忍浮",
        *("えら", "なら", "まな", "あそ", "はこ", "よろこ", "むす"),
    ),
    "み": (
        *"読組飲編住悩踏包進刻込産望盗挟囲沈積富摘畳休澄汲恵睦噛育",
        *("しくみ", "し", "の", "く", "たた", "つつ", "こ", "すす", "つ", "なや"),
    ),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb phrase in the two shapes that join everywhere.

    `te` takes 「みませんか」 and 「もらえたら」; `stem` takes 「ませんか」 and is empty
    where the te-form does not tell it.
    """

    te: str
    stem: str = ""


def from_dictionary(phrase: str) -> Verb | None:
    """Read a phrase that ends in a dictionary form: 「考える」."""
    if not phrase[:-1] or phrase[-1] not in _STEM_OF_DICTIONARY:
        return None
    body, ending = phrase[:-1], phrase[-1]
    if phrase.endswith("する"):
        return _godan(phrase[:-2] + "し")
    if phrase.endswith(("来る", "てくる", "にくる")) or phrase == "くる":
        stem = body if phrase.endswith("来る") else phrase[:-2] + "き"
        return Verb(stem + "て", stem)
    if phrase.endswith("行く"):
        return _godan(body + "き")
    if ending == "る" and _is_ichidan(body):
        return Verb(body + "て", body)
    return _godan(body + _STEM_OF_DICTIONARY[ending])


def from_te(phrase: str) -> Verb | None:
    """Read a phrase that ends in a te-form: 「考えて」."""
    if phrase.endswith(("ないで", "なくて", "くて")) or not phrase[:-1]:
        return None
    if phrase.endswith("って"):
        return Verb(phrase, _stem_of_tte(phrase[:-2]))
    if phrase.endswith("んで"):
        return Verb(phrase, _stem_hidden_in(phrase[:-2], _BEFORE_NDE))
    if phrase.endswith("いて"):
        lasting = re.search(r"(?:[てでに]|^)いて$|[用率]いて$", phrase)
        return Verb(phrase, phrase[:-1] if lasting else phrase[:-2] + "き")
    if phrase.endswith("いで"):
        return Verb(phrase, phrase[:-2] + "ぎ")
    if phrase.endswith("て") and (
        _E_OR_I_ROW.search(phrase[:-1]) or _KANJI.search(phrase[:-1])
    ):
        return Verb(phrase, phrase[:-1])
    return None


def from_stem(phrase: str) -> Verb | None:
    """Read a phrase cut before ます or たい: 「考え」."""
    if not phrase:
        return None
    if phrase.endswith(("行き", "し")):
        return _godan(phrase)
    if _KANJI.search(phrase) or _ICHIDAN_STEM_IN_I.search(phrase):
        return Verb(phrase + "て", phrase)
    if phrase[-1] in _TE_OF_STEM:
        return _godan(phrase)
    if _E_OR_I_ROW.search(phrase):
        return Verb(phrase + "て", phrase)
    return None


def from_negative(phrase: str) -> Verb | None:
    """Read a phrase cut before ない: 「行か」, 「考え」, 「し」."""
    if phrase.endswith("こ") and re.search(r"(?:^|[てに])こ$", phrase):
        return Verb(phrase[:-1] + "きて", phrase[:-1] + "き")
    if phrase and phrase[-1] in _STEM_OF_NEGATIVE:
        return _godan(phrase[:-1] + _STEM_OF_NEGATIVE[phrase[-1]])
    return _same_stem(phrase)


def from_volitional(phrase: str) -> Verb | None:
    """Read a phrase that ends in a volitional: 「行こう」, 「考えよう」."""
    if phrase.endswith("よう"):
        return _same_stem(phrase[:-2])
    if phrase[-1:] == "う" and phrase[-2:-1] in _STEM_OF_VOLITIONAL:
        return _godan(phrase[:-2] + _STEM_OF_VOLITIONAL[phrase[-2]])
    return None


def from_potential(phrase: str) -> Verb | None:
    """Read a phrase that ends in a potential of a godan verb: 「撮れる」."""
    if phrase[-1:] == "る" and phrase[-2:-1] in _STEM_OF_POTENTIAL:
        return _godan(phrase[:-2] + _STEM_OF_POTENTIAL[phrase[-2]])
    return None


def _same_stem(stem: str) -> Verb | None:
    if stem.endswith("し"):
        return _godan(stem)
    if _E_OR_I_ROW.search(stem) or _KANJI.search(stem):
        return Verb(stem + "て", stem)
    return None


def _godan(stem: str) -> Verb:
    te = "って" if stem.endswith(("行き", "いき", "ゆき")) else _TE_OF_STEM[stem[-1]]
    return Verb(stem[:-1] + te, stem)


def _is_ichidan(body: str) -> bool:
    if _ICHIDAN_KANJI.search(body):
        return True
    return bool(_E_OR_I_ROW.search(body)) and not _GODAN_THOUGH_E_OR_I.search(body)


def _stem_of_tte(before: str) -> str:
    if before.endswith("行"):
        return before + ("い" if before.endswith("を行") else "き")
    return _stem_hidden_in(before, _BEFORE_TTE)


def _stem_hidden_in(before: str, table: dict[str, tuple[str, ...]]) -> str:
    for stem_end, endings in table.items():
        if before.endswith(endings):
            return before + stem_end
    return ""
