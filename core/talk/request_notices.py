"""What is told of requests, rides and asks: pure builders, as `core.talk.notices`."""

from collections.abc import Mapping, Sequence

from core.domain.members import Language
from core.domain.requests import ENDINGS, Ending, Request
from core.domain.sentences import Lang, voice_of
from core.talk.days import weekday
from core.talk.notices import called
from core.talk.turn import Option, Phrase, Say, Saying, Show, T, Words

ENDING_WORDS: Mapping[Ending, Phrase] = {
    "done": T("follow.done"),
    "stepped_off": T("follow.stepped_off"),
    "changed": T("follow.changed"),
    "faded": T("follow.faded"),
}


_WRITTEN_IN: Mapping[Lang, Phrase] = {
    "ja": T("answer.in_japanese"),
    "en": T("answer.in_english"),
}


def request_arrived(
    request: Request,
    *,
    asker: str,
    destination: str,
    earns: bool,
    earns_words: str,
    from_owner: bool,
    again_this_month: bool,
    reader: Language,
    zone: str,
) -> Sequence[Saying]:
    """A request to you: their words, their road, who earns, four ways to answer."""
    earning: Words = (earns_words or T("answer.earns_yes")) if earns else ""
    facts: list[tuple[Words, Words]] = []
    if destination:
        facts.append((T("answer.their_road", name=called(asker)), destination))
    facts.append((T("answer.who_earns"), earning or T("answer.earns_nobody")))
    if from_owner:
        facts.append((T("answer.from_owner"), T("answer.from_owner_fine")))
    if again_this_month:
        facts.append((T("answer.before"), T("answer.again_this_month")))
    facts += in_other_words(request, reader, zone)
    return (
        Show(
            title=T("answer.arrived", name=called(asker)),
            body=request.text,
            facts=tuple(facts),
            options=(
                Option(T("answer.ride"), "ride", request.id, flow="answer"),
                Option(T("answer.suggest"), "suggest", request.id, flow="answer"),
                Option(T("answer.pass"), "pass", request.id, flow="answer"),
                Option(T("answer.later"), "later", request.id, flow="answer"),
            ),
            look="request",
            face=asker,
            spoken_by=asker,
        ),
    )


def in_other_words(
    request: Request, reader: Language, zone: str
) -> tuple[tuple[Words, Words], ...]:
    """Say what a message tells in a language that is not its reader's.

    The words themselves stay as whoever sent them saw them.
    """
    written = voice_of(request.text)
    if written == reader:
        return ()
    day = weekday(request.lapse_at, zone)
    return (
        (T("answer.written_in"), _WRITTEN_IN[written]),
        (T("answer.your_answer"), T("answer.all_are_fine", day=day)),
    )


def rides(request: Request, helper: str) -> Sequence[Saying]:
    """They said yes; both may hand over a contact."""
    body: Words = (
        T("follow.stretch", stretch=request.stretch) if request.stretch else ""
    )
    return (
        Show(
            title=T("follow.rides", name=called(helper)),
            body=body,
            options=_riding(request),
            look="request",
            face=helper,
        ),
    )


def _riding(request: Request) -> tuple[Option, ...]:
    return (
        Option(T("follow.hand_contact"), "contact", request.id, flow="follow"),
        Option(T("follow.ended"), "ended", request.id, flow="follow"),
    )


def idea_arrived(request: Request, helper: str) -> Sequence[Saying]:
    """Another road, from the helper."""
    return (
        Show(
            title=T("follow.idea_arrived", name=called(helper)),
            body=request.idea,
            options=(
                Option(T("follow.idea_take"), "idea", request.id, flow="follow"),
                Option(T("follow.idea_mix"), "mix", request.id, flow="follow"),
                Option(
                    T("follow.idea_first_form"), "first_form", request.id, flow="follow"
                ),
            ),
            look="request",
            face=helper,
            spoken_by=helper,
        ),
    )


def idea_taken(request: Request, asker: str, words: str) -> Sequence[Saying]:
    """Your idea is on board."""
    body: Words = T("follow.idea_mixed", words=words) if words else request.idea
    return (
        Show(
            title=T("follow.idea_taken", name=called(asker)),
            body=body,
            options=_riding(request),
            look="thanks",
            face=asker,
        ),
    )


def first_form_kept(request: Request, asker: str) -> Sequence[Saying]:
    """Thanks for the idea; this time in the first form, and passing is fine."""
    return (
        Show(
            title=T("follow.first_form_kept", name=called(asker)),
            body=request.text,
            options=(
                Option(T("answer.ride"), "ride", request.id, flow="answer"),
                Option(T("answer.pass"), "pass", request.id, flow="answer"),
            ),
            look="request",
            face=asker,
        ),
    )


def passed(
    request: Request, helper: str, words: str, suggested: str
) -> Sequence[Saying]:
    """They pass this time; a thank-you is one tap away."""
    said: list[Saying] = [
        Say(
            T("follow.passed_with_words", name=called(helper), words=words),
            spoken_by=helper,
        )
        if words
        else Say(T("follow.passed", name=called(helper)))
    ]
    if suggested:
        said.append(Say(T("follow.passed_suggests", words=suggested)))
    said.append(
        Say(
            T("follow.passed_then"),
            (
                Option(T("follow.thank_reading"), "reading", request.id, flow="follow"),
                *_onwards(request),
            ),
        )
    )
    return said


def _onwards(request: Request) -> tuple[Option, ...]:
    return (
        Option(T("ask.other_people"), "again", request.ask_id, flow="ask"),
        Option(T("ask.make_flag"), "from_ask", request.ask_id, flow="flag"),
        Option(T("ask.close"), "close", request.ask_id, flow="ask"),
    )


def lapsed(request: Request, helper: str) -> Sequence[Saying]:
    """Silence is a pass; nothing was sent to them."""
    return (Say(T("follow.lapsed", name=called(helper)), _onwards(request)),)


def thanked_for_reading(asker: str) -> Sequence[Saying]:
    """A thank-you to somebody who passed."""
    return (Say(T("follow.thanked_for_reading", name=called(asker))),)


def taken_back(asker: str) -> Sequence[Saying]:
    """A request is no longer open."""
    return (Say(T("follow.taken_back", name=called(asker))),)


def contact_handed(request: Request, name: str, words: str) -> Sequence[Saying]:
    """Their contact, as they typed it."""
    return (
        Show(
            title=T("follow.contact_arrived", name=called(name)),
            body=words,
            options=_riding(request),
            face=name,
        ),
    )


def ended(request: Request, name: str, ending: Ending, mine: str) -> Sequence[Saying]:
    """The other side says what became of it."""
    title = T("follow.other_ended", name=called(name), ending=ENDING_WORDS[ending])
    return (_over(title, request, name, mine, thanked=False),)


def over(
    request: Request, name: str, mine: str, *, thanked: bool
) -> tuple[Saying, ...]:
    """A ride is over already, however that came; what may follow is still there."""
    return (_over(T("box.rode_with", name=called(name)), request, name, mine, thanked),)


def _over(title: Phrase, request: Request, name: str, mine: str, thanked: bool) -> Show:
    """Return a card, since its buttons are there as well after the next message."""
    road = Option(T("follow.my_road"), "growth", request.id, flow="follow")
    thanks = Option(T("follow.write_thanks"), "thanks", request.id, flow="follow")
    options = (thanks, road) if mine == "asker" and not thanked else (road,)
    return Show(title=title, options=options, look="request", face=name)


def thanks_arrived(request: Request, asker: str, text: str) -> Sequence[Saying]:
    """Thanks with a reason; one's own road may be noted."""
    return (
        Show(
            title=T("follow.thanks_arrived", name=called(asker)),
            body=text,
            options=(Option(T("follow.my_road"), "growth", request.id, flow="follow"),),
            look="thanks",
            face=asker,
            spoken_by=asker,
        ),
    )


def unreachable(request: Request) -> Sequence[Saying]:
    """It could not be delivered; no cause is told."""
    return (Say(T("follow.not_delivered"), _onwards(request)),)


def stepped_off(request: Request, name: str, mine: str) -> Sequence[Saying]:
    """Somebody got off; of a ride, thanks and one's own road are still there."""
    title = T("follow.got_off", name=called(name))
    if request.state in ENDINGS:
        return (_over(title, request, name, mine, thanked=False),)
    return (Say(title),)


def road_came_near(need: str, ask_id: str) -> Sequence[Saying]:
    """A new road comes near to something the member asked to be remembered."""
    return (
        Say(
            T("ask.road_came_near", need=need),
            (
                Option(T("ask.look_again"), "again", ask_id, flow="ask"),
                Option(T("ask.close"), "close", ask_id, flow="ask"),
            ),
        ),
    )
