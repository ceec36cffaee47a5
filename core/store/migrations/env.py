"""What alembic runs: on a connection it is handed, never one of its own."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import False_, True_

from core.store.metadata import UtcDateTime


def _rendered(
    kind: str, thing: object, autogen: AutogenContext
) -> str | Literal[False]:
    """Say what alembic would not, or not for both databases."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        autogen.imports.add("from core.store.metadata import UtcDateTime")
        return "UtcDateTime()"
    truth = getattr(thing, "arg", None)
    if kind == "server_default" and isinstance(truth, (False_, True_)):
        # Written as on SQLite, it would be a number that PostgreSQL refuses.
        return f"sa.{truth}()"
    return False


def _run() -> None:
    given: dict[str, Any] = context.config.attributes
    context.configure(
        connection=given["connection"],
        target_metadata=given.get("metadata"),
        render_item=_rendered,
        # SQLite changes a table by copying it; a new one it simply makes.
        render_as_batch=given.get("batch", True),
        transaction_per_migration=False,
    )
    # Whoever hands the connection in has begun, and commits.
    context.run_migrations()


_run()
