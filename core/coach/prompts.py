"""Turns an ask into what a text model reads.

Owns the templates (package `prompts`, or the operator's folder over it) and how words
are put into them: as variables only, without names, between marks that are made anew
for every call. It must not know who answers.

An operator's templates run in a sandbox. Only files of the known names are read, and
none that leads out of the folder; one that does not render is passed over.
"""

import hashlib
import logging
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.coach.masking import Masks
from core.coach.roads import sign
from core.domain.coaching import (
    AboutBot,
    Ask,
    Flatness,
    FollowUp,
    Meaning,
    Place,
    PostDraft,
    RequestDraft,
    Roads,
    Wordings,
)
from core.domain.meaning import SENSES, TOPICS
from core.domain.sentences import Lang
from core.domain.shortening import first_sentence

log = logging.getLogger("ainori.coach")

NAME = re.compile(r"_?[a-z]+(?:_[a-z]+)*\.(?:ja|en)\.j2")
_PARTS = "\n~~~~\n"
_LARGEST = 16_000
LONGEST_PROMPT = 900
"""Estimated tokens that no prompt of ours goes beyond, whatever was said."""

_LONGEST = 400
_LONGEST_OF_OTHERS = 80
_SHARES = (1, 0.7, 0.5, 0.35, 0.2)
"""How much of long texts is read: the first that leaves a prompt short enough."""
_LONGEST_BEFORE = 80
_MOST_OF_OTHERS = 2
_MOST_BEFORE = 3
_LONGEST_LABEL = 24
_LONGEST_NEED = 120
_ALL_ROADS = 480
"""Estimated tokens of all that is read of people beside one another."""
_BETWEEN_LINES = " / "
_TENTH = 9
_DATA_MARKS = "ˆ¦†‡§¶¬°"
_WHOLE = 4
"""So many times its longest length of a text is looked through for names."""
_LONGEST_NAME = 60
_LONGEST_QUESTION = 200
_BREAK = re.compile(r"[\s。、,!?！？]")
_JOINTS = re.compile(r"[ \t\n]+|(?<=[ぁ-ん、。])(?=[一-龯々ァ-ヴA-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a text model reads, and how to read what it says.

    Attributes:
        system: How it is to work.
        user: The material.
        hash: First 12 hex digits of the SHA-256 of the template's source.
        mark: The sign between other people's words.
        fence: The word around all material.
        masks: What stands for what.
        others: Whether other people's words are in it.
    """

    system: str
    user: str
    hash: str
    mark: str
    fence: str
    masks: Masks
    others: bool

    @property
    def tokens(self) -> int:
        """About how many tokens it is."""
        return estimated_tokens(self.system) + estimated_tokens(self.user)

    def restored(self, text: str) -> str:
        """Return a text of the model's with names put back and marks taken out."""
        bare = text.replace(self.fence, "")
        between = " " if re.search(rf"[A-Za-z]{self.mark}[A-Za-z]", bare) else ""
        return self.masks.restore(bare.replace(self.mark, between)).strip()


def estimated_tokens(text: str) -> int:
    """Guess high: a Japanese character is a token, four Latin ones are."""
    ascii_ = len(text.encode("ascii", "ignore"))
    return len(text) - ascii_ + -(-ascii_ // 4)


@dataclass(slots=True)
class Prompts:
    """The templates; `folder` is the operator's own, looked into first."""

    folder: Path | None = None
    _ours: jinja2.Environment = field(init=False)
    _theirs: jinja2.Environment | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        options: dict[str, Any] = {
            "undefined": jinja2.StrictUndefined,
            "autoescape": False,
            "trim_blocks": True,
            "keep_trailing_newline": True,
        }
        loader = jinja2.FunctionLoader(shipped)
        # What is rendered is read by a model, not by a browser.
        self._ours = jinja2.Environment(loader=loader, **options)  # noqa: S701
        if self.folder is not None:
            folder = self.folder
            self._theirs = ImmutableSandboxedEnvironment(
                loader=jinja2.FunctionLoader(lambda name: own(folder, name)),
                **options,
            )

    def render(self, ask: Ask, *, names: tuple[str, ...], others: bool) -> Prompt:
        """Return the prompt of an ask.

        Args:
            ask: What is asked.
            names: Everybody who might be named in it.
            others: Whether other people's words may be sent.
        """
        others = others and bool(ask.theirs())
        name = f"{ask.prompt}.{ask.lang}.j2"
        environment, source = self._environment(name)
        if environment is not self._ours:
            try:
                return _made(environment, source, ask, names, others=others)
            except (jinja2.TemplateError, ValueError, TypeError, OverflowError) as odd:
                # Not what it says: that may be a member's words.
                kind = type(odd).__name__
                log.warning("an own prompt fails prompt=%s error=%s", ask.prompt, kind)
            source = shipped(name) or ""
        for share in _SHARES:
            prompt = _made(self._ours, source, ask, names, others=others, share=share)
            if prompt.tokens <= LONGEST_PROMPT:
                break
        return prompt

    def again(self, prompt: Prompt, lang: Lang, *, code: str, what: str) -> str:
        """Return what is said when a draft was not right; `what` is masked anew."""
        source = shipped(f"_again.{lang}.j2") or ""
        words = {
            "code": code,
            "what": prompt.masks.hide(what)[:60],
            "fence": prompt.fence,
        }
        return _compiled(self._ours, source).render(words)

    def _environment(self, name: str) -> tuple[jinja2.Environment, str]:
        if self._theirs is not None and self.folder is not None:
            source = own(self.folder, name)
            if source is not None:
                return self._theirs, source
        source = shipped(name)
        if source is None:
            message = f"there is no prompt {name!r}"
            raise ValueError(message)
        return self._ours, source


@cache
def shipped(name: str) -> str | None:
    """Return the source of a template of ours."""
    path = files("prompts") / name
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    return path.read_text(encoding="utf-8")


def own(folder: Path, name: str) -> str | None:
    """Return the source of an operator's template, ours where there is none."""
    if not NAME.fullmatch(name):
        return None
    home, path = folder.resolve(), (folder / name).resolve()
    inside = path.parent == home and path.is_file()
    if not inside or path.stat().st_size > _LARGEST:
        return shipped(name) if name.startswith("_") else None
    return path.read_text(encoding="utf-8")


def _made(
    environment: jinja2.Environment,
    source: str,
    ask: Ask,
    names: tuple[str, ...],
    *,
    others: bool,
    share: float = 1,
) -> Prompt:
    """Make the prompt of an ask; of long texts only this share is read."""
    mark, fence = secrets.choice(_DATA_MARKS), f"‹{secrets.token_hex(3)}›"
    masks = Masks(names)
    if isinstance(ask, RequestDraft) and ask.slots.their_words:
        masks.hidden[ask.slots.their_words] = "[W1]"
    words = _words(ask, _cleaner(masks, mark, share), others=others)
    words |= {"mark": mark, "fence": fence, "others": others}
    system, user = _rendered(environment, source, words)
    hash_ = _hash(environment, source, ask.lang)
    return Prompt(system, user, hash_, mark, fence, masks, others)


def _rendered(
    environment: jinja2.Environment, source: str, words: Mapping[str, Any]
) -> tuple[str, str]:
    """Render both parts; they are told apart before any word is put in."""
    system, found, user = source.partition(_PARTS)
    if not found:
        message = "a prompt has two parts with a line ~~~~ between them"
        raise ValueError(message)
    return (
        _compiled(environment, system).render(words).strip(),
        _compiled(environment, user).render(words).strip(),
    )


@lru_cache(maxsize=128)
def _compiled(environment: jinja2.Environment, source: str) -> jinja2.Template:
    return environment.from_string(source)


def _hash(environment: jinja2.Environment, source: str, lang: Lang) -> str:
    loader = environment.loader
    voice = loader.get_source(environment, f"_voice.{lang}.j2")[0] if loader else ""
    return hashlib.sha256(f"{voice}{_PARTS}{source}".encode()).hexdigest()[:12]


def asked_places(ask: PostDraft) -> tuple[Place, ...]:
    """Return the lines that are to be written; the others are carried over."""
    return tuple(one for one in ask.places if one.key not in {"from", "prev"})


def _without_theirs(ask: RequestDraft) -> str:
    """Return the text as it stands, with a sign where the recipient's words are."""
    text = ask.now
    for words in sorted(ask.theirs(), key=len, reverse=True):
        text = text.replace(words, "[W1]")
    return text


Clean = Callable[..., str]


def _cleaner(masks: Masks, mark: str, share: float) -> Clean:
    def clean(text: str, *, theirs: bool = False) -> str:
        most = round(share * (_LONGEST_OF_OTHERS if theirs else _LONGEST))
        start = _beginning(text, _WHOLE * most)
        bare = re.sub(r"[‹›]|~{3,}", "", start.replace(mark, ""))
        short = masks.hide(bare)[:most].strip()
        return _JOINTS.sub(mark, short) if theirs else short

    return clean


def _beginning(text: str, most: int) -> str:
    """Cut a text between words, so that no half of a name is taken for a word."""
    if len(text) <= most:
        return text
    cut = text[: most - _LONGEST_NAME]
    rest = _BREAK.search(text, most - _LONGEST_NAME, most)
    return text[: rest.start()] if rest else cut


def _beside_one_another(
    people: Sequence[Sequence[str]], most: int
) -> list[tuple[str, str]]:
    """Return of each as many lines as there is room for, of everybody as many."""
    for count in range(max(map(len, people), default=0), 0, -1):
        shown = [_BETWEEN_LINES.join(lines[:count]) for lines in people]
        if sum(map(_tokens_of_a_road, shown)) <= most:
            break
    else:
        each = most // max(1, len(people))
        shown = [_as_long_as(lines[0] if lines else "", each) for lines in people]
    return [(sign(place), line) for place, line in enumerate(shown)]


def _as_long_as(line: str, most: int) -> str:
    while line and _tokens_of_a_road(line) > most:
        line = line[:-1]
    return line


def _tokens_of_a_road(line: str) -> int:
    return estimated_tokens(f"{sign(_TENTH)}: {line}\n")


def _words(ask: Ask, clean: Clean, *, others: bool) -> dict[str, Any]:
    """Return an ask's words as the variables of its template."""
    match ask:
        case FollowUp():
            return {
                "question": ask.question[:_LONGEST_QUESTION],
                "answer": clean(ask.answer),
                "before": [clean(one) for one in ask.before[:_MOST_BEFORE]],
            }
        case Wordings():
            return {
                "origin": clean(ask.origin),
                "destination": clean(ask.destination),
                "next_step": clean(ask.next_step),
            }
        case PostDraft():
            return _of_post(ask, clean)
        case RequestDraft():
            return _of_request(ask, clean, others=others)
        case Flatness():
            return {"text": clean(ask.text)}
        case Meaning():
            return {"text": clean(ask.text), "meanings": SENSES}
        case Roads():
            return {
                "need": clean(first_sentence(ask.need, _LONGEST_NEED)),
                "people": _beside_one_another(
                    [
                        [clean(line, theirs=True) for line in lines]
                        for lines in (ask.people if others else ())
                    ],
                    _ALL_ROADS,
                ),
            }
        case AboutBot():
            return {"question": clean(ask.question), "topics": TOPICS}


def _of_post(ask: PostDraft, clean: Clean) -> dict[str, Any]:
    before = ask.before[:1] if ask.mode == "own_tone" else ()
    return {
        "places": [
            replace(one, label=one.label[:_LONGEST_LABEL]) for one in asked_places(ask)
        ],
        "mode": ask.mode,
        "step": clean(ask.step),
        "outcome": ask.outcome or "",
        "destination": clean(ask.destination),
        "notes": clean(ask.notes),
        "lines": [(key, clean(line)) for key, line in ask.lines],
        "before": [clean(one)[:_LONGEST_BEFORE] for one in before],
    }


def _of_request(ask: RequestDraft, clean: Clean, *, others: bool) -> dict[str, Any]:
    slots = ask.slots
    published = ask.published[:_MOST_OF_OTHERS] if others else ()
    return {
        "mode": ask.mode,
        "destination": clean(slots.my_destination),
        "why": clean(slots.why),
        "step": clean(slots.step),
        "timing": clean(slots.timing),
        "my_part": clean(slots.my_part),
        "closes_on": clean(slots.closes_on),
        "their_words": clean(slots.their_words, theirs=True) if others else "",
        "published": [
            clean(one, theirs=True) for one in published if one != slots.their_words
        ],
        "now": clean(_without_theirs(ask)),
    }
