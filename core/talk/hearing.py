"""What an event means in a conversation: a word, a choice, an answer, late work.

All dialogue rules that hold everywhere live here: words understood anywhere, taps on
old cards, coming back after days, answers to stickers. Knows nothing of what dialogues
are about, nor how words leave.
"""

import json
import re
from collections.abc import Sequence
from datetime import timedelta

from core.domain.asides import aside
from core.domain.asking import asks_for_help
from core.domain.calendar import When
from core.domain.link_codes import looks_like_code
from core.domain.meaning import asked_about, in_need, kept_from
from core.store import people, talks
from core.talk import asides, commands, groups, inside, taken_back, waiting
from core.talk.effects import Done
from core.talk.flow import Start
from core.talk.flows.forwarded import quoted
from core.talk.flows.resume import subject
from core.talk.flows.words import not_sure
from core.talk.incoming import (
    Arrived,
    Chose,
    Edited,
    Incoming,
    Said,
    Shared,
    TimePassed,
    Unsent,
    WorkDone,
)
from core.talk.labels import is_hedged, says_label, says_verb
from core.talk.newcomers import greeting, opens_room
from core.talk.running import Running
from core.talk.short_answers import short_answer, urges
from core.talk.turn import Option, Picked, Say, Saying, T, options_of
from core.talk.voice import word

LONG_PAUSE = timedelta(hours=6)
IN_A_ROW = timedelta(minutes=10)
"""Short messages that come within this time may say one thing together."""
DOUBLE_TAP = timedelta(seconds=10)
GO_ON = "after_stumbling"
"""The verb of a button that asks again what was being asked."""
_HEARS_ASKING = frozenset({"resume", "ask", "post", "flag", "sos", "cheer", "follow"})
"""Dialogues in which words that ask for company are an answer, as any other."""
_HEARS_NEED = frozenset({"home", "sos"})
"""Dialogues that take a call for help themselves; every other gives way to it."""
_HEARS_QUESTIONS = frozenset({"home", "resume", "about", "sos"})
"""Dialogues that know themselves what to do with a question about us."""
_HEARS_DISTANCE = frozenset({"home", "resume", "apart", "sos"})
"""Dialogues that take a word about somebody to keep a distance from as it is."""
_HEARD_FIRST = frozenset({"sos", "help"})
"""Words that are heard even where a button bears them."""
_STOPS = frozenset({"stop", "cancel"})
_AMOUNT = re.compile(r"\d+\s?[^\d\s]{1,8}")
"""What stands on a button that offers a number, such as 「3席」 and "3 seats"."""


def hear(running: Running, incoming: Incoming, *, fresh: bool) -> None:
    """Let a conversation hear an event.

    Args:
        running: The conversation; what it says and where it stands changes.
        incoming: What came.
        fresh: Whether the person was unknown until now.
    """
    match incoming.content:
        case Arrived() as arrived:
            people.set_reach(
                running.desk.conn, incoming.person, "open", running.desk.now
            )
            running.begin(greeting(arrived, fresh=fresh))
        case Chose(token=token, when=when):
            _chose(running, token, when)
        case Said() as said:
            if said.beside:
                running.sayings.append(Say(T("talk.words_alone")))
            if said.forwarded:
                _forwarded(running, said, fresh=fresh)
                return
            if fresh and not _is_known(said.text):
                running.hears(said)
                running.begin(Start("welcome", "said", said.text.strip()))
            else:
                _said(running, said)
        case Shared() as shared:
            running.step(shared)
        case WorkDone() as work:
            _work(running, work)
        case TimePassed(about=work_id):
            waiting.goes_on(running, work_id)
        case Edited() | Unsent():
            taken_back.heed(running, incoming.content)
        case _:
            return


def _is_known(text: str) -> bool:
    return bool(commands.command(text)) or looks_like_code(text)


def _forwarded(running: Running, said: Said, *, fresh: bool) -> None:
    """Hear words of somebody else's: an invitation opens a room, nothing else acts."""
    top, text = running.top, said.text.strip()
    if opens_room(running.desk.conn, text):
        running.begin(Start("welcome", "hello" if fresh else "join", text))
    elif fresh:
        running.begin(Start("welcome", "hello"))
    elif top and top.flow == "forwarded":
        running.step(said)
    elif top and top.flow == "sos":
        # Somebody in need shows what was said to them: nothing stands in the way.
        running.sayings.append(Say(T("forwarded.taken")))
        running.step(Said(quoted(text)))
    else:
        late = top and running.lasts(top) and _paused(running)
        running.begin(Start("forwarded", "late" if late else "", text))


def _said(running: Running, said: Said) -> None:
    name = commands.command(said.text)
    token = _labelled(running, said.text)
    if token and name not in _HEARD_FIRST:
        _chose(running, token)
        return
    if name in _STOPS and _stops_by_itself(running):
        return
    if name:
        running.begin(commands.start(name))
        return
    if begun := commands.with_words(said.text):
        running.hears(said)
        running.begin(begun)
        return
    if opens_room(running.desk.conn, said.text):
        running.begin(Start("welcome", "join", said.text.strip()))
        return
    if looks_like_code(said.text):
        running.begin(Start("link", "code", said.text.strip()))
        return
    holding = groups.holds_flag(running.desk.conn, running.desk.member.id, said.text)
    if holding is not None:
        running.begin(holding)
        return
    token = _numbered(running, said.text) or _in_own_manner(running, said.text)
    if token:
        _chose(running, token)
        return
    free = running.top is None or running.top.flow == "home"
    if free and (name := _command_in_own_manner(said.text)):
        running.begin(commands.start(name))
        return
    if commands.is_unknown(said.text):
        running.sayings.append(Say(T("talk.no_such_command")))
        _where_we_are(running)
        return
    running.hears(said)
    _in_words(running, said)


def _in_words(running: Running, said: Said) -> None:
    """Let words be heard that are no command, no code and no choice."""
    if asides.heeded(running, said.text):
        return
    if token := _undoing(running, said.text):
        _chose(running, token)
        return
    paused = _paused(running)
    short = (_answers_shortly, _takes_up_guess)
    if not paused and any(heard(running, said.text) for heard in short):
        return
    before = running.top if not _paused(running, IN_A_ROW) else None
    running.drop_fleeting()
    top = running.top
    if top is None and (noticed := _notice_taken_up(running, said.text)):
        running.begin(noticed)
    elif top is None:
        search = commands.looked_for(said.text)
        running.begin(search or Start("home", "said", said.text))
        if before is not None:
            running.gathers(before)
    elif top.flow not in _HEARS_NEED and in_need(said.text):
        running.begin(Start("sos"))
    elif top.flow != "resume" and paused:
        about = subject(top.flow, json.loads(top.state) or {})
        arg = f"{top.flow}\n{about}\n{said.text}"
        running.begin(Start("resume", "long_pause", arg))
    elif top.flow not in _HEARS_QUESTIONS and asked_about(said.text):
        running.begin(Start("about", "", said.text))
    elif top.flow not in _HEARS_DISTANCE and kept_from(said.text) is not None:
        running.begin(Start("apart", "said", said.text))
    elif top.flow not in _HEARS_ASKING and asks_for_help(
        said.text, running.conversation.member.language
    ):
        running.begin(Start("resume", "asking", said.text))
    else:
        running.step(said)


def _paused(running: Running, span: timedelta = LONG_PAUSE) -> bool:
    return running.desk.now - running.conversation.updated_at > span


def _stops_by_itself(running: Running) -> bool:
    stops = running.flows[running.top.flow].stops if running.top else ()
    return any(running.takes(Picked(verb)) for verb in stops)


def _answers_shortly(running: Running, text: str) -> bool:
    """Let a typed yes or no do what its button does; False for any other words.

    Such words are never kept as an answer, nor passed on to anybody. What reaches
    somebody else still takes a tap.
    """
    told = short_answer(text) or ("unsure" if not_sure(text) else None)
    short = running.flows[running.top.flow].short if running.top else None
    if told is None or short is None:
        return False
    if told == "end" and any(running.takes(Picked(one)) for one in short.leaves):
        return True
    asked = running.ask()
    means = short.of(told)
    if told == "yes" and not urges(text):
        means = (*short.is_so, *means)
    if option := _offered(asked, means):
        running.step(Picked(option.verb, option.arg))
        return True
    if told in short.hears:
        return False
    if told == "yes" and (option := _offered(asked, short.sends)):
        said = T("short.by_tap", label=option.label)
    else:
        said = T("short.go_ahead") if told == "yes" else T("short.no_hurry")
    running.sayings.extend((Say(said), *asked))
    return True


def _takes_up_guess(running: Running, text: str) -> bool:
    """Let a typed yes take the one button that words were guessed to mean."""
    guessed = running.top is not None and running.top.flow == "home"
    return guessed and short_answer(text) == "yes" and running.takes(Said(text))


def _undoing(running: Running, text: str) -> str:
    """Return the choice that changes a setting back, where that is what is said."""
    if running.top or aside(text) != "back":
        return ""
    language = running.conversation.member.language
    return _labelled(running, word(T("settings.undo"), language))


def _notice_taken_up(running: Running, text: str) -> Start | None:
    """Return what a typed yes begins of the latest that was offered unasked."""
    if short_answer(text) != "yes":
        return None
    for _, value in reversed(running.conversation.offered):
        token = talks.token(running.desk.conn, running.conversation.lane, value)
        short = running.flows[token.flow].short if token and token.stands else None
        if token and short and token.verb in short.begins:
            return Start(token.flow, token.verb, token.arg)
    return None


def _offered(asked: Sequence[Saying], verbs: Sequence[str]) -> Option | None:
    """Return the first choice of a question that a verb (or "verb:arg") names."""
    options = [one for say in asked for one in options_of(say) if not one.flow]
    named = {f"{one.verb}:{one.arg}": one for one in reversed(options)}
    named |= {one.verb: one for one in reversed(options)}
    return next((named[verb] for verb in verbs if verb in named), None)


def _labelled(running: Running, typed: str) -> str:
    """Return the choice whose label is typed: what stands on a button wins."""
    wanted = commands.plain(typed)
    offered = reversed(running.conversation.offered)
    return next(
        (token for label, token in offered if commands.plain(label) == wanted), ""
    )


def _command_in_own_manner(text: str) -> str:
    """Return the command that is meant by its verb in another form, '' for none.

    Words for leaving it are short answers first, and to take part is to join a flag as
    well as a room.
    """
    if short_answer(text):
        return ""
    known = commands.spellings()
    found = {name for one, name in known.items() if says_verb(text, one)} - {"join"}
    return found.pop() if len(found) == 1 else ""


def _in_own_manner(running: Running, typed: str) -> str:
    """Return the one choice whose label is said as people say it; '' for none, or two.

    A mere yes, or one that is not sure, does not reach somebody else, not even as
    「それで送ってください」.
    """
    offered = running.conversation.offered
    said = [(label, token) for label, token in offered if says_label(typed, label)]
    if len({label for label, _ in said}) != 1:
        return ""
    value = said[-1][1]
    token = talks.token(running.desk.conn, running.conversation.lane, value)
    short = running.flows[token.flow].short if token else None
    if token is None or short is None:
        return "" if short_answer(typed) or is_hedged(typed) else value
    if is_hedged(typed):
        # What a short answer does here reaches nobody else.
        harmless = {*short.yes, *short.no, *short.unsure}
        named = {token.verb, f"{token.verb}:{token.arg}"}
        return value if named & harmless else ""
    return "" if short_answer(typed) and token.verb in short.sends else value


def _numbered(running: Running, typed: str) -> str:
    """Return the choice whose place is typed; among numbers a number means itself."""
    wanted, offered = commands.plain(typed), running.conversation.offered
    if any(_AMOUNT.fullmatch(label) for label, _ in offered):
        return ""
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= len(offered):
        return offered[int(wanted) - 1][1]
    return ""


def _chose(running: Running, value: str, when: When | None = None) -> None:
    desk = running.desk
    token = talks.token(desk.conn, running.conversation.lane, value)
    if token is None:
        _old_card(running)
        return
    # A clock that was set back must not make a tap count as repeated for hours.
    if token.used_at is not None and abs(desk.now - token.used_at) < DOUBLE_TAP:
        return
    talks.use(desk.conn, value, desk.now)
    if token.flow == waiting.FLOW:
        if not waiting.see(running, token.arg):
            _old_card(running)
        return
    if token.stands:
        running.begin(Start(token.flow, token.verb, token.arg))
    elif token.verb == GO_ON:
        _where_we_are(running)
    elif token.turn == running.conversation.turn and running.top:
        running.step(Picked(token.verb, token.arg, when))
    else:
        _old_card(running)


def _old_card(running: Running) -> None:
    running.sayings.append(Say(T("talk.earlier_card")))
    _where_we_are(running)


def _where_we_are(running: Running) -> None:
    if running.top:
        running.sayings.extend(running.ask())
    else:
        running.begin(Start("home", "menu"))


def _work(running: Running, work: WorkDone) -> None:
    """Hand late work to the flow that waits for it; drop it for any other."""
    top = running.top
    answer = inside.work_answer(
        running.desk,
        work,
        waiting=top.flow if top else "",
        state=top.state if top else "null",
    )
    if answer is not None:
        running.step(Done(answer), unheard_is_fine=True)
