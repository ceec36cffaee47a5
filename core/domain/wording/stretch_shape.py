"""The thing asked for, freed from the words that asked.

Owns the value that reading an ask gives to composing. It must not know either
language.
"""

from dataclasses import dataclass
from typing import Literal

Form = Literal["verb", "favour", "activity", "noun", "topic", "quote", "open"]
"""How the thing joins on.

verb: something to do together. favour: something only the other can do. activity: a
noun one does. noun: a noun one has. topic (English): a noun to look into. quote: the
asker's words as they are. open: nothing was named.
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One small thing to do together, cut so that a request can be built around it.

    For verbs `text` is the whole phrase (Japanese: in its te-form; English: its base
    form), and `before` the part that stands before 「一緒に」. `stem` is the Japanese
    verb after `before` as it joins to ます, or empty where the te-form does not tell
    it. For nouns and quotes `text` is the thing itself. `context` keeps the asker's
    other sentences: they often say why.
    """

    form: Form
    text: str
    before: str = ""
    stem: str = ""
    context: str = ""

    @property
    def verb(self) -> str:
        """The part of `text` that stands after 「一緒に」."""
        return self.text[len(self.before) :]
