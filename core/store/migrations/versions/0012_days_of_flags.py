"""A flag's day is kept as a day, so that everybody hears it in their language."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision: str | None = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('flags', schema=None) as batch_op:
        batch_op.add_column(sa.Column('day', sa.String(length=16), server_default='', nullable=False))
