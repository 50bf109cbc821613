"""Order of lists, what figures are read from, and what records keep besides."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ON_BOARD = "status = 'open' AND deleted_at IS NULL"
FIGURED = ["team_id", "amount", "base_amount", "weighted_amount", "rots_at", "push_count"]


def upgrade() -> None:
    _deals()
    _waiting()
    _payers()
    _purging()


def _deals() -> None:
    """Which of them rot, how often they were put off, and what they come to."""
    op.add_column("opportunity", sa.Column("rots_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("opportunity", sa.Column("push_count", sa.Integer(), server_default="0", nullable=False))
    op.execute(
        """
        UPDATE opportunity
        SET rots_at = stage_since + make_interval(days => CAST(stage ->> 'rotting_days' AS integer))
        FROM pipeline CROSS JOIN jsonb_array_elements(pipeline.stages) AS stage
        WHERE pipeline.id = pipeline_id AND stage ->> 'id' = CAST(stage_id AS text)
            AND stage ->> 'rotting_days' IS NOT NULL AND status = 'open'
        """
    )
    op.drop_index("ix_opportunity_board_owner", "opportunity")
    op.create_index(
        "ix_opportunity_board_owner",
        "opportunity",
        ["owner_id", "stage_id", "place"],
        unique=False,
        postgresql_include=FIGURED,
        postgresql_where=sa.text(ON_BOARD),
    )
    op.create_index(
        "ix_opportunity_closed",
        "opportunity",
        ["closed_at", "owner_id"],
        unique=False,
        postgresql_include=["team_id", "status", "base_currency", "base_amount", "amount"],
        postgresql_where=sa.text("closed_at IS NOT NULL AND deleted_at IS NULL"),
    )
    for name, empty in (("rots_at", "rots_at IS NOT NULL"), ("push_count", "push_count > 0")):
        op.create_index(
            f"ix_opportunity_{name}",
            "opportunity",
            [name, "id"],
            unique=False,
            postgresql_where=sa.text(empty),
        )


def _waiting() -> None:
    """Leads without a first response, quotes for which approval was asked."""
    op.create_index(
        "ix_lead_waiting",
        "lead",
        ["owner_id", "respond_by", "id"],
        unique=False,
        postgresql_include=["team_id"],
        postgresql_where=sa.text(
            "responded_at IS NULL AND status IN ('new', 'working', 'qualified') AND deleted_at IS NULL"
        ),
    )
    op.create_index(
        "ix_quote_asked_by",
        "quote",
        ["asked_by", "id"],
        unique=False,
        postgresql_where=sa.text("asked_by IS NOT NULL"),
    )


def _payers() -> None:
    """Whoever looks after a customer looks after its payments."""
    op.drop_index("ix_payment_owner_id", "payment")
    op.drop_index("ix_payment_team_id", "payment")
    op.drop_column("payment", "owner_id")
    op.drop_column("payment", "team_id")
    op.create_index("ix_known_customer_owner_id", "known_customer", ["owner_id", "id"], unique=False)
    op.create_index(
        "ix_known_customer_team_id",
        "known_customer",
        ["team_id", "id"],
        unique=False,
        postgresql_include=["owner_id"],
    )


def _purging() -> None:
    """Leads that were deleted, some time ago."""
    op.create_index(
        "ix_lead_deleted_at",
        "lead",
        ["deleted_at"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
