"""How words stand inside stored JSON, for queries that look for them there."""

import json


def in_json(text: str) -> str:
    """Return a text as it stands inside stored JSON, without the quotes around it."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
