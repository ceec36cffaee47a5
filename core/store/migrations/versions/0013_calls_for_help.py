"""Calls for help, and who keeps watch over a room."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

from core.store.metadata import UtcDateTime

revision = '0013'
down_revision: str | None = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calls',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('sender_id', sa.String(length=32), nullable=False),
    sa.Column('community_id', sa.String(length=32), nullable=False),
    sa.Column('wish', sa.String(length=16), nullable=False),
    sa.Column('audience', sa.String(length=16), nullable=False),
    sa.Column('named', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Text(), server_default='', nullable=False),
    sa.Column('created_at', UtcDateTime(), nullable=False),
    sa.Column('ask_wider_at', UtcDateTime(), nullable=True),
    sa.Column('ended_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['community_id'], ['communities.id'], name=op.f('fk_calls_community_id_communities')),
    sa.ForeignKeyConstraint(['sender_id'], ['members.id'], name=op.f('fk_calls_sender_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calls'))
    )
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calls_ask_wider_at'), ['ask_wider_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_calls_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_calls_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_calls_sender_id'), ['sender_id'], unique=False)

    op.create_table('keepers',
    sa.Column('community_id', sa.String(length=32), nullable=False),
    sa.Column('member_id', sa.String(length=32), nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('agreed_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['community_id'], ['communities.id'], name=op.f('fk_keepers_community_id_communities')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_keepers_member_id_members')),
    sa.PrimaryKeyConstraint('community_id', 'member_id', name=op.f('pk_keepers'))
    )
    with op.batch_alter_table('keepers', schema=None) as batch_op:
        batch_op.create_index('ix_keepers_member', ['member_id'], unique=False)

    op.create_table('listeners',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('call_id', sa.String(length=32), nullable=False),
    sa.Column('listener_id', sa.String(length=32), nullable=False),
    sa.Column('sender_id', sa.String(length=32), nullable=False),
    sa.Column('reached', sa.Boolean(), server_default=sa.true(), nullable=False),
    sa.Column('answer', sa.String(length=16), server_default='', nullable=False),
    sa.Column('words', sa.Text(), server_default='', nullable=False),
    sa.Column('answered_at', UtcDateTime(), nullable=True),
    sa.Column('connected_at', UtcDateTime(), nullable=True),
    sa.Column('paused', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_listeners_call_id_calls')),
    sa.ForeignKeyConstraint(['listener_id'], ['members.id'], name=op.f('fk_listeners_listener_id_members')),
    sa.ForeignKeyConstraint(['sender_id'], ['members.id'], name=op.f('fk_listeners_sender_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listeners')),
    sa.UniqueConstraint('call_id', 'listener_id', name=op.f('uq_listeners_call_id_listener_id'))
    )
    with op.batch_alter_table('listeners', schema=None) as batch_op:
        batch_op.create_index('ix_listeners_listener', ['listener_id'], unique=False)
        batch_op.create_index('ix_listeners_sender', ['sender_id'], unique=False)

    op.create_table('contacts',
    sa.Column('listener', sa.String(length=32), nullable=False),
    sa.Column('member_id', sa.String(length=32), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['listener'], ['listeners.id'], name=op.f('fk_contacts_listener_listeners')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_contacts_member_id_members')),
    sa.PrimaryKeyConstraint('listener', 'member_id', name=op.f('pk_contacts'))
    )
    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.create_index('ix_contacts_member', ['member_id'], unique=False)
