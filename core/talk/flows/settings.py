"""What a member decides about their own talk: name, language, rest, rhythm, consents.

Every change says what it was changed to, in the language that holds from now on, and
can be taken back with one tap.
"""

from dataclasses import dataclass
from typing import Literal, cast, get_args

from core.domain.coaching import MODEL_CONSENT, ROADS_CONSENT
from core.domain.members import Language, Rhythm, tidy_name
from core.domain.sounding import HINTS_CONSENT
from core.talk.effects.joining import CallMe, Consent, Rest, SetRhythm, SpeakIn
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows.coached import model_name
from core.talk.flows.hint import may_ask
from core.talk.flows.menu import menu_options
from core.talk.flows.words import nods
from core.talk.incoming import Said
from core.talk.notices import app
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, Show, T, Words
from core.talk.voice import word


@dataclass(frozen=True, slots=True)
class Naming:
    """Waits for a name."""

    kind: Literal["naming"] = "naming"


@dataclass(frozen=True, slots=True)
class Resting:
    """Waits for "rest", after what it means was said."""

    kind: Literal["resting"] = "resting"


State = Naming | Resting

_LANGUAGES: dict[Language, Phrase] = {
    "ja": T("settings.japanese"),
    "en": T("settings.english"),
}
_RHYTHMS: dict[Rhythm, Phrase] = {
    "daily": T("settings.daily"),
    "weekly": T("settings.weekly"),
    "twice_monthly": T("settings.twice_monthly"),
    "whenever": T("settings.whenever"),
}


def open_(opened: Opened, facts: Facts) -> Turn:
    """Show everything, or go straight to one thing."""
    match opened.verb:
        case "rest":
            return _rest(facts)
        case "resume":
            return _resume(facts)
        case "name" if not opened.arg:
            return Turn((_which_name(),), Naming())
        case "name":
            return _call(opened.arg, facts)
        case "language":
            return _speak(opened.arg, facts)
        case "rhythm":
            return _keep_time(opened.arg, facts)
        case "models":
            return _models(opened.arg, facts)
        case "roads":
            return _roads(opened.arg, facts)
        case "hints":
            return _hints(opened.arg)
        case _:
            return Turn(_everything(facts))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state, heard:
        case Naming(), Said(text=text) if tidy_name(text) and not nods(text):
            return _call(tidy_name(text), facts)
        case Naming(), Picked(verb="as_it_is"):
            return Turn((Say(T("settings.as_it_was")),))
        case Resting(), Picked(verb="rest"):
            options = (Option(T("settings.resume"), "resume", flow="settings"),)
            said = Say(T("settings.resting_now"), options)
            # A rest is a rest: no question waits below.
            return Turn((said,), do=(Rest(resting=True),), clear=True)
        case Resting(), Picked(verb="not_now"):
            return Turn((Say(T("settings.as_it_was")),))
        case _:
            return None


# Everything at a glance


def _everything(facts: Facts) -> tuple[Saying, ...]:
    member = facts.member
    rows: list[tuple[Words, Words]] = [
        (T("settings.name"), member.name or T("settings.no_name")),
        (T("settings.language"), _LANGUAGES[member.language]),
        (T("settings.rhythm"), _RHYTHMS[member.rhythm]),
        (T("settings.hints"), _asked(facts.willing)),
    ]
    if member.resting:
        rows.append((T("settings.rest"), T("settings.is_resting")))
    if facts.models_offered:
        rows.append((T("settings.models"), _used(facts.model_consent)))
        if facts.model_consent:
            rows.append((T("settings.roads"), _used(facts.roads_consent)))
    if len(facts.apps) > 1:
        apps = [word(app(one), member.language) for one in facts.apps]
        rows.append((T("link.title"), " · ".join(apps)))
    card = Show(T("settings.title"), facts=tuple(rows))
    return (
        card,
        Say(T("settings.which"), _changes(facts)),
        Say(T("settings.own_words"), _own_words()),
    )


def _used(given: bool | None) -> Phrase:
    return T("settings.used") if given else T("settings.not_used")


def _asked(willing: bool | None) -> Phrase:
    return T("hint.may_be_asked") if willing else T("settings.hints_not")


def _changes(facts: Facts) -> tuple[Option, ...]:
    resting = facts.member.resting
    rest = T("settings.resume") if resting else T("settings.rest")
    options = [
        Option(T("settings.name"), "name", flow="settings"),
        Option(T("settings.language"), "language", flow="settings"),
        Option(T("settings.link"), "", flow="link"),
        Option(rest, "resume" if resting else "rest", flow="settings"),
        Option(T("settings.rhythm"), "rhythm", flow="settings"),
        Option(T("settings.hints"), "hints", flow="settings"),
        Option(T("apart.keep"), "", flow="apart"),
    ]
    if facts.models_offered:
        options.append(Option(T("settings.models"), "models", flow="settings"))
        if facts.model_consent:
            options.append(Option(T("settings.roads"), "roads", flow="settings"))
    if facts.vector.put_into_words:
        options.append(Option(T("settings.places"), "places", flow="vector"))
    return tuple(options)


def _own_words() -> tuple[Option, ...]:
    return (
        Option(T("settings.export"), "export", flow="leave"),
        Option(T("settings.erase"), "erase", flow="leave"),
        Option(T("settings.leave_room"), "rooms", flow="leave"),
    )


def _changed(said: Phrase, verb: str, former: str) -> tuple[Saying, ...]:
    undo = (Option(T("settings.undo"), verb, former, flow="settings"),)
    return (Say(said, undo if former else ()),)


# Name, language, rhythm, models


def _which_name() -> Say:
    return Say(T("settings.ask_name"), (Option(T("settings.leave_as_is"), "as_it_is"),))


def _call(name: str, facts: Facts) -> Turn:
    said = _changed(T("settings.called", name=name), "name", facts.member.name)
    return Turn(said, do=(CallMe(name),))


def _speak(wanted: str, facts: Facts) -> Turn:
    if wanted not in get_args(Language):
        options = tuple(
            Option(label, "language", language, flow="settings")
            for language, label in _LANGUAGES.items()
        )
        return Turn((Say(T("settings.which_language"), options),))
    former = facts.member.language
    said = _changed(
        T("settings.speaks"), "language", former if former != wanted else ""
    )
    return Turn(said, do=(SpeakIn(cast(Language, wanted)),))


def _keep_time(wanted: str, facts: Facts) -> Turn:
    if wanted not in get_args(Rhythm):
        options = tuple(
            Option(label, "rhythm", rhythm, flow="settings")
            for rhythm, label in _RHYTHMS.items()
        )
        return Turn((Say(T("settings.which_rhythm"), options),))
    rhythm = cast(Rhythm, wanted)
    said = T("settings.rhythm_set", rhythm=_RHYTHMS[rhythm])
    return Turn(_changed(said, "rhythm", facts.member.rhythm), do=(SetRhythm(rhythm),))


def _models(wanted: str, facts: Facts) -> Turn:
    if not facts.models_offered:
        return Turn((Say(T("settings.no_models")),))
    if wanted not in {"yes", "no"}:
        return _may_it("models", T("settings.ask_models", model=model_name(facts)))
    given = wanted == "yes"
    said = T("settings.models_yes") if given else T("settings.models_no")
    choices: list[Option] = []
    if given and facts.roads_consent is None:
        choices.append(Option(T("settings.roads"), "roads", flow="settings"))
    choices.append(
        Option(T("settings.undo"), "models", _other(wanted), flow="settings")
    )
    return Turn((Say(said, tuple(choices)),), do=(Consent(MODEL_CONSENT, given=given),))


def _roads(wanted: str, facts: Facts) -> Turn:
    if not facts.models_offered or not facts.model_consent:
        return _models("", facts)
    if wanted not in {"yes", "no"}:
        return _may_it("roads", T("settings.ask_roads", model=model_name(facts)))
    given = wanted == "yes"
    said = T("settings.roads_yes") if given else T("settings.roads_no")
    return Turn(
        _changed(said, "roads", _other(wanted)),
        do=(Consent(ROADS_CONSENT, given=given),),
    )


def _may_it(what: str, question: Phrase) -> Turn:
    options = (
        Option(T("settings.use"), what, "yes", flow="settings"),
        Option(T("settings.use_not"), what, "no", flow="settings"),
    )
    return Turn((Say(question, options),))


def _hints(wanted: str) -> Turn:
    """Let this member be asked how they might word somebody's line, or not."""
    if wanted not in {"yes", "no"}:
        return Turn((Say(T("settings.ask_hints"), may_ask()),))
    given = wanted == "yes"
    said = T("settings.hints_yes") if given else T("settings.hints_no")
    return Turn(
        _changed(said, "hints", _other(wanted)),
        do=(Consent(HINTS_CONSENT, given=given),),
    )


def _other(wanted: str) -> str:
    return "no" if wanted == "yes" else "yes"


# Rest


def _rest(facts: Facts) -> Turn:
    if facts.member.resting:
        options = (Option(T("settings.resume"), "resume", flow="settings"),)
        return Turn((Say(T("settings.resting_already"), options),))
    return Turn((_what_rest_is(),), Resting())


def _what_rest_is() -> Say:
    options = (
        Option(T("settings.rest"), "rest"),
        Option(T("settings.not_now"), "not_now"),
    )
    return Say(T("settings.what_rest_is"), options)


def _resume(facts: Facts) -> Turn:
    """Welcome back with the last link of the chain, and no word about the gap."""
    if not facts.member.resting:
        # "Back" from a dialogue on top is heard as: go on with the one below.
        return Turn() if facts.busy else Turn(then=Start("home", "back"))
    name = facts.member.name or T("talk.somebody")
    step = facts.last_post.next_step if facts.last_post else facts.vector.next_step
    welcome = (
        T("home.back_with_step", name=name, step=step)
        if step
        else T("home.back", name=name)
    )
    said = Say(welcome, () if facts.busy else menu_options())
    return Turn((said,), do=(Rest(resting=False),))


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Naming():
            return (_which_name(),)
        case Resting():
            return (_what_rest_is(),)


FLOW = Flow(
    "settings",
    State,
    open_,
    step,
    ask,
    short=Short(
        yes=("rest",),
        no=("as_it_is", "not_now"),
        leaves=("as_it_is", "not_now"),
        unsure=("as_it_is",),
    ),
)
