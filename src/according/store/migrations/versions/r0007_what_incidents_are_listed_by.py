"""Incidents are marked with their places, parties and speakers, and listed by how voices agree."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index them; all are worked out anew, for that marks them."""
    op.create_index("incidents_of_status", "incidents", ["status", "day_end", "day_start"])
    op.execute("INSERT INTO stale (report) SELECT DISTINCT report FROM claims WHERE true ON CONFLICT DO NOTHING")
