"""Joining on the screen by personal links"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "screen_visits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(length=36), nullable=False),
        sa.Column("network", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_screen_visits_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_screen_visits_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_visits")),
    )
    with op.batch_alter_table("screen_visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screen_visits_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index("ix_screen_visits_session", ["session_id", "registration_id"], unique=False)

    op.create_table(
        "screen_proofs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["screen_visits.id"], name=op.f("fk_screen_proofs_visit_id_screen_visits"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_proofs")),
    )
    with op.batch_alter_table("screen_proofs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screen_proofs_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "screen_spans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["screen_visits.id"], name=op.f("fk_screen_spans_visit_id_screen_visits"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_spans")),
    )
    with op.batch_alter_table("screen_spans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screen_spans_visit_id"), ["visit_id"], unique=False)

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("join_url", sa.String(length=500), server_default="", nullable=False))
        batch_op.add_column(sa.Column("asks_proof", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_column("asks_proof")
        batch_op.drop_column("join_url")

    with op.batch_alter_table("screen_spans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_screen_spans_visit_id"))

    op.drop_table("screen_spans")
    with op.batch_alter_table("screen_proofs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_screen_proofs_visit_id"))

    op.drop_table("screen_proofs")
    with op.batch_alter_table("screen_visits", schema=None) as batch_op:
        batch_op.drop_index("ix_screen_visits_session")
        batch_op.drop_index(batch_op.f("ix_screen_visits_registration_id"))

    op.drop_table("screen_visits")
