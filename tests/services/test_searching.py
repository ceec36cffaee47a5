"""Word search shows what is published to the reader now, and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select

from core.domain.vectors import Vector
from core.services import forgetting, searching, vectors
from core.services.searching import Found
from core.store import communities
from core.store.posts import add_post
from core.store.tables.people import not_together
from core.store.tables.posts import posts
from tests.databases import TestedDatabase
from tests.services.people import IDS, NOW, member, room


def post(
    conn: Connection, id: str, author: str, now: str, home: str | None = "room"
) -> None:
    """Store a post; later ids are newer."""
    add_post(
        conn,
        id=id,
        member_id=author,
        community_id=home,
        format="ainori-5",
        lines={"now": now},
        previous_id=None,
        outcome=None,
        now=NOW + timedelta(minutes=int(id[1:])),
    )


def find(conn: Connection, words: str) -> Found:
    """Look with ゆき's eyes."""
    return searching.find(conn, reader_id="yuki", words=words, most=5, seed=1)


def ids(found: Found) -> list[str]:
    """Return the ids of the posts found."""
    return [one.id for one, _ in found.posts]


def settled(conn: Connection) -> None:
    """Seat ゆき in one room; けん and なつ around."""
    for one in ("room", "market"):
        room(conn, one, one)
    member(conn, "yuki", "ゆき", "room")
    member(conn, "ken", "けん", "room", "market")
    member(conn, "natsu", "なつ", "market")


def test_posts_come_newest_first_whatever_their_width(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        for number, text in enumerate(
            (
                "ギターの棚",
                "ｷﾞﾀｰを弾く",
                "机",
                "Écoleで話す",
                "ＺＩＮＥを出す",
                "100%の紙",
            )
        ):
            post(conn, f"p{number}", "ken", text)
        assert ids(find(conn, "ギター")) == ["p1", "p0"]
        assert ids(find(conn, "école")) == ["p3"]
        assert ids(find(conn, "zine")) == ["p4"]
        assert ids(find(conn, "now")) == []
        assert ids(find(conn, "%")) == []

    every_database.run(story)


def test_at_most_five_are_shown(every_database: TestedDatabase) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        for number in range(8):
            post(conn, f"p{number}", "ken", f"机 {number}")
        assert ids(find(conn, "机")) == ["p7", "p6", "p5", "p4", "p3"]

    every_database.run(story)


@pytest.mark.parametrize("home", [None, "market"])
def test_what_is_kept_or_elsewhere_is_not_found(
    every_database: TestedDatabase, home: str | None
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        post(conn, "p1", "ken", "机を出す", home)
        assert find(conn, "机") == Found()
        assert find(conn, "なつ") == Found()

    every_database.run(story)


def test_who_left_is_not_found(every_database: TestedDatabase) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        post(conn, "p1", "ken", "机を出す")
        assert ids(find(conn, "机")) == ["p1"]
        communities.leave_seat(conn, "room", "ken")
        assert find(conn, "机") == Found()
        assert find(conn, "けん") == Found()

    every_database.run(story)


def test_a_vector_is_found_while_it_is_shown_here(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)

        def show(*homes: str) -> None:
            vectors.publish(
                conn,
                ids=IDS,
                member_id="ken",
                vector=Vector("給食室", "ひみつ", "海の近く", "歩く"),
                community_ids=homes,
                now=NOW,
            )

        show("market")
        assert find(conn, "給食室") == Found()
        show("room")
        ((found, toward),) = find(conn, "給食室").people
        assert (found.name, toward) == ("けん", "海の近く")
        assert find(conn, "ひみつ") == Found()
        show()
        ((found, toward),) = find(conn, "けん").people
        assert (found.name, toward) == ("けん", "")

    every_database.run(story)


def test_who_is_erased_or_kept_apart_is_not_found(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        member(conn, "mio", "みお", "room")
        post(conn, "p1", "ken", "机を出す")
        post(conn, "p2", "mio", "机を運ぶ")
        assert ids(find(conn, "机")) == ["p2", "p1"]
        apart = {"member_id": "mio", "other_id": "yuki", "at": NOW}
        conn.execute(insert(not_together).values(apart))
        assert ids(find(conn, "机")) == ["p1"]
        forgetting.forget(
            conn,
            member_id="ken",
            keep_thanks=False,
            stand_ins={"ja": "だれか", "en": "somebody"},
            now=NOW,
        )
        assert find(conn, "机") == Found()
        left = conn.execute(select(posts.c.folded)).scalars().all()
        assert left == ["机を運ぶ"]

    every_database.run(story)


def test_every_post_is_looked_through_before_nothing_is_found(
    every_database: TestedDatabase,
) -> None:
    """Many newer posts hold the letters, but not where a word begins."""

    def story(conn: Connection) -> None:
        settled(conn)
        post(conn, "p1", "ken", "a cat")
        for number in range(2, 60):
            post(conn, f"p{number}", "ken", "location")
        assert ids(find(conn, "cat")) == ["p1"]

    every_database.run(story)
