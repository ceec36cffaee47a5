"""Hypothesis strategies for anything core may say, short and overlong."""

from collections.abc import Iterable

from hypothesis import strategies as st

from core.talk.outgoing import (
    Card,
    Choice,
    Draft,
    Fact,
    Link,
    Message,
    Part,
    Source,
    Text,
)

_PIECES = (
    "一箱本棚を借りる。",
    "本の選び方を話せる人、いますか？",
    "\n",
    "\n\n",
    "a long English sentence with spaces. ",
    "👨‍👩‍👧‍👦",
    "か\u3099",
    "e\u0301",
    "𠮷野家",
    " ",
    "\t",
    '"\\{}<b>&',
    "🍎" * 30,
    "続く文" * 120,
)
pieces = st.one_of(st.sampled_from(_PIECES), st.text(max_size=30))
words = st.lists(pieces, max_size=5).map("".join)
# Now and then far more than any channel carries at once.
long_words = st.tuples(words, st.integers(1, 12)).map(lambda pair: pair[0] * pair[1])
any_words = st.one_of(words, words, words, long_words)
labels = st.one_of(
    st.sampled_from(
        ("はじめる", "あとで", "この人に", "👨‍👩‍👧‍👦" * 25, "", " ", "a\nb")
    ),
    st.text(max_size=45),
)
sources: st.SearchStrategy[Source] = st.sampled_from(("own", "theirs", "bot", "model"))

_tokens = st.text("23456789abcdefghjkmnpqrstuvwxyz", min_size=12, max_size=12)
choices = st.lists(st.builds(Choice, labels, _tokens), max_size=18).map(tuple)
facts = st.lists(st.builds(Fact, words, any_words), max_size=14).map(tuple)
parts = st.lists(st.builds(Part, any_words, sources), min_size=1, max_size=4)

_senders = st.one_of(
    st.just(""), st.sampled_from(("ゆきさんより", "From Ｌine", "👨‍👩‍👧‍👦" * 9)), words
)
texts = st.builds(Text, any_words, choices, spoken_by=_senders)
cards = st.builds(
    Card,
    words,
    any_words,
    facts,
    choices,
    st.sampled_from(("plain", "person", "request", "post", "vector", "flag", "thanks")),
    st.one_of(st.just(""), st.sampled_from(("けん", "👩‍🌾", "𠮷")), words),
    spoken_by=_senders,
)
drafts = st.one_of(
    st.builds(Draft, any_words, choices, st.just(()), words),
    st.builds(
        lambda some, options, title: Draft(
            "".join(part.text for part in some), options, tuple(some), title
        ),
        parts,
        choices,
        words,
    ),
)
links = st.builds(
    Link,
    labels,
    st.sampled_from(
        (
            "https://example.org/a?b=1",
            "https://example.org/本棚 の 道",
            "line://ti/p/x",
            "mailto:a@example.org",
            "https://example.org/" + "a" * 1_200,
        )
    ),
)
messages: st.SearchStrategy[Message] = st.one_of(texts, cards, drafts, links)
turns = st.lists(messages, min_size=1, max_size=7)


def words_of(message: Message) -> list[str]:
    """Return the words of a text, card or draft, without white space."""
    match message:
        case Text(text=text):
            fields = [text]
        case Card():
            lines = [
                text for fact in message.facts for text in (fact.label, fact.value)
            ]
            fields = [message.title, message.body, *lines]
        case Draft(text=text, title=title):
            fields = [title, text]
        case Link(label=label):
            fields = [label]
    return ["".join(field.split()) for field in fields]


def everything_said(said: Iterable[Message]) -> str:
    """Return all that a reader sees, without white space."""
    return "".join(word for message in said for word in words_of(message))
