"""Joining members' words into Japanese sentences without a seam.

Owns what a clause ends in and what may follow it: 「会場と案内」 takes
「は私がやります」, 「会場をおさえる」 becomes 「私は会場をおさえます」. It must not
know which sentences stand around it. Whatever cannot be joined for sure is put in
quotation marks.
"""

import re
from typing import Literal

from core.domain.grammar.casual_ja import casual
from core.domain.grammar.verbs_ja import from_dictionary
from core.domain.phrasing import patterns
from core.domain.wording.joining import Joining, Line, Tone
from core.domain.wording.stretch_shape import Stretch

_Shape = Literal["polite", "wish", "because", "te", "past", "quality", "verb", "noun"]
_MARKS_AFTER = re.compile(r"[\s。、,.!!…]+$")
# 「持っていくわ」 and 「するで」 say what 「持っていく」 and 「する」 say.
_SPOKEN_AFTER = re.compile(
    r"(?<=[うくぐすつぬぶむる])(?:[よねわさべ]+|で[ー〜]*|ねん|ばい|っす)$|(?<=ます)[わな]$"
)
_SHAPES: tuple[tuple[_Shape, re.Pattern[str]], ...] = (
    ("because", re.compile(r"(?:から|ので|ため|ために|けど|けれど|が)$")),
    ("polite", re.compile(r"(?:ます|です|ました|でした|ません|ましょう)[ねよ]?$")),
    ("wish", re.compile(r"(?:たい|ほしい|欲しい)$")),
    (
        "te",
        re.compile(
            r"(?:くて|して|って|んで|いて|いで|じて|[えけせてねべめれげ]て|見て)$"
        ),
    ),
    (
        "past",
        re.compile(
            r"(?:った|した|いた|んだ|いだ|[えけせてねべめれげきみじりびち]た|[一-龯]た)$"
        ),
    ),
    ("quality", re.compile(r"(?:しい|ない|[高楽多少深早遅近遠良悪強弱]い)$")),
)
_VERB_END = re.compile(
    r"(?:(?:[一-龯々][ぁ-ん]{0,3}|[をにがではもと][ぁ-ん]{1,5})(?<!し)[うくぐすつぬぶむる]|する)$"
)
# A plain clause before から or ので can be named with こと; なので and ですから cannot.
_CAUSE = re.compile(
    r"(?P<cause>.+(?:[うくぐすつぬぶむるた]|[んい]だ|(?<!た)い))(?<!ます)(?<!です)(?<!ました)(?<!でした)"
    r"(?:から|ので)$"
)
# 「貸せる」「使える」: what one can do is told, not announced: 「貸せるよ」.
_ABLE = re.compile(
    r"(?:できる|出来る|られる|[作送撮取乗泊配切貼帰走回来]れる|[貸出渡直話探返]せる|[書描弾行聞置]ける|[使]える"
    r"|手伝える|読める|[呼運]べる|[持待]てる)$"
)
_THING = re.compile(
    r"(?:車|机|椅子|いす|お茶|傘|道具|材料|軍手|紙|飲み物|お菓子|弁当|カメラ|鍋|毛布|マイク|楽器"
    r"|絵の具|布|工具|テント|花|薪|食べ物|スピーカー|おやつ|敷物|長靴|自転車|はさみ|のり)$"
)
_ASKED = re.compile(
    r"^(?!.*(?:です|ます)か$).*(?:どう|何|なに|どこ|だれ|誰|いつ|どんな|どれ|どの|なぜ|いくつ|かどう).*か$"
)
_ME = re.compile(
    r"(?:私|わたし|僕|ぼく|俺|おれ|うち|自分|こちら|こっち)(?:が|は|も|の|で|、)"
)
_ME_FIRST = re.compile(r"^(?:私|わたし|僕|ぼく|俺|おれ)(?:が|は|も)、?\s*")
_DONE_BY_ME = re.compile(
    r"^(?P<thing>.+?)(?:は|を|が)?、?(?:私|わたし|僕|ぼく|俺|おれ)(?:が|で)?(?:やります|やる|します|する)?$"
)
_HONORIFIC = re.compile(r"(?:さん|ちゃん|くん|君|さま|様|氏|先生|たん|どん)$")
_LATIN_END = re.compile(r"[A-Za-z0-9.)]$")
_ADVERB_DAY = re.compile(
    r"(?:明日|あした|あさって|明後日|今日|今夜|今晩|来週|来月|再来週|今週中|今月中|まで|[にへで])$"
)


def _called(name: str) -> str:
    bare = name.strip()
    if not bare or _HONORIFIC.search(bare) or _LATIN_END.search(bare):
        return bare
    return f"{bare}さん"


def _quoted(words: str) -> str:
    bare = words.strip().replace("\n", " ").rstrip("。、")
    if "「" in bare and "『" not in bare:
        return f"『{bare}』"
    return f"「{bare}」"


def _shape(clause: str) -> _Shape:
    for shape, ending in _SHAPES:
        if ending.search(clause):
            return shape
    if _VERB_END.search(clause) and from_dictionary(clause):
        return "verb"
    return "noun"


def _road(destination: str) -> Line:
    bare = _MARKS_AFTER.sub("", destination.strip()).removesuffix("へ")
    shape = _shape(bare)
    way = "" if shape == "noun" else "ほう" if shape == "verb" else "というほう"
    return Line("road", {"destination": _quoted(bare) + way})


def _reason(why: str, tone: Tone, alone: bool) -> Line:
    bare = _ME_FIRST.sub("", _MARKS_AFTER.sub("", why.strip()))
    if tone == "casual":
        bare = casual(bare) or bare
    if bare.endswith("たくて"):
        bare = bare.removesuffix("くて") + "い"
    shape = _shape(bare)
    by_itself = "_alone" if alone else ""
    if "。" in bare:
        return Line("why_apart", {"why": f"{bare}。"})
    if shape == "noun":
        why = bare.replace("「", "『").replace("」", "』")
        return Line(f"why_noun{by_itself}", {"why": why})
    if occasion := _occasion(bare, shape):
        return Line(f"why_occasion{by_itself}", {"why": occasion})
    if alone and shape != "because" and "は" not in bare:
        return Line("why_alone", {"why": _sentence(bare, shape, tone)})
    key = "why_apart" if shape in ("because", "quality") else "why"
    return Line(key, {"why": _because(bare, tone) or _sentence(bare, shape, tone)})


def _occasion(clause: str, shape: _Shape) -> str:
    """Return the plain clause in what set one off; empty if there is none."""
    if shape == "past":
        return clause
    plain = _CAUSE.match(clause)
    return plain["cause"] if plain else ""


def _because(clause: str, tone: Tone) -> str:
    """Say a cause as a sentence of its own; empty if the clause gives none."""
    if clause.endswith("ので"):
        return f"というのも、{clause}。"
    if clause.endswith(("から", "ため", "ために")):
        cause = clause.removesuffix("に") if clause.endswith("ために") else clause
        return f"というのも、{cause}{'です' if tone == 'desumasu' else ''}。"
    return ""


def _sentence(clause: str, shape: _Shape, tone: Tone) -> str:
    """End a clause as a sentence in the tone of the message."""
    polite = tone == "desumasu"
    verb = from_dictionary(clause) if shape == "verb" else None
    if verb and polite:
        return f"{verb.stem}ます。"
    endings = {
        "wish": ("と思っています。", "と思ってる。"),
        "past": ("ところです。", "ところ。"),
        "quality": ("と感じています。", "と感じてる。"),
        "verb": ("ところです。", "よ。"),
    }
    after = endings.get(shape, ("。", "。"))
    return clause + after[0 if polite else 1]


def _part(my_part: str, tone: Tone) -> Line:
    bare = _MARKS_AFTER.sub("", my_part.strip())
    bare = _SPOKEN_AFTER.sub("", bare)
    if not bare:
        return Line("part_open")
    if re.search(r"(?:何|なん)でも$", bare):
        bare += "やります" if tone == "desumasu" else "やる"
    done_by_me = _DONE_BY_ME.match(bare)
    if done_by_me and _shape(done_by_me["thing"]) == "noun":
        bare = done_by_me["thing"]
    if tone == "casual":
        plainer = casual(bare) or bare
        bare = plainer if _shape(plainer) == "verb" else bare
    shape = _shape(bare)
    if _ME.search(bare):
        said = bare if shape in ("polite", "te") else _sentence(bare, shape, tone)[:-1]
        return Line("part_said" if shape != "noun" else "part_quote", {"my_part": said})
    return _part_without_me(bare, shape, tone)


# A particle that was typed on; after kana it may be the end of a word (こと, まんが).
_LEFT_OVER = re.compile(r"(?:を|(?<=[一-龯ァ-ヶー])[はがもとに])$")


def _part_without_me(bare: str, shape: _Shape, tone: Tone) -> Line:
    topic = "_topic" if re.search(r"[一-龯ァ-ヶーぁ-ん]は", bare) else ""
    verb = from_dictionary(bare) if shape == "verb" else None
    if shape == "noun":
        things = _LEFT_OVER.sub("", bare)
        known = patterns("ja")
        joins = not known["not_a_noun"].search(things)
        if joins or known["noun_after_all"].search(bare):
            key = "part_thing" if _THING.search(things) else "part_noun"
            return Line(key, {"my_part": things if joins else bare})
    elif shape == "polite":
        return Line(f"part_polite{topic}", {"my_part": bare})
    elif verb:
        said = f"{verb.stem}ます" if tone == "desumasu" else bare
        able = "part_able" if _ABLE.search(bare) else "part_verb"
        return Line("part_topic" if topic else able, {"my_part": said})
    return Line("part_quote", {"my_part": bare.replace("「", "『").replace("」", "』")})


def _timing(timing: str, tone: Tone) -> Line:
    bare = _MARKS_AFTER.sub("", timing.strip())
    shape = _shape(bare)
    if shape == "noun":
        return Line("timing_noun", {"timing": re.sub(r"(?<!まで)[にで]$", "", bare)})
    return Line("timing", {"timing": _sentence(bare, shape, tone)[:-1]})


def _closing(closes_on: str) -> str:
    day = closes_on.strip().rstrip("。")
    return day if not day or _ADVERB_DAY.search(day) else f"{day}に"


def _ask(stretch: Stretch) -> Line:
    match stretch.form:
        case "verb" if stretch.stem:
            # 「開けてみて」 is tried already: the invitation does not say so twice.
            tried = re.sub(r"(?<=[てで])みて$", "", stretch.verb)
            words = {"step": stretch.stem, "step_te": tried}
            return Line("ask_verb", words | {"step_before": stretch.before})
        case "verb":
            words = {"step": stretch.verb, "step_before": stretch.before}
            return Line("ask_te", words)
        case "favour":
            return Line("ask_favour", {"step": stretch.text})
        case "activity":
            return Line("ask_activity", {"step": stretch.text})
        case "noun" | "topic":
            matter = patterns("ja")["about_already"].search(stretch.text)
            return Line("ask_matter" if matter else "ask_noun", {"step": stretch.text})
        case "quote" if _ASKED.search(stretch.text):
            return Line("ask_question", {"step": stretch.text})
        case "quote":
            return Line("ask_quote", {"step_quoted": _quoted(stretch.text)})
        case "open":
            return Line("ask_open")


def _own_name(name: str) -> str:
    """Return a name as its bearer says it: nobody calls themselves さん."""
    return re.sub(r"(?<=.)(?:さん|さま|様)$", "", name.strip())


JAPANESE = Joining(
    called=_called,
    own_name=_own_name,
    quoted=_quoted,
    road=_road,
    reason=_reason,
    part=_part,
    timing=_timing,
    closing=_closing,
    ask=_ask,
    between="",
    lengths=(80, 220, 250),
    length_of=len,
)
