"""Which messages bear the buttons of an open question outlives a start."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

from core.store.metadata import UtcDateTime

revision = '0011'
down_revision: str | None = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('asked',
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('place', sa.String(length=128), nullable=False),
    sa.Column('messages', sa.Text(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('channel', 'place', name=op.f('pk_asked'))
    )
    with op.batch_alter_table('asked', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_asked_at'), ['at'], unique=False)
