"""What carrying out an effect needs: the transaction, the time, and who is talking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.members import Member
from core.talk.channel import Door
from core.talk.incoming import Incoming
from core.talk.teller import Teller


@dataclass(frozen=True, slots=True)
class Desk:
    """One event being handled; `doors` lead to us from outside, by channel name."""

    conn: Connection
    now: datetime
    ids: Ids
    teller: Teller
    member: Member
    incoming: Incoming
    seed: int
    doors: Mapping[str, Door] = field(default_factory=dict)
