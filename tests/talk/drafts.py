"""What the coach may answer, for walks through the flows that ask it."""

from core.domain.coaching import (
    CoachAnswer,
    Drafted,
    Part,
    PostLines,
    Question,
    RequestParts,
    SecondLook,
    Why,
    Worded,
    Wording,
)
from core.talk.effects import Answer
from core.talk.effects.coaching import CoachAnswered

TICKET = "00000007"
"""The ticket of an event whose seed is 7, as in the made-up facts."""


def answers(*found: CoachAnswer) -> tuple[Answer | None, ...]:
    """Return every way in which an ask may come back, or not at once."""
    whys: tuple[Why, ...] = ("off", "sensitive", "spent", "late", "unfit")
    drafts = (
        *(Drafted(one, "model", "", "Akari") for one in found),
        *(Drafted(one, "coach", why) for one in found for why in whys),
        Drafted(None, None),
        Drafted(None, None, "late"),
    )
    return (None, *(CoachAnswered(TICKET, one) for one in drafts))


FOR_VECTOR = answers(
    Question("どんなところですか。"),
    Worded(
        (
            Wording("origin", "机を市で出す", ((0, 2),)),
            Wording("next_step", "市に机を出す", ((1, 2),)),
            Wording("next_step", "机", ((0, 1),)),
        )
    ),
    Worded(()),
)
FOR_POST = answers(PostLines((("now", "机を出した"), ("next", "棚を借りる"))))
FOR_ASK = answers(
    RequestParts((Part("机の話、", "bot", "Q3"), Part("市", "asker", "Q5"))),
    SecondLook("机", "つくえ"),
    SecondLook(),
)
