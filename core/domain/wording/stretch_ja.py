"""Reading a Japanese ask: 「…を一緒に考えてくれる人いる?」 asks for 「…を考えて」.

Owns peeling the asking frame off and deciding how the rest joins. It must not know the
sentences built around it. Whatever cannot be told for sure is kept as the asker's own
words, to be quoted.
"""

import re
from dataclasses import replace

from core.domain.grammar.verbs_ja import (
    from_dictionary,
    from_negative,
    from_potential,
    from_stem,
    from_te,
    from_volitional,
)
from core.domain.phrasing import patterns
from core.domain.typed_ja import as_standard
from core.domain.wording.phrase_ja import (
    clauses,
    doing,
    ends_like_verb,
    in_quotes,
    plain_phrase,
    thing_in_clause,
    thing_of,
    wish_of,
    without_earlier,
)
from core.domain.wording.stretch_shape import Stretch

_SENTENCE = re.compile(r"([^。!?！？…\n]+)([。!?！？…\n]*)")


def japanese_stretch(need: str) -> Stretch:
    """Return the thing asked for; quoted as it is where it cannot be freed."""
    sentences = _sentences(as_standard(need))
    for place in reversed(range(len(sentences))):
        said, asking = sentences[place]
        stretch = _asked(said, asking=asking)
        others = [words for n, (words, _) in enumerate(sentences) if n != place]
        if stretch and others and _says_nothing(stretch):
            return _plain_or_asked(others[-1])
        if stretch and stretch.form == "verb" and _says_nothing(stretch):
            return Stretch("open", "")
        if stretch:
            return replace(stretch, context="。".join(others))
    if not sentences:
        return Stretch("open", "")
    said = sentences[-1][0]
    others = [words for words, _ in sentences[:-1]]
    return replace(plain_phrase(said), context="。".join(others))


def _sentences(need: str) -> list[tuple[str, bool]]:
    """Return each sentence without politeness around it, and whether it asks."""
    found = []
    for match in _SENTENCE.finditer(need.strip()):
        words = _bare(match.group(1))
        if words:
            found.append((words, not {"?", "？"}.isdisjoint(match.group(2))))
    return found


def _says_nothing(stretch: Stretch) -> bool:
    """Whether only 「やって」 is left, so that the thing stands elsewhere."""
    bare = patterns("ja")["bare_verb"].match(stretch.text)
    return stretch.form == "open" or bare is not None


def _plain_or_asked(said: str) -> Stretch:
    return _asked(said, asking=False) or plain_phrase(said)


def _bare(sentence: str) -> str:
    known = patterns("ja")
    words = known["decoration"].sub("", sentence.strip())
    words = known["regards"].sub("", words)
    words = known["opener"].sub("", words)
    return known["anybody"].sub("", words).strip(" 、,")


def _asked(said: str, *, asking: bool) -> Stretch | None:
    """Read a sentence that asks; None if no asking frame is in it."""
    known = patterns("ja")
    if (match := known["who"].match(said)) and (
        stretch := _said_of_person(match["thing"], match["who"])
    ):
        return stretch
    if match := known["asks"].match(said):
        return _requested(match["thing"])
    if match := known["needs_hand"].match(said) or known["entrusts"].match(said):
        return thing_of(match["thing"])
    if match := known["invites"].match(said):
        return doing(from_stem(match["thing"])) or in_quotes(said)
    if asking and (match := known["invites_plainly"].match(said)):
        return doing(from_negative(match["thing"]))
    if match := known["wishes"].match(said):
        return wish_of(match["thing"])
    if match := known["troubled"].match(said):
        return thing_of(match["thing"])
    together = known["together"].search(said)
    if (asking or together or known["let_us"].search(said)) and said.endswith(
        ("う", "うか", "うよ")
    ):
        return doing(from_volitional(said.rstrip("かよ")))
    return None


def _said_of_person(thing: str, person: str) -> Stretch | None:
    """Read what is said of the person looked for: 「…に詳しい」人."""
    known = patterns("ja")
    if match := known["gives"].match(thing):
        return _requested(match["thing"])
    if match := known["topic"].match(thing):
        given = known["given_within"].match(match["thing"])
        return _requested(given["thing"]) if given else thing_of(match["thing"])
    if match := known["wants"].match(thing):
        return wish_of(match["thing"])
    if known["comes"].search(thing):
        return Stretch("favour", known["comes"].sub("来て", thing))
    if match := known["helps"].match(thing) or known["entrusts"].match(thing):
        return thing_of(match["thing"])
    if match := known["can"].match(thing):
        able = without_earlier(match["thing"])
        done_to = known["done_to"].search(able)
        return doing(from_stem(able + "し")) if done_to else thing_of(able)
    if known["potential"].search(thing):
        return doing(from_potential(thing))
    if person in ("経験者", "仲間", "メンバー", "相手"):
        return thing_of(thing)
    if ends_like_verb(thing):
        return doing(from_dictionary(without_earlier(thing)))
    return None


def _requested(thing: str) -> Stretch:
    """Read a te-form somebody is asked for: 「…を手伝って」."""
    known = patterns("ja")
    earlier, last = clauses(thing)
    alone = known["together"].sub("", last)
    if match := known["help_verb"].search(alone):
        rest = alone[: match.start()].strip(" 、")
        rest = "" if known["pointed"].match(rest.rstrip("をにで")) and earlier else rest
        return thing_of(rest) if rest else thing_in_clause(earlier)
    if earlier and (
        known["bare_verb"].match(alone)
        or ("を" in earlier and known["one_verb"].match(alone))
    ):
        return thing_in_clause(earlier)
    if known["favour_verb"].search(alone) and (
        alone == last or "相談" in alone or not from_te(alone)
    ):
        broken = known["broken"].search(alone)
        return in_quotes(thing) if broken else Stretch("favour", alone, context=earlier)
    stretch = doing(from_te(last)) or in_quotes(thing)
    return replace(stretch, context=earlier)
