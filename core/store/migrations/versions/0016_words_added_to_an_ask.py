"""Words that people are looked for with beside the need, once some were shown."""

# Written by alembic, which has its own idea of form.
# fmt: off

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision: str | None = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('asks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('added', sa.Text(), nullable=False, server_default=''))
