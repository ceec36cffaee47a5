"""Queries: what a member wrote, and taking it out of every table.

The rows other people's rows point to stay, without words; everything else goes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    delete,
    or_,
    select,
    update,
)

from core.domain.members import Language
from core.domain.traces import Finder, strings
from core.store import calls as calling
from core.store import soundings as sounding
from core.store.tables.asks import asks, growth_notes, requests, shown
from core.store.tables.calls import calls, contacts, keepers, listeners
from core.store.tables.downloads import downloads
from core.store.tables.drafts import drafts_made
from core.store.tables.echoes import echoes
from core.store.tables.embeddings import embeddings
from core.store.tables.flags import flags, hands
from core.store.tables.linking import link_codes, link_tries
from core.store.tables.people import (
    addresses,
    communities,
    consents,
    members,
    memberships,
    not_together,
    waiting_seats,
)
from core.store.tables.posts import cheers, posts
from core.store.tables.roads import raw_answers, vector_shown, vectors
from core.store.tables.soundings import hints, soundings
from core.store.tables.talks import conversations, tokens
from core.talk.incoming import Address

WRITTEN: tuple[tuple[Table, Column[Any], tuple[str, ...]], ...] = (
    (raw_answers, raw_answers.c.member_id, ("text",)),
    (vectors, vectors.c.member_id, ("origin", "turn", "destination", "next_step")),
    (posts, posts.c.member_id, ("lines", "next_step", "folded")),
    (cheers, cheers.c.member_id, ("words",)),
    (
        asks,
        asks.c.asker_id,
        ("need", "added", "why", "my_part", "earns_words", "timing"),
    ),
    (requests, requests.c.asker_id, ("text", "asker_contact", "delight", "thanks")),
    (
        requests,
        requests.c.helper_id,
        ("their_words", "stretch", "idea", "pass_words", "helper_contact"),
    ),
    (growth_notes, growth_notes.c.member_id, ("words",)),
    (flags, flags.c.raiser_id, ("purpose", "timing", "my_part", "earns_words")),
    (calls, calls.c.sender_id, ("words",)),
    (listeners, listeners.c.listener_id, ("words",)),
    (contacts, contacts.c.member_id, ("words",)),
    (soundings, soundings.c.asker_id, ("origin", "destination", "next_step", "note")),
    (hints, hints.c.author_id, ("words",)),
    (hints, hints.c.asker_id, ("thanks",)),
)
"""Who writes what; a new column with a member's words belongs in here."""

GOING: tuple[Column[Any], ...] = (
    link_codes.c.member_id,
    downloads.c.member_id,
    drafts_made.c.member_id,
    raw_answers.c.member_id,
    vectors.c.member_id,
    vector_shown.c.member_id,
    embeddings.c.member_id,
    echoes.c.member_id,
    growth_notes.c.member_id,
    hands.c.member_id,
    shown.c.member_id,
    contacts.c.member_id,
    listeners.c.sender_id,
    listeners.c.listener_id,
    calls.c.sender_id,
    keepers.c.member_id,
    consents.c.member_id,
    waiting_seats.c.member_id,
    not_together.c.member_id,
    not_together.c.other_id,
    memberships.c.member_id,
    addresses.c.member_id,
    conversations.c.member_id,
)
STAYING: tuple[Column[Any], ...] = (
    asks.c.asker_id,
    requests.c.asker_id,
    requests.c.helper_id,
    flags.c.raiser_id,
    soundings.c.asker_id,
    hints.c.asker_id,
    hints.c.author_id,
)
"""Rows that others' rows point to: they stay, without words."""

LEFT_BLANK: tuple[Column[Any], ...] = (communities.c.owner_id,)


def written(conn: Connection, member_id: str) -> frozenset[str]:
    """Return every text a member wrote."""
    found: set[str] = set()
    for table, writer, names in WRITTEN:
        columns = [table.c[name] for name in names]
        for row in conn.execute(select(*columns).where(writer == member_id)):
            for name, text in zip(names, row, strict=True):
                found.update(strings(json.loads(text)) if name == "lines" else [text])
    answers = (
        select(cheers.c.answer)
        .join(posts, posts.c.id == cheers.c.post_id)
        .where(posts.c.member_id == member_id)
    )
    found.update(row.answer for row in conn.execute(answers))
    return frozenset(text for text in found if text.strip())


def thanks_written(conn: Connection, member_id: str) -> frozenset[str]:
    """Return the thanks a member wrote to others."""
    wrote = (
        select(one.c.thanks).where(one.c.asker_id == member_id, one.c.thanks != "")
        for one in (requests, hints)
    )
    return frozenset(row.thanks for query in wrote for row in conn.execute(query))


def items(conn: Connection, member_id: str) -> frozenset[str]:
    """Return what notices call that a member has or has touched: `post:1`, `ask:2`."""
    request = or_(requests.c.asker_id == member_id, requests.c.helper_id == member_id)
    listening = or_(
        listeners.c.sender_id == member_id, listeners.c.listener_id == member_id
    )
    found = (
        ("post", select(posts.c.id).where(posts.c.member_id == member_id)),
        ("post", select(cheers.c.post_id).where(cheers.c.member_id == member_id)),
        ("ask", select(asks.c.id).where(asks.c.asker_id == member_id)),
        ("flag", select(flags.c.id).where(flags.c.raiser_id == member_id)),
        ("flag", select(hands.c.flag_id).where(hands.c.member_id == member_id)),
        ("request", select(requests.c.id).where(request)),
        ("answer", select(requests.c.id).where(request)),
        ("sos", select(listeners.c.id).where(listening)),
        ("sos", select(calls.c.id).where(calls.c.sender_id == member_id)),
        ("sounding", select(soundings.c.id).where(soundings.c.asker_id == member_id)),
        ("hint", select(hints.c.id).where(_of_hint(member_id))),
    )
    return _called(conn, found)


def _of_hint(member_id: str) -> ColumnElement[bool]:
    return or_(hints.c.asker_id == member_id, hints.c.author_id == member_id)


def places(conn: Connection, member_id: str) -> frozenset[Address]:
    """Return the address of every conversation of a member."""
    known = conn.execute(
        select(addresses.c.channel, addresses.c.user).where(
            addresses.c.member_id == member_id
        )
    )
    talked = conn.execute(
        select(conversations.c.lane).where(conversations.c.member_id == member_id)
    )
    found = {Address(row.channel, row.user) for row in known}
    for row in talked:
        channel, _, user = row.lane.partition(":")
        found.add(Address(channel, user))
    return frozenset(found)


# Taking out


def erase_own(conn: Connection, member_id: str, lanes: Iterable[str]) -> None:
    """Erase every row that is this member's alone."""
    own_posts = select(posts.c.id).where(posts.c.member_id == member_id)
    conn.execute(
        delete(cheers).where(
            or_(cheers.c.member_id == member_id, cheers.c.post_id.in_(own_posts))
        )
    )
    conn.execute(delete(posts).where(posts.c.member_id == member_id))
    own_asks = select(asks.c.id).where(asks.c.asker_id == member_id)
    conn.execute(delete(shown).where(shown.c.ask_id.in_(own_asks)))
    conn.execute(delete(tokens).where(tokens.c.lane.in_(sorted(lanes))))
    tried = link_tries.c.channel + ":" + link_tries.c.user
    conn.execute(delete(link_tries).where(tried.in_(sorted(lanes))))
    calling.erase_of(conn, member_id)
    for owner in GOING:
        conn.execute(delete(owner.table).where(owner == member_id))


def empty_shared(conn: Connection, member_id: str, *, keep_thanks: bool) -> None:
    """Take this member's words out of rows that others' rows point to."""
    conn.execute(
        update(asks)
        .where(asks.c.asker_id == member_id)
        .values(need="", why="", my_part="", earns_words="", timing="", state="closed")
    )
    conn.execute(
        update(flags)
        .where(flags.c.raiser_id == member_id)
        .values(
            purpose="", timing="", day="", my_part="", earns_words="", state="folded"
        )
    )
    given = {"text": "", "stretch": "", "asker_contact": "", "delight": ""}
    if not keep_thanks:
        given["thanks"] = ""
    conn.execute(
        update(requests).where(requests.c.asker_id == member_id).values(**given)
    )
    conn.execute(
        update(requests)
        .where(requests.c.helper_id == member_id)
        .values(their_words="", stretch="", idea="", pass_words="", helper_contact="")
    )
    sounding.forget(conn, member_id, keep_thanks=keep_thanks)
    conn.execute(
        update(communities)
        .where(communities.c.owner_id == member_id)
        .values(owner_id=None)
    )


_SHARED: tuple[tuple[Table, str, tuple[str, ...]], ...] = (
    (
        requests,
        "helper_id",
        ("text", "their_words", "idea", "pass_words", "delight", "thanks"),
    ),
    (hints, "author_id", ("words", "thanks")),
)
"""What an asker and another write to each other, and how the other is called."""


def mend_shared(
    conn: Connection, member_id: str, find: Finder, stand_ins: Mapping[Language, str]
) -> None:
    """Take the name, and quotes, out of what others wrote to this member.

    Args:
        conn: The connection of the forgetting's transaction.
        member_id: Who is forgotten; their own words are out already.
        find: What to take out.
        stand_ins: What stands for the name in thanks, by the reader's language.
    """
    for table, other, names in _SHARED:
        for row in _shared_rows(conn, table, other, names, member_id):
            stand_in = stand_ins[cast(Language, row.language)]
            changed = dict(_mended(row, names, find, stand_in))
            if changed:
                this = update(table).where(table.c.id == row.id)
                conn.execute(this.values(**changed))


def _shared_rows(
    conn: Connection, table: Table, other: str, names: Sequence[str], member_id: str
) -> Sequence[Any]:
    """Read what this member and others share, with the language of the others."""
    two = (table.c.asker_id, table.c[other])
    return conn.execute(
        select(table.c.id, members.c.language, *(table.c[name] for name in names))
        .join(members, members.c.id.in_(two))
        .where(or_(*(one == member_id for one in two)), members.c.id != member_id)
    ).all()


def _mended(
    row: Any, names: Sequence[str], find: Finder, stand_in: str
) -> Iterator[tuple[str, str]]:
    for name in names:
        text = getattr(row, name)
        if name == "thanks":
            mended = find.nameless(text, stand_in)
        else:
            mended = find.wordless(text)
        if mended != text:
            yield name, mended


def bury(conn: Connection, member_id: str, now: datetime) -> None:
    """Leave a stone without a name, so that what points here still finds it."""
    conn.execute(
        update(members)
        .where(members.c.id == member_id)
        .values(
            name="",
            rhythm="whenever",
            resting_since=None,
            asked_direction_at=None,
            erased_at=now,
        )
    )


def erased_items(conn: Connection, since: datetime) -> frozenset[str]:
    """Return how notices call the requests and flags of people forgotten since."""
    gone = select(members.c.id).where(members.c.erased_at >= since)
    request = or_(requests.c.asker_id.in_(gone), requests.c.helper_id.in_(gone))
    found = (
        ("request", select(requests.c.id).where(request)),
        ("answer", select(requests.c.id).where(request)),
        ("flag", select(flags.c.id).where(flags.c.raiser_id.in_(gone))),
        ("sounding", select(soundings.c.id).where(soundings.c.asker_id.in_(gone))),
    )
    return _called(conn, found)


def _called(
    conn: Connection, found: Iterable[tuple[str, Select[Any]]]
) -> frozenset[str]:
    return frozenset(
        f"{kind}:{id}" for kind, query in found for id in conn.execute(query).scalars()
    )
