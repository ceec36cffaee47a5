"""What a text says, as far as that can be compared without a dictionary.

Owns the pieces that carry content (kanji pairs, katakana and Latin words, numbers), the
clauses and whether they deny something. It must not know what is done with a
difference. Kana endings carry no content here, so that a changed ending is none.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from core.domain.phrasing import page
from core.domain.sentences import Lang, mask_quotes

_RUN = re.compile(r"[一-龯々〆]+|[ァ-ヴー]{2,}|[a-zà-ÿ][a-zà-ÿ'-]*|\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[a-zà-ÿ][a-zà-ÿ'-]*")
_KANJI = re.compile(r"[一-龯々〆]")
_KATAKANA = re.compile(r"[ァ-ヴー]{2,}")
_KANJIS = re.compile(r"[一-龯々〆]+")
_CLAUSE = re.compile(
    r"[。.!?、,;:\n]+|けれど|けど|ので|のに|(?<=[るいただ])が|\b(?:but|and|so|because)\b"
)
_SENTENCE = re.compile(r"[。.!?\n]+")
_DENIES = {
    "ja": re.compile(
        r"(?:ない|なかった|なく(?=て|、)|ません|ずに|(?<=[わかさたなばまら])ず(?=[、。]|$)|ぬ(?=[。、]|$))"
    ),
    "en": re.compile(
        r"\b(?:not|never|no|without|cannot|nothing|nobody|hardly)\b|n't\b"
    ),
}
_DENIES_NOTHING = {
    "ja": re.compile(
        r"ませんか|ないか(?=[。?、]|$)|かもしれ(?:ない|ません)|違いない|しかない|少な|もったいない"
        r"|なければ.{0,4}(?:ない|ません)|じゃない[?か]|まだない"
    ),
    "en": re.compile(r"\bnot only\b|\bno matter\b|\bwhy not\b|\bnot yet\b"),
}
_COUNTED = re.compile(
    r"(?!十分(?!前|間|後))([〇一二三四五六七八九十百千万]+)(?=[年月日時分秒人回歳才円個冊枚本台杯匹件階番席通名つ割倍週か])"
)
_DIGIT = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_SPELLED = {
    word: str(value)
    for value, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2
    )
} | {"twelve": "12", "twenty": "20", "thirty": "30", "hundred": "100", "dozen": "12"}
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f]")


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Return a text in one spelling: NFKC, small letters, nothing invisible."""
    shown = _UNSEEN.sub("", text).replace("’", "'")
    return unicodedata.normalize("NFKC", shown).lower()


def units(text: str) -> list[str]:
    """Return the pieces of a text that carry content, in their order."""
    found: list[str] = []
    for run in _RUN.findall(plain(text)):
        if _KANJI.match(run) and len(run) > 1:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(run)
    return found


def numbers(text: str) -> set[str]:
    """Return the numbers a text names, in digits, however they are written.

    「一人」 and "one" are no numbers: they are ordinary words.
    """
    said = plain(text)
    found = {
        one.rstrip(".,:").replace(",", "")
        for one in re.findall(r"\d+(?:[.,:]\d+)*", said)
    }
    found |= {str(_value(one)) for one in _COUNTED.findall(said)} - {"1"}
    return found | {_SPELLED[w] for w in _WORD.findall(said) if w in _SPELLED}


def _value(numeral: str) -> int:
    total, current = 0, 0
    for sign in numeral:
        if sign in _DIGIT:
            current = current * 10 + _DIGIT[sign]
        else:
            total += (current or 1) * _TENS[sign]
            current = 0
    return total + current


class Said:
    """What was said before, prepared for many questions.

    Args:
        texts: What was said.
        vocabulary: Words that carry nothing of their own and may stand anywhere.
    """

    def __init__(self, texts: Iterable[str], vocabulary: str = "") -> None:
        self.whole = plain("\n".join(texts))
        self.numbers = numbers(self.whole)
        words = plain(vocabulary)
        self._stems = {_stem(word) for word in _WORD.findall(f"{self.whole} {words}")}
        self._katakana = frozenset(_KATAKANA.findall(words))
        self._free = tuple(dict.fromkeys(_KANJIS.findall(words)))

    def holds(self, unit: str) -> bool:
        """Whether a piece of content was said; English words in any of their forms."""
        if unit[:1].isdigit():
            return unit.rstrip(".,:").replace(",", "") in self.numbers
        if _WORD.fullmatch(unit):
            return _stem(unit) in self._stems
        return unit in self.whole or unit in self._katakana

    def new(self, text: str) -> list[str]:
        """Return the pieces of a text that were not said."""
        found: list[str] = []
        for run in _RUN.findall(plain(text)):
            if _KANJI.match(run):
                found += self._new_kanji(run)
            elif not self.holds(run):
                found.append(run)
        return found

    def _new_kanji(self, run: str) -> list[str]:
        """Return the parts of a run that neither was said nor is free to be used."""
        if run in self.whole:
            return []
        heard = bytearray(len(run))
        pairs = {run[at : at + 2] for at in range(len(run) - 1)}
        for part in (*self._free, *(one for one in pairs if one in self.whole)):
            at = run.find(part)
            while at >= 0:
                heard[at : at + len(part)] = b"\x01" * len(part)
                at = run.find(part, at + 1)
        parts = "".join(
            sign if not known else " " for sign, known in zip(run, heard, strict=True)
        ).split()
        return [one for one in parts if not (len(one) == 1 and one in self.whole)]


def _stem(word: str) -> str:
    """Cut the endings that English words change by."""
    bare = word.strip("'-").removesuffix("'s")
    bare = _bent().get(bare, bare)
    for ending in ("ies", "ing", "ed", "es", "s", "ly", "e", "y"):
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:  # noqa: PLR2004
            bare = bare.removesuffix(ending)
            break
    doubled = len(bare) > 3 and bare[-1] == bare[-2]  # noqa: PLR2004
    return bare[:-1] if doubled else bare


@cache
def _bent() -> dict[str, str]:
    """Return the first form of words whose other forms no ending shows."""
    forms: list[str] = page("coach", "en")["forms"]["bent"]
    return {one: line.split()[0] for line in forms for one in line.split()[1:]}


def kept(said: str, text: str) -> float:
    """Return the share of the content of `said` that `text` holds; 1 without any."""
    wanted = units(said)
    if not wanted:
        return 1.0
    there = Said([text])
    return sum(map(there.holds, wanted)) / len(wanted)


_ENOUGH = 0.6
_FEWEST = 2


def turned(said: Iterable[str], text: str, lang: Lang) -> str:
    """Return a clause that denies what was affirmed, or the other way; '' for none.

    Each clause of the text is held against the clause it takes its words from.
    """
    before = [clause for one in said for clause in _clauses(one)]
    for clause in _clauses(text):
        if len(units(clause)) < _FEWEST:
            continue
        near = max(before, key=lambda one: kept(clause, one), default="")
        if kept(clause, near) >= _ENOUGH and denies(near, lang) != denies(clause, lang):
            return clause
    return ""


def _clauses(text: str) -> list[str]:
    # 「描かない?」 invites; without its mark it would deny.
    asked = plain(text).replace("ない?", "ないか?")
    return [one.strip() for one in _CLAUSE.split(asked) if one.strip()]


def denies(clause: str, lang: Lang) -> bool:
    """Whether a clause says that something is not so."""
    bare = _DENIES_NOTHING[lang].sub("", plain(clause))
    return len(_DENIES[lang].findall(bare)) % 2 == 1


def sentences(text: str) -> list[str]:
    """Return the sentences of a text without their marks."""
    return [one.strip() for one in _SENTENCE.split(text) if one.strip()]


def unquoted(text: str) -> str:
    """Return a text in which what it quotes is blanked out."""
    return mask_quotes(text)
