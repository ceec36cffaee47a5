"""What somebody needs, without the way they ask for it.

Owns the phrases that turn a need into a request ("is there anyone who could ...").
They are alike in every request, so they only blur which road the need lies on. It
must not know members or vectors.
"""

import re

_PEOPLE = r"(?:人|ひと|方|かた|仲間)"
_GIVING = r"(?:くれ|くださ|下さ|もらえ|いただけ|頂け)"

_ASKING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Japanese asks at the end of a sentence: who gives, and whether they exist.
        rf"(?:を|に|が|これを|一緒に)*(?:手伝っ|助け|教え)?て{_GIVING}る{_PEOPLE}[^。]*",
        rf"(?:を|に|が|これを|一緒に)*(?:手伝っ|助け)て(?:ほし|欲し|{_GIVING})[^。]*",
        r"(?:手|力)を貸して[^。」]*",
        rf"(?:の|が|に)?(?:得意な|詳しい|くわしい){_PEOPLE}[^。]*",
        r"(?:どなたか|だれか|誰か)[、,\s]*",
        r"[がでに](?:苦手|困って|こまって)[^。]*",
        r"を?(?:探して|さがして)(?:い|お)?(?:る|ます)",
        # What is left of "shall we do it together" once the giving is cut away.
        r"を?(?:一緒|いっしょ)に[\u3040-\u309f\u3400-\u9fff]{0,4}$",
        # English asks at the beginning.
        r"^(?:i['’]?m |i am )?looking for (?:some|any)(?:one|body) (?:who can|to)\b",
        r"^(?:is there )?(?:any|some)(?:one|body) (?:here )?who (?:can|could|would)\b",
        r"^(?:can|could|would|who)(?: (?:any|some)(?:one|body)| can| could)\b",
        r"^ *(?:please )?(?:help|lend a hand|join)(?: me| us)?(?: with| to| on)?\b",
    )
)
_SENTENCE_END = re.compile(
    r"(?<=[。！？!?\n])\s*|(?<=[.])\s+|(?<=[\u3040-\u30ff\u3400-\u9fff])[ \u3000]+"
)
_LEAST_CHARS = 6
_MOST_SENTENCES = 24
"""Reading goes on for about 1 ms a sentence, and stories are cut here."""
_EDGES = " \t\n\u3000。、,.!?:！？：「」『』\"'…"


def bare_need(asked: str) -> str:
    """Return what is needed, cut free of asking; the text itself if nothing is left."""
    need = asked
    for asking in _ASKING:
        need = asking.sub("", need)
    return need.strip(_EDGES) or asked.strip()


def sentences_of(need: str) -> tuple[str, ...]:
    """Return the sentences of a need that has several; () when it is only one."""
    parts = [part.strip() for part in _SENTENCE_END.split(need)]
    said = tuple(part for part in parts if len(part) >= _LEAST_CHARS)
    return said[:_MOST_SENTENCES] if len(said) > 1 else ()
