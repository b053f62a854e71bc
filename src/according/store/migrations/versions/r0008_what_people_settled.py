"""Claims as people settled them stand beside those that were read; all that is worked out is worked out anew."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and have the reports that decisions are about joined anew."""
    op.create_table(
        "settled",
        sa.Column("claim", sa.Text, primary_key=True),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("json", sa.Text),
    )
    op.create_index("settled_of_report", "settled", ["report"])
    op.execute(
        "INSERT INTO stale (report) SELECT DISTINCT targets.report FROM targets "
        "JOIN reports ON reports.id = targets.report WHERE true ON CONFLICT DO NOTHING"
    )
