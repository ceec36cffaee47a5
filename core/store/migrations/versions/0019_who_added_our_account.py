"""Whether somebody added our account, where a messenger tells others for days only.

Nothing is known of those who were here before: they are told things as they were until
they write again, and are asked then.
"""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

import core.store.metadata

revision = '0019'
down_revision: str | None = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('addresses', schema=None) as batch_op:
        batch_op.add_column(sa.Column('adding', sa.String(length=16), nullable=False, server_default='unseen'))
        batch_op.add_column(sa.Column('told_until', core.store.metadata.UtcDateTime(), nullable=True))
