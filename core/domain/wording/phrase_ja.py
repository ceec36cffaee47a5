"""Reading what is left of a Japanese ask: a thing, a verb phrase, or words to quote.

Owns whether words are a noun, something one does, or a verb phrase, and where
「一緒に」 goes in it. It must not know how people ask; core.domain.wording.stretch_ja
peels that off.
"""

import re
from dataclasses import replace

from core.domain.grammar.verbs_ja import (
    Verb,
    from_dictionary,
    from_stem,
    from_te,
    from_volitional,
)
from core.domain.phrasing import patterns
from core.domain.wording.stretch_shape import Stretch

_LONGEST_NOUN = 40
# No loose end and no noun known by its kana is longer.
_LONGEST_END = 8


def wish_of(thing: str) -> Stretch:
    """Read what somebody wants to do: 「…をやってみ」たい."""
    earlier, last = clauses(thing)
    known = patterns("ja")
    if match := known["helps"].match(last):
        return thing_of(match["thing"] or earlier)
    if known["becoming"].search(last):
        stretch = in_quotes(thing + "たい")
    elif known["own_wish"].search(last):
        return thing_of(known["own_wish"].sub("", last))
    elif match := known["tries"].match(last):
        stretch = doing(from_te(match["thing"])) or in_quotes(last)
    else:
        stretch = doing(from_stem(known["liked"].sub("を", last))) or in_quotes(
            thing + "たい"
        )
    return replace(stretch, context=earlier)


def thing_in_clause(earlier: str) -> Stretch:
    """Find the thing in the clause before a bare 「手伝って」."""
    if not earlier:
        return Stretch("open", "")
    known = patterns("ja")
    clause = known["because"].sub("", without_earlier(earlier))
    clause = known["going_to"].sub("", known["because"].sub("", clause)).rstrip("んの")
    if clause.endswith(("う", "うか")):
        intended = doing(from_volitional(clause.removesuffix("か")))
        return intended or in_quotes(clause)
    if match := known["there_is"].match(clause):
        return thing_of(match["thing"])
    if match := known["wishes"].match(clause):
        return wish_of(match["thing"])
    if match := known["troubled"].match(clause):
        return thing_of(match["thing"])
    if known["own_event"].search(clause):
        return in_quotes(clause)
    return plain_phrase(clause)


def thing_of(words: str) -> Stretch:
    """Read a thing to help with: a noun, or a verb made into one."""
    known = patterns("ja")
    earlier, words = clauses(known["together"].sub("", words).strip(" 、"))
    if not words:
        return thing_in_clause(earlier)
    if (match := known["verb_as_thing"].match(words)) and ends_like_verb(
        match["thing"]
    ):
        return doing(from_dictionary(match["thing"])) or in_quotes(words)
    return _noun(known["loose_adverb"].sub("", words))


def plain_phrase(said: str) -> Stretch:
    """Read a phrase that asks nobody: what a member typed as the step itself."""
    known = patterns("ja")
    if match := known["verb_as_thing"].match(said):
        stretch = doing(from_dictionary(match["thing"]))
    elif match := known["polite_verb"].match(said):
        lasting = known["progressive"].search(match["thing"])
        stretch = None if lasting else doing(from_stem(match["thing"]))
    elif match := known["wishes"].match(said):
        return wish_of(match["thing"])
    elif ends_like_verb(said):
        stretch = doing(from_dictionary(said))
    elif re.search(r"[てで]$", said) and (verb := from_te(said)):
        stretch = doing(verb)
    else:
        return _noun(said)
    return stretch or in_quotes(said)


def _noun(words: str) -> Stretch:
    known = patterns("ja")
    words = _without_loose_ends(known["together"].sub("", words))
    known_noun = known["noun_after_all"].search(words)
    if not words:
        return Stretch("open", "")
    if len(words) > _LONGEST_NOUN or known["broken"].search(words):
        return in_quotes(words)
    if known["not_a_noun"].search(words) and not known_noun:
        return in_quotes(words)
    if ends_like_verb(words) and not known_noun:
        return doing(from_dictionary(words)) or in_quotes(words)
    if known["activity"].search(words):
        return Stretch("activity", words)
    time = known["time_first"].match(words)
    if time and time.group().endswith("に"):
        words = f"{time.group()[:-1]}の{words[time.end() :]}"
    return Stretch("noun", words)


def _without_loose_ends(words: str) -> str:
    """Peel off what only joins on, until a noun is the end."""
    known = patterns("ja")
    end = len(words)
    # Only the end is looked at each time: somebody may send nothing but particles.
    while not known["noun_after_all"].search(words, end - _LONGEST_END, end) and (
        loose := known["loose_end"].search(words, end - _LONGEST_END, end)
    ):
        end = loose.start()
    return words[:end]


def doing(verb: Verb | None) -> Stretch | None:
    """Cut a verb phrase where 「一緒に」 goes."""
    if not verb:
        return None
    together = patterns("ja")["together"]
    said = together.search(verb.te)
    te = together.sub("", verb.te)
    stem = together.sub("", verb.stem)
    said_nothing = len(te) < len("考えて") and not re.search(r"[一-龯ァ-ヶ]", te)
    if said_nothing or patterns("ja")["broken"].search(te):
        return None
    cut = said.start() if said else _joint(te)
    if patterns("ja")["counter"].search(te[:cut]):
        te, stem, cut = _with_pause(te, cut), _with_pause(stem, cut), cut + 1
    return Stretch("verb", te, before=te[:cut], stem=stem[cut:] if stem else "")


def _joint(te: str) -> int:
    """Return where 「一緒に」 goes: before the verb, or before the whole phrase."""
    known = patterns("ja")
    match = known["before_verb"].match(te)
    if match and known["one_verb"].match(match["verb"]):
        return match.end("before")
    time = known["time_first"].match(te)
    return time.end() if time else 0


def _with_pause(words: str, cut: int) -> str:
    """Breathe before 「一緒に」, as one does after a counted thing."""
    return f"{words[:cut]}、{words[cut:]}" if words else ""


def ends_like_verb(words: str) -> bool:
    """Whether a phrase ends in a dictionary form and not in a kana noun."""
    return bool(
        re.search(
            r"(?:[一-龯々][ぁ-ん]{0,3}|[をにがで][ぁ-ん]{1,4}|^[ぁ-ん]{2,5}|する)$",
            words,
        )
        and re.search(r"(?<!し)[うぐすつぬぶむる]$|(?<!し)く$", words)
        and not re.search(r"(?:よう|そう|ほう|おう|どう|ずつ|とつ|たつ|くつ)$", words)
    )


def in_quotes(words: str) -> Stretch:
    return Stretch("quote", words.strip(" 、,"))


def clauses(words: str) -> tuple[str, str]:
    """Return what was said before the last clause, and the last clause."""
    match = patterns("ja")["clause"].match(words)
    if match:
        return match["earlier"], match["last"].strip(" 、,")
    return "", words


def without_earlier(words: str) -> str:
    earlier, last = clauses(words)
    return last or earlier
