"""Names and addresses in a text: which there are, and which nobody mentioned.

Pure. Shared by what hides them on the way out and by what looks at the way back.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from core.coach.content import plain

ADDRESS = re.compile(
    r"(?P<U>(?:https?://|www\.)[^\s「」『』()（）、。]+|(?<![\w-])[\w-]+(?:\.[\w-]+)*\."
    r"(?:com|net|org|jp|io|me|app|dev|info|biz|xyz|ly|gg)\b(?:/[^\s「」、。]*)?)"
    r"|(?P<H>(?<![\w.])[@＠][\w.]{2,})"
    r"|(?P<T>(?<!\d)(?:[+＋]?\d{1,4}[-－ー ()（）‐]{1,2}){1,3}\d{3,4}(?!\d)"
    r"|(?<!\d)[0０]\d{8,10}(?!\d))",
    re.IGNORECASE,
)
# From where a run of signs begins: whatever is long is looked through once.
E_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+[@＠][\w-]+(?:\.[\w-]+)+")
CALLED = re.compile(
    r"(?P<name>[一-龯々]{1,4}|[ァ-ヴー]{2,8}|[A-Za-z][A-Za-z.-]{1,15}"
    r"|(?<![ぁ-んァ-ヴー一-龯々])[ぁ-ん]{2,5}?)"
    r"(?=さん|くん|ちゃん|さま|様(?![子々式])|君(?!臨)|氏|先生)"
)
NO_NAME = re.compile(
    r"[屋店員客皆者主手医師娘息母父兄姉妹弟爺婆祖孫嫁婿隣方親族社長業生徒院館疲蔭陰]$"
    r"|^(?:何|子|神|仏|王|お.{1,3}|ご.{1,3}|みな|みんな|たく|あか|どちら|いろいろ)$"
)
LATIN = re.compile(r"[A-Za-z][A-Za-z .'-]*")
_SHORTEST = 2


def addresses(text: str) -> Iterator[str]:
    """Yield web addresses, e-mail addresses, handles and phone numbers."""
    for found in E_MAIL.finditer(text):
        yield found.group()
    for found in ADDRESS.finditer(plain(text)):
        yield found.group()


def unknown_names(text: str, said: str, names: Sequence[str]) -> Iterator[str]:
    """Yield who is named in a text without having been named before.

    Args:
        text: A draft.
        said: All that was said, in one spelling (`content.plain`).
        names: People of the room, whom a draft must not bring up by itself.
    """
    for found in CALLED.finditer(text):
        name = found["name"]
        if not NO_NAME.search(name) and plain(name) not in said:
            yield name
    here = plain(text)
    for name in names:
        small = plain(name.strip())
        if len(small) >= _SHORTEST and small not in said and _stands(small, here):
            yield name


def _stands(name: str, text: str) -> bool:
    if LATIN.fullmatch(name):
        return re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text) is not None
    return name in text


@lru_cache(maxsize=64)
def finding(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds the names, whole and in their parts, the longest first."""
    parts = {
        part
        for name in names
        for part in (name.strip(), *re.split(r"[\s・@＠/]+", name.strip()))
        if len(part) >= _SHORTEST
    }
    alone = {name.strip() for name in names if len(name.strip()) == 1}
    found = [
        rf"(?<![A-Za-z]){re.escape(one)}(?![A-Za-z])"
        if LATIN.fullmatch(one)
        else re.escape(one)
        for one in sorted(parts, key=lambda one: (-len(one), one))
    ]
    # A name of one letter is only a name where somebody is called by it.
    found += [
        rf"(?<!\w){re.escape(one)}(?=さん|くん|ちゃん|様|君|\b)"
        for one in sorted(alone)
    ]
    return re.compile("|".join(found), re.IGNORECASE) if found else None
