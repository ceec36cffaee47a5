"""Says an English order as a wish: "Bring it by ten", "could you bring it by ten?".

Owns how sentences that order, forbid or oblige begin and end, and the words that press.
What is asked for, until when and by whom stays. It must not know which sentences are
tried.
"""

import re

_HOSTILE = re.compile(
    r"\b(?:shut|hell|damn|idiots?|stupid|lazy|obey|hurry|get lost|go away|grow up"
    r"|or leave|or else|as (?:i|you're|you are) (?:say|said|told)|listen to me|orders?"
    r"|wasting|whining|complaining|explain yourself|homework|how many times|do as|stop"
    r"|quit)\b",
    re.IGNORECASE,
)
# What follows is a sentence of its own, or a reason that is not ours to place.
_RUNS_ON = re.compile(
    r"[;:()\"“”?]|\s[-–—]|,\s(?:i|we|you|he|she|it|they|this|that|there|or|but|so|because|otherwise)\b"
    r"|\band (?:do not|never|you)\b|\bor (?:its|it's|it is|no|we|else)\b"
    r"|\b(?:because|or i|unless|otherwise|before i|until i)\b|'",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[.!\s]*$")
_NAME = r"(?P<name>[A-Z][a-z]+,\s)?"
_OPENER = r"(?P<opener>(?:so|and|then|ok|okay|hey|now|please|just)\b,?\s)*"
_SOON = re.compile(
    r",?\s(?:asap|a\.s\.a\.p|as soon as (?:possible|you can)|immediately|at once"
    r"|right (?:now|away)|straight away|this (?:instant|minute)|urgently)"
    r"(?:,?\splease)?$",
    re.IGNORECASE,
)
_PRESSED = re.compile(
    r",?\s(?:without fail|no (?:excuses|exceptions|matter what)|sharp|or else|please)$",
    re.IGNORECASE,
)
_VERBS = (
    "add|answer|arrange|ask|be|book|bring|build|buy|call|carry|change|check|clean|close|collect|come|complete|confirm|cook"
    "|count|cover|deliver|do|draft|draw|edit|email|fetch|fill|find|finish|fix|fold|follow|get|give|go|hand|handle|hang|have"
    "|help|join|keep|leave|let|lift|lock|look|make|measure|mend|move|open|organise|organize|pack|paint|pay|phone|pick|post"
    "|prepare|print|put|read|remove|repair|reply|respond|return|review|send|set|show|sign|sort|stack|stay|submit|sweep|take"
    "|tell|text|tidy|turn|type|update|upload|use|wait|wash|watch|water|write"
)
_ORDER = re.compile(rf"{_NAME}{_OPENER}(?P<what>(?:{_VERBS})\b(?!,).*)", re.IGNORECASE)
_FORBIDS = re.compile(
    rf"{_NAME}{_OPENER}(?:don't|do not|never)\s(?P<what>[a-z].*)", re.IGNORECASE
)
_YOU = (
    r"you(?:\s(?:really|all|simply|just))?\s?"
    r"(?:(?:must|should|need to|have to|ought to|had better|are to|shall|will"
    r"|are (?:supposed|required|expected|obliged) to)"
    r"|(?<=you )better)"
)
_MUST = re.compile(
    rf"(?P<opener>(?:so|and|then)\s)?{_YOU}\s(?P<what>[a-z].*)", re.IGNORECASE
)
_MUST_NOT = re.compile(
    r"you (?:must not|should not|shall not|are not to|may not|cannot|can not) "
    r"(?P<what>[a-z].*)",
    re.IGNORECASE,
)
_PLAINLY_TAKES = re.compile(
    r"(?P<opener>(?:so|and|then)\s)?you\s(?P<what>(?:take|handle|do|bring)\s.*)",
    re.IGNORECASE,
)
_ALL_MUST = re.compile(
    r"(?P<who>every(?:one|body| [a-z]+)|all members|members)\s(?:must|should|has to"
    r"|have to|needs to|(?:is|are) (?:required|expected) to)\s(?P<what>[a-z].*)",
    re.IGNORECASE,
)
_NEED_YOU = re.compile(
    r"i (?:really )?(?:need|want|expect|require) you to (?P<what>[a-z].*)",
    re.IGNORECASE,
)
_NEED_IT = re.compile(
    r"i (?:really )?(?:need|want|expect) "
    r"(?P<what>(?:the|it|this|that|these|those|your|a|an|some|two|three)\b.*)",
    re.IGNORECASE,
)
# What nobody does by wishing: only being somewhere can be asked for.
_STATES = re.compile(
    r"be (?!there|here|ready|back|on time|at|in|with)\b"
    r"|(?:feel|know|think|understand)\b"
    r"|have (?:been|heard|seen|had)\b",
    re.IGNORECASE,
)


def wish(said: str, *, first: bool) -> str | None:
    """Return an ordering sentence as a wish; None where it cannot be told for sure.

    Args:
        said: One sentence, with its marks.
        first: Whether no sentence before it was changed: then it says that it may not
            suit.
    """
    plain = _MARKS.sub("", said.replace("’", "'"))
    plain = re.sub(r"\byou'd better\b", "you had better", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\bdon't\b", "do not", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\bmustn't\b", "must not", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\bshouldn't\b", "should not", plain, flags=re.IGNORECASE)
    soon = _SOON.search(plain)
    bare = _PRESSED.sub("", _SOON.sub("", plain))
    bare = re.sub(r"(?<=[a-z])\snow$", "", bare) if soon else bare
    if _HOSTILE.search(plain) or _RUNS_ON.search(bare):
        return None
    return _read(bare, " soon" if soon else "", first=first)


def _read(bare: str, soon: str, *, first: bool) -> str | None:
    if found := _MUST_NOT.fullmatch(bare):
        return _rather_not("", found["what"])
    if found := _ALL_MUST.fullmatch(bare):
        who = found["who"][0].lower() + found["who"][1:]
        return f"It would be great if {who} could {found['what']}{soon}."
    if found := _MUST.fullmatch(bare) or _PLAINLY_TAKES.fullmatch(bare):
        if _STATES.match(found["what"]) or found["what"].startswith("not "):
            return None
        return _great(found["opener"] or "", f"you could {found['what']}{soon}")
    if found := _NEED_YOU.fullmatch(bare):
        return _great("", f"you could {found['what']}{soon}")
    if found := _NEED_IT.fullmatch(bare):
        return f"It would be great to have {found['what']}{soon}, if you can."
    if found := _FORBIDS.fullmatch(bare):
        return _rather_not(found["name"] or "", found["what"])
    if found := _ORDER.fullmatch(bare):
        what = found["what"][0].lower() + found["what"][1:]
        asked = f"could you {what}{soon}?"
        if first:
            asked = f"if it suits you, {asked}"
        return f"{found['name']}{asked}" if found["name"] else _upper(asked)
    return None


def _great(opener: str, what: str) -> str:
    return f"{opener}{'it' if opener else 'It'} would be great if {what}."


def _rather_not(name: str, what: str) -> str | None:
    if what.startswith("not "):
        return None
    done = re.sub(r"^be\b", "weren't", what)
    asked = f"you {done}" if done != what else f"you didn't {what}"
    return f"{name}{'it' if name else 'It'} would help if {asked}."


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
