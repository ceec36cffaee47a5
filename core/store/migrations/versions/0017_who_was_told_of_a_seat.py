"""Who waits for a seat stays in the line when told of one, until they have it."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

from core.store.metadata import UtcDateTime

revision = '0017'
down_revision: str | None = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('waiting_seats', schema=None) as batch_op:
        batch_op.add_column(sa.Column('told_at', UtcDateTime(), nullable=True))
