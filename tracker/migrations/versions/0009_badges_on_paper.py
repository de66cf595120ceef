"""Badges on paper"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "badge_settings",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=24), nullable=False),
        sa.Column("desk", sa.String(length=24), nullable=False),
        sa.Column("two_sided", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_badge_settings_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_badge_settings")),
    )
    op.create_table(
        "badge_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=24), nullable=False),
        sa.Column("two_sided", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("at_desk", sa.Boolean(), nullable=False),
        sa.Column("held_back", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=254), nullable=False),
        sa.Column("copy_of_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["copy_of_id"], ["badge_runs.id"], name=op.f("fk_badge_runs_copy_of_id_badge_runs"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_badge_runs_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_runs")),
    )
    with op.batch_alter_table("badge_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_runs_copy_of_id"), ["copy_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_badge_runs_meeting_id"), ["meeting_id"], unique=False)
    op.create_table(
        "badge_prints",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("badge_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["badge_id"], ["badges.id"], name=op.f("fk_badge_prints_badge_id_badges"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["badge_runs.id"], name=op.f("fk_badge_prints_run_id_badge_runs"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_badge_prints")),
    )
    with op.batch_alter_table("badge_prints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_prints_badge_id"), ["badge_id"], unique=False)


def downgrade() -> None:
    op.drop_table("badge_prints")
    op.drop_table("badge_runs")
    op.drop_table("badge_settings")
