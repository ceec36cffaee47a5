"""What somebody needs, without the way they ask for it.

Owns the phrases that turn a need into a request ("is there anyone who could ...").
They are alike in every request, so they only blur which road the need lies on. It
must not know members or vectors.
"""

import re

_PEOPLE = r"(?:人|ひと|方|かた|仲間)"
_GIVING = r"(?:くれ|くださ|下さ|もらえ|いただけ|頂け)"

_DOING = rf"(?:を(?:知っ|覚え|おぼえ))?(?:て(?:い|{_GIVING})?る)?"
_WHO = rf"{_DOING}{_PEOPLE}(?:は|が|も)?[、,]?"
_IS = r"い(?:ます|ません|る|ない)"
_SOUGHT = r"を?(?:(?:探|さが)して|募集して|募集中)(?:(?:い|お)?(?:る|ます))?"
_CLOSING = (
    r"(?:です|でしょう)?(?:か|かな|かしら|よ|ね)*[〜ー…]*(?=\s*(?:[。！？!?\n]|$))"
)
_WHETHER_THERE_IS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WHO}(?:ほかにも|どこかに|どなたか|だれか|誰か)?(?:{_IS}|{_SOUGHT}){_CLOSING}",
        r"\b(?:is there |are there )?any(?:one|body) (?:here )?(?:who|to|with)\b",
        r"\b(?:i['’]?m |i am )?looking for (?:some|any)(?:one|body) (?:who|to|with)\b",
    )
)
"""What asks whether somebody is there, whatever they would give."""

_ASKING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # What comes before a need that is named, and around one that is quoted.
        r"(?:^|(?<=[。！？!?\n]))(?:やりたい|したい|頼みたい|お願いしたい|手伝ってほしい|必要な|ほしい)(?:こと|もの|の)は[、,]?",
        r"(?<=[」』])(?:のこと)?(?:です|なんです|だ)(?=。?\s*$)",
        r"^[^:：]{0,60}\b(?:this|these|it|need|needed|help|is)[:：]\s+(?=\S)",
        r"(?<=[.!?])\s*who (?:is|can|could|does|would)\b[^.!?]{0,20}[?]*$",
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


def without_asking(line: str) -> str:
    """Return a published line without asking whether somebody is there.

    A line that asks is alike to everything that is asked, whatever it is about.
    """
    said = line
    for asking in _WHETHER_THERE_IS:
        said = asking.sub("", said)
    return said if said.strip(_EDGES) else line


def bare_need(asked: str) -> str:
    """Return what is needed, cut free of asking; the text itself if nothing is left."""
    need = asked
    for asking in (*_ASKING, *_WHETHER_THERE_IS):
        need = asking.sub("", need)
    return need.strip(_EDGES) or asked.strip()


def sentences_of(need: str) -> tuple[str, ...]:
    """Return the sentences of a need that has several; () when it is only one."""
    parts = [part.strip() for part in _SENTENCE_END.split(need)]
    said = tuple(part for part in parts if len(part) >= _LEAST_CHARS)
    return said[:_MOST_SENTENCES] if len(said) > 1 else ()
