"""Certificates and openings recorded once"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("quorum_snapshots", schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f("uq_quorum_snapshots_session_id"), ["session_id"])

    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("says", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_certificates_meeting_id_meetings")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_certificates_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_certificates_meeting_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_certificates_uid")),
    )
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificates_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "certificate_withdrawals",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_certificate_withdrawals_certificate_id_certificates")
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate_withdrawals")),
    )


def downgrade() -> None:
    op.drop_table("certificate_withdrawals")
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificates_registration_id"))

    op.drop_table("certificates")
    with op.batch_alter_table("quorum_snapshots", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_quorum_snapshots_session_id"), type_="unique")
