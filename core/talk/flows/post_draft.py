"""The draft of a post, and what becomes of it: shared, kept for oneself, or nothing.

Which words are the member's own of today and which were carried over is always
visible. Nothing is shared before the member says where.
"""

from dataclasses import replace

from core.domain.coaching import Drafted as Found
from core.domain.formats import LineKey, ordered
from core.domain.tone import solicits
from core.talk.effects import Done
from core.talk.effects.posts import KeepPost, PostKept
from core.talk.effects.roads import TakeStep
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows import coached, post_coached
from core.talk.flows.hint import may_ask
from core.talk.flows.menu import room_options
from core.talk.flows.post_states import Drafted, Keeping, Mending, Placing, Sheet
from core.talk.flows.posted import back
from core.talk.flows.words import WORDS_SHOWN
from core.talk.measure import shorten
from core.talk.outgoing import Source
from core.talk.post_card import LABELS, facts_of
from core.talk.turn import Offer, Option, Picked, Say, Saying, T
from core.talk.voice import word

_MENDABLE: tuple[LineKey, ...] = ("now", "toward", "next", "with")
_CARRIED: tuple[LineKey, ...] = ("from", "prev")


def drafted(sheet: Sheet, facts: Facts) -> Turn:
    """Show the draft, or say that there is nothing on it and that this is fine."""
    if not sheet.says_something:
        again = Option(T("post.again"), "", flow="post")
        return Turn((Say(T("post.nothing_yet"), (again,)),))
    return Turn(draft(sheet, facts), Drafted(sheet))


def draft(sheet: Sheet, facts: Facts) -> tuple[Saying, ...]:
    """Return the draft with what can be done with it."""
    parts = tuple(_parts(sheet, facts))
    options = [Option(T("post.as_it_is"), "out")] if facts.homes else []
    options.append(Option(T("post.mend"), "mend"))
    if _has_short_form(sheet):
        length = T("post.all_lines") if sheet.short else T("post.shorter")
        options.append(Option(length, "length"))
    options.extend(post_coached.ways(sheet, facts))
    options.append(Option(T("post.only_me"), "self"))
    options.append(Option(T("post.stop"), "stop"))
    offer = Offer(
        text="".join(text for text, _ in parts),
        options=tuple(options),
        parts=parts,
        title=T("post.draft_worded") if sheet.worded else T("post.draft"),
    )
    return (offer,)


def _has_short_form(sheet: Sheet) -> bool:
    short = ordered(sheet.lines, short=True)
    return 0 < len(short) < len(ordered(sheet.lines))


def _shown(sheet: Sheet) -> dict[str, str]:
    """Return the lines that go out; the short form needs something to keep."""
    short = sheet.short and _has_short_form(sheet)
    return dict[str, str](ordered(sheet.lines, short=short))


def _parts(sheet: Sheet, facts: Facts) -> list[tuple[str, Source]]:
    language = facts.member.language
    shown = _shown(sheet)
    parts: list[tuple[str, Source]] = []
    for key, value in facts_of(shown, sheet.outcome):
        label = word(T("post.before_line", label=LABELS[key]), language)
        parts.append((f"\n{label}" if parts else label, "bot"))
        source: Source = "model" if key in sheet.worded else "own"
        parts.append((word(value, language), source))
    return parts


def which_line(state: Mending) -> Say:
    """Ask which line to change; lines that are not there yet can be added."""
    sheet = state.sheet
    carried = tuple(
        key for key in _CARRIED if sheet.line(key) or (key == "prev" and sheet.step)
    )
    options = tuple(Option(LABELS[key], "line", key) for key in (*carried, *_MENDABLE))
    words = T("post.which_line")
    if state.text:
        typed = shorten(state.text, WORDS_SHOWN)
        words = T("post.which_line_for_words", words=typed)
    return Say(words, (*options, Option(T("post.leave_it"), "leave")))


def decided(state: Drafted, heard: Heard, facts: Facts) -> Turn | None:
    """Do with the draft what the member chose."""
    sheet = state.sheet
    match heard:
        case Picked(verb="out") if len(facts.homes) > 1:
            return Turn((where(facts),), Placing(sheet))
        case Picked(verb="out") if facts.homes:
            return _keep(sheet, facts.homes[0].id, facts)
        case Picked(verb="length"):
            return drafted(replace(sheet, short=not sheet.short), facts)
        case Picked(verb="self"):
            return _keep(sheet, "", facts)
        case Picked(verb="stop"):
            return Turn((Say(T("post.stopped")),))
        case Picked(verb="as_said"):
            return drafted(sheet.as_said(), facts)
        case Done():
            return _came(state, heard, facts)
        case _:
            here = Drafted(sheet)
            return coached.wanted(
                heard,
                facts,
                state=here,
                waiting=lambda ticket, how: replace(here, ticket=ticket, how=how),
                help_with=lambda how: post_coached.help_with(sheet, "", how, facts),
                again=lambda known: draft(sheet, known),
            )


def _came(state: Drafted, heard: Done, facts: Facts) -> Turn | None:
    found = post_coached.heard_back(state.ticket, heard)
    if found is None:
        return None
    if found.why == "sensitive":
        asked = coached.too_private(state.how, facts)
        return Turn((asked,), Drafted(state.sheet))
    # What we could do by ourselves the member did already: their words stay.
    by_model = found.by == "model"
    sheet = post_coached.came(state.sheet, found) if by_model else state.sheet
    return _with_draft(coached.who_wrote(found), sheet, facts)


def _with_draft(said: Say, sheet: Sheet, facts: Facts) -> Turn:
    shown = drafted(sheet, facts)
    return replace(shown, say=(said, *shown.say))


def from_notes(found: Found, sheet: Sheet, facts: Facts) -> Turn:
    """Show the draft that came of notes, with who made it."""
    return _with_draft(coached.who_wrote(found), post_coached.came(sheet, found), facts)


def where(facts: Facts) -> Say:
    """Ask which community it goes to."""
    back = Option(T("post.back_to_draft"), "back")
    return Say(
        T("post.ask_where"),
        (*room_options(facts), Option(T("post.only_me"), "self"), back),
    )


def placed(state: Placing, heard: Heard, facts: Facts) -> Turn | None:
    """Share it where the member chose."""
    match heard:
        case Picked(verb="room", arg=room):
            return _keep(state.sheet, room, facts)
        case Picked(verb="self"):
            return _keep(state.sheet, "", facts)
        case Picked(verb="back"):
            return drafted(state.sheet, facts)
        case _:
            return None


def _keep(sheet: Sheet, room: str, facts: Facts) -> Turn:
    lines = _shown(sheet)
    held = bool(room) and solicits("\n".join(lines.values()))
    keeping = Keeping(sheet, "" if held else room, held)
    if not held and _step_moved(sheet, facts):
        # Nobody may read the step who may not read the post.
        fits = facts.shown_in <= ({room} if room else set())
        keeping = replace(keeping, step="taken" if fits else "could")
    keep = KeepPost(
        lines=lines,
        outcome=sheet.outcome if "prev" in lines else None,
        previous_id=sheet.previous_id,
        community_id=keeping.room or None,
        worded=tuple(key for key in sheet.worded if key in lines),
    )
    return Turn(next=keeping, do=(keep,))


def _step_moved(sheet: Sheet, facts: Facts) -> bool:
    """Whether the next step is another one than the vector's.

    "None yet" moves it only when the step itself has come to an end.
    """
    vector, following = facts.vector, sheet.line("next")
    if not vector.put_into_words:
        return False
    if following:
        return following != vector.next_step
    ended = sheet.outcome in {"done", "changed", "let_go"}
    return sheet.no_step and ended and vector.next_step == sheet.step


def kept(state: Keeping, heard: Heard, facts: Facts) -> Turn | None:
    """Say where it is, who may read it, and what may come next."""
    match heard:
        case Done(answer=PostKept(post_id=post_id)):
            follow = (TakeStep(state.sheet.line("next")),)
            said = _out(state, post_id, facts)
            return Turn(said, do=follow if state.step == "taken" else ())
        case _:
            return None


def _out(state: Keeping, post_id: str, facts: Facts) -> tuple[Saying, ...]:
    home = facts.home(state.room)
    options: list[Option] = []
    company = state.sheet.line("with")
    if company and not state.held:
        options.append(Option(T("post.call_out"), "said", company, flow="ask"))
    if state.step == "could":
        options.append(Option(T("post.take_step"), "step", post_id, flow="post"))
    if home:
        options.append(Option(T("post.everyones"), "posts", home.id, flow="room"))
        options.append(back(post_id))
        words = T("post.out", room=home.name)
    elif state.held:
        words = T("post.held")
    else:
        words = T("post.kept")
    options.append(Option(T("menu.road"), "", flow="road"))
    said: tuple[Saying, ...] = (Say(words, tuple(options)),)
    if state.step == "taken":
        said = (Say(words), Say(T("post.step_follows"), tuple(options)))
    if state.step == "could":
        said = (Say(words), Say(T("post.step_could_follow"), tuple(options)))
    if home and not state.sheet.previous_id and facts.willing is None:
        # Whoever just looked for words knows what others look for.
        return (*said, Say(T("hint.may_we_ask"), may_ask()))
    return said
