"""What a flow asks for, and what it hears back.

Effects are imperative, answers are past tense. Both are values: the engine carries
an effect out in the event's own transaction and hands the answer to the flow's next
step as `Done`. `Look…` effects only read. `FindPeople` takes longer and comes back as
an event of its own.
"""

from dataclasses import dataclass
from typing import Literal

from core.talk.effects.apart import ApartAnswer, ApartEffect
from core.talk.effects.asks import (
    AddToAsk,
    AskAnswer,
    AskEffect,
    AskOpened,
    AskSeen,
    CloseAsk,
    FindPeople,
    LookAtAsk,
    LookAtPerson,
    OpenAsk,
    PeopleFound,
    Person,
    PersonSeen,
    RememberAsk,
)
from core.talk.effects.calls import CallAnswer, CallEffect
from core.talk.effects.coaching import AskCoach, CoachAnswered
from core.talk.effects.echoes import MendedUsed, UseMended
from core.talk.effects.flags import (
    FlagAnswer,
    FlagEffect,
    FlagHeld,
    FlagMissed,
    FlagRaised,
    FlagSeen,
    FlagShown,
    FlagsSeen,
    FoldFlag,
    HoldFlag,
    LetGoOfFlag,
    LookAtFlag,
    LookAtFlags,
    RaiseFlag,
    ShowInGroups,
)
from core.talk.effects.joining import (
    CallMe,
    Consent,
    JoinByCode,
    Joined,
    JoiningAnswer,
    JoiningEffect,
    Kept,
    LeaveCommunity,
    NotJoined,
    Rest,
    SetRhythm,
    SpeakIn,
    WaitForSeat,
)
from core.talk.effects.keeping import KeepingAnswer, KeepingEffect
from core.talk.effects.leaving import (
    BeforeErasing,
    Erase,
    ExportReady,
    LeavingAnswer,
    LeavingEffect,
    LookBeforeErasing,
    PrepareExport,
)
from core.talk.effects.linking import (
    LinkCodeMade,
    LinkCodeRead,
    Linked,
    LinkedPlace,
    LinkHere,
    LinkingAnswer,
    LinkingEffect,
    LinksSeen,
    LookAtLinks,
    MakeLinkCode,
    NewsHere,
    ReadLinkCode,
    Unlink,
    Unlinked,
)
from core.talk.effects.openings import OpeningAnswer, OpeningEffect
from core.talk.effects.posts import (
    AnswerCheer,
    CheerLine,
    CheerPlaced,
    CheerSeen,
    KeepPost,
    LookAtCheer,
    LookAtPost,
    LookAtPosts,
    OfferHand,
    PostAnswer,
    PostEffect,
    PostKept,
    PostSeen,
    PostsSeen,
)
from core.talk.effects.requests import (
    EndRequest,
    HandContact,
    LookAtOpen,
    LookAtRequest,
    LookAtUnanswered,
    Moved,
    NoteGrowth,
    NotMoved,
    NotSent,
    OpenSeen,
    PassOn,
    RequestAnswer,
    RequestEffect,
    RequestSeen,
    RequestSent,
    Ride,
    SendRequest,
    Suggest,
    TakeBack,
    TakeIdea,
    Thank,
    ThankForReading,
    Unanswered,
)
from core.talk.effects.roads import (
    AskedDirection,
    EditionsSeen,
    GrowthNote,
    GrowthSeen,
    KeepAnswer,
    LookAtEditions,
    LookAtGrowth,
    LookAtNeighbours,
    Neighbour,
    NeighboursSeen,
    PublishVector,
    RoadAnswer,
    RoadEffect,
    TakeStep,
    VectorPublished,
)
from core.talk.effects.rooms import (
    LookAtMembers,
    LookAtRoom,
    MembersSeen,
    RoomAnswer,
    RoomEffect,
    RoomSeen,
)
from core.talk.effects.searching import LookForWords, WordsFound
from core.talk.effects.somebody import SomebodyAnswer, SomebodyEffect
from core.talk.effects.soundings import (
    AnswerHint,
    CloseSounding,
    HintMoved,
    HintSeen,
    LookAtHint,
    LookAtSounding,
    Sound,
    Sounded,
    SoundingAnswer,
    SoundingEffect,
    SoundingSeen,
    TakeHint,
    ThankForHint,
)
from core.talk.effects.understanding import GuessMeaning, MeaningGuessed

Effect = (
    JoiningEffect
    | RoadEffect
    | PostEffect
    | RoomEffect
    | LookForWords
    | SomebodyEffect
    | UseMended
    | AskEffect
    | RequestEffect
    | SoundingEffect
    | FlagEffect
    | ApartEffect
    | CallEffect
    | KeepingEffect
    | OpeningEffect
    | LeavingEffect
    | LinkingEffect
    | AskCoach
    | GuessMeaning
)
Answer = (
    JoiningAnswer
    | RoadAnswer
    | PostAnswer
    | RoomAnswer
    | WordsFound
    | SomebodyAnswer
    | MendedUsed
    | AskAnswer
    | RequestAnswer
    | SoundingAnswer
    | FlagAnswer
    | ApartAnswer
    | CallAnswer
    | KeepingAnswer
    | OpeningAnswer
    | LeavingAnswer
    | LinkingAnswer
    | CoachAnswered
    | MeaningGuessed
)


@dataclass(frozen=True, slots=True)
class Done:
    """An effect was carried out; this is its answer."""

    answer: Answer
    kind: Literal["done"] = "done"
