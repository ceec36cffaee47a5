"""The interview with help of the coach: a question, and other wordings.

At most two questions in the whole interview, each can be passed over. The member's own
words stand first, and every wording is a tap.
"""

from dataclasses import replace

from core.domain.coaching import Drafted, FollowUp, Question, Worded, Wording, Wordings
from core.domain.phrasing import page
from core.domain.sentences import Lang
from core.domain.shortening import LINE_LENGTH
from core.domain.vectors import SHOWN_LINES
from core.talk.effects import Done
from core.talk.effects.coaching import CoachAnswered
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows import coached
from core.talk.flows.vector_states import Comparing, Following, Interview, ReadBack
from core.talk.flows.words import not_sure, not_yet
from core.talk.incoming import Said
from core.talk.outgoing import Source
from core.talk.turn import Offer, Option, Phrase, Picked, Say, Saying, T
from core.talk.vector_card import LABELS
from core.talk.voice import word

MOST_FOLLOWED = 2
_WORDINGS = "wordings"
_MOST_OFFERED = 2
_NUMBERS = ("①", "②")


# A question about a short answer


def worth_a_question(state: Interview, line: str, facts: Facts) -> bool:
    """Whether an answer is short, the member agreed, and few were asked before."""
    if state.mending or state.followed >= MOST_FOLLOWED or not coached.agreed(facts):
        return False
    return _thin(line, facts.member.language)


def _thin(line: str, lang: Lang) -> bool:
    most: dict[str, int] = page("coach", lang)["thin"]
    if lang == "ja":
        return len(line) <= most["characters"]
    return len(line.split()) <= most["words"]


def follow(state: Interview, line: str, question: Phrase, facts: Facts) -> Turn:
    """Ask the coach for one question; nothing is said meanwhile."""
    words = state.words
    before = (words.origin, words.destination)
    ask = FollowUp(
        facts.member.language,
        state.at,
        word(question, facts.member.language),
        line,
        tuple(one for one in before if one),
    )
    waiting = Following(
        state.at, line, words, state.followed + 1, ticket=coached.ticket(facts)
    )
    return Turn(next=waiting, do=(coached.asking(coached.Help(ask), facts),))


def followed(state: Following, heard: Heard, facts: Facts) -> Turn | str | None:
    """Hear the question, or the answer to it.

    Returns:
        What to say, or the whole line with what was added, to go on with.
    """
    match heard:
        case Done(answer=CoachAnswered(ticket=ticket, drafted=drafted)) if (
            ticket == state.ticket
        ):
            return _questioned(state, drafted)
        case Picked(verb="on"):
            return state.line
        case Said(text=text) if not text.strip():
            return None
        case Said(text=text) if not_sure(text) or not_yet(text):
            return state.line
        case Said(text=text):
            return _joined(state.line, " ".join(text.split()), facts.member.language)
        case _:
            return None


def _questioned(state: Following, drafted: Drafted) -> Turn | str:
    match drafted.answer:
        case Question(text=text):
            asked = replace(state, question=text, model=drafted.model, ticket="")
            return Turn(follow_up(asked), asked)
        case _:
            return state.line


def follow_up(state: Following) -> tuple[Saying, ...]:
    """Return the question; it can be passed over."""
    on = (Option(T("vector.leave_so"), "on"),)
    if not state.question:
        return (Say(T("vector.anything_to_add", line=state.line), on),)
    by = (
        T("vector.follow_up_by", question=state.question, model=state.model)
        if state.model
        else state.question
    )
    return (Say(by, on),)


def _joined(line: str, more: str, lang: Lang) -> str:
    """Return both as one line, or what came last where they do not fit one."""
    mark = "。" if lang == "ja" else ". "
    both = f"{line.rstrip('。. ')}{mark}{more}"
    return both if len(both) <= LINE_LENGTH else more


# Other wordings


def offered(facts: Facts) -> tuple[Option, ...]:
    """Return the choice to see other wordings, where there is somebody to ask."""
    if not coached.may_help(facts):
        return ()
    return (coached.offer(T("vector.see_wordings"), _WORDINGS),)


def help_with(state: ReadBack, how: str, facts: Facts) -> coached.Help | None:
    """Return what to ask the coach; what was said about the turn stays here."""
    if how != _WORDINGS:
        return None
    words = state.words
    ask = Wordings(
        facts.member.language, words.origin, words.destination, words.next_step
    )
    return coached.Help(ask)


def came(state: ReadBack, drafted: Drafted, facts: Facts) -> Turn | None:
    """Show the wordings line by line; None when there are none to show."""
    if drafted.why == "sensitive":
        return Turn((coached.too_private(_WORDINGS, facts),), state)
    match drafted.answer:
        case Worded() as worded if worded.wordings:
            left = tuple(
                one for line in SHOWN_LINES for one in worded.of(line)[:_MOST_OFFERED]
            )
            comparing = Comparing(state.words, left, drafted.model)
            said = (coached.who_wrote(drafted), *compared(comparing, facts))
            return Turn(said, comparing)
        case _:
            return None


def compared(state: Comparing, facts: Facts) -> tuple[Saying, ...]:
    """Return one line with its other wordings, the member's own first."""
    now = _of_line(state)
    if not now:
        return (Say(T("vector.no_more_wordings"), (Option(T("vector.so"), "own"),)),)
    own = getattr(state.words, now[0].line)
    ours = word(T("vector.your_words", line=own), facts.member.language)
    parts: list[tuple[str, Source]] = [(ours, "own")]
    changed: Source = "model" if state.model else "bot"
    for number, wording in zip(_NUMBERS, now, strict=False):
        parts.append((f"\n{number} ", "bot"))
        parts += _marked(wording, changed)
    options = tuple(
        Option(number, "take", str(index))
        for index, (number, _) in enumerate(zip(_NUMBERS, now, strict=False))
    )
    return (
        Offer(
            "".join(text for text, _ in parts),
            (Option(T("vector.own_words"), "own"), *options),
            tuple(parts),
            LABELS[now[0].line],
        ),
    )


def _of_line(state: Comparing) -> tuple[Wording, ...]:
    first = state.left[:1]
    same = (one for one in state.left if one.line == first[0].line) if first else ()
    return tuple(same)[:_MOST_OFFERED]


def _marked(wording: Wording, changed: Source) -> list[tuple[str, Source]]:
    """Return a wording in pieces: what is the member's, and what is new."""
    parts: list[tuple[str, Source]] = []
    at = 0
    for start, end in wording.changed:
        if not at <= start < end <= len(wording.text):
            continue
        parts.append((wording.text[at:start], "own"))
        parts.append((wording.text[start:end], changed))
        at = end
    parts.append((wording.text[at:], "own"))
    return [(text, source) for text, source in parts if text]


def chosen(state: Comparing, heard: Heard, facts: Facts) -> Turn | ReadBack | None:
    """Take a wording or the member's own, and go on to the next line.

    Returns:
        What to say, or where to stand when no line is left.
    """
    now = _of_line(state)
    match heard:
        case Picked(verb="own"):
            words = state.words
        case Picked(verb="take", arg=arg) if arg in {"0", "1"} and int(arg) < len(now):
            taken = now[int(arg)]
            words = state.words.with_line(taken.line, taken.text)
            words = replace(words, helped=True)
        case Said(text=text) if now and 0 < len(text.strip()) <= LINE_LENGTH:
            words = state.words.with_line(now[0].line, " ".join(text.split()))
        case _:
            return None
    left = tuple(one for one in state.left if not now or one.line != now[0].line)
    if not left or not now:
        return ReadBack(words)
    further = replace(state, words=words, left=left)
    return Turn(compared(further, facts), further)
