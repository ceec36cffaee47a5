"""What a flow asks for, and what it hears back.

Effects are imperative, answers are past tense. Both are values: the engine carries
an effect out in the event's own transaction and hands the answer to the flow's next
step as `Done`. `Look…` effects only read. `FindPeople` takes longer and comes back as
an event of its own. Each noun has a module, and whoever needs an effect takes it from
there.
"""

from dataclasses import dataclass
from typing import Literal

from core.talk.effects.adding import AddingNoted, NoteAdding
from core.talk.effects.apart import ApartAnswer, ApartEffect
from core.talk.effects.asks import AskAnswer, AskEffect
from core.talk.effects.calls import CallAnswer, CallEffect
from core.talk.effects.coaching import AskCoach, CoachAnswered
from core.talk.effects.echoes import MendedUsed, UseMended
from core.talk.effects.flags import FlagAnswer, FlagEffect
from core.talk.effects.joining import JoiningAnswer, JoiningEffect
from core.talk.effects.keeping import KeepingAnswer, KeepingEffect
from core.talk.effects.leaving import LeavingAnswer, LeavingEffect
from core.talk.effects.linking import LinkingAnswer, LinkingEffect
from core.talk.effects.openings import OpeningAnswer, OpeningEffect
from core.talk.effects.posts import PostAnswer, PostEffect
from core.talk.effects.requests import RequestAnswer, RequestEffect
from core.talk.effects.roads import RoadAnswer, RoadEffect
from core.talk.effects.rooms import RoomAnswer, RoomEffect
from core.talk.effects.searching import LookForWords, WordsFound
from core.talk.effects.somebody import SomebodyAnswer, SomebodyEffect
from core.talk.effects.soundings import SoundingAnswer, SoundingEffect
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
    | NoteAdding
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
    | AddingNoted
    | CoachAnswered
    | MeaningGuessed
)


@dataclass(frozen=True, slots=True)
class Done:
    """An effect was carried out; this is its answer."""

    answer: Answer
    kind: Literal["done"] = "done"
