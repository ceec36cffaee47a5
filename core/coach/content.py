"""What a text says, as far as that can be compared without a dictionary.

Owns the pieces that carry content (kanji pairs, katakana and Latin words, numbers), the
clauses and whether they deny something. It must not know what is done with a
difference. Endings in hiragana carry no content here, so that a changed ending is none;
what hiragana may hold besides is told by core.coach.kana.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Literal

from core.coach.kana import new_kana, said_in_kana
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
        r"(?:ない|なかった|なく(?=て|、|な[らりるっ])|ません|ずに|(?<=[わかさたなばまら])ず(?=[、。]|$)|ぬ(?=[。、]|$)"
        r"|(?<=[うくぐすつぬぶむる])なよ?(?=[。!]|$)|(?:ちゃ|じゃ|ては|では)(?:だめ|ダメ|駄目))"
    ),
    "en": re.compile(
        r"\b(?:not|never|no|without|cannot|nothing|nobody|hardly)\b|n't\b"
    ),
}
_WISHED = {
    "ja": re.compile(
        r"たい|たく|たかっ|つもり|予定|ほしい|欲しい|ようと(?:思|し)|できたら|れたら"
    ),
    "en": re.compile(r"\b(?:want|hope|wish|plan|like|going|will|would)\b|'(?:ll|d)\b"),
}
_DONE = {
    "ja": re.compile(
        r"(?:(?<!い)た|んだ|いだ)(?:んです|んだ|よ|ね|けど|から)*$|てい?た|ました$"
    ),
    "en": re.compile(r"\b\w{2,}ed\b"),
}
_DENIES_NOTHING = {
    "ja": re.compile(
        r"ませんか|ないか(?=[。?、]|$)|かもしれ(?:ない|ません)|違いない|しかない|少な|もったいない"
        r"|なければ.{0,4}(?:ない|ません)|じゃない[?か]|まだない|ないうちに|ないかな"
        r"|ないと(?:いけ(?:ない|ません)|だめ|ね|な|困(?:る|ります))?(?=[。、]|$)|なきゃ"
        r"|なくては(?:な(?:らない|りません)|いけ(?:ない|ません)|だめ)?"
    ),
    "en": re.compile(
        r"\bnot only\b|\bno matter\b|\bwhy not\b|\bnot yet\b"
        r"|\bwithout fail\b|\bno (?:excuses|exceptions)\b"
    ),
}
_BEFORE_VERB = re.compile(
    r"^(?:もう|まだ|また|でも|やっぱり|やはり|きっと|たぶん|ちゃんと|なかなか|あまり|うまく"
    r"|[はがもを]|それ|これ|そう|こう)+"
)
_COUNTERS = "年月日時分秒人回歳才円個冊枚本台杯匹件階番席通名つ割倍週度歩"
_WITH_COUNTER = re.compile(rf"(\d)([{_COUNTERS}]間?)")
_COUNTED = re.compile(
    r"(?!十分(?!前|間|後))([〇一二三四五六七八九十百千万]+)"
    rf"(?=[{_COUNTERS}か])"
)
# "1" before one of these is written as a word as often as a number.
_ONE = re.compile(r"(?<![\d.,:])1(?=[人つ週度回冊枚本歩個台日](?!\d))")
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
    for run in _RUN.findall(_counted(plain(text))):
        if _KANJI.match(run) and len(run) > 1:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(run)
    return found


def numbers(text: str) -> set[str]:
    """Return the numbers a text names, in digits, however they are written.

    「一人」, 「1人」 and "one" are no numbers: they are ordinary words.
    """
    said = _ONE.sub("", plain(text))
    found = {
        one.rstrip(".,:").replace(",", "")
        for one in re.findall(r"\d+(?:[.,:]\d+)*", said)
    }
    found |= {str(_value(one)) for one in _COUNTED.findall(said)} - {"1"}
    return found | {_SPELLED[w] for w in _WORD.findall(said) if w in _SPELLED}


@lru_cache(maxsize=512)
def _counted(said: str) -> str:
    """Return a text in which what is counted is in digits and stands for itself."""

    def digits(one: re.Match[str]) -> str:
        value = _value(one[1])
        part_of_digits = said[one.start() - 1 : one.start()].isdigit()
        return one[1] if value == 1 or part_of_digits else str(value)

    return _WITH_COUNTER.sub(r"\1\2 ", _ONE.sub("一", _COUNTED.sub(digits, said)))


def _value(numeral: str) -> int:
    total, current = 0, 0
    for sign in numeral:
        if sign in _DIGIT:
            current = current * 10 + _DIGIT[sign]
        else:
            total += (current or 1) * _TENS[sign]
            current = 0
    return total + current


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Words that may stand anywhere, prepared once."""

    words: str
    stems: frozenset[str]
    katakana: frozenset[str]
    kanji: tuple[str, ...]


@lru_cache(maxsize=64)
def _vocabulary(text: str) -> _Vocabulary:
    words = plain(text)
    return _Vocabulary(
        words,
        frozenset(map(_stem, _WORD.findall(words))),
        frozenset(_KATAKANA.findall(words)),
        tuple(dict.fromkeys(_KANJIS.findall(words))),
    )


class Said:
    """What was said before, prepared for many questions.

    Args:
        texts: What was said.
        vocabulary: Words that carry nothing of their own and may stand anywhere.
        kana: Names of the lists of hiragana that may stand as well.
    """

    def __init__(
        self, texts: Iterable[str], vocabulary: str = "", kana: Sequence[str] = ()
    ) -> None:
        self.whole = plain("\n".join(texts))
        self.numbers = numbers(self.whole)
        free = _vocabulary(vocabulary)
        self._counted = _counted(self.whole)
        self._kana = kana
        self._stems = {_stem(word) for word in _WORD.findall(self.whole)} | free.stems
        self._free = free

    def holds(self, unit: str) -> bool:
        """Whether a piece of content was said; English words in any of their forms."""
        if unit[:1].isdigit():
            return unit.rstrip(".,:").replace(",", "") in self.numbers
        if _WORD.fullmatch(unit):
            return _stem(unit) in self._stems
        return self._stands(unit) or unit in self._free.katakana

    def _stands(self, piece: str) -> bool:
        return piece in self.whole or piece in self._counted

    def new(self, text: str) -> list[str]:
        """Return the pieces of a text that were not said."""
        found: list[str] = []
        for run in _RUN.findall(_counted(plain(text))):
            if _KANJI.match(run):
                found += self._new_kanji(run)
            elif not self.holds(run):
                found.append(run)
        found += new_kana(plain(text), self.whole, *self._kana, free=self._free.words)
        return found

    def _new_kanji(self, run: str) -> list[str]:
        """Return the parts of a run that neither was said nor is free to be used."""
        if self._stands(run):
            return []
        heard = bytearray(len(run))
        pairs = {run[at : at + 2] for at in range(len(run) - 1)}
        for part in (*self._free.kanji, *filter(self._stands, pairs)):
            at = run.find(part)
            while at >= 0:
                heard[at : at + len(part)] = b"\x01" * len(part)
                at = run.find(part, at + 1)
        parts = "".join(
            sign if not known else " " for sign, known in zip(run, heard, strict=True)
        ).split()
        return [one for one in parts if not self._known(one)]

    def _known(self, part: str) -> bool:
        alone = len(part) == 1 and self._stands(part)
        return alone or said_in_kana(part, self.whole)


@lru_cache(maxsize=8192)
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
_BEGINNING = 2
"""So many signs of a clause without content tell it from others."""


def turned(said: Iterable[str], text: str, lang: Lang) -> str:
    """Return a clause that denies what was affirmed, or the other way; '' for none.

    What was wished for and is told as done, or the other way, is turned as well.

    Each clause of the text is held against the clause it takes its words from. A clause
    that holds too little to tell which one that is has to be told by all that hold it.
    """
    before = [clause for one in said for clause in _clauses(one)]
    for clause in _clauses(text):
        if clause in before:
            continue
        if len(units(clause)) < _FEWEST:
            near = _alike(clause, before, lang)
        else:
            nearest = _nearest(clause, before)
            near = [nearest] if kept(clause, nearest) >= _ENOUGH else []
        if near and all(_against(clause, one, lang) for one in near):
            return clause
    return ""


def _alike(clause: str, before: Sequence[str], lang: Lang) -> list[str]:
    """Return the clauses with the same content, if one says as little."""
    if lang != "ja":
        return []
    content = set(units(clause))
    if not content:
        start = _BEFORE_VERB.sub("", clause)[:_BEGINNING]
        if len(start) < _BEGINNING:
            return []
        bare = [one for one in before if not units(one)]
        return [one for one in bare if _BEFORE_VERB.sub("", one).startswith(start)]
    hold = [one for one in before if content <= set(units(one))]
    return hold if any(len(units(one)) < _FEWEST for one in hold) else []


def _against(clause: str, near: str, lang: Lang) -> bool:
    """Whether one of two clauses denies, or only wishes for, what the other tells."""
    if clause in near and units(near[near.find(clause) + len(clause) :]):
        return False  # it was said so; what denies belongs to what comes after it
    if denies(near, lang) != denies(clause, lang):
        return True
    return {_mood(near, lang), _mood(clause, lang)} == {"wished", "done"}


def _nearest(clause: str, before: Sequence[str]) -> str:
    """Return the clause that holds most of it, or of those the one most alike."""
    shares = [(kept(clause, one), one) for one in before]
    most = max((share for share, _ in shares), default=0.0)
    as_near = [one for share, one in shares if share == most]
    if len(as_near) == 1:
        return as_near[0]
    alike = SequenceMatcher(b=clause, autojunk=False)

    def likeness(one: str) -> float:
        alike.set_seq1(one)
        return alike.ratio()

    return max(as_near, key=likeness, default="")


def _mood(clause: str, lang: Lang) -> Literal["wished", "done", ""]:
    said = clause.rstrip()
    if _WISHED[lang].search(said):
        return "wished"
    return "done" if _DONE[lang].search(said) else ""


def _clauses(text: str) -> list[str]:
    # 「描かない?」 invites; without its mark it would deny.
    asked = plain(text).replace("ない?", "ないか?").replace("か、", "か")
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
