"""The port of the coach: typed asks in, drafts out.

The values themselves are in core.domain.coaching, where flows may see them too; here
is who answers them. Whoever implements `Coach` answers every ask in time or says that
there is nothing to say, and never raises for what a text model or a network did.
"""

from typing import Protocol

from core.domain.coaching import (
    AboutBot,
    Ask,
    CoachAnswer,
    Drafted,
    Explained,
    Flatness,
    FollowUp,
    Meaning,
    Meant,
    PostDraft,
    PostLines,
    Question,
    RequestDraft,
    RequestParts,
    Roads,
    SecondLook,
    Touching,
    Worded,
    Wordings,
)


class Coach(Protocol):
    """Finds words for a member; see `core.coach.offline` and `core.coach.companion`."""

    async def answer(self, ask: Ask) -> Drafted:
        """Answer one ask."""
        ...


ANSWERS: dict[type[Ask], type[CoachAnswer]] = {
    FollowUp: Question,
    Wordings: Worded,
    PostDraft: PostLines,
    RequestDraft: RequestParts,
    Flatness: SecondLook,
    Meaning: Meant,
    AboutBot: Explained,
    Roads: Touching,
}
"""Which answer belongs to which ask."""
