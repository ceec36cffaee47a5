"""What carrying out an effect needs: the transaction, the time, and who is talking."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.clock import Ids
from core.coach.budget import Budget
from core.domain.echoes import Spoken
from core.domain.members import Member
from core.store import people
from core.talk.channel import Door
from core.talk.effects import Answer
from core.talk.incoming import Address, Incoming
from core.talk.teller import Teller, Urgency
from core.talk.turn import Saying


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

    def tell(
        self,
        to: Member | str,
        sayings: Sequence[Saying],
        *,
        urgency: Urgency = "mail",
        about: str = "",
        at: Address | None = None,
        aloud: bool = False,
    ) -> None:
        """Leave a message for somebody who is still here; see `Teller.tell`."""
        member = people.member(self.conn, to) if isinstance(to, str) else to
        if member is None:
            return
        self.teller.tell(
            self.conn,
            member,
            sayings,
            urgency=urgency,
            now=self.now,
            about=about,
            at=at,
            aloud=aloud,
        )


Handlers = Mapping[type, Callable[[Desk, Any], Answer | None]]
"""How effects are carried out, by their type; None comes later, as an event."""
