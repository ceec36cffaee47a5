"""Words for whoever runs the service, in the language of their terminal.

Owns which language that is. What members read is in the language each of them chose
and comes from elsewhere (`core.talk.voice`).
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.i18n.catalog import Language

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""In the order in which gettext looks at them."""


def operator_language() -> "Language":
    """Return the language a terminal asks for; English where it asks for neither."""
    asked = next((os.environ[one] for one in _VARIABLES if os.environ.get(one)), "")
    return "ja" if asked.startswith("ja") else "en"


def text(key: str, **params: str) -> str:
    """Say something of the catalogue to the operator."""
    # A command that has nothing to say from it does not wait for it to be loaded.
    from core.i18n import catalog  # noqa: PLC0415

    return catalog.text(key, operator_language(), **params)
