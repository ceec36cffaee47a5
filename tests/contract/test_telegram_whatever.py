"""JSON of any shape in the place of an update."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bots.telegram.client import Me
from bots.telegram.parse import parse
from tests.telegram_fake import updates

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
ME = Me(updates.BOT_ID, updates.USERNAME)

_KEYS = (
    "update_id message chat from id type text entities callback_query data "
    "my_chat_member message_id offset"
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_KEYS.split()), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(_json)
def test_no_update_whatever_raises(update: object) -> None:
    parsed, _ = parse([update], received_at=NOW, me=ME)

    found = len(parsed.incomings) + len(parsed.quarantined) + len(parsed.ignored)
    assert found == 1
