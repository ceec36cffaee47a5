"""Use cases: finding posts and people by words, in the rooms of who is looking.

Reads what is published at this moment; there is no index that could remember more.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from core.domain.formats import Post
from core.domain.members import Member
from core.domain.searching import holds, stand, terms
from core.store import communities, people, posts, roads, searching

MOST_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Posts with their authors, newest first; people with the destination they show.

    The order of people has no meaning.
    """

    posts: tuple[tuple[Post, Member], ...] = ()
    people: tuple[tuple[Member, str], ...] = ()


def find(
    conn: Connection, *, reader_id: str, words: str, most: int, seed: int
) -> Found:
    """Find what others publish to the reader and that holds all of the words.

    Of those kept apart nothing is found but the name.
    """
    wanted = terms(words)
    if not wanted:
        return Found()
    apart = people.kept_apart(conn, reader_id)
    persons: dict[str, tuple[Member, str]] = {}
    newest: list[tuple[datetime, str]] = []
    for home in communities.of_member(conn, reader_id):
        around = [
            one for one in communities.member_ids(conn, home.id) if one != reader_id
        ]
        read = [one for one in around if one not in apart]
        persons |= _people(conn, home.id, around, read, wanted)
        newest += _posts(conn, home.id, read, wanted, most)
    several = [persons[one] for one in sorted(persons)]
    random.Random(seed).shuffle(several)  # noqa: S311 - order without merit, not a secret
    shown = tuple(several[:MOST_PEOPLE])
    ids = [post_id for _, post_id in sorted(newest, reverse=True)]
    return Found(_read(conn, ids[: most - len(shown)]), shown)


def _people(
    conn: Connection,
    community_id: str,
    ids: Sequence[str],
    read: Sequence[str],
    wanted: tuple[str, ...],
) -> dict[str, tuple[Member, str]]:
    shown = roads.vectors_shown(conn, community_id, read)
    found = {}
    for one, member in people.several(conn, ids).items():
        vector = shown.get(one)
        said = [member.name]
        if vector:
            said += [vector.origin, vector.destination, vector.next_step]
        if holds("\n".join(said), wanted):
            found[one] = (member, vector.destination if vector else "")
    return found


def _posts(
    conn: Connection,
    community_id: str,
    ids: Sequence[str],
    wanted: tuple[str, ...],
    most: int,
) -> list[tuple[datetime, str]]:
    found = (
        (published_at, post_id)
        for published_at, post_id, words in searching.posts_with(
            conn, community_id, ids, wanted
        )
        if stand(words, wanted)
    )
    return list(islice(found, most))


def _read(conn: Connection, ids: Sequence[str]) -> tuple[tuple[Post, Member], ...]:
    found = [post for one in ids if (post := posts.post(conn, one))]
    authors = people.several(conn, [post.member_id for post in found])
    return tuple((post, authors[post.member_id]) for post in found)
