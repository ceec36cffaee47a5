"""Indexes for what waits, and for the flags a member holds on to."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision: str | None = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('asks', schema=None) as batch_op:
        batch_op.create_index('ix_asks_remembered', ['community_id'], unique=False, sqlite_where=sa.text("state = 'remembered'"), postgresql_where=sa.text("state = 'remembered'"))

    with op.batch_alter_table('hands', schema=None) as batch_op:
        batch_op.create_index('ix_hands_member', ['member_id'], unique=False)
