"""The flat request: composed from slots, linted gently, the asker's in the end.

Works without any model. Who wrote which part is always visible; remarks are
suggestions, one at a time, and never a gate.
"""

from dataclasses import replace

from core.domain.tone import Finding, lint, parks_money
from core.domain.tone.softening import instead
from core.domain.wording.request_check import Missing, check_request
from core.talk.effects import Done
from core.talk.effects.coaching import CoachAnswered
from core.talk.effects.requests import SendRequest
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows import ask_coached, ask_plainer, coached
from core.talk.flows.ask_coached import SOURCES
from core.talk.flows.ask_people import names
from core.talk.flows.ask_states import Choosing, Drafting, Editing, Sending, Shown, Task
from core.talk.flows.draft_wishes import is_note, wish, wishes_a_change
from core.talk.flows.meant import of_the_account
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.turn import Offer, Option, Picked, Say, Saying, T

_LONGEST = 1200


def begin(task: Task, people: tuple[Shown, ...], to: Shown, facts: Facts) -> Turn:
    """Write the first draft to one person."""
    draft = Drafting(task, people, to, text="", variant=facts.seed)
    return _composed(draft, facts, first=True)


def _composed(draft: Drafting, facts: Facts, *, first: bool = False) -> Turn:
    made = ask_coached.composed(draft, facts)
    parts = tuple((part.text, SOURCES[part.source]) for part in made.parts)
    written = replace(
        draft,
        text=made.text,
        parts=parts,
        edited=False,
        model="",
        quote="",
        own="",
        closes=ask_coached.closes_on(facts),
    )
    said = draft_said(written, facts)
    if first:
        said = (Say(T("ask.draft_intro", name=called(draft.to.name))), *said)
    return Turn(said, written)


def draft_said(draft: Drafting, facts: Facts) -> tuple[Saying, ...]:
    """Return the draft with what can be done, and at most one gentle remark."""
    offer = Offer(
        draft.text,
        (
            Option(T("ask.send"), "send"),
            Option(T("ask.edit"), "edit"),
            *_ways(draft, facts),
            Option(T("ask.back_to_people"), "back"),
        ),
        draft.parts,
        T("ask.draft_to", name=called(draft.to.name)),
    )
    return (offer, *_remark(draft, facts))


def _ways(draft: Drafting, facts: Facts) -> tuple[Option, ...]:
    helped = ask_coached.ways(draft) if coached.may_help(facts) else ()
    redo = Option(T("ask.redo"), "redo")
    if draft.edited or draft.model:
        return (*ask_plainer.ways(draft, facts), *helped, redo)
    length = (
        Option(T("ask.longer"), "longer")
        if draft.short
        else Option(T("ask.shorter"), "shorter")
    )
    manner = (
        Option(T("ask.politer"), "politer")
        if draft.casual
        else Option(T("ask.more_casual"), "casual")
    )
    return (length, manner, *helped)


def _remark(draft: Drafting, facts: Facts) -> tuple[Saying, ...]:
    as_it_is = Option(T("ask.as_it_is"), "as_it_is")
    if draft.quote and not draft.instead:
        return (Say(T("ask.may_sound", words=draft.quote), (as_it_is,)),)
    if draft.quote:
        words = T("ask.may_change", words=draft.quote, other=draft.instead)
        return (Say(words, (Option(T("ask.change"), "change", "quote"), as_it_is)),)
    if not (draft.edited and draft.remarks):
        return ()
    missing = _missing(draft, facts)
    if missing and not missing[0].insertable:
        return (Say(missing[0].suggestion, (as_it_is,)),)
    if missing:
        words = T("ask.may_add", words=missing[0].suggestion)
        return (Say(words, (Option(T("ask.add"), "add", missing[0].id), as_it_is)),)
    findings = _findings(draft, facts)
    if findings:
        other = instead(draft.text, facts.member.language, findings[0])
        start, end = other.span
        quoted = draft.text[start:end]
        if not other.fits:
            words = T("ask.may_say_otherwise", words=quoted, other=other.words)
            return (Say(words, (as_it_is,)),)
        words = T("ask.may_change", words=quoted, other=other.words)
        change = Option(T("ask.change"), "change", f"{start}:{end}")
        return (Say(words, (change, as_it_is)),)
    return ()


def _missing(draft: Drafting, facts: Facts) -> list[Missing]:
    home = facts.home(draft.task.room)
    return check_request(
        draft.text,
        lang=facts.member.language,
        their_words=draft.to.their_words,
        my_part=draft.task.my_part,
        earns=draft.task.earns,
        earns_words=draft.task.earns_words,
        owner=home is not None and home.owner_id == facts.member.id,
    )


def _findings(draft: Drafting, facts: Facts) -> list[Finding]:
    return lint(draft.text, facts.member.language)


def drafting(draft: Drafting, heard: Heard, facts: Facts) -> Turn | None:
    """Move on from the draft; whatever the asker does, nothing late is waited for."""
    if isinstance(heard, Done):
        return _came(draft, heard, facts)
    draft = replace(draft, ticket="", how="")
    return _decided(draft, heard, facts) or coached.wanted(
        heard,
        facts,
        state=draft,
        waiting=lambda ticket, how: replace(draft, ticket=ticket, how=how),
        help_with=lambda how: ask_coached.help_with(draft, how, facts),
        again=lambda known: draft_said(draft, known),
    )


def _came(draft: Drafting, done: Done, facts: Facts) -> Turn | None:
    match done.answer:
        case CoachAnswered(ticket=ticket, drafted=drafted) if ticket == draft.ticket:
            here = replace(draft, ticket="")
            turn = ask_coached.came(here, draft.how, drafted, facts)
            if drafted.why == "sensitive":
                return turn
            return replace(turn, say=(*turn.say, *draft_said(turn.next, facts)))
        case _:
            return None


def _decided(draft: Drafting, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="send"):
            return _send(draft, facts)
        case Picked(verb="edit"):
            return _to_edit(draft)
        case Picked(verb="shorter" | "longer" as way):
            return _composed(replace(draft, short=way == "shorter"), facts)
        case Picked(verb="casual" | "politer" as way):
            return _in_manner(draft, way, facts)
        case Picked(verb="redo"):
            return _composed(replace(draft, short=False, casual=False), facts)
        case Picked(verb="back"):
            choosing = Choosing(draft.task, draft.people)
            return Turn(names(draft.people), choosing)
        case Picked(verb="add", arg=which):
            return _add(draft, which, facts)
        case Picked(verb="change", arg="quote") if draft.quote and draft.instead:
            return _take(draft, facts)
        case Picked(verb="change", arg=span):
            return _change(draft, span, facts)
        case Picked(verb="as_it_is"):
            quiet = replace(draft, remarks=False, quote="")
            return Turn(draft_said(quiet, facts), quiet)
        case Said(text=text) if text.strip():
            return _told(draft, text.strip(), facts)
        case _:
            return None


def _told(draft: Drafting, words: str, facts: Facts) -> Turn | None:
    """Take typed words as a wish, as the whole note, or ask which of the two."""
    if verb := wish(words):
        return _decided(draft, Picked(verb), facts)
    if wishes_a_change(words):
        said = Say(T("ask.change_yourself", edit=T("ask.edit")))
        return Turn((said, *draft_said(draft, facts)), draft)
    if is_note(words, facts.member.language):
        return _edited(draft, words, facts)
    return None if of_the_account(words) else _to_edit(draft, words)


def _in_manner(draft: Drafting, way: str, facts: Facts) -> Turn:
    if draft.edited:
        turned = ask_plainer.turned(draft, facts)
        return Turn(draft_said(turned, facts), turned)
    return _composed(replace(draft, casual=way == "casual"), facts)


def _to_edit(draft: Drafting, text: str = "") -> Turn:
    editing = Editing(draft, text)
    return Turn(edit_said(editing), editing)


def edit_said(state: Editing) -> tuple[Saying, ...]:
    """Ask for another version, or whether a few words are one."""
    back = Option(T("ask.back_to_draft"), "back")
    if not state.text:
        return (Say(T("ask.edit_how"), (back,)),)
    use = Option(T("ask.use_as_note"), "use")
    said = T("ask.is_it_the_note", words=state.text)
    return (Say(said, (use, Option(T("ask.edit"), "edit"), back)),)


def editing(state: Editing, heard: Heard, facts: Facts) -> Turn | None:
    """Take the asker's own version."""
    match heard:
        case Said(text=text) if state.text:
            return _told(state.draft, text.strip(), facts) if text.strip() else None
        case Said(text=text):
            return _edited(state.draft, text, facts)
        case Picked(verb="use") if state.text:
            return _edited(state.draft, state.text, facts)
        case Picked(verb="edit"):
            return _to_edit(state.draft)
        case Picked(verb="back"):
            return Turn(draft_said(state.draft, facts), state.draft)
        case _:
            return None


def _edited(draft: Drafting, text: str, facts: Facts) -> Turn | None:
    words = text.strip()
    if not words:
        return None
    if len(words) > _LONGEST:
        back = Option(T("ask.back_to_draft"), "back")
        return Turn((Say(T("ask.draft_too_long"), (back,)),), Editing(draft))
    changed = replace(
        draft,
        text=words,
        parts=((words, "own"),),
        edited=True,
        remarks=True,
        model="",
        quote="",
        own="",
    )
    return Turn(draft_said(changed, facts), changed)


def _add(draft: Drafting, which: str, facts: Facts) -> Turn:
    lacking = [one for one in _missing(draft, facts) if one.id == which]
    words = lacking[0].suggestion if lacking else ""
    joint = "\n" if words else ""
    added = replace(
        draft,
        text=f"{draft.text}{joint}{words}",
        parts=(*draft.parts, (f"{joint}{words}", "bot")) if words else draft.parts,
    )
    return Turn(draft_said(added, facts), added)


def _change(draft: Drafting, span: str, facts: Facts) -> Turn:
    for finding in _findings(draft, facts):
        other = instead(draft.text, facts.member.language, finding)
        start, end = other.span
        if other.fits and f"{start}:{end}" == span:
            text = f"{draft.text[:start]}{other.words}{draft.text[end:]}"
            changed = replace(draft, text=text, parts=((text, "own"),))
            return Turn(draft_said(changed, facts), changed)
    return Turn(draft_said(draft, facts), draft)


def _take(draft: Drafting, facts: Facts) -> Turn:
    """Let the other wording stand where the second opinion found one."""
    text = draft.text.replace(draft.quote, draft.instead, 1)
    changed = replace(draft, text=text, parts=((text, "own"),), quote="", instead="")
    return Turn(draft_said(changed, facts), changed)


def _day_moved(draft: Drafting, facts: Facts) -> Turn | None:
    """Tell of another day in a draft that lay for days, before it goes out with it."""
    day = ask_coached.closes_on(facts)
    if day == draft.closes or not draft.closes or draft.closes not in draft.text:
        return None
    if draft.edited or draft.model or "own" in {by for _, by in draft.parts[-1:]}:
        said = Say(T("ask.day_moved_own", day=day, was=draft.closes))
        later = replace(draft, closes=day)
        return Turn((said, *draft_said(later, facts)), later)
    turn = _composed(draft, facts)
    return replace(turn, say=(Say(T("ask.day_moved", day=day)), *turn.say))


def _send(draft: Drafting, facts: Facts) -> Turn:
    if moved := _day_moved(draft, facts):
        return moved
    held = any(finding.kind == "N12" for finding in _findings(draft, facts))
    if held:
        return Turn((Say(T("ask.held")), *draft_said(draft, facts)), draft)
    said: tuple[Saying, ...] = ()
    money = parks_money(draft.text, facts.member.language)
    if draft.edited and money and not draft.task.earns:
        said = (Say(T("ask.park_money")),)
    request = SendRequest(
        draft.task.ask_id, draft.to.id, draft.text, draft.to.their_words
    )
    return Turn(said, Sending(draft), (request,))
