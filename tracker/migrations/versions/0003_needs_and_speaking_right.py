"""Needs with consent, and the speaking right"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registrations", sa.Column("speaking", sa.String(length=24), nullable=True))
    op.add_column("registrations", sa.Column("dietary", sa.Text(), server_default="", nullable=False))
    op.add_column("registrations", sa.Column("consents_needs", sa.Boolean(), server_default=sa.false(), nullable=False))
    # Until now the form said that filling it in was the consent.
    registrations = sa.table("registrations", sa.column("accessibility"), sa.column("consents_needs"))
    said = registrations.update().where(registrations.c.accessibility != "")
    op.execute(said.values(consents_needs=sa.true()))


def downgrade() -> None:
    for name in ("consents_needs", "dietary", "speaking"):
        op.drop_column("registrations", name)
