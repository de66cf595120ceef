"""Stamp of settings"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "settings_stamps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_stamps")),
    )
    op.execute("INSERT INTO settings_stamps (id, stamp) VALUES (1, 'first')")


def downgrade() -> None:
    op.drop_table("settings_stamps")
