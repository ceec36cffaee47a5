"""At most three people, in no order, each with the reason in their own words."""

import re
from collections.abc import Mapping

from core.domain.helping import LineKind
from core.domain.meaning import is_question
from core.talk.commands import plain
from core.talk.effects.asks import PeopleFound, Person, PersonSeen
from core.talk.flow import Turn
from core.talk.flows.ask_states import Choosing, Nobody, Shown, State, Task
from core.talk.notices import called
from core.talk.turn import Option, Phrase, Say, Saying, Show, T, Words

_CARD_QUOTES = 2
_MOST_SHOWN = 3
_BEFORE_NAME = re.compile(
    r"(?:(?:やっぱり|やっぱ|うー*ん|えっと|よし|じゃあ?|では|それなら|なら)[、,…\s]*"
    r"|(?:actually|then|ok|and|maybe|hm+|let's ask|who is|who's|what about"
    r"|(?:tell me )?(?:more )?about)[,…\s]+)*",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(
    r"(?:the\s+|number\s+|no\.?\s*)?(?:いちばん|一番|[、\s])*(?:"
    r"(?P<first>上|左|最初|はじめ|(?:1|一)(?:番目?|つ目|人目)|ひとり目|ひとつ目|first|top|left)"
    r"|(?P<second>(?P<middle>真ん中|まん?なか|middle)|(?:2|二)(?:番目?|つ目|人目)|ふたり目"
    r"|ふたつ目|second)"
    r"|(?P<third>(?:3|三)(?:番目?|つ目|人目)|third)"
    r"|(?P<last>下|右|最後|おわり|last|bottom|right))"
    r"(?:の(?:人|ひと|方|かた|やつ|カード))?(?:さん)?(?:\s+(?:one|person|card))?"
    r"(?:(?:に|で|が|を)?(?:(?:お願い|おねがい)(?:(?:いた)?し(?:ます|たい(?:です)?))?|します"
    r"|(?:いい|よい|ええ|気になる|気になります)(?:です)?|頼みたい(?:です)?|見たい(?:です)?)?)?"
    r"(?:です|かな|な|ね|わ|で)*(?:,?\s+please)?"
)
_OTHERS = re.compile(
    r"(?:ほか|他|べつ|別)(?:の|に)?"
    r"(?:人|ひと|方|かた|3人|三人|だれか|誰か|も?(?:いる|いない|いません))"
    r"|(?:some|any)(?:one|body)\s+else|other\s+(?:people|three|ones)"
    r"|none\s+of\s+(?:them|these|those)|not\s+(?:them|these|those)"
    r"|different\s+people|^others\W*$",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:だれ|誰|どの(?:人|方|ひと)|どなた|どっち)(?:が|に)"
    r"(?:いい|良い|よい|よさ|合|おすすめ|お勧め|いちばん|一番|近|向|頼|声をかけ|聞|した)"
    r"|(?:おすすめ|お勧め)(?:は|の人)"
    r"|\bwho(?:m)?\s+(?:should|would|is\s+(?:the\s+)?(?:best|closest|nearest))"
    r"|\bwhich\s+(?:one|of\s+them|person)"
    r"|who\s+do\s+you\s+(?:recommend|suggest|think)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"人|ひと|方(?![法向角])|かた|\b(?:who|anyone|anybody|someone|somebody)\b",
    re.IGNORECASE,
)


def found(task: Task, answer: PeopleFound, seen: tuple[str, ...] = ()) -> Turn:
    """Show who was found, or say kindly that nobody is in sight yet.

    Where others than those `seen` were looked for and nobody else came, it says so.
    """
    if answer.failed:
        state: State = Nobody(task)
        return Turn((Say(T("ask.search_failed"), _nobody_options()),), state)
    if not answer.people:
        why = answer.nobody
        return nobody(task, resting=why == "all_resting", asked=why == "all_asked")
    people = tuple(remembered(person) for person in answer.people)
    said = cards(people)
    if answer.read_by:
        # Said before the choices, which stand last.
        by_model = Say(T("ask.read_by", model=answer.read_by))
        said = (*said[:-1], by_model, said[-1])
    if {person.id for person in people} <= set(seen):
        said = (Say(T("ask.nobody_else")), *said)
    return Turn(said, Choosing(task, people))


def remembered(person: Person) -> Shown:
    """Return somebody as the dialogue keeps them in mind."""
    return Shown(
        id=person.member.id,
        name=person.member.name,
        their_words=person.their_words,
        reasons=person.reasons,
        destination=person.destination,
        met=person.met,
    )


def cards(people: tuple[Shown, ...]) -> tuple[Saying, ...]:
    """Return a card for each person, and the other ways below them."""
    others = Say(T("ask.other_ways"), _other_ways())
    return (*(_card(person) for person in people), others)


def names(people: tuple[Shown, ...]) -> tuple[Saying, ...]:
    """Return who was shown, by name: what they write is read anew when looked at.

    Somebody may have taken words out of sight since the cards were made.
    """
    each = (Option(called(person.name), "more", person.id) for person in people)
    return (Say(T("ask.who_of_them"), (*each, *_other_ways())),)


def named(people: tuple[Shown, ...], text: str) -> Shown | None:
    """Return whom words begin with by name: "テツさんで", "Dougal please"."""
    if wants_advice(text):
        return None
    said = _BEFORE_NAME.sub("", text.strip(), count=1)
    meant = [
        one
        for one in people
        if re.match(rf"{re.escape(one.name)}(?![一-龯ァ-ヶーA-Za-z])", said, re.I)
    ]
    return meant[0] if len(meant) == 1 else _in_place(people, said)


def _in_place(people: tuple[Shown, ...], said: str) -> Shown | None:
    """Return whom words point at where the cards stand: 「真ん中の人で」."""
    pointed = _IN_PLACE.fullmatch(plain(said))
    if pointed is None:
        return None
    if pointed["middle"] and len(people) != _MOST_SHOWN:
        return None
    places = {"first": 0, "second": 1, "third": 2, "last": len(people) - 1}
    at = next(at for place, at in places.items() if pointed[place])
    return people[at] if at < len(people) else None


def points(text: str) -> bool:
    """Whether words point at a place, be there a card or not."""
    said = _BEFORE_NAME.sub("", text.strip(), count=1)
    return _IN_PLACE.fullmatch(plain(said)) is not None


def looked_with(words: str) -> tuple[Saying, ...]:
    """Say with which words people were looked for once more; () for none."""
    return (Say(T("ask.looked_with", words=words)),) if words else ()


def or_another() -> tuple[Saying, ...]:
    """Ask whether words below the people tell more of them, or are another ask."""
    options = (
        Option(T("ask.add_and_look"), "add"),
        Option(T("ask.another_ask"), "new"),
        Option(T("ask.stop"), "stop"),
    )
    return (Say(T("ask.more_or_another"), options),)


def wants_others(text: str) -> bool:
    """Whether somebody asks for other people than those shown."""
    return _OTHERS.search(text) is not None


def asks_for_somebody(text: str) -> bool:
    """Whether a question is about people: those shown, or others."""
    return is_question(text) and _SOMEBODY.search(text) is not None


def wants_advice(text: str) -> bool:
    """Whether somebody asks which of them to choose, which nobody here can say."""
    return _ADVICE.search(text) is not None


def _other_ways() -> tuple[Option, ...]:
    return (
        Option(T("ask.other_people"), "others"),
        Option(T("ask.make_flag"), "flag"),
        Option(T("ask.stop"), "stop"),
    )


def _card(person: Shown) -> Show:
    return Show(
        title=called(person.name),
        body=_why(person),
        options=(
            Option(T("ask.to_this_person"), "to", person.id),
            Option(T("ask.know_more"), "more", person.id),
        ),
        look="person",
        face=person.name,
    )


def _why(person: Shown) -> Words:
    said = [_reason(kind, quote) for kind, quote in person.reasons[:_CARD_QUOTES]]
    if person.met:
        said.append(T("ask.met"))
    match said:
        case []:
            return T("ask.new_road")
        case [one]:
            return T("ask.why_one", one=one)
        case [one, two]:
            return T("ask.why_two", one=one, two=two)
        case [one, two, *_]:
            return T("ask.why_three", one=one, two=two, three=said[-1])
    return ""


def _reason(kind: LineKind, quote: str) -> Phrase:
    reasons: Mapping[LineKind, Phrase] = {
        "destination": T("ask.reason_destination", quote=quote),
        "next_step": T("ask.reason_next_step", quote=quote),
        "origin": T("ask.reason_origin", quote=quote),
        "post_now": T("ask.reason_post_now", quote=quote),
        "post_next": T("ask.reason_post_next", quote=quote),
        "post_with": T("ask.reason_post_with", quote=quote),
    }
    return reasons[kind]


def nobody(task: Task, *, resting: bool, asked: bool = False) -> Turn:
    """Nobody obvious yet: words not written, people not to be asked, or all asked."""
    state = Nobody(task, resting, asked)
    return Turn(nobody_said(state), state)


def nobody_said(state: Nobody) -> tuple[Saying, ...]:
    """Return the words for nobody, with what can be done instead."""
    if state.named:
        others = Option(T("ask.near_people"), "others")
        return (Say(T("ask.not_them"), (others, *_nobody_options())),)
    words = T("ask.all_resting") if state.resting else T("ask.nobody_yet")
    if state.asked:
        words = T("ask.all_asked")
    return (Say(words, _nobody_options()),)


def _nobody_options() -> tuple[Option, ...]:
    return (
        Option(T("ask.make_flag"), "flag"),
        Option(T("ask.change_words"), "words"),
        Option(T("ask.remember"), "remember"),
        Option(T("ask.stop"), "stop"),
    )


def gone(people: tuple[Shown, ...]) -> tuple[Saying, ...]:
    """Say that there is nothing to see of somebody, and who else there is."""
    return (Say(T("ask.person_gone")), *names(people))


def more(seen: PersonSeen, person: Shown) -> tuple[Saying, ...]:
    """Return what a person publishes here, and nothing else; () for nothing."""
    facts: list[tuple[Words, Words]] = []
    if seen.origin:
        facts.append((T("vector.from"), seen.origin))
    if seen.person and seen.person.destination:
        facts.append((T("vector.toward"), seen.person.destination))
    if seen.person and seen.person.next_step:
        facts.append((T("vector.step"), seen.person.next_step))
    if seen.post and seen.post.lines.get("now"):
        facts.append((T("ask.latest_post"), seen.post.lines["now"]))
    if not facts:
        return ()
    return (
        Show(
            title=called(person.name),
            facts=tuple(facts),
            options=(
                Option(T("ask.to_this_person"), "to", person.id),
                Option(T("ask.back_to_people"), "back"),
            ),
            look="person",
            face=person.name,
        ),
    )
