"""Whom of the people around words name, and what is said beside the name.

Owns how a name stands in a sentence: 「テツさんに」, "ask Dougal to". It must not know
who anybody is, nor what is wanted of them. Rather misses a name than takes a word for
one.
"""

import re
from collections.abc import Iterable

_HONORIFIC = r"(?:さん|さま|様|くん|君|ちゃん|氏)"
_BARE = r"(?:に|へ|って|は|と|の(?:こと|投稿|一枚|道))"
"""What follows a name without an honorific at the start of what is said."""
_NO_NAME_BEFORE = r"\s+(?:you|[Ii]|we|they|there|it|this|that|any|some|be)\b"
"""What makes a capital word at the start no name: "Will you", "May I"."""
_ONLY_TOUCH = re.compile(
    r"(?:ちょっと|一緒に|いっしょに|いろいろ|今度|こんど|ぜひ)*"
    r"(?:お?(?:願い|ねがい)|相談|連絡|お?話|頼み|たのみ|聞き|きき|会い|声を?かけ|組み"
    r"|手伝って|助けて|手をかして|手を貸して)"
    r"(?:を|が)?(?:し|もらい|ほし|やり)?(?:たい|い|ます|てみたい|て)?"
    r"(?:こと(?:が|も)?(?:ある|あります)|です|な[ぁあ]?|かな|んですが|んだけど)*"
    r"|(?:(?:some\s+|a\s+)?(?:help|hand)|help\s+(?:me|us)|talk|chat|help\s+out)"
    r"(?:\s+(?:me|with\s+(?:something|it|this)|please))*",
    re.IGNORECASE,
)
"""A wish that says nothing of what it is about."""
_WANTS = re.compile(
    r"たい|ほしい|欲しい|ください|下さい|願い|ねがい|頼|たのみ|教えて|手伝って|もらえ"
    r"|くれ(?:る|ない|ます|たら)|って(?:どう|誰|だれ|どんな|何|なに)|(?:のこと|の一枚|の投稿|の道)\Z"
    r"|\b(?:could|can|would|will|ask|want|need|help|please|show|who|what|about)\b"
    r"|['’]d\s+(?:like|love)",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"^(?:i(?:['’]d| would)\s+(?:like|love)|i\s+want|i\s+(?:wanted|hope|need)|can\s+i|"
    r"could\s+i|may\s+i|let['’]?s|please)\b[\s,]*(?:for|to)?\s*",
    re.IGNORECASE,
)
_ADDRESSED = (
    r"(?:(?:could|can|would|will|might)\s+{name}\s+(?:please\s+|maybe\s+)?"
    r"|(?:ask|get|invite)\s+{name}\s+"
    r"(?:to|for|if\s+(?:he|she|they)\s+(?:could|can|would))\s+"
    r"|{name}\s+to\s+)"
)
_TURNED_TO = r"{name}(?:に(?:は|も)?|へ|と(?:一緒に|いっしょに)?|なら)[、,\s]*"
_CALLED = rf"(?:{_HONORIFIC}|-(?:san|kun|chan|sama))?"
"""How a name of one language is called in a sentence of the other."""
_AMONG_LATIN = (
    r"(?:(?<=[A-Za-z]\s){name}(?![^\W\d_])|(?<!\w){name}(?=(?:['’]s)?,?\s[A-Za-z]))"
)


def named(text: str, names: Iterable[str]) -> list[str]:
    """Return which of some names stand in a text, each once, in the order they come.

    A name inside a longer one is not named by it; names that are words as well count
    where nobody could take them for one: with an honorific, or with their capital.
    """
    spans: list[tuple[int, int, str]] = []
    for name in sorted({*names} - {""}, key=lambda one: (-len(one), one)):
        found = _spelled(name).search(text)
        if found and not any(
            start < found.end("name") and found.start("name") < end
            for start, end, _ in spans
        ):
            spans.append((*found.span("name"), name))
    return [name for _, _, name in sorted(spans)]


def without(text: str, name: str) -> str:
    """Return what is wanted of somebody without their name, '' where that is not plain.

    「テツさんに時計を見てもらいたい」 leaves 「時計を見てもらいたい」,
    "Could Dougal help me paint?" leaves "help me paint".
    """
    wished = _WISHED.sub("", text.strip())
    called = f"{re.escape(name)}{_CALLED}"
    asked = f"{_ADDRESSED}|{_TURNED_TO}".format(name=called)
    left, times = re.subn(asked, "", wished, count=1, flags=re.IGNORECASE)
    left = left.strip(" 、,。.!！?？…")
    plain = times == 1 and name.casefold() not in left.casefold()
    return left if plain and not _ONLY_TOUCH.fullmatch(left) else ""


def wants(text: str) -> bool:
    """Whether words that name somebody may want something of them, or tell of them."""
    return _WANTS.search(text) is not None


def _spelled(name: str) -> re.Pattern[str]:
    plain = re.escape(name)
    if name[:1].isascii():
        after = rf"(?![A-Za-z]|{_NO_NAME_BEFORE})"
        return re.compile(rf"(?<![A-Za-z])(?P<name>{plain}){after}")
    joined = _same_script(name)
    before = f"(?<!{joined})" if joined else ""
    after = _HONORIFIC
    if len(name) > 1 and not re.fullmatch("[ぁ-ん]+", name):
        after = rf"(?:{_HONORIFIC}|(?<=\A{plain}){_BARE})"
    among = _AMONG_LATIN.format(name=plain)
    return re.compile(f"(?P<name>{among}|{before}{plain}(?={after}))")


def _same_script(name: str) -> str:
    first = name[0]
    if re.match("[一-龯々]", first):
        return "[一-龯々]"
    return "[ァ-ヶー]" if re.match("[ァ-ヶ]", first) else ""
