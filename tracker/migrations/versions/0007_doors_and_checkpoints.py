"""Doors, checkpoints and people without a badge"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Letters that are searched as one; see people.names.
_VARIANTS = (("ة", "ه"), ("ى", "ي"), ("ی", "ي"), ("ک", "ك"), ("ـ", ""))


def upgrade() -> None:
    op.add_column("meetings", sa.Column("walk_ins", sa.String(length=24), server_default="approval", nullable=False))
    op.add_column("sessions", sa.Column("door", sa.String(length=24), server_default="in", nullable=False))
    op.create_table(
        "checkpoints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("counts_for", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_checkpoints_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoints")),
        sa.UniqueConstraint("meeting_id", "kind", name=op.f("uq_checkpoints_meeting_id_kind")),
    )
    op.create_table(
        "walk_ins",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("desk", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_walk_ins_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_walk_ins")),
        sa.UniqueConstraint("uid", name=op.f("uq_walk_ins_uid")),
    )
    with op.batch_alter_table("scans") as batch:
        batch.alter_column("session_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("checkpoint_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_scans_checkpoint_id_checkpoints"), "checkpoints", ["checkpoint_id"], ["id"]
        )
        batch.create_check_constraint(
            batch.f("ck_scans_somewhere"), "session_id IS NOT NULL OR checkpoint_id IS NOT NULL"
        )
        batch.create_index(batch.f("ix_scans_checkpoint_id"), ["checkpoint_id"])
    registrations = sa.table("registrations", sa.column("search_key"))
    key: sa.ColumnElement[str] = registrations.c.search_key
    for written, searched in _VARIANTS:
        key = sa.func.replace(key, written, searched)
    op.execute(registrations.update().values(search_key=key))


def downgrade() -> None:
    with op.batch_alter_table("scans") as batch:
        batch.drop_index(batch.f("ix_scans_checkpoint_id"))
        batch.drop_constraint(batch.f("ck_scans_somewhere"), type_="check")
        batch.drop_constraint(batch.f("fk_scans_checkpoint_id_checkpoints"), type_="foreignkey")
        batch.drop_column("checkpoint_id")
        batch.alter_column("session_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("walk_ins")
    op.drop_table("checkpoints")
    op.drop_column("sessions", "door")
    op.drop_column("meetings", "walk_ins")
