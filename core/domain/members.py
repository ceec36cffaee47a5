"""People: one member, however many messengers they write from."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Language = Literal["ja", "en"]
Rhythm = Literal["daily", "weekly", "twice_monthly", "whenever"]

NAME_LENGTH = 24
RAW_ANSWERS_DAYS = 30


@dataclass(frozen=True, slots=True)
class Member:
    """A person, as the product knows them; nothing here weighs them."""

    id: str
    name: str
    language: Language
    rhythm: Rhythm = "whenever"
    resting_since: datetime | None = None

    @property
    def resting(self) -> bool:
        """Whether they asked to be left in peace for now."""
        return self.resting_since is not None


_BEFORE = re.compile(
    # "im" as thumbs type it; with a capital it is a family name.
    r"^(?:i['’]m|(?-i:im)(?=\s\S)|i am|(?:my|the) name(?:['’]?s| is)|it['’]s|call me"
    r"|(?:(?:はじめまして|初めまして|こんにち[はわ]|こんばん[はわ])[、。,!！ー〜\s]*(?!です|よろしく)(?=\S)"
    r"|(?:おはよう(?:ございます)?|えーっ?と|えっと|あの[ーう]?|はい)[、。,!！ー〜\s]+)?"
    r"(?:(?:(?:わたし|私|僕|ぼく|俺)(?:の(?:お?名前|呼び名))?|お?名前|呼び名)は[、\s]*(?=\S))?"
    r")\s*",
    re.IGNORECASE,
)


_REGARDS = (
    r"(?:どうぞ)?(?:よろしく|宜しく)"
    r"(?:(?:お願い|おねがい|御願い)(?:(?:いた|致)?しま(?:す|ー*す))?|ね|です)?"
)
_COPULA = (
    r"(?:でー*す|っす|でございます|だよ|やで|だべ|(?:と申し|と[い言]い)ます"
    r"|(?:と|って|で)(?:お)?呼(?:んで|び)(?:ください|下さい|くださると[^。]{0,10}|ね)?"
    r"|で(?:お願い|おねがい)(?:(?:いた)?し)?ます)[ねよー〜~]*"
)
_AFTER = re.compile(
    rf"(?:{_COPULA}(?:[、。!！\s]*{_REGARDS})?|[、。!！\s]+{_REGARDS})[。!！〜~ー\s]*\Z"
)
_PICTURES_AFTER = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d♪]+\\Z")
_NO_NAME = (
    r"(?:はい|いえ|まだ|あと|後|そう|いい|よい|おけ?|ok|大丈夫|だいじょうぶ|結構|けっこう|無理|むり|お願い"
    r"|不安|心配|初めて|はじめて|楽しみ|同じ|いや|嫌|だめ|ダメ|なし|ほんと|本当|主婦|学生|会社員|農家|残念"
    r"|\S*(?:たい|ない|ところ|から|ので|[歳才代人中前後]|しい|そう|よう|みたい))です"
)
_SAYS_A_NAME = re.compile(
    r"(?:i['’]m|(?-i:im)(?=\s)|i am|(?:my|the) name(?:['’]?s| is)|call me"
    r"|(?:わたし|私|僕|ぼく|俺)は)\s*\S.{0,23}"
    rf"|(?!{_NO_NAME})\S{{1,10}}(?:です|と申します|といいます|(?:と|って)呼んで(?:ください|ね)?)",
    re.IGNORECASE,
)


_INTRODUCED = re.compile(
    r"(?:(?:お?名前|呼び名)は|(?:わたし|私|僕|ぼく|俺)は|[、。,!！\s]|\A)"
    r"([^\s、。,!！?？はがをにで]{1,12})(?:と(?:申し|[い言]い|いい)ます|って[い言]います)"
    r"|\b(?:[Mm]y name is|[Cc]all me) ([A-Z][\w'’-]{0,22})"
)
"""A name said in the midst of other words."""


def introduced(text: str) -> str:
    """Return what somebody says they are called, among other things; '' for nothing."""
    found = _INTRODUCED.search(text)
    return tidy_name(found[1] or found[2]) if found else ""


def says_a_name(text: str) -> bool:
    """Whether somebody says what they are called, in so many words."""
    said = " ".join(text.split()).rstrip("。.!！")
    return _SAYS_A_NAME.fullmatch(said) is not None


def tidy_name(text: str) -> str:
    """Return what a person wants to be called: one line, no honorific, not too long.

    The bot adds さん itself, so ゆきさん becomes ゆき.
    """
    said = " ".join(text.split()).rstrip("。.!！")
    # A face may be the whole name; after one it is only how it was said.
    said = _PICTURES_AFTER.sub("", said).strip() or said
    name = _BEFORE.sub("", said)
    name = _AFTER.sub("", name)
    for honorific in ("さん", "ちゃん", "くん", "様"):
        if len(name) > len(honorific):
            name = name.removesuffix(honorific)
    return name[:NAME_LENGTH].strip()


def going_by(around: Sequence[Member], name: str) -> list[Member]:
    """Return those who go by a name.

    The whole name comes first, then a part of one, then one in the midst of words.
    """
    wanted, said = _plain(tidy_name(name)), _plain(name)
    named = [(_plain(one.name), one) for one in around if one.name]
    exactly = [one for plain, one in named if plain == wanted]
    partly = [one for plain, one in named if wanted and wanted in plain]
    within = [one for plain, one in named if len(plain) > 1 and plain in said]
    return exactly or partly or within


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
