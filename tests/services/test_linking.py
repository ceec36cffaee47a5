"""Two members becoming one: what moves, what stays, and that nothing is forgotten."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from core.clock import RandomIds
from core.domain.link_codes import looks_like_code, spelled, tidy
from core.domain.vectors import Vector
from core.services import forgetting, joining, linking, vectors
from core.store import communities, folding, people, roads
from core.store import linking as stored
from core.store.metadata import metadata
from core.store.tables.people import members
from core.talk.incoming import Address
from tests.databases import TestedDatabase

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
CODE = "7KQ2-M4XA"


@given(st.text("23456789abcdefghjkmnpqrstuvwxyz", min_size=8, max_size=12))
def test_every_code_is_known_again_however_it_is_typed(letters: str) -> None:
    code = spelled(letters)

    assert looks_like_code(code)
    for typed in (code.lower(), f" {code} ", code.replace("-", "ー"), code + "\n"):
        assert tidy(typed) == code
    assert tidy(code.replace("-", "")) == code
    assert not looks_like_code(code.replace("-", ""))


def test_what_people_write_is_no_code() -> None:
    for text in ("2345-6789", "ENGAWA-7", "SAKA24", "bookshop", "06-1234-5678", ""):
        assert not looks_like_code(text)


def test_every_table_that_names_a_member_is_thought_of() -> None:
    naming = {
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column is members.c.id for key in column.foreign_keys)
    }

    assert naming == {*folding.SEEN, *folding.MOVED, *folding.DROPPED}


def _person(conn: Connection, user: str, name: str = "") -> str:
    member = people.add(conn, id=user, name=name, language="ja", now=NOW)
    people.bind(conn, Address("web", user), member.id, NOW)
    return member.id


def _room(conn: Connection, name: str) -> None:
    communities.add(conn, id=name, name=name, purpose="", language="ja", now=NOW)
    communities.add_invite(conn, name.upper(), name, NOW)


def _linked(conn: Connection, asking: str, here: str) -> linking.Joined:
    at = Address("web", asking)
    linking.open_code(conn, member_id=asking, code=CODE, at=at, now=NOW)
    found = linking.read_code(
        conn, member_id=here, code=CODE, at=Address("web", here), now=NOW
    )
    assert isinstance(found, linking.Found)
    joined = linking.link(conn, member_id=here, key=found.key, now=NOW)
    assert isinstance(joined, linking.Joined)
    return joined


async def test_words_seats_and_answers_come_along_and_the_members_own_stand(
    every_database: TestedDatabase,
) -> None:
    database = every_database.open()
    ids = RandomIds()

    def live(conn: Connection) -> None:
        for room in ("one", "two"):
            _room(conn, room)
        _person(conn, "ken", "けん")
        _person(conn, "fresh", "けんと")
        for who, code in (("ken", "ONE"), ("fresh", "ONE"), ("fresh", "TWO")):
            joining.join(conn, member_id=who, code=code, now=NOW)
        for who, word, rooms in (("ken", "本", ["one"]), ("fresh", "海", [])):
            vectors.publish(
                conn,
                ids=ids,
                member_id=who,
                vector=Vector(destination=word),
                community_ids=rooms,
                now=NOW,
            )
        for who, what, given_ in (
            ("ken", "text_model", False),
            ("fresh", "text_model", True),
            ("fresh", "keeping", True),
        ):
            people.add_consent(
                conn,
                id=ids.new(),
                member_id=who,
                what=what,
                wording="w",
                given=given_,
                now=NOW,
            )

        joined = _linked(conn, "ken", "fresh")

        assert (joined.keeper.id, joined.folded) == ("ken", "fresh")
        assert list(joined.both_seated) == ["one"]
        communities.leave_seat(conn, "one", "fresh")
        linking.bury(conn, "fresh", NOW)
        assert [home.id for home in communities.of_member(conn, "ken")] == [
            "one",
            "two",
        ]
        assert [home.taken for home in communities.everything(conn)] == [1, 1]
        assert roads.vector(conn, "ken").destination == "本"
        kept = [one.destination for one in roads.editions(conn, "ken")]
        assert kept == ["海", "本"]
        answers = people.consented(conn, "ken")
        assert (answers["text_model"], answers["keeping"]) == (False, True)
        known = people.at(conn, Address("web", "fresh"))
        assert known is not None
        assert known.name == "けん"
        assert people.member(conn, "fresh") is None

    try:
        await database.write(live)
    finally:
        await database.close()


async def test_codes_and_wrong_tries_are_swept_and_forgotten_with_the_member(
    every_database: TestedDatabase,
) -> None:
    database = every_database.open()

    def live(conn: Connection) -> None:
        _person(conn, "ken", "けん")
        at = Address("web", "ken")
        linking.open_code(conn, member_id="ken", code=CODE, at=at, now=NOW)
        linking.read_code(conn, member_id="ken", code="7KQ2-M4XB", at=at, now=NOW)
        assert forgetting.sweep(conn, NOW + timedelta(minutes=9)) == 0
        assert forgetting.sweep(conn, NOW + timedelta(minutes=10)) == 2

        linking.open_code(conn, member_id="ken", code=CODE, at=at, now=NOW)
        linking.read_code(conn, member_id="ken", code="7KQ2-M4XB", at=at, now=NOW)
        forgetting.forget(
            conn, member_id="ken", keep_thanks=False, stand_ins={}, now=NOW
        )
        assert stored.behind(conn, stored.key_of(CODE), NOW) is None
        assert stored.tries(conn, at, NOW - timedelta(minutes=1)) == 0

    try:
        await database.write(live)
    finally:
        await database.close()
