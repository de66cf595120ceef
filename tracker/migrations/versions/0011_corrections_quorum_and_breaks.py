"""Corrections quorum and breaks"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=24), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_corrections_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_corrections_session_id_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index("ix_corrections_person", ["registration_id", "session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_session_id"), ["session_id"], unique=False)

    op.create_table(
        "quorum_snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("occasion", sa.String(length=200), nullable=False),
        sa.Column("of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("entitled", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=True),
        sa.Column("in_room", sa.Integer(), nullable=False),
        sa.Column("on_screen", sa.Integer(), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_quorum_snapshots_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_quorum_snapshots_session_id_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quorum_snapshots")),
    )
    with op.batch_alter_table("quorum_snapshots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quorum_snapshots_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "correction_withdrawals",
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name=op.f("fk_correction_withdrawals_correction_id_corrections")
        ),
        sa.PrimaryKeyConstraint("correction_id", name=op.f("pk_correction_withdrawals")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("attended_minutes", sa.Integer(), server_default="5", nullable=False))
        batch_op.add_column(sa.Column("certificate_percent", sa.Integer(), server_default="80", nullable=False))
        batch_op.add_column(sa.Column("quorum", sa.String(length=24), server_default="none", nullable=False))
        batch_op.add_column(sa.Column("quorum_percent", sa.Integer(), server_default="50", nullable=False))
        batch_op.add_column(sa.Column("quorum_number", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("quorum_screen", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("union_weight", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("breaks", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_column("breaks")

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_column("union_weight")
        batch_op.drop_column("quorum_screen")
        batch_op.drop_column("quorum_number")
        batch_op.drop_column("quorum_percent")
        batch_op.drop_column("quorum")
        batch_op.drop_column("certificate_percent")
        batch_op.drop_column("attended_minutes")

    op.drop_table("correction_withdrawals")
    with op.batch_alter_table("quorum_snapshots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quorum_snapshots_meeting_id"))

    op.drop_table("quorum_snapshots")
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrections_session_id"))
        batch_op.drop_index("ix_corrections_person")

    op.drop_table("corrections")
