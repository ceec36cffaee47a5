"""What a person edited or took back, after it was heard.

What was kept of it follows; what the running interview holds follows, too. What is
published stays until its author takes it off, and they are told so.
"""

from functools import partial
from typing import cast

from core.store import practice
from core.talk.flows.vector_states import Question, lines_of, mended
from core.talk.incoming import Edited, Unsent
from core.talk.running import Running
from core.talk.turn import Option, Say, T


def heed(running: Running, content: Edited | Unsent) -> None:
    """Let what is kept of a message read as its author left it."""
    desk = running.desk
    text = content.text.strip() if isinstance(content, Edited) else ""
    kept = practice.mend_raw_message(desk.conn, desk.member.id, content.message, text)
    if kept is None or kept[1].strip() == text:
        return
    # Nothing but the interview keeps answers, under its own questions.
    question, was = cast(Question, kept[0]), kept[1]
    change = partial(mended, question=question, was=was, text=text)
    if running.mend("vector", change):
        running.sayings.append(Say(T("talk.mended") if text else T("talk.unsaid")))
        running.sayings.extend(running.ask())
    shown = getattr(practice.vector(desk.conn, desk.member.id), question, "")
    if shown and shown in lines_of(was):
        road = Option(T("menu.road"), "", flow="road")
        mend = Option(T("road.mend_vector"), "mend", flow="vector")
        running.sayings.insert(0, Say(T("talk.still_on_the_card"), (mend, road)))
