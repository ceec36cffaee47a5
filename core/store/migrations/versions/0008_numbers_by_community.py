"""Numbers of a community are found without looking at those of others."""

# Written by alembic, which has its own idea of form.
# fmt: off

from alembic import op

revision = '0008'
down_revision: str | None = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('embeddings', schema=None) as batch_op:
        batch_op.create_index('ix_embeddings_community', ['community_id', 'embedder'], unique=False)
