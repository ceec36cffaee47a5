"""What carrying out an effect needs: the transaction, the time, and who is talking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from core.clock import Ids
from core.coach.budget import Budget
from core.domain.echoes import Spoken
from core.domain.members import Member
from core.talk.channel import Door
from core.talk.incoming import Incoming
from core.talk.teller import Teller


@dataclass(frozen=True, slots=True)
class Desk:
    """One event being handled.

    Attributes:
        doors: Lead to us from outside, by channel name.
        budget: What a text model may be asked; None where there is none.
        heard: What was said in the running dialogue, this event included.
    """

    conn: Connection
    now: datetime
    ids: Ids
    teller: Teller
    member: Member
    incoming: Incoming
    seed: int
    doors: Mapping[str, Door] = field(default_factory=dict)
    budget: Budget | None = None
    heard: tuple[Spoken, ...] = ()
