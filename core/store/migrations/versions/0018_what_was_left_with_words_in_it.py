"""Dialogues that were left with words in them can be gone on with later."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision: str | None = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kept', sa.Text(), nullable=False, server_default='[]'))
