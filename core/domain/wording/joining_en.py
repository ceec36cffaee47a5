"""Joining members' words into English sentences without a seam.

Owns what a clause begins with and what may stand before it: "the room" takes "I'll take
care of", "bring the tables" takes "I'll". It must not know which sentences stand around
it.
"""

import re

from core.domain.phrasing import patterns
from core.domain.wording.joining import Joining, Line, Tone
from core.domain.wording.stretch_shape import Stretch

_MARKS_AFTER = re.compile(r"[\s.,;:!…]+$")
_I_SAY = re.compile(
    r"(?:I|We)(?:\b|'|\u2019)|(?:[Mm]y|[Oo]ur)\b.*\s(?:is|are|will|has)\b"
)
# As thumbs type it, too: "ill bring pens", "im bringing pens", "ive got a van".
_I_WILL = re.compile(
    r"(?:i['\u2019]?ll|i\swill|(?:i['\u2019]?m\s)?gonna|im\sgoing\sto)\s+",
    re.IGNORECASE,
)
_I_TYPED = re.compile(
    r"i\s(?!')|im\s|ive\s|id\s(?=like\b|love\b|make\b|bring\b|do\b)|i['\u2019]"
)
_SAYS = re.compile(
    r"^(?:I|We|It|There|This|That|He|She|They|You)(?:\b|'|\u2019)"
    r"|^(?:my|our|the|an?|this)\s(?:\w+\s){1,4}(?:is|are|was|were|has|have|will|can)\b"
    r"|^(?:my|our|the|an?)\s\w+\s\w+[^s]s\s(?:the|an?|some|it|my|our|his|her|to)\b",
    re.IGNORECASE,
)
_BEGINS = (
    (
        re.compile(
            r"^(?:because|since|as)\s+(?=i\b|we\b|it\b|there\b|my\b|our\b|the\b)", re.I
        ),
        "I'm asking because ",
    ),
    (re.compile(r"^(?:so\sthat)\s+", re.I), "I'm doing it so that "),
    (re.compile(r"^(?:in\sorder\s)?to\s+", re.I), "I'd like to "),
    (re.compile(r"^(?:want|hope)\sto\s+", re.I), "I'd like to "),
    (re.compile(r"^(?:trying|hoping|planning|going)\sto\s+", re.I), "I'm {} to "),
    (re.compile(r"^for\s+", re.I), "It's for "),
)
# What one is heading for, but cannot be "on the way to".
_NO_PLACE = re.compile(r"^(?:to|someone|somebody|people|a\sperson)\s", re.IGNORECASE)
_QUESTION = re.compile(r"^(?:what|how|why|whether)\b", re.I)
_GERUND = re.compile(
    r"^(?!(?:every|any|some|no)thing\b|morning|evening)\w{2,}ing\s", re.I
)
# What would take a "together" after it for its own: "people who can't sleep together".
_HOLDS_TOGETHER = re.compile(
    r"\b(?:who|that|which|where|when|while|with|together|each\sother)\b", re.IGNORECASE
)
_ALONE = re.compile(
    r"bake|clean|cook|dance|draw|drive|film|help|host|listen|organi[sz]e|paint|play"
    r"|read|record|sew|sing|translate|write"
)
_WITHOUT_ON = re.compile(
    r"^(?:on|in|at|by|this|next|tomorrow|today|tonight|the\sday|after|before|within)\b",
    re.IGNORECASE,
)


def _called(name: str) -> str:
    return name.strip().rstrip(".")


def _quoted(words: str) -> str:
    bare = words.strip().replace("\n", " ").rstrip(".")
    return f'"{bare}"' if "“" in bare else f"“{bare}”"


def _road(destination: str) -> Line:
    bare = _MARKS_AFTER.sub("", destination.strip())
    whole = _SAYS.match(bare) or _NO_PLACE.match(bare) or _begins_with_verb(bare)
    return Line("road_said" if whole else "road", {"destination": _quoted(bare)})


def _reason(why: str, tone: Tone, alone: bool) -> Line:
    bare = _MARKS_AFTER.sub("", why.strip())
    if _SAYS.match(bare):
        return Line("why", {"why": f"{bare[:1].upper()}{bare[1:]}."})
    for beginning, instead in _BEGINS:
        if match := beginning.match(bare):
            first = match.group().split()[0].lower()
            return Line(
                "why", {"why": f"{instead.format(first)}{bare[match.end() :]}."}
            )
    if _begins_with_verb(bare):
        return Line("why", {"why": f"I'd like to {_lowered(bare)}."})
    return Line("why_noun", {"why": bare})


def _part(my_part: str, tone: Tone) -> Line:
    bare = _MARKS_AFTER.sub("", my_part.strip())
    if not bare:
        return Line("part_open")
    if match := _I_WILL.match(bare):
        return Line("part_verb", {"my_part": bare[match.end() :]})
    if _I_SAY.match(bare) or _I_TYPED.match(bare):
        return Line("part_said", {"my_part": f"{bare[:1].upper()}{bare[1:]}"})
    if match := re.match(r"^(?:to|will)\s+", bare, re.IGNORECASE):
        return Line("part_verb", {"my_part": bare[match.end() :]})
    if _begins_with_verb(bare):
        return Line("part_verb", {"my_part": _lowered(bare)})
    if bare.lower().startswith("whatever "):
        return Line("part_verb", {"my_part": f"do {_lowered(bare)}"})
    if _GERUND.match(bare):
        return Line("part_verb", {"my_part": f"be {_lowered(bare)}"})
    if _SAYS.match(bare):
        return Line("part_quote", {"my_part": _lowered(bare)})
    if re.match(r"^(?:an?|some)\s", bare, re.IGNORECASE):
        return Line("part_said", {"my_part": f"I can offer {_lowered(bare)}"})
    return Line("part_noun", {"my_part": bare})


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _begins_with_verb(words: str) -> bool:
    known = patterns("en")
    first, _, rest = words.lower().partition(" ")
    if not rest:
        return bool(_ALONE.fullmatch(first))
    return bool(
        known["verb"].fullmatch(first)
        or (known["verb_or_noun"].fullmatch(first) and known["verb_proof"].match(rest))
    )


def _timing(timing: str, tone: Tone) -> Line:
    bare = _MARKS_AFTER.sub("", timing.strip())
    if _SAYS.match(bare):
        return Line("timing", {"timing": f"{bare[:1].upper()}{bare[1:]}"})
    return Line("timing_noun", {"timing": re.sub(r"^(?:on|in)\s", "", bare)})


def _closing(closes_on: str) -> str:
    day = closes_on.strip().rstrip(".")
    return day if not day or _WITHOUT_ON.match(day) else f"on {day}"


def _ask(stretch: Stretch) -> Line:
    match stretch.form:
        case "quote" if _QUESTION.match(stretch.text):
            return Line("ask_question", {"step_quoted": _quoted(stretch.text)})
        case "quote":
            return Line("ask_quote", {"step_quoted": _quoted(stretch.text)})
        case "open":
            return Line("ask_open")
        case "verb" | "activity" | "noun" | "topic" as form if _HOLDS_TOGETHER.search(
            stretch.text
        ):
            return Line(f"ask_{form}_along", {"step": stretch.text})
        case form:
            return Line(f"ask_{form}", {"step": stretch.text})


ENGLISH = Joining(
    called=_called,
    own_name=_called,
    quoted=_quoted,
    road=_road,
    reason=_reason,
    part=_part,
    timing=_timing,
    closing=_closing,
    ask=_ask,
    between=" ",
    lengths=(40, 95, 110),
    length_of=lambda text: len(text.split()),
)
