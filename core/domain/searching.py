"""Word search: which words are looked for, and whether a text holds them.

Pure. Query and text pass through the same folding (one width, one case), so that
half-width kana find full-width ones. Japanese has no word ends: a term is found
anywhere in a text; a latin one where a word begins, whatever its ending.
"""

import re
import unicodedata

MOST_TERMS = 5
LONGEST = 60
"""Characters of a search that are looked at."""

_WORDS = re.compile(r"[^\W_]+")
_SOLID = r"[一-龯々ァ-ヶーa-z0-9]"
_PARTICLE = re.compile(rf"(?<={_SOLID})[のをにがはでとへも](?={_SOLID})")
_LATIN = re.compile(r"[a-z0-9]+")
_ENDING = re.compile(r"(?:ves|ies|fe?|y|es|s|ing|ed)\Z")
_SHORTEST_STEM = 3
_SMALL = frozenset(
    word
    for some in (
        ("a", "an", "the", "of", "in", "on", "to", "and", "or", "about", "with"),
        ("from", "post", "posts", "now", "next", "toward"),
    )
    for word in some
)
_WISH_JA = re.compile(
    r"(?:に(?:ついて|関する|かんする)の?|の話の?|っていう|の)?"
    r"(?:投稿|一枚|書き込み)を?(?:探|さが|見つけ|検索).*\Z",
    re.DOTALL,
)
_WISH_EN = re.compile(
    r"\A.*?\b(?:find|search for|look(?:ing)? for)\s+(?:(?:the|a|that)\s+)?"
    r"(?:posts?\s+)?(?:(?:about|on|where|in which)\s+)?",
    re.IGNORECASE | re.DOTALL,
)


def folded(text: str) -> str:
    """Return text as it is compared."""
    return unicodedata.normalize("NFKC", text).casefold()


def subject(wish: str) -> str:
    """Return what a wish to search is about, '' when it does not say."""
    text = unicodedata.normalize("NFKC", wish).strip()
    left = _WISH_EN.sub("", _WISH_JA.sub("", text))
    return left.strip(" 、。.!?「」\"'")[:LONGEST] if terms(left) else ""


def terms(words: str) -> tuple[str, ...]:
    """Return the words to look for, folded and without their endings."""
    parted = _PARTICLE.sub(" ", folded(words[:LONGEST]))
    found = dict.fromkeys(
        _stem(word) for word in _WORDS.findall(parted) if word not in _SMALL
    )
    return tuple(found)[:MOST_TERMS]


def _stem(word: str) -> str:
    if not _LATIN.fullmatch(word):
        return word
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


def holds(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether a text holds every one of the terms."""
    return stand(folded(text), wanted)


def stand(said: str, wanted: tuple[str, ...]) -> bool:
    """Whether every one of the terms stands in a text that is folded already."""
    return all(_in(said, term) for term in wanted)


def _in(said: str, term: str) -> bool:
    if not _LATIN.fullmatch(term):
        return term in said
    return re.search(rf"(?<![a-z0-9]){term}", said) is not None
