"""Reading an English ask: "who could help think up questions?" is "think up questions".

Owns peeling the asking frame off and deciding how the rest joins. It must not know the
sentences built around it. Whatever cannot be told for sure is kept as the asker's own
words, to be quoted.
"""

import re
from dataclasses import replace

from core.domain.phrasing import frames, patterns
from core.domain.wording.stretch_shape import Stretch

_SENTENCE = re.compile(r"[^.!?…\n]+(?:\.(?=\w)[^.!?…\n]+)*[.!?…\n]*")
_LONGEST = 90
_FRAME_KINDS = ("noun", "hand", "topic", "verb", "after")


def english_stretch(need: str) -> Stretch:
    """Return the thing asked for; quoted as it is where it cannot be freed."""
    straight = need.replace("\u2019", "'").strip()
    said = patterns("en")["split"].sub(". ", straight)
    sentences = [bare for words in _SENTENCE.findall(said) if (bare := _bare(words))]
    if not sentences:
        return Stretch("open", "")
    for place in reversed(range(len(sentences))):
        stretch = _asked(sentences[place])
        others = sentences[:place] + sentences[place + 1 :]
        if stretch and others and _says_nothing(stretch):
            return _asked(others[-1]) or _plain(others[-1])
        if stretch:
            return replace(stretch, context=". ".join(others))
    return replace(_plain(sentences[-1]), context=". ".join(sentences[:-1]))


def _bare(said: str) -> str:
    """Return a sentence without politeness around it."""
    known = patterns("en")
    words = known["decoration"].sub("", said.strip())
    return known["opener"].sub("", words).strip(" ,;:-")


def _says_nothing(stretch: Stretch) -> bool:
    known = patterns("en")
    if known["pointing"].search(stretch.text):
        return True
    return stretch.form == "open" or bool(known["bare_verb"].match(stretch.text))


def _asked(said: str) -> Stretch | None:
    """Read a sentence that asks; None if no asking frame is in it."""
    for kind in _FRAME_KINDS:
        for frame in frames("en")[kind]:
            if match := frame.match(said):
                return _read(kind, match["thing"])
    return None


def _read(kind: str, thing: str) -> Stretch:
    match kind:
        case "noun":
            return _noun(_without_tail(thing))
        case "topic":
            return _topic(_without_tail(thing))
        case "hand":
            return _verb(thing) if _starts_as_verb(thing) else _noun(thing)
        case "after":
            return _plain(thing)
        case _:
            return _verb(thing)


def _verb(phrase: str) -> Stretch:
    """Read a verb phrase in its base form."""
    known = patterns("en")
    if match := known["help_word"].match(phrase):
        return _helped(
            match["thing"] or "", link=match["link"] or "", whom=match["whom"] or ""
        )
    if match := known["outing"].match(phrase):
        return Stretch("verb", f"go for {match['thing']}{match['rest']}")
    words = _without_tail(known["spare"].sub("", phrase))
    if not words or words.startswith("be ") or len(words) > _LONGEST:
        return _quoted(phrase)
    if known["favour"].match(words) and "together" not in phrase:
        return Stretch("favour", words)
    if known["gerund"].match(words):
        return Stretch("activity", words)
    return Stretch("verb", words)


def _helped(thing: str, *, link: str, whom: str) -> Stretch:
    """Read what stands after "help": a verb, or with "with" a noun."""
    words = _without_tail(thing)
    if not words:
        return Stretch("open", "")
    if link not in ("", "to"):
        return _noun(words)
    first = words.partition(" ")[0]
    may_be_verb = patterns("en")["verb_or_noun"].fullmatch(first)
    if link or whom or may_be_verb or _starts_as_verb(words):
        return _verb(words)
    return _quoted(f"help {words}")


def _topic(words: str) -> Stretch:
    if match := patterns("en")["how_to"].match(words):
        return Stretch("verb", f"work out how to {match['thing']}")
    if not words or len(words) > _LONGEST:
        return _quoted(words)
    return Stretch("topic", _lowered(words))


def _noun(words: str) -> Stretch:
    known = patterns("en")
    if not words:
        return Stretch("open", "")
    if known["how_to"].match(words):
        return _topic(words)
    if len(words) > _LONGEST or known["clause"].search(words):
        return _quoted(words)
    if known["outing_noun"].match(words):
        return Stretch("verb", f"go for {_lowered(words)}")
    if known["gerund"].match(words):
        return Stretch("activity", _lowered(words))
    return Stretch("noun", _with_article(_lowered(words)))


def _plain(said: str) -> Stretch:
    """Read a phrase that asks nobody: what a member typed as the step itself."""
    words = _without_tail(re.sub(r"^to\s", "", said, flags=re.IGNORECASE))
    if patterns("en")["bare_verb"].match(words):
        return Stretch("open", "")
    if _starts_as_verb(words):
        return _verb(_lowered(words))
    return _noun(words)


def _starts_as_verb(words: str) -> bool:
    known = patterns("en")
    first, _, rest = words.partition(" ")
    if known["verb"].fullmatch(first):
        return bool(rest) or first not in ("share", "light", "water")
    return bool(
        known["verb_or_noun"].fullmatch(first) and known["verb_proof"].match(rest)
    )


def _with_article(words: str) -> str:
    """Put "the" before a single counted noun: "flyer" is "the flyer"."""
    known = patterns("en")
    if known["given"].match(words):
        return words
    head = known["of_phrase"].split(words)[0].strip(" ,")
    # Capitals tell names and languages apart, so this one look minds them.
    if re.search(known["uncounted"].pattern, head):
        return words
    return f"the {words}"


def _lowered(words: str) -> str:
    """Begin in small letters unless the word is a name or an abbreviation."""
    known = patterns("en")
    first = words.partition(" ")[0]
    small = words[:1].lower() + words[1:]
    ordinary = (
        known["given"].match(small)
        or known["gerund"].match(small)
        or known["common"].match(small)
        or _starts_as_verb(small)
    )
    return small if (ordinary and first[1:].islower()) or first == "A" else words


def _without_tail(words: str) -> str:
    return patterns("en")["tail"].sub("", words.strip()).strip(" ,;:")


def _quoted(words: str) -> Stretch:
    return Stretch("quote", words.strip(" ,;:"))
