"""Questions that trainers edited, left out or wrote, kept for other lessons."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quiz_bank",
        sa.Column("key", sa.String(300), primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("audience", sa.String(60), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("quiz_bank")
