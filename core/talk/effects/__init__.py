"""What a flow asks for, and what it hears back.

Effects are imperative, answers are past tense. Both are values: the engine carries
an effect out in the event's own transaction and hands the answer to the flow's next
step as `Done`. `Look…` effects only read. `FindPeople` takes longer and comes back as
an event of its own.
"""

from dataclasses import dataclass
from typing import Literal

from core.talk.effects.asks import (
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
    Kept,
    LeaveCommunity,
    NotJoined,
    Rest,
    SetRhythm,
    SpeakIn,
    WaitForSeat,
)
from core.talk.effects.leaving import (
    BeforeErasing,
    Erase,
    ExportReady,
    LookBeforeErasing,
    PrepareExport,
)
from core.talk.effects.linking import (
    LinkCodeMade,
    LinkCodeRead,
    Linked,
    LinkedPlace,
    LinkHere,
    LinksSeen,
    LookAtLinks,
    MakeLinkCode,
    NewsHere,
    ReadLinkCode,
    Unlink,
    Unlinked,
)
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
    PostKept,
    PostSeen,
    PostsSeen,
)
from core.talk.effects.requests import (
    EndRequest,
    HandContact,
    LookAtOpen,
    LookAtRequest,
    Moved,
    NoteGrowth,
    NotMoved,
    NotSent,
    OpenSeen,
    PassOn,
    RequestSeen,
    RequestSent,
    Ride,
    SendRequest,
    Suggest,
    TakeBack,
    TakeIdea,
    Thank,
    ThankForReading,
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
    TakeStep,
    VectorPublished,
)
from core.talk.effects.rooms import LookAtMembers, LookAtRoom, MembersSeen, RoomSeen
from core.talk.effects.searching import LookForWords, WordsFound
from core.talk.effects.soundings import (
    AnswerHint,
    CloseSounding,
    HintMoved,
    HintSeen,
    LookAtHint,
    LookAtSounding,
    Sound,
    Sounded,
    SoundingSeen,
    TakeHint,
    ThankForHint,
)
from core.talk.effects.understanding import GuessMeaning, MeaningGuessed

Effect = (
    JoinByCode
    | WaitForSeat
    | LeaveCommunity
    | CallMe
    | SpeakIn
    | SetRhythm
    | Rest
    | Consent
    | KeepAnswer
    | PublishVector
    | TakeStep
    | AskedDirection
    | KeepPost
    | LookAtPosts
    | LookAtPost
    | CheerLine
    | OfferHand
    | LookAtCheer
    | AnswerCheer
    | LookAtRoom
    | LookForWords
    | UseMended
    | LookAtMembers
    | LookAtGrowth
    | LookAtEditions
    | LookAtNeighbours
    | OpenAsk
    | FindPeople
    | LookAtAsk
    | LookAtPerson
    | CloseAsk
    | RememberAsk
    | SendRequest
    | LookAtRequest
    | Ride
    | Suggest
    | PassOn
    | TakeIdea
    | ThankForReading
    | TakeBack
    | HandContact
    | EndRequest
    | Thank
    | NoteGrowth
    | LookAtOpen
    | LookAtSounding
    | Sound
    | CloseSounding
    | LookAtHint
    | AnswerHint
    | TakeHint
    | ThankForHint
    | RaiseFlag
    | LookAtFlags
    | LookAtFlag
    | HoldFlag
    | LetGoOfFlag
    | FoldFlag
    | ShowInGroups
    | CallEffect
    | PrepareExport
    | LookBeforeErasing
    | Erase
    | LookAtLinks
    | MakeLinkCode
    | ReadLinkCode
    | LinkHere
    | Unlink
    | NewsHere
    | AskCoach
    | GuessMeaning
)
Answer = (
    Joined
    | NotJoined
    | Kept
    | VectorPublished
    | NeighboursSeen
    | PostKept
    | PostsSeen
    | PostSeen
    | CheerPlaced
    | CheerSeen
    | RoomSeen
    | MembersSeen
    | WordsFound
    | MendedUsed
    | GrowthSeen
    | EditionsSeen
    | AskOpened
    | AskSeen
    | PeopleFound
    | PersonSeen
    | RequestSent
    | NotSent
    | RequestSeen
    | Moved
    | NotMoved
    | OpenSeen
    | SoundingSeen
    | Sounded
    | HintSeen
    | HintMoved
    | FlagRaised
    | FlagsSeen
    | FlagShown
    | FlagHeld
    | FlagMissed
    | CallAnswer
    | ExportReady
    | BeforeErasing
    | LinksSeen
    | LinkCodeMade
    | LinkCodeRead
    | Linked
    | Unlinked
    | CoachAnswered
    | MeaningGuessed
)


@dataclass(frozen=True, slots=True)
class Done:
    """An effect was carried out; this is its answer."""

    answer: Answer
    kind: Literal["done"] = "done"


__all__ = [
    "Answer",
    "AnswerCheer",
    "AnswerHint",
    "AskCoach",
    "AskOpened",
    "AskSeen",
    "AskedDirection",
    "BeforeErasing",
    "CallAnswer",
    "CallEffect",
    "CallMe",
    "CheerLine",
    "CheerPlaced",
    "CheerSeen",
    "CloseAsk",
    "CloseSounding",
    "CoachAnswered",
    "Consent",
    "Done",
    "EditionsSeen",
    "Effect",
    "EndRequest",
    "Erase",
    "ExportReady",
    "FindPeople",
    "FlagHeld",
    "FlagMissed",
    "FlagRaised",
    "FlagSeen",
    "FlagShown",
    "FlagsSeen",
    "FoldFlag",
    "GrowthNote",
    "GrowthSeen",
    "GuessMeaning",
    "HandContact",
    "HintMoved",
    "HintSeen",
    "HoldFlag",
    "JoinByCode",
    "Joined",
    "KeepAnswer",
    "KeepPost",
    "Kept",
    "LeaveCommunity",
    "LetGoOfFlag",
    "LinkCodeMade",
    "LinkCodeRead",
    "LinkHere",
    "Linked",
    "LinkedPlace",
    "LinksSeen",
    "LookAtAsk",
    "LookAtCheer",
    "LookAtEditions",
    "LookAtFlag",
    "LookAtFlags",
    "LookAtGrowth",
    "LookAtHint",
    "LookAtLinks",
    "LookAtMembers",
    "LookAtNeighbours",
    "LookAtOpen",
    "LookAtPerson",
    "LookAtPost",
    "LookAtPosts",
    "LookAtRequest",
    "LookAtRoom",
    "LookAtSounding",
    "LookBeforeErasing",
    "LookForWords",
    "MakeLinkCode",
    "MeaningGuessed",
    "MembersSeen",
    "MendedUsed",
    "Moved",
    "Neighbour",
    "NeighboursSeen",
    "NewsHere",
    "NotJoined",
    "NotMoved",
    "NotSent",
    "NoteGrowth",
    "OfferHand",
    "OpenAsk",
    "OpenSeen",
    "PassOn",
    "PeopleFound",
    "Person",
    "PersonSeen",
    "PostKept",
    "PostSeen",
    "PostsSeen",
    "PrepareExport",
    "PublishVector",
    "RaiseFlag",
    "ReadLinkCode",
    "RememberAsk",
    "RequestSeen",
    "RequestSent",
    "Rest",
    "Ride",
    "RoomSeen",
    "SendRequest",
    "SetRhythm",
    "ShowInGroups",
    "Sound",
    "Sounded",
    "SoundingSeen",
    "SpeakIn",
    "Suggest",
    "TakeBack",
    "TakeHint",
    "TakeIdea",
    "TakeStep",
    "Thank",
    "ThankForHint",
    "ThankForReading",
    "Unlink",
    "Unlinked",
    "UseMended",
    "VectorPublished",
    "WaitForSeat",
    "WordsFound",
]
