"""Says a Japanese order as a wish: 「窓を閉めろ」, 「窓を閉めてもらえたらうれしい」.

Owns the ends of sentences that order, forbid or oblige, and the words that press beside
them. What is asked for, until when and by whom stays; a verb whose form cannot be told
leaves the sentence as it is. It must not know which sentences are tried.
"""

import re
from collections.abc import Callable

from core.domain.grammar.casual_ja import negative
from core.domain.grammar.verbs_ja import (
    Verb,
    from_dictionary,
    from_negative,
    from_potential,
    from_stem,
    from_te,
)

_MARKS = re.compile(r"[。!！…〜ー~♪☆\s]*$")
POLITE = re.compile(r"です|ます|ません|ました|ください|下さい|でしょう|ましょう")
# Meant to hurt, or to send away: a kind ending would only hide it.
_HOSTILE = re.compile(
    r"お前|おまえ|てめ[えぇ]|貴様|あんた|死|殺|黙|だま[れり]|消え|失せ|うせ|くたば|帰れ|どっか|出て行|出ていけ|引っ込"
    r"|ふざけ|つべこべ|文句|言い訳|嘘|うそ|馬鹿|バカ|ばか|いい加減|何度|何回|少しは|二度と|謝れ|よこせ|わかった[かな]|分かった[かな]|くせに"
)
# Raised verbs, and what is wished for the other's own sake: no order to turn around.
_RAISED = re.compile(
    r"なさ[っるれい](?!$)|に(?:な(?:って|られ)|なる)|[かがさたなばまらわ]れて(?:ください|下さい)|まして$"
    r"|良くな|よくな|元気|気楽|楽に|大切に|気をつけ|気を付け|がんば|頑張|お大事"
)
_SECOND_ORDER = re.compile(r"(?:[うくぐすつぬぶむる]な|ろ|なさい|ください|下さい)[、,]")
_OPENER = re.compile(r"^(?:おい|ほら|いいから|とにかく|頼むから)[、,!！\s]*")
_QUESTION = re.compile(r"[?？]\s*$")
_FREE_WISH = "もらえたらうれしい"

_PRESSING = (
    (
        re.compile(
            r"(?:大至急|至急|今すぐに?|いますぐに?|直ちに|ただちに|早急に|可及的速やかに)"
        ),
        "できれば早めに",
    ),
    (re.compile(r"なるはやで"), "なるべく早めに"),
    (re.compile(r"(?:さっさと|とっとと)"), "早めに"),
    (re.compile(r"(?:必ず|絶対に?|ぜったいに?|何があっても|なんとしても)"), "できれば"),
)
_TWICE = re.compile(r"できれば(?=.*できれば)")

# Who does it: with もらう they stand with に.
_PERSON = (
    r"(?:あなた|君|きみ|みんな|皆|皆さん|みなさん|全員|各自|だれか|誰か"
    r"|[一-龯ァ-ヴーぁ-ん]{1,8}?(?:さん|くん|ちゃん))"
)
_DOER = re.compile(rf"(?P<before>^|[、\sはがをに])(?P<who>{_PERSON})(?P<how>が|も|は)")
_OTHER_DOER = re.compile(r"が(?=[^、]*$)")
_SUBORDINATE = re.compile(r"(?:なら|たら|ければ|ので|から|ように|とき|場合|前に|まで)")

_DONE_AHEAD = re.compile(
    r"(?P<te>.*(?:[っいしきりえけげせてねべめれちみび]|[見出寝着])と|.*んど)(?P<how>い|け)(?P<rest>て?)$"
)
_KINDLY = re.compile(
    r"(?:ください|下さい|くれ|おくれ|ちょうだい|頂戴|もらう(?:から)?|もらい(?:ます(?:から|ので)?|たい)"
    r"|もらおうか|いただこうか|くれない(?:か|かね)?|もらわないと困(?:る|ります)|くれないと困(?:る|ります))$"
)
_HONORED = re.compile(
    r"ご(?P<what>[一-龯]{2})(?:を)?(?:ください|下さい|お願いします|お願いいたします)$"
)
_HONORED_STEM = re.compile(
    r"お(?P<what>[一-龯][一-龯ぁ-ん]{0,3}[いきぎしちにびみりえけげせてねべめれ])(?:ください|下さい)$"
)
_ANSWER = re.compile(r"お?(?P<what>返事|返信|連絡)(?:を)?(?:ください|下さい|くれ)$")
# The last of these order: 「待て」 is no 「待って」.
_NO_TE = re.compile(r"(?:くて|では|にて|[待持立打勝保放]て)$")
_PLEASE = re.compile(r"お願い(?:します|いたします|致します|する)$")
_KEPT_TO = re.compile(
    r"(?P<what>時間|期限|締切|締め切り|集合時間|開始時間)(?:は|を)?厳守(?:です|で(?:お願いします|頼む)?|のこと)?$"
)
_STEM_ORDER = re.compile(r"(?:なさい|たまえ|給え)[よね]?$")
_SURE_STEM = re.compile(
    r"(?:[てで]おき|[一-龯][いきぎしちにびみりえけげせてねべめれ]|[えけげせてねべめれし]|つき|やり|ひらき)$"
)
_SURE_IMPERATIVE = re.compile(
    r"(?:[一-龯][ぁ-ん]?[えけげてねべめれ]|[かがさたなばまらわ]せ|やれ"
    r"|[話出渡貸返消直残押探回足移示減起落試隠崩指耕許外冷帰促刺干写]せ)$"
)
_SURE_RO = re.compile(
    r"(?P<stem>.*(?:[一-龯][いきぎしちにびみりえけげせてねべめれ]|[見着出寝]|やめ|あきらめ|つけ|かけ|まとめ))ろ$"
)


def wish(said: str, *, polite: bool) -> str | None:
    """Return an ordering sentence as a wish; None where it cannot be told for sure.

    Args:
        said: One sentence, with its marks.
        polite: Whether the text it stands in is.
    """
    if _HOSTILE.search(said) or _QUESTION.search(said):
        return None
    if re.search(r"[「」『』]", said) or _SECOND_ORDER.search(said):
        return None
    body = _OPENER.sub("", _MARKS.sub("", said))
    if _RAISED.search(_STEM_ORDER.sub("", body)):
        return None
    ending = "です" if polite else ""
    for reading in _READINGS:
        asked = reading(body)
        if asked is None:
            continue
        with_doer = _with_doer(asked)
        if with_doer is None:
            return None
        return f"{_calmer(with_doer)}{ending}。"
    return None


def _calmer(asked: str) -> str:
    for pattern, instead in _PRESSING:
        asked = pattern.sub(instead, asked)
    return _TWICE.sub("", asked)


def _with_doer(asked: str) -> str | None:
    """Return a wish whose doer stands with に; None if another が is in the way."""

    def to(found: re.Match[str]) -> str:
        how = {"が": "に", "も": "にも", "は": "には"}[found["how"]]
        return f"{found['before']}{found['who']}{how}"

    last = max(
        (one.end() for one in _SUBORDINATE.finditer(asked, 0, -len(_FREE_WISH))),
        default=0,
    )
    head, tail = asked[:last], asked[last:]
    changed = _DOER.sub(to, tail, count=1)
    return None if _OTHER_DOER.search(changed) else head + changed


def _for(verb: Verb | None) -> str | None:
    return f"{verb.te}{_FREE_WISH}" if verb else None


def _not_for(verb: Verb | None) -> str | None:
    """Return the wish that something is not done."""
    denied = negative(verb.stem, verb) if verb and verb.stem else None
    return f"{denied}で{_FREE_WISH}" if denied else None


def _kept_to(body: str) -> str | None:
    found = _KEPT_TO.search(body)
    if found is None:
        return None
    return f"{body[: found.start()]}{found['what']}は守って{_FREE_WISH}"


def _pressed(body: str) -> str | None:
    """Read 「至急お願いします」: what is asked for in a hurry, asked for kindly."""
    found = _PLEASE.search(body)
    hurried = any(pattern.search(body) for pattern, _ in _PRESSING)
    if found is None or not hurried:
        return None
    return f"{body[: found.start()]}お願いできたらうれしい"


def _honored(body: str) -> str | None:
    if found := _ANSWER.search(body):
        return f"{body[: found.start()]}{found['what']}をもらえたらうれしい"
    if found := _HONORED.search(body):
        return f"{body[: found.start()]}{found['what']}して{_FREE_WISH}"
    if found := _HONORED_STEM.search(body):
        verb = from_stem(found["what"])
        return f"{body[: found.start()]}{verb.te}{_FREE_WISH}" if verb else None
    return None


def _done_ahead(body: str) -> str | None:
    """Read 「やっといて」, 「運んどけ」, 「直しておけ」."""
    bare = _KINDLY.sub("", body)
    if re.search(r"[てで]おけ$", bare):
        return f"{bare[:-1]}いて{_FREE_WISH}"
    found = _DONE_AHEAD.search(bare)
    if found is None or (found["how"] == "い") != bool(found["rest"]):
        return None
    te = found["te"][:-1] + ("て" if found["te"].endswith("と") else "で")
    return f"{te}おいて{_FREE_WISH}"


def _te(body: str) -> str | None:
    bare = re.sub(r"[よね]$", "", body)
    asked = _KINDLY.sub("", bare)
    if asked.endswith("ないで"):
        return f"{asked}{_FREE_WISH}"
    if not re.search(r"[てで]$", asked) or _NO_TE.search(asked):
        return None
    return f"{asked}{_FREE_WISH}" if from_te(asked) else None


def _stem_form(body: str) -> str | None:
    """Read 「書きなさい」 and 「静かにしたまえ」."""
    found = _STEM_ORDER.search(body)
    stem = body[: found.start()] if found else ""
    return _for(from_stem(stem)) if _SURE_STEM.search(stem) else None


def _imperative(body: str) -> str | None:
    bare = re.sub(r"(?:って|よ|や|な|ね)$", "", body)
    if found := re.search(r"(?:[一-龯]{2}|[ァ-ヴー]|[をにとく])(?=せよ$)", body):
        return f"{body[: found.end()]}して{_FREE_WISH}"
    if bare.endswith("しろ"):
        return f"{bare[:-1]}て{_FREE_WISH}"
    if re.search(r"(?:^|[てにへ、\sく])来い$", bare):
        return f"{bare[:-1]}て{_FREE_WISH}"
    if found := _SURE_RO.search(bare):
        return f"{found['stem']}て{_FREE_WISH}"
    if not _SURE_IMPERATIVE.search(bare) or bare.endswith("くれ"):
        return None
    return _for(from_potential(bare + "る"))


def _forbidden(body: str) -> str | None:
    """Read 「遅れるな」, 「話してはいけません」 and 「立たないこと」."""
    if found := re.search(
        r"(?P<te>.+(?:て|で))は(?:いけない|いけません|だめ|ダメ|ならない|なりません)(?:です|だ)?[よねぞ]?$",
        body,
    ):
        return _not_for(from_te(found["te"]))
    if found := re.search(
        r"(?P<te>.+(?:ちゃ|じゃ))(?:いけない|いけません|だめ|ダメ)(?:です|だ)?[よねぞ]?$",
        body,
    ):
        te = found["te"].removesuffix("ちゃ").removesuffix("じゃ")
        return _not_for(from_te(te + ("て" if found["te"].endswith("ちゃ") else "で")))
    if found := re.search(
        r"(?P<stem>.+)ない(?:こと|ように(?:して|する(?:こと)?)?)$", body
    ):
        verb = from_negative(found["stem"])
        return f"{found['stem']}ないで{_FREE_WISH}" if verb else None
    if found := re.search(r"(?P<verb>.+[うくぐすつぬぶむる])なよ?$", body):
        return _not_for(from_dictionary(found["verb"]))
    return None


def _obliged(body: str) -> str | None:
    """Read 「つけること」, 「しておくように」, 「すべきだ」, 「出なければならない」."""
    if found := re.search(
        r"(?P<verb>.+[うくぐすつぬぶむる])(?:こと|ように|べき(?:だ|です)?)[よねぞ]?$",
        body,
    ):
        verb = re.sub(r"(?<=[一-龯])す$", "する", found["verb"])
        return _for(from_dictionary(verb))
    if found := re.search(
        r"(?P<stem>.+?)(?:なければ|なきゃ|なくては|ないと)(?:なりません|ならない|いけません|いけない|だめ(?:です|だ)?)[よね]?$",
        body,
    ):
        return _for(from_negative(found["stem"]))
    return None


_READINGS: tuple[Callable[[str], str | None], ...] = (
    _kept_to,
    _pressed,
    _honored,
    _done_ahead,
    _te,
    _stem_form,
    _forbidden,
    _obliged,
    _imperative,
)
