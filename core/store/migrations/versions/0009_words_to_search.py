"""Posts are kept a second time in the form that word search compares."""

# Written by alembic, which has its own idea of form.
# fmt: off

import json

import sqlalchemy as sa
from alembic import op

from core.domain.searching import folded

revision = '0009'
down_revision: str | None = '0008'
branch_labels = None
depends_on = None

AT_ONCE = 1000


def upgrade() -> None:
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('folded', sa.Text(), server_default='', nullable=False))
    posts = sa.table('posts', sa.column('id'), sa.column('lines'), sa.column('folded'))
    conn = op.get_bind()
    ids = conn.execute(sa.select(posts.c.id)).scalars().all()
    fold = sa.update(posts).where(posts.c.id == sa.bindparam('which'))
    for start in range(0, len(ids), AT_ONCE):
        some = sa.select(posts.c.id, posts.c.lines).where(posts.c.id.in_(ids[start:start + AT_ONCE]))
        told = [
            {'which': id, 'folded': folded('\n'.join(json.loads(lines).values()))}
            for id, lines in conn.execute(some).all()
        ]
        conn.execute(fold, told)
