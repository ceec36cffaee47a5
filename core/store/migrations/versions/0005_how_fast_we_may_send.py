"""How fast we may send: buckets that several processes share."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

from core.store.metadata import UtcDateTime

revision = '0005'
down_revision: str | None = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('buckets',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('full_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_buckets'))
    )
