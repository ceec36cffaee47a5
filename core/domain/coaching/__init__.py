"""What the coach may be asked, and what it may answer (practice: J1-J3).

The coach only drafts: an ask holds words, never ids; an answer holds words, and a
person taps before anything leaves. Each ask says which of its words are the member's
own and which are somebody else's, so that others' words can be set apart on the way to
a text model. Everything here is a value; core.coach answers.
"""

from core.domain.coaching.answers import (
    By,
    CoachAnswer,
    Drafted,
    Explained,
    Meant,
    PostLines,
    Question,
    RequestParts,
    SecondLook,
    Touching,
    Why,
    Worded,
    Wording,
)
from core.domain.coaching.asks import (
    ASKS,
    MODEL_CONSENT,
    ROADS_CONSENT,
    AboutBot,
    Ask,
    Asked,
    Flatness,
    FollowUp,
    Meaning,
    Place,
    PostDraft,
    PostMode,
    RequestDraft,
    RequestMode,
    Roads,
    Wanted,
    Wordings,
    usual_places,
)
from core.domain.wording.composing import Part, Slots
