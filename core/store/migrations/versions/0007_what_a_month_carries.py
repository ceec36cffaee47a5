"""What a month carries, where what is sent unasked is counted."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

from core.store.metadata import UtcDateTime

revision = '0007'
down_revision: str | None = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('pushes',
    sa.Column('outbox_id', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('month', sa.Text(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('outbox_id', name=op.f('pk_pushes'))
    )
    with op.batch_alter_table('pushes', schema=None) as batch_op:
        batch_op.create_index('ix_pushes_month', ['channel', 'month'], unique=False)

    op.create_table('months',
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('month', sa.Text(), nullable=False),
    sa.Column('ends_at', UtcDateTime(), nullable=False),
    sa.Column('most', sa.Integer(), nullable=True),
    sa.Column('used', sa.Integer(), nullable=False),
    sa.Column('own_then', sa.Integer(), nullable=False),
    sa.Column('over', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('channel', 'month', name=op.f('pk_months'))
    )
