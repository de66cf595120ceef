"""Reports of online platforms"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "online_aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("person_email", sa.String(length=254), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=254), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_aliases")),
        sa.UniqueConstraint("name", "email", name=op.f("uq_online_aliases_name_email")),
    )
    with op.batch_alter_table("online_aliases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_online_aliases_person_email"), ["person_email"], unique=False)

    op.create_table(
        "online_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("format", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=True),
        sa.Column("order", sa.String(length=24), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.String(length=254), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_online_reports_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["online_reports.id"],
            name=op.f("fk_online_reports_replaces_id_online_reports"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_reports")),
        sa.UniqueConstraint("meeting_id", "sha256", name=op.f("uq_online_reports_meeting_id_sha256")),
    )
    with op.batch_alter_table("online_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_online_reports_replaces_id"), ["replaces_id"], unique=False)

    op.create_table(
        "online_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(length=24), nullable=True),
        sa.Column("aside", sa.String(length=24), nullable=True),
        sa.Column("is_ignored", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("suggestions", sa.JSON(), nullable=False),
        sa.Column("stays", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_online_names_registration_id_registrations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["online_reports.id"],
            name=op.f("fk_online_names_report_id_online_reports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_names")),
        sa.UniqueConstraint("report_id", "email", "name", name=op.f("uq_online_names_report_id_email_name")),
    )
    with op.batch_alter_table("online_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_online_names_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "online_report_sessions",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["online_reports.id"],
            name=op.f("fk_online_report_sessions_report_id_online_reports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_online_report_sessions_session_id_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", "session_id", name=op.f("pk_online_report_sessions")),
    )
    with op.batch_alter_table("online_report_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_online_report_sessions_session_id"), ["session_id"], unique=False)

    op.create_table(
        "online_stays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["name_id"], ["online_names.id"], name=op.f("fk_online_stays_name_id_online_names"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["online_reports.id"],
            name=op.f("fk_online_stays_report_id_online_reports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_stays")),
    )
    with op.batch_alter_table("online_stays", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_online_stays_name_id"), ["name_id"], unique=False)
        batch_op.create_index("ix_online_stays_report", ["report_id", "line"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("online_stays", schema=None) as batch_op:
        batch_op.drop_index("ix_online_stays_report")
        batch_op.drop_index(batch_op.f("ix_online_stays_name_id"))

    op.drop_table("online_stays")
    with op.batch_alter_table("online_report_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_online_report_sessions_session_id"))

    op.drop_table("online_report_sessions")
    with op.batch_alter_table("online_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_online_names_registration_id"))

    op.drop_table("online_names")
    with op.batch_alter_table("online_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_online_reports_replaces_id"))

    op.drop_table("online_reports")
    with op.batch_alter_table("online_aliases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_online_aliases_person_email"))

    op.drop_table("online_aliases")
