"""Small rules about typed words that several flows share."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from core.domain.members import Language
from core.domain.shortening import first_sentence
from core.talk.commands import plain
from core.talk.short_answers import short_answer, spoken
from core.talk.turn import Phrase, T
from core.talk.voice import word

_Key = TypeVar("_Key", bound=str)

_NOT_SURE = re.compile(
    r"(?:うーん|えっと|ええと|まだ|ちょっと|よく|正直|いまは|今は|[、,…\s])*"
    r"(?:(?:わか|分か)(?:らない|んない|りません|らん)|思いつ(?:かない|きません)"
    r"|決ま(?:って(?:い)?(?:ない|ません)|らない)|考え中|迷って(?:い)?(?:る|ます)"
    r"|(?:なん|何|どれ|どっち|どちら)でも(?:いい|大丈夫)|おまかせ(?:します)?"
    r"|どういう(?:こと|意味)|(?:意味|いみ)が?(?:わか|分か)(?:らない|んない|りません|らん))"
    r"(?:です|んです|なあ|なぁ|な|かな|かも|けど|ですね|よ|ね)*"
    r"|(?:(?:well|h+m+|um+|er+|honestly|oh)[,\s…]+)?(?:i\s+)?(?:really\s+)?"
    r"(?:(?:don['’]?t|do not)\s+(?:really\s+)?know(?:\s+what\s+to\s+(?:say|write))?"
    r"|(?:i['’]?m\s+)?not\s+(?:really\s+)?sure|d(?:u|o)n+o|idk"
    r"|(?:i've\s+)?(?:no|not\s+an?|haven't\s+(?:a|got\s+a))\s+(?:idea|clue)"
    r"|(?:it['’]?s\s+)?hard\s+to\s+say|can['’]?t\s+think(?:\s+of\s+(?:any|one)\w*)?"
    r"|h+m+|um+|er+m*|uh+|huh|whatever|anything(?:\s+is\s+fine)?"
    r"|you\s+(?:choose|decide)|what\s+do\s+you\s+mean)"
    r"(?:[,\s…]+(?:yet|lol|haha|tbh|really|sorry|right\s+now|at\s+the\s+moment))*"
    r"|えっ?|う[ーう〜]+ん[ー〜ん]*|ん[ー〜ん]*"
)
_NOT_YET = re.compile(
    r"(?:うーん|えー?っと|ええと|えーと|まだ|いまは|今は|特に|とくに|これから|[、,…\s])*"
    r"(?:まだ|な(?:い|し)|ありません|未定|(?:考え|検討)中|考えて(?:い)?(?:る|ます)(?:ところ)?"
    r"|決(?:まって|めて)(?:い)?(?:ない|ません)"
    r"|これから(?:考え(?:る|ます))?)"
    r"(?:です|かな|かも|けど|なあ|なぁ|な|ね|よ)*|いいえ|ううん|not\s+yet|no|nope|nah"
    r"|(?:i['’]?m\s+)?still\s+(?:thinking|deciding)(?:\s+about\s+it)?|undecided|tbd"
    r"|(?:i\s+)?have(?:n['’]?t|\s+not)\s+decided(?:\s+yet)?"
    r"|(?:none|nothing|not\s+decided)(?:\s+(?:yet|really|much))*"
)


_FEW = 30
WORDS_SHOWN = 40
"""Characters of typed words that a question about them repeats."""

_GREETINGS = frozenset(
    plain(one)
    for one in (
        "こんにちは",
        "こんばんは",
        "おはよう",
        "おはようございます",
        "はじめまして",
        "よろしく",
        "よろしくお願いします",
        "hello",
        "hi",
        "hey",
        "good morning",
        "good evening",
    )
)


_NODS = re.compile(
    r"(?:どうも)?(?:ありがとう(?:ございます|ございました)?|ありがと)|どうも|感謝"
    r"|(?:了解|承知|わかり|分かり)(?:です|しました|ました)?|わかった|分かった|なるほど"
    r"|(?:よかった|良かった|うれしい|嬉しい|やった|すごい|いいね)(?:です|あ|ー|ぁ)*"
    r"|(?:ok|okay|okです|great|nice|cool|lovely|wonderful|perfect|good|got it|i see)"
    r"|(?:ok|great)?[,\s]*(?:thanks|thank you|thank u|thx|cheers|ta)"
    r"(?: (?:a lot|so much|very much|a million|all))?|yay"
)


def nods(text: str) -> bool:
    """Whether somebody is glad, gives thanks or has understood, and asks for nothing.

    Words without a letter, such as a face or a thumb, are a nod as well.
    """
    said = plain(re.sub(r"[^\w\s,.!?。、ー〜~]", "", text))
    if not any(map(str.isalnum, said)) or _NODS.fullmatch(said) is not None:
        return True
    return _spoken(said, "nod")


def repeats(text: str, labels: Iterable[Phrase], language: Language) -> bool:
    """Whether words are one of these labels: what was chosen just now, sent twice."""
    return plain(text) in {plain(word(label, language)) for label in labels}


def says_yes(text: str) -> bool:
    """Whether somebody says yes and nothing else."""
    return short_answer(text) == "yes"


def and_before(before: str, text: str) -> str:
    """Return what was said with what was said before it; a mere hello is not kept."""
    return text if greets(before) or not before else f"{before}\n{text}"


def greets(text: str) -> bool:
    """Whether somebody just says hello, which is not a name."""
    return plain(text) in _GREETINGS


def tells(text: str) -> bool:
    """Whether words tell something: no hello, no nod, no "I don't know"."""
    return not (greets(text) or nods(text) or not_sure(text))


def not_sure(text: str) -> bool:
    """Whether somebody says that they do not know."""
    said = plain(text)
    return _NOT_SURE.fullmatch(said) is not None or _spoken(said, "unsure")


def not_yet(text: str) -> bool:
    """Whether somebody says "not yet", which is an answer like any other.

    Where a question can be left open, "still thinking" is one, not a call for help.
    """
    said = plain(text)
    return _NOT_YET.fullmatch(said) is not None or _spoken(said, "not_yet")


def _spoken(said: str, name: str) -> bool:
    """Whether a few plain words fit a pattern of how such a thing is said."""
    return len(said) <= _FEW and spoken(said, "words") == name


_ADDS = re.compile(
    # 「あと3年」 and 「あと少し」 answer something; 「あと、母の介護も」 adds to it.
    r"(?:あ、?|そうそう、?)?(?:あと(?:は|、|\s)*(?![0-9０-９一二三四五六七八九十数何少ちす半もはの])"
    r"|それと、?|追記|追伸|(?:書き|言い)忘れ)[^?？]+"
    r"|(?:oh,?\s+)?(?:and\s+also|also,|plus,|p\.?s\.?[,:]?\s|i\s+forgot\s+to\s+(?:say|add))[^?]+",
    re.IGNORECASE,
)


def adds_to(before: str, text: str, most: int) -> str:
    """Return an answer with what is added to it in a message of its own.

    People write on a phone in short messages, one after the other: "And also ..." goes
    with what was said before, although something else was asked meanwhile. '' where
    nothing is added, or a line of `most` characters has no room for both.
    """
    added = " ".join(text.split())
    if not before or _ADDS.fullmatch(added) is None:
        return ""
    return joined(before, added, most)


def joined(before: str, text: str, most: int) -> str:
    """Return two messages as one line, '' where one of `most` has no room for both."""
    added = " ".join(text.split())
    if not before:
        return added
    end = "" if before[-1] in "。、.!！?？…" or before.isascii() else "。"
    both = f"{before}{end}{' ' if before.isascii() else ''}{added}"
    return both if len(both) <= most else ""


def after_label(
    text: str, labels: Mapping[_Key, Phrase], language: Language
) -> tuple[_Key, str] | None:
    """Return which label an answer begins with and what it says of it.

    "つぎの一歩は、市に出る" says something of that line; the bare label does not.
    """
    said = text.strip()
    for key, label in labels.items():
        named = re.escape(word(label, language))
        found = re.match(
            rf"(?:(?:my|the)\s+)?{named}\s*(?:は|を|[:：]|is\s+to\b|is\b)[、,\s]*(?=\S)",
            said,
            re.I,
        )
        if found:
            return key, said[found.end() :]
    return None


def one_line(text: str) -> str:
    """Return what was said as a line of a card, as far as there is room."""
    return first_sentence(" ".join(text.split()))


def or_not_yet(line: str) -> Phrase | str:
    """Return a line, or the words for "not yet"."""
    return line or T("vector.not_yet")
