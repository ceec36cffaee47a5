"""Japanese as it is spoken at home, read as it would be written in the standard.

Owns reading how dialects end a question for company, from patterns kept as data
(core.domain.phrasing, `dialect_ja`). It must not know what any rule looks for, and
nothing of it is ever shown: people's words stay as they wrote them.
"""

from core.domain.phrasing import compiled, page


def as_standard(text: str) -> str:
    """Return a text as it would be written, where it is spoken at home."""
    standard = page("dialect", "ja")["standard"]
    for name, spoken in compiled("dialect", "ja", "spoken").items():
        text = spoken.sub(standard[name], text)
    return text
