"""A room with a few people, for the coach's work."""

from datetime import datetime

from sqlalchemy import Connection

from core.domain.coaching import MODEL_CONSENT
from core.store import communities, people
from tests.moments import StillClock

NOW = StillClock().at
NAMES = {"nami": "なみ", "sota": "そうた", "ken": "けん"}


def furnish(conn: Connection) -> None:
    """Make a room of three; Nami and Sota agreed to the text model, Ken did not."""
    communities.add(
        conn, id="room", name="浜の納屋", purpose="", language="ja", now=NOW
    )
    for member_id, name in NAMES.items():
        people.add(conn, id=member_id, name=name, language="ja", now=NOW)
        communities.take_seat(conn, "room", member_id, NOW)
    for member_id in ("nami", "sota"):
        agree(conn, member_id, given=True)


def agree(conn: Connection, member_id: str, *, given: bool, at: datetime = NOW) -> None:
    """Answer the question about the text model."""
    people.add_consent(
        conn,
        id=f"{member_id}{given}{at:%H%M%S}",
        member_id=member_id,
        what=MODEL_CONSENT,
        wording="1",
        given=given,
        now=at,
    )
