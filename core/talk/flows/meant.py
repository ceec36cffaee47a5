"""Buttons for what words out of nowhere may mean; nothing happens before a tap."""

from collections.abc import Iterable, Mapping, Sequence

from core.domain.meaning import NOTHING, Meant, Wish, meaning
from core.talk.flows.about_topics import as_topic, choices
from core.talk.flows.sounding import BEGIN
from core.talk.notices import called
from core.talk.turn import Option, T

AS_ASK = Option(T("home.as_ask"), "ask")
AS_POST = Option(T("home.as_post"), "post")
AS_QUESTION = Option(T("home.as_question"), "question")
AS_NOTHING = Option(T("home.as_nothing"), "nothing")

_WISHES: Mapping[Wish, tuple[Option, ...]] = {
    "post": (Option(T("menu.post"), "", flow="post"),),
    "rest": (Option(T("home.rest"), "rest", flow="settings"),),
    "resume": (Option(T("home.resume"), "resume", flow="settings"),),
    "thanks": (Option(T("home.thanks"), "ended", flow="box"),),
    "done": (Option(T("home.done"), "ended", flow="box"),),
    "flag": (
        Option(T("flag.raise_own"), "", flow="flag"),
        Option(T("flag.see_others"), "list", flow="flag"),
    ),
    "vector": (Option(T("home.vector"), "", flow="vector"),),
    "sounding": (BEGIN,),
    "road": (Option(T("menu.road"), "", flow="road"),),
    "box": (Option(T("menu.box"), "", flow="box"),),
    "room": (
        Option(T("menu.room"), "", flow="room"),
        Option(T("post.everyones"), "posts", flow="room"),
    ),
    "settings": (Option(T("menu.settings"), "", flow="settings"),),
    "language": (
        Option(T("home.in_japanese"), "language", "ja", flow="settings"),
        Option(T("home.in_english"), "language", "en", flow="settings"),
    ),
    "link": (Option(T("settings.link"), "", flow="link"),),
    "leave": (Option(T("home.leave"), "stop", flow="leave"),),
    "erase": (Option(T("home.erase"), "erase", flow="leave"),),
    "export": (Option(T("home.export"), "export", flow="leave"),),
    "search": (Option(T("home.search"), "search"),),
    "apart": (Option(T("apart.keep"), "apart"),),
}

_OF_THE_ACCOUNT = frozenset(
    {"erase", "leave", "export", "rest", "language", "settings", "link"}
)


def buttons(meant: Sequence[Meant], *, question: bool) -> tuple[Option, ...]:
    """Return what words may be tapped as, the likeliest first, each once.

    Args:
        meant: What they may mean.
        question: Whether they ask something, perhaps us.
    """
    first: Iterable[Option] = (option for one in meant for option in likely(one))
    if NOTHING in meant and not question:
        first = (AS_POST,)  # what is only told is nearest to a post
    hard = any(one.kind == "crisis" for one in meant)
    always = (
        *((AS_QUESTION,) if question else ()),
        AS_ASK,
        *(() if question or hard else (AS_POST,)),
        AS_NOTHING,
    )
    offered: list[Option] = []
    for option in (*first, *always):
        if option not in offered:
            offered.append(option)
    return tuple(offered)


def people_named(people: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
    """Return what words that name people, by id and name, may be tapped as."""
    match people:
        case ((id_, _),):
            return (
                Option(T("home.turn_to_them"), "turn_to", id_),
                Option(T("home.know_them"), "know", id_),
            )
        case _:
            return tuple(Option(called(name), "know", id_) for id_, name in people)


def wished(meant: Meant) -> tuple[Option, ...]:
    """Return the buttons for a wish that are there wherever somebody is."""
    return _WISHES[meant.wish] if meant.wish and meant.wish != "search" else ()


def of_the_account(text: str) -> bool:
    """Whether words wish for what is done with an account, and are no story or note."""
    return meaning(text).wish in _OF_THE_ACCOUNT


def likely(meant: Meant) -> Iterable[Option]:
    """Return the buttons for one meaning; () where nothing is known of it."""
    match meant.kind:
        case "wish":
            return _WISHES[meant.wish] if meant.wish else ()
        case "ask":
            return (AS_ASK,)
        case "crisis":
            return (Option(T("home.sos"), "", flow="sos"),)
        case "about":
            topic = as_topic(meant.what)
            return choices((topic,)) if topic else (AS_QUESTION,)
        case _:
            return ()
