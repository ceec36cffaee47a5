"""Sentences asked from willing people: questions on vectors, and what they bring."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

from core.store.metadata import UtcDateTime

revision = '0014'
down_revision: str | None = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('soundings',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('asker_id', sa.String(length=32), nullable=False),
    sa.Column('community_id', sa.String(length=32), nullable=False),
    sa.Column('line', sa.String(length=16), nullable=False),
    sa.Column('origin', sa.Text(), server_default='', nullable=False),
    sa.Column('destination', sa.Text(), server_default='', nullable=False),
    sa.Column('next_step', sa.Text(), server_default='', nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('closed_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['asker_id'], ['members.id'], name=op.f('fk_soundings_asker_id_members')),
    sa.ForeignKeyConstraint(['community_id'], ['communities.id'], name=op.f('fk_soundings_community_id_communities')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_soundings'))
    )
    with op.batch_alter_table('soundings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_soundings_asker_id'), ['asker_id'], unique=False)

    op.create_table('hints',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('sounding_id', sa.String(length=32), nullable=False),
    sa.Column('asker_id', sa.String(length=32), nullable=False),
    sa.Column('author_id', sa.String(length=32), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('words', sa.Text(), server_default='', nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('said_at', UtcDateTime(), nullable=True),
    sa.Column('taken_at', UtcDateTime(), nullable=True),
    sa.Column('thanks', sa.Text(), server_default='', nullable=False),
    sa.Column('thanked_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['asker_id'], ['members.id'], name=op.f('fk_hints_asker_id_members')),
    sa.ForeignKeyConstraint(['author_id'], ['members.id'], name=op.f('fk_hints_author_id_members')),
    sa.ForeignKeyConstraint(['sounding_id'], ['soundings.id'], name=op.f('fk_hints_sounding_id_soundings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hints'))
    )
    with op.batch_alter_table('hints', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hints_asker_id'), ['asker_id'], unique=False)
        batch_op.create_index('ix_hints_author', ['author_id', 'asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_hints_sounding_id'), ['sounding_id'], unique=False)
        batch_op.create_index('uq_hints_one_open', ['author_id'], unique=True, sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))
