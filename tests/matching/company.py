"""A room of people near to one need, some of whom agreed to be read elsewhere."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from core.domain.coaching import MODEL_CONSENT, ROADS_CONSENT
from core.domain.vectors import Vector
from core.services import asking, vectors
from core.store import people
from tests.coach.room import NOW
from tests.services.people import IDS, member, room

SOON_S = 0.5
PATIENT_S = 10.0
NEED = "古い映写機を動かして上映会をひらく"
WORDS = {
    "aoi": "映写機の修理をおぼえて上映会をひらく",
    "beni": "上映会のちらしを描く",
    "chika": "古い映写機を集めて見せる",
    "dan": "上映会で甘い飲み物を出す",
    "emi": "古い映写機の音を録って上映会で流す",
}


def agree(conn: Connection, who: str, *, roads: bool = True) -> None:
    """Let a member agree to the text model, and to it reading roads."""
    for what, given in ((MODEL_CONSENT, True), (ROADS_CONSENT, roads)):
        people.add_consent(
            conn,
            id=IDS.new(),
            member_id=who,
            what=what,
            wording="1",
            given=given,
            now=NOW,
        )


def furnish(
    conn: Connection,
    *,
    agreed: Collection[str] = ("yuki", *WORDS),
    words: Mapping[str, str] = WORDS,
    need: str = NEED,
) -> str:
    """Furnish a room in which ゆき needs company; return the id of the ask."""
    room(conn, "room", "room")
    member(conn, "yuki", "ゆき", "room")
    for one, said in words.items():
        member(conn, one, one.title(), "room")
        vectors.publish(
            conn,
            ids=IDS,
            member_id=one,
            vector=Vector(destination=said),
            community_ids=("room",),
            now=NOW,
        )
    for one in agreed:
        agree(conn, one)
    return asking.open_ask(
        conn,
        ids=IDS,
        asker_id="yuki",
        community_id="room",
        need=need,
        why="",
        my_part="会場",
        earns=False,
        earns_words="",
        now=NOW,
    )
