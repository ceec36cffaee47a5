"""What a message became part of, so that an edit or a take-back reaches it."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

from core.store.metadata import UtcDateTime

revision = '0010'
down_revision: str | None = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('echoes',
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('place', sa.String(length=128), nullable=False),
    sa.Column('message', sa.String(length=128), nullable=False),
    sa.Column('what', sa.String(length=16), nullable=False),
    sa.Column('ref', sa.String(length=32), nullable=False),
    sa.Column('part', sa.String(length=16), nullable=False),
    sa.Column('member_id', sa.String(length=32), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('worded', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('wanted', sa.Text(), server_default='', nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_echoes_member_id_members')),
    sa.PrimaryKeyConstraint('channel', 'place', 'message', 'what', 'ref', 'part', name=op.f('pk_echoes'))
    )
    with op.batch_alter_table('echoes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_echoes_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_echoes_member_id'), ['member_id'], unique=False)

    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('heard', sa.Text(), server_default='[]', nullable=False))
