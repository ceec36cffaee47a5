"""English as thumbs type it, read as it would be written with care.

Owns the spellings of phones (no apostrophe, "u" for "you") and questions that end
without their mark. It must not know what any rule looks for, and nothing of it is ever
shown: people's words stay as they wrote them.
"""

import re

_SPELLED = {
    "abt": "about",
    "any1": "anyone",
    "anyon": "anyone",
    "arent": "aren't",
    "cant": "can't",
    "couldnt": "couldn't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "dont": "don't",
    "gonna": "going to",
    "hasnt": "hasn't",
    "havent": "haven't",
    "hows": "how's",
    "idk": "I don't know",
    "im": "I'm",
    "isnt": "isn't",
    "ive": "I've",
    "pls": "please",
    "plz": "please",
    "ppl": "people",
    "r": "are",
    "smb": "somebody",
    "some1": "someone",
    "sombody": "somebody",
    "somone": "someone",
    "thats": "that's",
    "theres": "there's",
    "thx": "thanks",
    "u": "you",
    "ur": "your",
    "wanna": "want to",
    "wasnt": "wasn't",
    "wats": "what's",
    "whats": "what's",
    "wheres": "where's",
    "whos": "who's",
    "wont": "won't",
    "wots": "what's",
    "wouldnt": "wouldn't",
    "wtf": "what",
}
_TYPED = re.compile(
    rf"(?<![\w'])(?:{'|'.join(_SPELLED)}|(?P<would>id)(?=\s(?:like|love|rather)\b))"
    r"(?![\w'])",
    re.IGNORECASE,
)
_AUXILIARY = "am|is|are|do|does|did|can|could|will|would|may|must|should|has|have"
_ASKING = re.compile(
    r"\s*(?:(?:and|so|but|wait|ok|okay|hey|hi|sorry|um+)[\s,]+)*(?:"
    rf"(?:{_AUXILIARY})\s(?:i|you|it|this|that|they|we|he|she|there|the|my|others"
    r"|people|(?:any|some|every)\s?(?:one|body))\b"
    rf"|(?:what|where|when|why|how|which|who)\s(?:much\s|long\s|many\s)?"
    rf"(?:{_AUXILIARY}|happens|sees|reads)\b"
    r"|(?:what|how|who|where|why|when)'s\b)",
    re.IGNORECASE,
)


def as_written(text: str) -> str:
    """Return one sentence with the spelling, and the mark, that careful writing has."""
    spelled = _TYPED.sub(_careful, text)
    if "?" in spelled or not _ASKING.match(spelled):
        return spelled
    return f"{spelled.rstrip(' .!…')}?"


def _careful(typed: re.Match[str]) -> str:
    return "I'd" if typed["would"] else _SPELLED[typed.group().lower()]
