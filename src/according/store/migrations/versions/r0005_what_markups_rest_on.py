"""Markups tell what their claims rest on beside the report; of former ones it is not known."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("markups", sa.Column("basis", sa.Text, nullable=False, server_default=""))
