"""Which button is meant by words that say its label in one's own manner.

Few people type a label letter by letter: 「預けます」 says 「預ける」, and "I'll skip
it" says "Skip". Knows how labels are said, not what they do.
"""

import re
from functools import lru_cache

from core.domain.sentences import lang_of
from core.talk.commands import plain

_LONGEST = 30
_PICTURES = re.compile(r"[^\w\s,.!?。、！？ー〜~…'’]")
_LEAD = {
    "ja": re.compile(
        r"(?:(?:はい|うん|ええ|えっと|ええと|えーと|じゃあ?|んじゃ|では|それでは|それなら"
        r"|ほな|ほんなら|まあ|もう|とりあえず|やっぱり?|すみません|すいません|ごめんなさい)[、,。\s]*)+"
    ),
    "en": re.compile(
        r"(?:(?:ok|okay|yes|yeah|sure|well|then|please|just|i['’]?ll|i will|let me"
        r"|let['’]?s)[\s,.]+)+"
    ),
}
_TAIL = {
    "ja": re.compile(
        r"(?:(?P<by>で|を|に|の(?:ほう|方)(?:で|を)?)?(?:(?:お願い(?:(?:(?:いた|致)?し)?ます)?"
        r"|おねがいします|します|しとく|しときます|しておきます|頼みます"
        r"|いい(?:です)?|ええ(?:です)?|結構です|けっこうです|大丈夫です)|(?<=で)|です|っす)(?:ね|よ|わ|な)*"
        r"|っす|ッス|やな?|[わよねで]|べ|(?<=同じ)まま"
        r"|(?:だ?と|って)(?:思|おも)(?:う|い?ます|って(?:い)?(?:る|ます))|(?:です|だ)?か(?:な[ぁあー]?|も)"
        r"|(?:気|感じ)が(?:する|します))"
    ),
    "en": re.compile(
        r"(?P<by>)(?:[\s,]+(?:please|thanks|thank you|it|them|then|for now))+"
    ),
}
"""What says nothing more; `by` may belong to the label: 「この人に」."""
_TAILED = {lang: re.compile(rf"(.+?){tail.pattern}") for lang, tail in _TAIL.items()}
_SOUND = r"(?:です)?(?:ね|よ|わ|な|かな)*"
_ENDINGS = (
    (re.compile(rf"(.*[^\s])ませんでした{_SOUND}"), "was not"),
    (re.compile(rf"(.*[^\s])ません{_SOUND}"), "not"),
    (re.compile(rf"(.*[^\s])ました{_SOUND}"), "was"),
    (re.compile(rf"(.*[^\s])ます{_SOUND}"), ""),
)
_WISHED = re.compile(
    r"(?:もう|やっぱり?|そろそろ|ちょっと|少し|しばらく|[、\s])*(.+?)たい(?:です|んです|んだけど|んですが|な|なあ|かな|わ)*"
)
_HEDGED = re.compile(
    r"か(?:な|も)|思|おも(?:う|い)|気がし|たぶん|多分|maybe|perhaps|i think"
)
_FROM_U = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
_FROM_A = dict(zip("わかがさたなばまら", "いきぎしちにびみり", strict=True))
_FROM_TA = {"っ": "いちり", "い": "き", "ん": "にびみ"}

_SAME = (
    ("今回は", ""),
    ("the same", "same"),
    ("変わらない", "同じまま"),
    ("変わらず", "同じまま"),
    ("変わりません", "同じまま"),
    ("飛ば", "とば"),
    ("スキップする", "とばす"),
    ("スキップ", "とばす"),
    ("次へ", "とばす"),
    ("他の人", "ほかの人"),
    ("ほかの人たち", "別の人たち"),
    ("ほかの人", "別の人たち"),
)
"""Words that people use for what our buttons say."""

Said = tuple[str, str]
"""How something is said: what is done, and "was" or "not"; "=" for no verb."""


def says_label(typed: str, label: str) -> bool:
    """Whether words say a label, in polite or casual words of one's own."""
    if len(typed) > _LONGEST or lang_of(typed) != lang_of(label):
        return False
    return bool(_said(typed) & _of_label(label))


def is_hedged(typed: str) -> bool:
    """Whether somebody says a thing as one they are not sure of."""
    return _HEDGED.search(typed) is not None


def says_verb(typed: str, spelled: str) -> bool:
    """Whether words say a verb in a form of its own: 「休みたいです」 for 「休む」."""
    if len(typed) > _LONGEST or lang_of(typed) != lang_of(spelled):
        return False
    wished = _WISHED.fullmatch(_bare(typed))
    said = {(wished[1], "")} if wished else _said(typed)
    return bool({one for one in said if one[1] != "="} & _shapes(_bare(spelled)))


def _bare(text: str) -> str:
    said = plain(_PICTURES.sub("", plain(text)))
    for one, ours in _SAME:
        said = said.replace(one, ours)
    return said


# Compared with each label that is offered.
@lru_cache(maxsize=1)
def _said(typed: str) -> frozenset[Said]:
    lang, bare = lang_of(typed), _bare(typed)
    begun = _LEAD[lang].match(bare)
    words = {bare, bare[begun.end() :] if begun else bare}
    words |= {left for one in words for left in _without_tail(one, lang)}
    return frozenset(shape for one in words if len(one) > 1 for shape in _shapes(one))


# Most labels are ours, the same for everybody.
@lru_cache(maxsize=256)
def _of_label(label: str) -> frozenset[Said]:
    bare = _bare(label)
    words = {bare, *_without_tail(bare, lang_of(label))}
    return frozenset(shape for one in words if len(one) > 1 for shape in _shapes(one))


def _without_tail(words: str, lang: str) -> set[str]:
    found = _TAILED[lang].fullmatch(words)
    return {found[1], found[1] + (found["by"] or "")} if found else set()


# Of labels, which are ours, and of the latest that was typed.
@lru_cache(maxsize=256)
def _shapes(words: str) -> frozenset[Said]:
    """Return in which shapes words say what they say: 「預ける」 as 「預けます」."""
    polite = next(
        ((found[1], mark) for one, mark in _ENDINGS if (found := one.fullmatch(words))),
        None,
    )
    verbs = {polite} if polite else {(stem, mark) for stem, mark in _plainly(words)}
    return frozenset({(words, "="), *verbs})


def _plainly(words: str) -> set[Said]:
    """Return the stems of a verb in plain form; of more kinds than it may be."""
    head, last = words[:-1], words[-1:]
    if words == "ない" or not head:
        return set()
    if words.endswith("ない"):
        stem = words[:-2]
        return {(stem, "not"), (stem[:-1] + _FROM_A.get(stem[-1], stem[-1]), "not")}
    if last in "ただ" and len(head) > 1:
        ends = _FROM_TA.get(head[-1], "")
        return {(head, "was"), *((head[:-1] + one, "was") for one in ends)}
    if last in _FROM_U:
        stems = {head + _FROM_U[last]} | ({head} if last == "る" else set())
        stems |= {head[:-1] + "し"} if words.endswith("する") else set()
        return {(stem, "") for stem in stems}
    return set()
