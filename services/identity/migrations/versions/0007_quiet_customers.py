"""How long customers may be quiet belongs to the organisation."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
DAYS = {"at_risk_after_days": "180", "lost_after_days": "365"}


def upgrade() -> None:
    """Days without a purchase."""
    for name, days in DAYS.items():
        op.add_column("organisation", sa.Column(name, sa.Integer(), server_default=days, nullable=False))
    op.create_check_constraint(
        op.f("ck_organisation_quiet_in_order"), "organisation", "lost_after_days > at_risk_after_days"
    )


def downgrade() -> None:
    """Without them."""
    op.drop_constraint(op.f("ck_organisation_quiet_in_order"), "organisation")
    for name in DAYS:
        op.drop_column("organisation", name)
