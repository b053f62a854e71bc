"""Incidents tell why people should look at them, and are listed by that."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and an index; all incidents are worked out anew, for that fills them."""
    op.add_column("incidents", sa.Column("review", sa.Integer, nullable=False, server_default="0"))
    op.add_column("incidents", sa.Column("review_rank", sa.Float, nullable=False, server_default="0"))
    op.create_index("incidents_to_review", "incidents", ["review", "review_rank", "id"])
    op.execute("INSERT INTO stale (report) SELECT DISTINCT report FROM claims WHERE true ON CONFLICT DO NOTHING")
