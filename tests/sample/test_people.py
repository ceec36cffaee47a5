"""What the sample community promises whoever looks around in it first."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from bots.sample.people import SampleCommunity, SampleMember, load
from core.domain.formats import OUTCOMES, POST_LENGTHS, LineKey
from core.domain.members import NAME_LENGTH, Language, Rhythm, tidy_name
from core.domain.tone import lint

LANGUAGES: tuple[Language, ...] = get_args(Language)

# Characters of each line in Japanese (a lower and an upper bound).
LENGTHS_JA: dict[LineKey, tuple[int, int]] = {
    "from": (15, 45),
    "prev": (10, 40),
    "now": (30, 120),
    "toward": (15, 60),
    "next": (10, 40),
    "with": (1, 60),
}
# A whole post: characters in Japanese, words in English.
WHOLE = {"ja": (80, 250), "en": (40, 110)}
MONEY_OR_SCORE = {
    "ja": (
        "円|お金|料金|価格|値段|代金|費用|報酬|給料|時給|年収|無料|有料|予算|稼|儲|売上"
        "|点数|採点|評価|順位|ランキング|スコア|優秀|上司|部下|先生|師匠|弟子|指導"
    ),
    "en": (
        r"[$£€]|\b(money|pa(y|id|ying)|price[sd]?|cost[s]?|cheap|fees?|wages?|salary"
        r"|earn\w*|profits?|budget|free of charge|scor\w*|rank\w*|ratings?|points?"
        r"|best|boss|manager|teachers?|students?|mentors?|apprentice|expert)\b"
    ),
}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    lang: Language = request.param
    return lang


@pytest.fixture
def room(language: Language) -> SampleCommunity:
    return load(language)


def by_key(room: SampleCommunity) -> dict[str, SampleMember]:
    return {member.key: member for member in room.members}


def own_texts(member: SampleMember) -> Iterator[str]:
    """Yield everything a member worded; the chained steps once."""
    vector = member.vector
    yield from (vector.origin, vector.turn, vector.destination)
    for post in member.posts:
        yield from (post.now, post.toward, post.next, post.if_you_like)


def texts(room: SampleCommunity) -> list[str]:
    """Return every text somebody reads, whoever wrote it."""
    said = [text for member in room.members for text in own_texts(member)]
    said += [room.name, room.purpose]
    said += [cheer.text for cheer in room.cheers]
    said += [question.said for question in room.tries]
    return [text for text in said if text]


def test_twenty_four_people_live_here_and_each_has_a_key(room: SampleCommunity) -> None:
    keys = {member.key for member in room.members}

    assert len(room.members) == len(keys) == 24
    assert all(re.fullmatch(r"[a-z]+", key) for key in keys)


def test_everybody_has_a_name_of_their_own(room: SampleCommunity) -> None:
    names = [member.name for member in room.members]

    assert len(set(names)) == 24
    assert all(name == tidy_name(name) for name in names)
    assert all(0 < len(name) <= NAME_LENGTH for name in names)


def test_both_communities_can_be_entered_side_by_side() -> None:
    ja, en = (load(lang) for lang in LANGUAGES)

    assert ja.key != en.key
    assert ja.invite != en.invite
    assert all(re.fullmatch(r"[A-Z0-9]{6}", room.invite) for room in (ja, en))
    assert not {m.name for m in ja.members} & {m.name for m in en.members}


def test_the_owner_lets_their_own_road_be_seen(room: SampleCommunity) -> None:
    owner = by_key(room)[room.owner]

    assert owner.shown
    assert not owner.resting
    assert owner.vector.destination


def test_two_keep_watch_who_can_be_reached_and_do_not_decide(
    room: SampleCommunity,
) -> None:
    people = [by_key(room)[key] for key in room.keepers]

    assert len(people) == 2
    assert room.owner not in room.keepers
    assert not any(person.resting for person in people)


def test_some_rest_some_keep_to_themselves_and_some_have_no_next_step(
    room: SampleCommunity,
) -> None:
    assert sum(member.resting for member in room.members) == 2
    assert sum(not member.shown for member in room.members) == 2
    assert sum(not member.vector.next_step for member in room.members) == 2
    assert {member.rhythm for member in room.members} == set(get_args(Rhythm))


def test_each_post_begins_where_the_one_before_it_ended(room: SampleCommunity) -> None:
    for member in room.members:
        first, *later = member.posts
        days = [post.days_ago for post in member.posts]

        assert first.outcome is None, member.key
        assert all(post.outcome in OUTCOMES for post in later), member.key
        assert all(post.next for post in member.posts[:-1]), member.key
        assert member.posts[-1].next == member.vector.next_step, member.key
        assert days == sorted(set(days), reverse=True), member.key
        assert days[-1] > 0, member.key


def test_the_carried_line_is_the_step_the_last_post_named(
    room: SampleCommunity,
) -> None:
    owner = by_key(room)[room.owner]

    assert owner.lines(0)["from"] == owner.vector.origin
    assert owner.lines(1)["prev"] == owner.posts[0].next
    assert "prev" not in owner.lines(0)
    assert "from" not in owner.lines(1)


def test_every_line_fits_the_format(room: SampleCommunity) -> None:
    for member in room.members:
        assert 2 <= len(member.posts) <= 4, member.key
        for number in range(len(member.posts)):
            lines = member.lines(number)
            assert {"now", "toward"} <= set(lines), member.key
            for key, text in lines.items():
                assert len(text) <= POST_LENGTHS[key], (member.key, text)
                assert text == text.strip(), (member.key, text)


def test_every_japanese_line_has_the_length_of_a_short_post() -> None:
    for member in load("ja").members:
        assert 1 <= len(member.name) <= 8
        assert 15 <= len(member.vector.origin) <= 45, member.key
        assert 10 <= len(member.vector.destination) <= 40, member.key
        assert len(member.vector.next_step) in {0, *range(8, 36)}, member.key
        for number in range(len(member.posts)):
            for key, text in member.lines(number).items():
                least, most = LENGTHS_JA[key]
                assert least <= len(text) <= most, (member.key, text)


def test_a_whole_post_is_read_in_one_breath(
    room: SampleCommunity, language: Language
) -> None:
    least, most = WHOLE[language]
    for member in room.members:
        for number in range(len(member.posts)):
            whole = " ".join(member.lines(number).values())
            length = len(whole.split()) if language == "en" else len(whole)

            assert least <= length <= most, (member.key, number, length)


def test_a_cheer_answers_a_line_that_can_be_read(room: SampleCommunity) -> None:
    people = by_key(room)
    cheered = Counter((c.giver, c.to, c.post, c.line) for c in room.cheers)

    assert max(cheered.values()) == 1
    for cheer in room.cheers:
        assert cheer.giver != cheer.to
        assert cheer.giver in people
        assert people[cheer.to].shown
        assert cheer.line in people[cheer.to].lines(cheer.post)
        assert cheer.line in {"now", "toward", "next", "with"}


def test_what_a_newcomer_may_ask_leads_to_people_who_can_be_asked(
    room: SampleCommunity,
) -> None:
    people = by_key(room)

    assert len(room.tries) == 6
    for question in room.tries:
        assert question.fits
        assert all(people[key].shown for key in question.fits), question.said
        assert not any(people[key].resting for key in question.fits), question.said


def test_nobody_says_a_sentence_twice(room: SampleCommunity) -> None:
    sentences = [
        sentence.strip()
        for text in texts(room)
        for sentence in re.split(r"[。?!]|[.?!](?:\s|$)", text)
        if len(sentence.strip()) > 3
    ]

    assert [said for said, times in Counter(sentences).items() if times > 1] == []


def test_nobody_speaks_of_money_or_marks(
    room: SampleCommunity, language: Language
) -> None:
    pattern = re.compile(MONEY_OR_SCORE[language], re.IGNORECASE)

    assert [text for text in texts(room) if pattern.search(text)] == []


def test_everything_said_is_flat(room: SampleCommunity, language: Language) -> None:
    assert [text for text in texts(room) if lint(text, language)] == []


def test_no_file_beside_the_loader_is_left_unread(language: Language) -> None:
    folder = Path(__file__).parents[2] / "bots" / "sample" / language

    names = sorted(file.name for file in folder.iterdir())

    assert names == ["community.toml", *(f"members_{n}.toml" for n in range(1, 5))]
