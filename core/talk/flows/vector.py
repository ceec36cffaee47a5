"""Where I come from, where I am heading: at most five answers, each can be skipped.

The member's words are lined up, never rewritten (V1-V9). Nothing is shown before
the member chose where.
"""

from dataclasses import replace

from core.domain.shortening import LINE_LENGTH, first_sentence
from core.domain.vectors import worth_asking_again
from core.talk.effects import Done
from core.talk.effects.coaching import CoachAnswered
from core.talk.effects.roads import AskedDirection, KeepAnswer, PublishVector
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows import (
    coached,
    vector_coached,
    vector_in_a_row,
    vector_lines,
    vector_others,
    vector_standing,
)
from core.talk.flows import vector_places as places
from core.talk.flows.vector_states import (
    Comparing,
    Following,
    Interview,
    Long,
    Mending,
    Near,
    Placing,
    Publishing,
    ReadBack,
    Standing,
    State,
    Words,
    mended,
    said,
)
from core.talk.flows.words import nods, not_sure, not_yet
from core.talk.incoming import Said
from core.talk.turn import Opened, Option, Picked, Say, Saying, T
from core.talk.vector_card import card


def open_(opened: Opened, facts: Facts) -> Turn:
    """Begin: the first interview, or what is there already."""
    vector = facts.vector
    words = Words(vector.origin, vector.turn, vector.destination, vector.next_step)
    if opened.verb == "places" and vector.put_into_words:
        return places.begin(words, facts)
    if opened.verb == "near":
        return places.see(opened.arg)
    if opened.verb == "later":
        return places.later()
    if opened.verb == "worded":
        return _worded(opened.arg, words, facts)
    if opened.verb == "mend" and vector.put_into_words:
        return _which(Mending(words))
    if not vector.put_into_words and not facts.keeping_consent:
        # By a typed word one can come here before the greeting was over.
        first = "keeping" if facts.member.name else "hello"
        return Turn(then=Start("welcome", first))
    if opened.verb == "first":
        return _asking(Interview(words=Words(early=opened.arg)), first=True)
    if opened.verb == "again" or not vector.put_into_words:
        return _asking(Interview(), first=True)
    still = worth_asking_again(vector, facts.direction_asked_at, facts.now)
    said = Say(T("vector.still_this_way"), vector_standing.options())
    asked = (AskedDirection(),) if still else ()
    return Turn((card(vector), said), Standing(), asked)


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Long() | Following() | Comparing() | Mending() | Placing() if (
            heard == Picked("stop")
        ):
            return _stopped(state.words, facts)
        case Interview():
            return _beside(state, heard, facts) or _answered(state, heard, facts)
        case Following():
            return _followed(state, heard, facts)
        case Long():
            return _shortened(state, heard, facts)
        case ReadBack():
            return _read_back(state, heard, facts)
        case Comparing():
            return _chosen(state, heard, facts)
        case Mending():
            return _mending(state, heard, facts)
        case Placing():
            return places.step(state, heard, facts)
        case Publishing():
            return places.published(heard)
        case Near():
            return places.near(heard)
        case Standing():
            return vector_standing.step(heard)


# The interview


def _asking(state: Interview, *, first: bool = False) -> Turn:
    said: tuple[Saying, ...] = (_question(state),)
    if first:
        said = (Say(T("vector.begin")), *vector_lines.told_before(state.words), *said)
    return Turn(said, state)


def _question(state: Interview) -> Say:
    options = [*state.breath.ways(), Option(T("vector.see_example"), "example")]
    if state.words.early:
        options.insert(0, Option(T("vector.use_early"), "early"))
    if state.at == "next_step":
        options.append(Option(T("vector.not_yet"), "skip"))
    else:
        options.append(Option(T("vector.skip"), "skip"))
    if state.unsure:
        options.append(Option(T("vector.enough_today"), "stop"))
    return Say(
        vector_lines.ASKED[state.at], (*options, *vector_others.offered_unsure(state))
    )


def _answered(state: Interview, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="early") if state.words.early:
            used = replace(state, words=replace(state.words, early=""))
            return _answered(used, Said(state.words.early), facts)
        case Picked(verb="example"):
            return Turn((Say(vector_lines.EXAMPLES[state.at]), _question(state)), state)
        case Picked(verb="skip"):
            return _on(state, "", facts)
        case Picked(verb="stop"):
            return _stopped(state.words, facts)
        case Picked(verb="others"):
            return vector_others.ask(state.words, state.at, facts)
        case Said(text=text) if not text.strip():
            return None
        case Picked(verb="one_back"):
            return _one_back(state, facts)
        case Said(text=text) if not_yet(text):
            return _on(state, "", facts)
        case Said(text=text) if not_sure(text):
            return _unsure(state)
        case Said(text=text) if len(text.strip()) > LINE_LENGTH:
            waiting = Long(
                state.at, text.strip(), state.words, state.mending, state.followed
            )
            kept = KeepAnswer(state.at, text)
            return Turn(_too_long(waiting), waiting, (kept,))
        case Said(text=text):
            line = " ".join(text.split())
            turn = (
                vector_coached.follow(state, line, vector_lines.ASKED[state.at], facts)
                if vector_coached.worth_a_question(state, line, facts)
                else _on(state, line, facts)
            )
            return replace(turn, do=(KeepAnswer(state.at, text), *turn.do))
        case _:
            return None


def _beside(state: Interview, heard: Heard, facts: Facts) -> Turn | None:
    if heard == Picked("apart") and state.breath.added:
        return _answered(*vector_in_a_row.parted(state), facts)
    turn = vector_in_a_row.beside(state, heard, facts)
    return turn and replace(turn, say=(*turn.say, _question(turn.next)))


def _stopped(words: Words, facts: Facts) -> Turn:
    """Keep what is worded so far to oneself; what was there before stays as it is."""
    said = (Say(T("vector.stopped_here")),)
    if facts.vector.put_into_words or not words.vector().put_into_words:
        return Turn(said)
    return Turn(said, do=(PublishVector(words.vector(), ()),))


def _one_back(state: Interview, facts: Facts) -> Turn:
    if state.mending:
        return _to_read_back(state.words, facts)
    before = vector_lines.BEFORE.get(state.at, state.at)
    return _asking(replace(state, at=before, unsure=0))


def _unsure(state: Interview) -> Turn:
    again = replace(state, unsure=state.unsure + 1)
    if state.unsure == 0:
        said: tuple[Saying, ...] = (
            Say(T("vector.unsure_is_fine")),
            Say(vector_lines.EXAMPLES[state.at]),
        )
    else:
        said = (Say(T("vector.unsure_still")),)
    return Turn((*said, _question(again)), again)


def _on(state: Interview, line: str, facts: Facts) -> Turn:
    words = state.words.with_line(state.at, line)
    following = vector_lines.FOLLOWING[state.at]
    if state.mending or following is None:
        return _to_read_back(words, facts)
    return _asking(state.then(following, words, facts.sent_at))


def _followed(state: Following, heard: Heard, facts: Facts) -> Turn | None:
    """Go on with the short answer and what was added to it."""
    here = Interview(state.at, state.words, followed=state.followed)
    match vector_coached.followed(state, heard, facts):
        case None:
            return None
        case str() as line if isinstance(heard, Said):
            turn = _on(here, line, facts)
            return replace(turn, do=(KeepAnswer(state.at, heard.text), *turn.do))
        case str() as line:
            return _on(here, line, facts)
        case turn:
            return turn


def _worded(said: str, words: Words, facts: Facts) -> Turn:
    """Go on with words for one line that came from somebody else."""
    found = vector_others.line_of(said)
    if found is None:
        return _to_read_back(words, facts)
    line, text = found
    words = replace(words, lent=True)
    if len(text) > LINE_LENGTH:
        waiting = Long(line, text, words, mending=True)
        return Turn(_too_long(waiting), waiting)
    return _on(Interview(line, words, mending=True), " ".join(text.split()), facts)


def _too_long(state: Long) -> tuple[Saying, ...]:
    short = first_sentence(state.text)
    return (
        Say(
            T("vector.long_answer", line=short),
            (Option(T("vector.use_this_line"), "use"),),
        ),
    )


def _shortened(state: Long, heard: Heard, facts: Facts) -> Turn | None:
    waiting = Interview(
        state.at, state.words, mending=state.mending, followed=state.followed
    )
    match heard:
        case Picked(verb="use"):
            return _on(waiting, first_sentence(state.text), facts)
        case Said(text=text) if 0 < len(text.strip()) <= LINE_LENGTH:
            return _on(waiting, " ".join(text.split()), facts)
        case Said(text=text) if text.strip():
            longer = replace(state, text=text.strip())
            return Turn(_too_long(longer), longer, (KeepAnswer(state.at, text),))
        case _:
            return None


# Read-back and changes


def _to_read_back(words: Words, facts: Facts) -> Turn:
    if not words.vector().put_into_words:
        return Turn((Say(T("vector.nothing_yet")),))
    return Turn(_reading_back(words, facts), ReadBack(words))


def _reading_back(words: Words, facts: Facts) -> tuple[Saying, ...]:
    return (
        card(words.vector()),
        Say(
            T("vector.as_you_chose")
            if words.helped or words.lent
            else T("vector.only_lined_up"),
            (
                Option(T("vector.as_it_is"), "keep"),
                Option(T("vector.mend"), "mend"),
                *vector_coached.offered(facts),
                *vector_others.offered(facts),
                Option(T("vector.not_out_yet"), "wait"),
            ),
        ),
    )


def _read_back(state: ReadBack, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="keep"):
            return places.begin(state.words, facts)
        case Picked(verb="mend" | "one_back"):
            return _which(Mending(state.words))
        case Said(text=text) if vector_lines.may_be_one(text) and not nods(text):
            return _named(Mending(state.words, text.strip()), facts)
        case Picked(verb="others"):
            return vector_others.ask(state.words, "", facts)
        case Picked(verb="wait"):
            kept = PublishVector(state.words.vector(), (), state.words.helped)
            return Turn((Say(T("vector.kept_to_yourself")),), do=(kept,))
        case Done(answer=CoachAnswered(ticket=ticket, drafted=drafted)) if (
            ticket == state.ticket
        ):
            here = ReadBack(state.words)
            return vector_coached.came(here, drafted, facts) or Turn(
                (coached.who_wrote(drafted), *_reading_back(state.words, facts)), here
            )
        case _:
            here = ReadBack(state.words)
            return coached.wanted(
                heard,
                facts,
                state=here,
                waiting=lambda ticket, _: replace(here, ticket=ticket),
                help_with=lambda how: vector_coached.help_with(here, how, facts),
                again=lambda known: _reading_back(state.words, known),
            )


def _chosen(state: Comparing, heard: Heard, facts: Facts) -> Turn | None:
    match vector_coached.chosen(state, heard, facts):
        case ReadBack(words=words):
            return _to_read_back(words, facts)
        case turn:
            return turn


def _which(state: Mending) -> Turn:
    return Turn((vector_lines.which(state.text),), state)


def _named(state: Mending, facts: Facts) -> Turn | None:
    """Put words on the line that they name; ask which one where they name none."""
    named = vector_lines.named(state.text, facts.member.language)
    if named is None:
        return _which(state)
    line, words = named
    here = Interview(line, state.words, mending=True)
    return _answered(here, Said(words), facts)


def _mending(state: Mending, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="line", arg=("origin" | "destination" | "next_step") as line):
            here = Interview(line, state.words, mending=True)
            if state.text:
                return _answered(here, Said(state.text), facts)
            return _asking(here)
        case Picked(verb="leave" | "one_back"):
            return _to_read_back(state.words, facts)
        case Said(text=text) if vector_lines.may_be_one(text):
            return _named(replace(state, text=text.strip()), facts)
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Interview():
            return (_question(state),)
        case Long():
            return _too_long(state)
        case ReadBack():
            return _reading_back(state.words, facts)
        case Following():
            return vector_coached.follow_up(state)
        case Comparing():
            return vector_coached.compared(state, facts)
        case Mending():
            return (vector_lines.which(state.text),)
        case Placing():
            return (places.where(state, facts),)
        case Publishing() | Near():
            return (Say(T("vector.onwards"), places.onwards()),)
        case Standing():
            return (Say(T("vector.still_this_way"), vector_standing.options()),)


FLOW = Flow(
    "vector",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset({"near", "standing", "publishing"}),
    stops=("stop", "wait"),
    mended=mended,
    said=said,
    short=Short(
        yes=("use", "keep", "still"),
        sends=("here",),
        no=("skip", "on", "own", "leave", "nowhere", "again"),
        leaves=("stop", "wait", "on", "own", "leave", "nowhere"),
        hears=frozenset({"unsure"}),
        begins=("near",),
    ),
)
