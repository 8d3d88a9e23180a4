"""Why a part of a document is in doubt: two parts may be so for two reasons, and a reader must be told the right one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("validities", sa.Column("why", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("validities", "why")
