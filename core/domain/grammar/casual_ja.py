"""Says polite Japanese the way friends say it: 「持っていきます」, 「持っていく」.

Owns the ends of sentences in です and ます, where grammar leaves no doubt. One sentence
whose end can be read in two ways leaves the whole text as it is: half polite is worse
than polite. It must not know what the text is for. No word is added but an ending.
"""

import re
from collections.abc import Callable

from core.domain.grammar.verbs_ja import Verb, from_stem

_ROWS = (
    "いきぎしちにびみり",
    "うくぐすつぬぶむる",
    "わかがさたなばまら",
    "おこごそとのぼもろ",
)
_DICTIONARY, _NEGATIVE, _VOLITIONAL = (
    dict(zip(_ROWS[0], row, strict=True)) for row in _ROWS[1:]
)
_POLITE = re.compile(
    r"(?P<what>(?:ませんでした|ませんか|ません|ましょうか|ましょう|ましたか|ました|ますか|ます"
    r"|でしょうか|でしょう|でしたか|でした|ですか|です))"
    r"(?P<after>よね|ね|よ|が|けれど|けど|から|ので|し)?"
    r"(?P<mark>[。.!?！？、,\s…♪〜」)）]|$)"
)
_LEFT = re.compile(
    r"です|ます(?![くたぐ])|ました|ません|ましょう|でした|でしょう|ください|下さい"
)
_HONORS = re.compile(
    r"(?:いただ[きけ]|頂[きけ]|くださ|下さ|いらっしゃ|おっしゃ|なさ|ござ|いたし|致し|申し(?:上げ)?|参り|まいり|存じ|伺い|拝.し"
    r"|おり|うかがい|お[一-龯ぁ-ん]{1,6}(?:し|になり)|ご[一-龯]{2}(?:し|になり)|させて.+|願いし)$"
)
_ASKS_KINDLY = re.compile(
    r"(?<=[てんい])(?P<te>(?<=て)|で)(?:ください|下さい)(?P<after>ね?)"
)
_GREETINGS = re.compile(
    r"(?P<what>ありがとう|おはよう|おめでとう)ござい(?:ます|ました)"
    r"|(?P<please>よろしく)お願い(?:します|いたします|致します)"
)
# It is said among friends, too.
_SORRY = "すみません"
_MADE_KNOWN = re.compile(r"(?:[分わ助預掛か]|見つ|みつ|ぶつ|もう)かり$")
# Words that raise somebody: with them left in, a plain ending sounds odd.
_RAISES = re.compile(
    r"なさ[いっらりるれ]|召し上が|ご覧|いただ[いきくけ]|頂[いきくけ]|お越し|差し上げ|になられ|よろしい"
    r"|(?:ください|下さい)ま|弊社|貴社|誠に|平素|お[一-龯ぁ-ん]{1,4}に?な[っりる]|ご[一-龯]{2}(?:に?な[っりる]|する|し[てた])"
)
# What is し before ます: す after these, する after two kanji or a particle.
_IN_SU = re.compile(
    r"(?:[話出渡貸返消直残押探流回越足移示増減起落試隠過壊崩干刺差指耕励許外通寝動冷照鳴帰促]"
    r"|[一-龯][かがさたなばまらやわこごそとのもよろぼ])し$"
)
_IN_SURU = re.compile(r"(?:[一-龯]{2}|[ァ-ヴー]|[をもはがにとくりつ])し$|^し$")
_STAYS = re.compile(r"(?:^|(?<![ちかねたお])[がも]|[にはてとで、])い$")
_SEES = re.compile(r"(?:^|[をてで])み$")
_SURE_IN_I = re.compile(
    r"(?:[一-龯]|[らまわよ]|ちが|てつだ|つか|あつか|うかが|むか|ねが)い$"
)
_RAIN = re.compile(r"降り$")
_ADJECTIVE = re.compile(
    r"(?:しい|(?<!み)(?<!だい)たい|(?:[てで]み)たい|ない|[高楽多少深早速遅近遠良悪強弱長短重軽暑寒熱安古若赤青白黒甘辛痛眠暗濃薄細太広狭賢鋭丸渋苦固硬緩]い"
    r"|(?:^|[、がはもの])いい|よい|ほしい|欲しい|やすい|にくい|大きい|小さい|明るい|温かい|暖かい|柔らかい|かった|っぽい|すごい)$"
)
_COMES_TO_NOUN = re.compile(
    r"(?:[一-龯々ァ-ヴーA-Za-z0-9」』)）]|こと|もの|ところ|ため|はず|つもり|まま|ほう|よう|そう|みたい|くらい|ぐらい|だけ"
    r"|から|まで|きれい|ごろ|感じ|だめ|ふつう|たくさん|すてき|にぎやか|[一-龯](?:か|やか|らか)|[一-龯々](?:し?み|き|り|ち|え|け|め)|むり|すき|いっしょ|とき|これ|それ|あれ|ここ|そこ|みんな|ひとり|さん|ちゃん|くん|など)$"
)
_BECAUSE = re.compile(r"[んの]$")


def casual(text: str) -> str | None:
    """Return a text with its polite endings said as among friends.

    Returns:
        The text; None when there is nothing polite in it, or an end of a sentence that
        can be read in two ways.
    """
    if not _LEFT.search(text) or _RAISES.search(text) or _quotes(text):
        return None
    greeted = _GREETINGS.sub(lambda one: one["what"] or one["please"], text)
    said, at, asked = "", 0, _ASKS_KINDLY.sub(r"\g<te>\g<after>", greeted)
    for found in _POLITE.finditer(asked):
        if asked[: found.end("what")].endswith(_SORRY):
            continue
        before = said + asked[at : found.start()]
        changed = _changed(before, found)
        if changed is None:
            return None
        said, at = changed, found.end()
    said += asked[at:]
    polite = said == text or _LEFT.search(said.replace(_SORRY, ""))
    return None if polite else said


def _quotes(text: str) -> bool:
    """Whether something polite stands in quotation marks: it is not ours to change."""
    return any(
        _LEFT.search(one) for one in re.findall(r"[「『“][^」』”]*[」』”]", text)
    )


def _changed(before: str, found: re.Match[str]) -> str | None:
    what, after, mark = found["what"], found["after"] or "", found["mark"]
    if mark == "」":
        return None
    asks = what.endswith("か")
    clause = re.split(r"[。.!?！？、,\s「」]", before)[-1]
    how = _verb if what.startswith("ま") else _noun
    changed = how(clause, what.removesuffix("か"), after, asks)
    if changed is None:
        return None
    if what == "ましょうか":
        changed += "か"
    if asks and not after:
        mark = "?" if mark in {"。", ""} else mark
        if mark == "、":
            return None
    return before[: len(before) - len(clause)] + changed + mark


def _verb(clause: str, what: str, after: str, asks: bool) -> str | None:
    joint = {"が": "けど", "けれど": "けど"}.get(after, after)
    if clause.endswith(("あり", "有り")) and what.startswith("ません"):
        not_there = "ない" if what == "ません" else "なかった"
        kind = re.sub(r"(?:では|じゃ)?(?:あり|有り)$", "", clause)
        is_not = clause[len(kind) :] not in {"あり", "有り"}
        return f"{kind}{'じゃ' if is_not else ''}{not_there}{joint}"
    verb = _sure(clause)
    if verb is None:
        return None
    said = _FORMS[what](clause, verb)
    return None if said is None else said + joint


def _sure(stem: str) -> Verb | None:
    """Read the beginning of a verb before ます, where there is one way to read it."""
    if not stem or _HONORS.search(stem) or _RAIN.search(stem):
        return None
    if _STAYS.search(stem) or _SEES.search(stem):
        return Verb(stem + "て", stem)
    if stem.endswith("い") and not _SURE_IN_I.search(stem):
        return from_stem(stem) if re.search(r"[てで用率強老]い$", stem) else None
    if stem.endswith("かり"):
        godan = Verb(stem[:-1] + "って", stem)
        return godan if _MADE_KNOWN.search(stem) else None
    if stem.endswith("来"):
        return Verb(stem + "て", stem)
    if re.search(r"[一-龯々]$", stem) and not re.search(r"[見着出寝煮似得経居]$", stem):
        return None
    if re.search(r"(?:^|[てにと、])き$", stem):
        return None
    return from_stem(stem)


def _lasting(stem: str, verb: Verb) -> bool:
    return verb.te == stem + "て" and not stem.endswith("し")


def dictionary(stem: str, verb: Verb) -> str | None:
    """Return the dictionary form of a stem before ます: 「書き」, 「書く」."""
    if _lasting(stem, verb):
        return stem + "る"
    if stem.endswith("し"):
        if _IN_SU.search(stem):
            return stem[:-1] + "す"
        return stem[:-1] + "する" if _IN_SURU.search(stem) else None
    return stem[:-1] + _DICTIONARY[stem[-1]]


def past(stem: str, verb: Verb) -> str | None:
    """Return the past of a verb, as among friends: 「書いた」."""
    return verb.te[:-1] + ("だ" if verb.te.endswith("で") else "た")


def negative(stem: str, verb: Verb) -> str | None:
    """Return what a stem before ます is before 「で」: 「書き」, 「書かない」."""
    if _lasting(stem, verb):
        return stem + "ない"
    if stem.endswith("し"):
        if _IN_SU.search(stem):
            return stem[:-1] + "さない"
        return stem + "ない" if _IN_SURU.search(stem) else None
    return stem[:-1] + _NEGATIVE[stem[-1]] + "ない"


def _was_not(stem: str, verb: Verb) -> str | None:
    said = negative(stem, verb)
    return said and said[:-1] + "かった"


def _let_us(stem: str, verb: Verb) -> str | None:
    if _lasting(stem, verb):
        return stem + "よう" if not stem.endswith("来") else None
    if stem.endswith("し"):
        if _IN_SU.search(stem):
            return stem[:-1] + "そう"
        return stem + "よう" if _IN_SURU.search(stem) else None
    return stem[:-1] + _VOLITIONAL[stem[-1]] + "う"


_FORMS: dict[str, Callable[[str, Verb], str | None]] = {
    "ます": dictionary,
    "ました": past,
    "ません": negative,
    "ませんでした": _was_not,
    "ましょう": _let_us,
}


def _noun(clause: str, what: str, after: str, asks: bool) -> str | None:
    if _ADJECTIVE.search(clause):
        joint = {"が": "けど", "けれど": "けど"}.get(after, after)
        return clause + joint if what == "です" else None
    if not clause or not (_BECAUSE.search(clause) or _COMES_TO_NOUN.search(clause)):
        return None
    if asks:
        if _BECAUSE.search(clause):
            return clause[:-1] + "の" if what == "です" else None
        return {"です": clause, "でした": clause + "だった"}.get(what)
    if what == "です":
        joined = {
            "が": "だけど",
            "けど": "だけど",
            "けれど": "だけど",
            "ので": "なので",
        }
        if after in joined:
            return clause + joined[after]
        plainly = "だ" if after or _BECAUSE.search(clause) else "だよ"
        return clause + plainly + after
    said = {"でした": "だった", "でしょう": "だろう"}[what]
    return clause + said + {"が": "けど", "けれど": "けど"}.get(after, after)
