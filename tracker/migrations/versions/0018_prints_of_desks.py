"""Prints of desks"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("badge_runs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uid", sa.Uuid(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_badge_runs_uid"), ["uid"])


def downgrade() -> None:
    with op.batch_alter_table("badge_runs", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_badge_runs_uid"), type_="unique")
        batch_op.drop_column("uid")
