"""Use cases: what a message became part of, and what an edit or a take-back does there.

Words taken back stand nowhere from then on: lines are emptied, what has nothing left
is taken down, a request without an answer goes back. An edit is followed at once where
only its author reads; where others may have read, it waits for its author's word, and
a request reads as it was sent.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.domain.echoes import (
    TELLING,
    Spoken,
    What,
    as_part,
    instead,
    standing,
)
from core.domain.flags import Flag
from core.domain.requests import Request
from core.domain.sos import Call
from core.domain.tone import solicits
from core.domain.traces import GONE
from core.services import asking, flags, naming
from core.store import (
    asks,
    calls,
    dialogues,
    echoes,
    embeddings,
    posts,
    roads,
    soundings,
)
from core.store import flags as flags_up
from core.store.echoes import Echo

_OWN_LINES = ("now", "next", "with")
_ENDS_AN_ASK = frozenset({"need", "earns_words"})
_ENDS_A_FLAG = frozenset({"purpose", "earns_words"})
_BETWEEN_TWO = frozenset({"text", "idea"})
"""Parts of a request that somebody answers: an empty one would answer nothing."""
_AS_SENT = frozenset({"request", "sos_answer", "sos_contact"})
"""What somebody got and answers as it was."""


@dataclass(slots=True)
class Reached:
    """What an edit or a take-back came to; filled while it is carried out.

    Attributes:
        words: How the message stood there: what messages must not say any more.
        items: How notices call the rows it stood in, such as `post:<id>`.
        changed: What reads anew now, or nothing.
        waits: What reads anew once the author lets it.
        held: What it reads like is not passed on.
        sent: A request that reads as it was sent, if its author may still take it back.
        as_sent: Some words were sent to one person and stay as they were.
        published: What others may read changed, so that it is to be read anew.
        renamed: The name that was taken back, and the one before it, '' for none.
        withdrawn: Requests that went back, whose other side is to be told.
        folded: Flags that came down, and who held each.
        hushed: Calls for help that were taken back before anybody answered.
        calls: Calls for help that read anew, by id.
    """

    words: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    changed: set[What] = field(default_factory=set)
    waits: set[What] = field(default_factory=set)
    held: bool = False
    sent: str = ""
    as_sent: bool = False
    published: bool = False
    renamed: tuple[str, str] | None = None
    withdrawn: list[Request] = field(default_factory=list)
    folded: list[tuple[Flag, list[str]]] = field(default_factory=list)
    hushed: list[Call] = field(default_factory=list)
    calls: set[str] = field(default_factory=set)


def note(
    conn: Connection,
    *,
    member_id: str,
    heard: Sequence[Spoken],
    what: What,
    ref: str,
    parts: Mapping[str, str],
    worded: Collection[str] = (),
    now: datetime,
) -> None:
    """Keep in mind which messages of a member stand in a row that was just stored.

    Args:
        heard: What was said in the dialogue that stored it.
        what: The kind of row, and `ref` its id.
        parts: Its texts by the name of their column or line; words that were carried
            over from an earlier row are known by the messages those came from.
        worded: Parts a text model worded: whatever was said may be in them.
    """
    found = _standing(heard, parts)
    taken = {(one.channel, one.place, one.message) for one, _, _ in found}
    literal = {part for _, part, _ in found}
    new = [_echo(one, part, words) for one, part, words in found]
    for one in heard:
        key = (one.channel, one.place, one.message)
        if key not in taken and len(one.text) >= TELLING:
            drawn = (part for part in worded if parts.get(part) and part not in literal)
            new.extend(_echo(one, part, parts[part], worded=True) for part in drawn)
    for echo in echoes.of_member(conn, member_id):
        if echo.what == "name":
            continue  # whoever writes a name in a text means somebody
        for part, text in parts.items():
            words = standing(echo.words, text) if echo.ref != ref else ""
            if words:
                new.append(replace(echo, part=part, words=words, wanted=""))
    mine: dict[str, Any] = {"member_id": member_id, "what": what, "ref": ref}
    kept = {(one.channel, one.place, one.message, one.part): one for one in new[::-1]}
    echoes.add(conn, [replace(one, **mine) for one in kept.values()], now)


def _standing(
    heard: Sequence[Spoken], parts: Mapping[str, str]
) -> list[tuple[Spoken, str, str]]:
    """Return messages, the parts they stand in, and how."""
    found = (
        (one, part, standing(one.text, text))
        for one in heard
        for part, text in parts.items()
    )
    return [(one, part, words) for one, part, words in found if words]


def _echo(one: Spoken, part: str, words: str, *, worded: bool = False) -> Echo:
    return Echo(
        one.channel, one.place, one.message, "post", "", part, "", words, worded
    )


# Taken back


def unsay(
    conn: Connection, message: Spoken, *, member_id: str, now: datetime
) -> Reached:
    """Take the words of a message out of everything they became part of."""
    reached = Reached()
    for echo in echoes.of_message(conn, message, member_id):
        text = echoes.text(conn, echo)
        if echo.what == "name":
            _nameless(conn, echo, text, reached)
            continue
        if echo.words not in text:
            continue  # others stand there by now
        reached.words.add(echo.words)
        kind = "sos" if echo.what.startswith("sos") else echo.what
        reached.items.add(f"{kind}:{echo.ref}")
        reached.changed.add(echo.what)
        asked = echo.what == "request" and echo.part in _BETWEEN_TWO
        left = instead(text, echo.words, GONE if asked else "")
        echoes.set_text(conn, echo, left)
        _without(conn, echo, reached, now)
    echoes.forget_message(conn, message, member_id)
    return reached


def _nameless(conn: Connection, echo: Echo, name: str, reached: Reached) -> None:
    """Call a member by the newest name that was not taken back, or by none."""
    if echo.words != name:
        reached.words.add(echo.words)  # a choice may still lead back to it
        return
    before = naming.before(conn, echo)
    echoes.set_text(conn, echo, before)
    dialogues.rename(conn, echo.member_id, old=name, new=before)
    reached.renamed = name, before


def _without(conn: Connection, echo: Echo, reached: Reached, now: datetime) -> None:
    """Let what hung on the words go as well."""
    match echo.what:
        case "vector":
            _vector_without(conn, echo, reached, now)
        case "post":
            _post_without(conn, echo, reached)
        case "ask":
            _ask_without(conn, echo, reached, now)
        case "request":
            _request_without(conn, echo, reached, now)
        case "flag" if echo.part in _ENDS_A_FLAG:
            _fold(conn, echo, reached)
        case "sos":
            _call_without(conn, echo, reached, now)
        case "cheer":
            reached.items.add(f"post:{posts.post_cheered(conn, echo.ref)}")
        case "hint" if not echoes.text(conn, echo):
            soundings.without(conn, echo.ref, echo.part)
        case _:
            return


def _vector_without(
    conn: Connection, echo: Echo, reached: Reached, now: datetime
) -> None:
    if roads.edition_id(conn, echo.member_id) != echo.ref:
        return
    _unread(conn, echo.member_id, reached)
    if not roads.vector(conn, echo.member_id).put_into_words:
        roads.show_vector_in(conn, echo.member_id, (), now)


def _post_without(conn: Connection, echo: Echo, reached: Reached) -> None:
    post = posts.post(conn, echo.ref)
    if post is None:
        return
    if post.community_id:
        _unread(conn, echo.member_id, reached)
    if post.outcome is None and not any(map(post.lines.get, _OWN_LINES)):
        posts.take_down(conn, echo.ref)


def _unread(conn: Connection, member_id: str, reached: Reached) -> None:
    """What was read of the words must not outlive them; the rest is read again."""
    embeddings.forget(conn, member_id)
    reached.published = True


def _ask_without(conn: Connection, echo: Echo, reached: Reached, now: datetime) -> None:
    if echo.part == "added":
        return  # the need stands without it
    sent = asks.of_ask(conn, echo.ref)
    if sent and echo.part not in _ENDS_AN_ASK:
        return
    for request_id in asking.close(
        conn, ask_id=echo.ref, asker_id=echo.member_id, now=now
    ):
        _withdrawn(conn, request_id, reached)


def _request_without(
    conn: Connection, echo: Echo, reached: Reached, now: datetime
) -> None:
    request = asks.request(conn, echo.ref)
    if request is None:
        return
    reached.items.add(f"answer:{echo.ref}")
    if echo.part == "thanks":
        asks.set_request(conn, echo.ref, thanked_at=None)
    if echo.part == "text" and request.state_at(now) == "sent":
        asking.take_back(conn, request_id=echo.ref, asker_id=echo.member_id, now=now)
        _withdrawn(conn, echo.ref, reached)


def _call_without(
    conn: Connection, echo: Echo, reached: Reached, now: datetime
) -> None:
    """A call nobody offered anything for goes back with its words."""
    call = calls.call(conn, echo.ref)
    heard = calls.listeners_of(conn, echo.ref)
    if call is None or any(one.offers for one in heard):
        return
    if calls.end(conn, call.id, now):
        reached.hushed.append(call)


def _withdrawn(conn: Connection, request_id: str, reached: Reached) -> None:
    request = asks.request(conn, request_id)
    if request is not None:
        reached.items.add(f"request:{request_id}")
        reached.withdrawn.append(request)


def _fold(conn: Connection, echo: Echo, reached: Reached) -> None:
    flag = flags_up.flag(conn, echo.ref)
    held = flags.fold(conn, flag_id=echo.ref, raiser_id=echo.member_id)
    if flag is not None and held is not None:
        reached.folded.append((flag, held))


# Edited


def heed_edit(
    conn: Connection, message: Spoken, *, member_id: str, now: datetime
) -> Reached:
    """Follow an edit where only its author reads, and keep it in mind elsewhere."""
    reached = Reached()
    for echo in echoes.of_message(conn, message, member_id):
        text = echoes.text(conn, echo)
        new = as_part(echo.what, echo.part, message.text)
        if echo.worded or not _stands(echo, text) or new == echo.words:
            if echo.wanted:
                echoes.change(conn, echo, wanted="")  # edited, and back again
            continue
        if echo.what in _AS_SENT:
            reached.as_sent = True
            of_request = echo.what == "request"
            request = asks.request(conn, echo.ref) if of_request else None
            waiting = request is not None and request.state_at(now) == "sent"
            if echo.part == "text" and waiting:
                reached.sent = echo.ref
        elif _may_be_read(conn, echo):
            reached.held |= solicits(new)
            echoes.change(conn, echo, wanted="" if solicits(new) else new)
            reached.waits.add(echo.what)
        else:
            _let(conn, echo, new, reached)
    return reached


def _stands(echo: Echo, text: str) -> bool:
    return echo.words == text if echo.what == "name" else echo.words in text


def _may_be_read(conn: Connection, echo: Echo) -> bool:
    """Whether somebody else may have read a part."""
    match echo.what:
        case "vector":
            current = roads.edition_id(conn, echo.member_id) == echo.ref
            return current and bool(roads.vector_shown_in(conn, echo.member_id))
        case "post":
            post = posts.post(conn, echo.ref)
            return post is not None and post.community_id is not None
        case "ask":
            return bool(asks.of_ask(conn, echo.ref))
        case "growth":
            return False
        case _:
            return True


def use_edit(conn: Connection, message: Spoken, *, member_id: str) -> Reached:
    """Let an edited message stand wherever it waited for its author's word."""
    reached = Reached()
    for echo in echoes.of_message(conn, message, member_id):
        if echo.wanted and _stands(echo, echoes.text(conn, echo)):
            _let(conn, echo, echo.wanted, reached)
            reached.published |= echo.what in {"vector", "post"}
    return reached


def _let(conn: Connection, echo: Echo, new: str, reached: Reached) -> None:
    text = echoes.text(conn, echo)
    left = instead(text, echo.words, new)
    echoes.set_text(conn, echo, left)
    echoes.change(conn, echo, words=new, wanted="")
    if echo.what == "name":
        dialogues.rename(conn, echo.member_id, old=text, new=left)
    reached.changed.add(echo.what)
    if echo.what == "sos":
        reached.calls.add(echo.ref)
