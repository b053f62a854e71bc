"""Reports that are joined with others are joined anew: copies of one text are found by their texts."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Have the components of several reports joined anew."""
    op.execute(
        "INSERT INTO stale (report) SELECT report FROM components WHERE report <> component ON CONFLICT DO NOTHING"
    )
