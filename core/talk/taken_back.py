"""What a person edited or took back on their messenger, after it was heard.

What runs, what was kept and what came of the words follow in the same transaction
(`core.services.echoing`); their author is told once what became of them.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from core.delivery import unsaying
from core.domain.echoes import Mend, Spoken
from core.domain.traces import GONE, Traces, finder
from core.services import echoing
from core.services.echoing import Reached
from core.store import dialogues, forgetting, people, raw_answers, talks
from core.talk.desk import Desk
from core.talk.doing import calls
from core.talk.doing.flags import tell_folded
from core.talk.doing.requests import tell_taken_back
from core.talk.flow import Start
from core.talk.flows import mended
from core.talk.flows.flag_up import raise_option
from core.talk.incoming import Edited, Unsent
from core.talk.notices import called
from core.talk.running import Running
from core.talk.slow_work import schedule
from core.talk.turn import Option, Say, T


def heed(running: Running, content: Edited | Unsent) -> None:
    """Let everything that came of a message read as its author left it."""
    desk, place = running.desk, running.desk.incoming.place
    text = content.text.strip() if isinstance(content, Edited) else ""
    message = Spoken(place.channel, place.id, content.message, text)
    raw = raw_answers.mend(desk.conn, desk.member.id, message.message, text)
    was = {running.heard_as(message.message), raw[1].strip() if raw else ""}
    was -= {"", text}
    reached = _edited(desk, message) if text else _unsaid(desk, message, was)
    if reached.published:
        schedule(desk, "embed", {"member_id": desk.member.id})
    if reached.renamed:
        _under_another_name(running, *reached.renamed)
    here = [running.mend(Mend(one, text)) for one in sorted(was | reached.words)]
    running.hears_anew(message.message, text)
    told = list(_edit_told(message, reached) if text else _unsay_told(desk, reached))
    if any(here) or (text and reached.changed) or (raw and was and not told):
        told.insert(0, Say(T("talk.mended") if text else T("talk.unsaid")))
    running.sayings.extend(told)
    if reached.renamed and not running.desk.member.name:
        running.begin(Start("settings", "name"))
    elif any(here):
        running.sayings.extend(running.ask())


def _edited(desk: Desk, message: Spoken) -> Reached:
    return echoing.heed_edit(desk.conn, message, member_id=desk.member.id, now=desk.now)


def _edit_told(message: Spoken, reached: Reached) -> Iterator[Say]:
    if reached.held:
        yield Say(T("mended.held"))
    elif reached.waits:
        yield Say(T("mended.may_stand"), mended.offer(message.message))
    if reached.as_sent:
        back = Option(T("ask.take_back"), "take_back", reached.sent, flow="follow")
        yield Say(T("mended.as_sent"), (back,) if reached.sent else ())


def _unsaid(desk: Desk, message: Spoken, was: Collection[str]) -> Reached:
    reached = echoing.unsay(desk.conn, message, member_id=desk.member.id, now=desk.now)
    words = {*was, *reached.words}
    if words:
        _out_of_sight(desk, words, reached.items)
    for request in reached.withdrawn:
        tell_taken_back(desk, request)
    for flag, held in reached.folded:
        tell_folded(desk, flag, held)
    for call in reached.hushed:
        calls.tell_taken_back(desk, call)
    return reached


def _out_of_sight(desk: Desk, words: Collection[str], items: Collection[str]) -> None:
    """Take the words out of messages, and out of dialogues that quote them."""

    def without(said: str) -> str:
        for one in words:
            said = Mend(one, GONE).of(said)
        return said

    lanes = talks.lanes_of(desk.conn, desk.member.id)
    unsaying.unsay(desk.conn, lanes=lanes, items=items, words=words, without=without)
    talks.unsay(desk.conn, lanes, lambda said: without(said) != said)
    quoted = finder(Traces("", frozenset(words)))
    dialogues.end_about(desk.conn, quoted, desk.member.id)


def _under_another_name(running: Running, old: str, new: str) -> None:
    """Let what waits to go out, and what can be tapped, call a member anew."""
    desk = running.desk
    me, find = desk.member.id, finder(Traces(old, frozenset()))
    lanes, items = talks.lanes_of(desk.conn, me), forgetting.items(desk.conn, me)
    unsaying.rename(desk.conn, find, new, lanes=lanes, items=items)
    talks.unsay(desk.conn, lanes, find.calls)
    running.desk = replace(desk, member=replace(desk.member, name=new))


def _unsay_told(desk: Desk, reached: Reached) -> Iterator[Say]:
    if reached.renamed:
        _, new = reached.renamed
        yield Say(T("talk.renamed", name=new) if new else T("talk.nameless"))
    if not reached.changed:
        return
    yield Say(T("talk.unsaid_there"), tuple(_anew(reached)))
    for request in reached.withdrawn:
        helper = people.member(desk.conn, request.helper_id)
        name = called(helper.name if helper else "")
        yield Say(T("talk.unsaid_request", name=name))
    between = reached.changed & {"request", "sos", "sos_answer", "sos_contact"}
    if between and not reached.withdrawn and not reached.hushed:
        yield Say(T("talk.unsaid_between"))
    if reached.hushed:
        yield Say(T("sos.unsaid"), (Option(T("home.sos"), "", flow="sos"),))
    if reached.folded:
        yield Say(T("talk.unsaid_flag"))


def _anew(reached: Reached) -> Iterator[Option]:
    """Yield ways to say something else in the place of what is gone."""
    if "vector" in reached.changed:
        yield Option(T("road.mend_vector"), "mend", flow="vector")
    if "post" in reached.changed:
        yield Option(T("post.again"), "", flow="post")
    if reached.withdrawn:
        yield Option(T("menu.ask"), "", flow="ask")
    if reached.folded:
        yield from raise_option()
    yield Option(T("menu.road"), "", flow="road")
