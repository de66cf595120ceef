"""Doubts of stays"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("online_stays", schema=None) as batch_op:
        batch_op.add_column(sa.Column("doubt", sa.String(length=24), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("online_stays", schema=None) as batch_op:
        batch_op.drop_column("doubt")
