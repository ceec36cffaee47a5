"""What we can tell about ourselves: the words of each topic, and the button that fits.

What is told is in the catalogues and nowhere else; whoever finds the topic for a
question (patterns, examples, a text model) chooses one of these and adds nothing.
"""

from collections.abc import Iterable, Mapping

from core.domain.meaning import TOPICS, Topic
from core.talk.flows.sounding import BEGIN
from core.talk.turn import Option, Phrase, T

ANSWERS: Mapping[Topic, Phrase] = {
    "what": T("about.what"),
    "who_sees": T("about.who_sees"),
    "owner": T("about.owner"),
    "pass_seen": T("about.pass_seen"),
    "model": T("about.model_off"),
    "bot": T("about.bot"),
    "cost": T("about.cost"),
    "stored": T("about.stored"),
    "going": T("about.going"),
    "matching": T("about.matching"),
    "vector": T("about.vector"),
    "post": T("about.post"),
    "ask": T("about.ask"),
    "flag": T("about.flag"),
    "room": T("about.room"),
    "rest": T("about.resting"),
    "apps": T("about.apps"),
    "media": T("about.media"),
    "score": T("about.score"),
    "group": T("about.group"),
    "news": T("about.news"),
    "sos": T("about.sos"),
    "keeper": T("about.keeper"),
    "sounding": T("about.sounding"),
    "taken_back": T("about.taken_back"),
    "apart": T("about.apart"),
}
_ASK = Option(T("menu.ask"), "", flow="ask")
_REST = Option(T("about.rest"), "rest", flow="settings")
_ERASE = Option(T("about.erase"), "erase", flow="leave")
_ROOM = Option(T("menu.room"), "", flow="room")
_SETTINGS = Option(T("menu.settings"), "", flow="settings")
BUTTONS: Mapping[Topic, tuple[Option, ...]] = {
    "who_sees": (_ROOM,),
    "model": (_SETTINGS,),
    "stored": (Option(T("about.take_along"), "export", flow="leave"), _ERASE),
    "going": (_REST, Option(T("about.stop"), "stop", flow="leave"), _ERASE),
    "matching": (_ASK,),
    "vector": (Option(T("home.vector"), "", flow="vector"), BEGIN),
    "post": (Option(T("menu.post"), "", flow="post"),),
    "ask": (_ASK,),
    "flag": (
        Option(T("flag.raise_own"), "", flow="flag"),
        Option(T("flag.see_others"), "list", flow="flag"),
    ),
    "room": (_ROOM,),
    "rest": (_REST,),
    "apps": (Option(T("settings.link"), "", flow="link"),),
    "news": (Option(T("menu.box"), "", flow="box"), _SETTINGS),
    "sos": (
        Option(T("about.call_sos"), "anew", flow="sos"),
        Option(T("sos.lines"), "lines", flow="sos"),
    ),
    "keeper": (_ROOM,),
    "sounding": (BEGIN, _SETTINGS),
    "taken_back": (_ERASE,),
    "apart": (Option(T("apart.add"), "add", flow="apart"), _SETTINGS),
}
"""Topics without one of their own get the menu."""

_LABELS: Mapping[Topic, Phrase] = {
    "what": T("about.on_what"),
    "who_sees": T("about.on_who_sees"),
    "owner": T("about.on_owner"),
    "pass_seen": T("about.on_pass_seen"),
    "model": T("about.on_model"),
    "bot": T("about.on_bot"),
    "cost": T("about.on_cost"),
    "stored": T("about.on_stored"),
    "going": T("about.on_going"),
    "matching": T("about.on_matching"),
    "vector": T("about.on_vector"),
    "post": T("about.on_post"),
    "ask": T("about.on_ask"),
    "flag": T("about.on_flag"),
    "room": T("about.on_room"),
    "rest": T("about.on_rest"),
    "apps": T("about.on_apps"),
    "media": T("about.on_media"),
    "score": T("about.on_score"),
    "group": T("about.on_group"),
    "news": T("about.on_news"),
    "sos": T("about.on_sos"),
    "keeper": T("about.on_keeper"),
    "sounding": T("about.on_sounding"),
    "taken_back": T("about.on_taken_back"),
    "apart": T("about.on_apart"),
}
_TOLD_OFTEN: tuple[Topic, ...] = (
    "what",
    "who_sees",
    "ask",
    "pass_seen",
    "matching",
    "sos",
    "stored",
    "going",
)
OTHER = "other"
"""A question that no topic answers."""


def as_topic(name: str) -> Topic | None:
    """Return the topic of a name, if there is one."""
    return name if name in TOPICS else None


def choices(topics: Iterable[Topic] = _TOLD_OFTEN) -> tuple[Option, ...]:
    """Return choices that stand, each telling a topic."""
    return tuple(Option(_LABELS[one], one, flow="about") for one in topics)
