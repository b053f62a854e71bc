"""Claims have days, words, places and marks in columns with indexes; those of kept claims are filled in."""

import sqlalchemy as sa
from alembic import op

from according.store.dialects import index_words
from according.store.found_by import fill

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables, and fill them."""
    op.add_column("claims", sa.Column("day_start", sa.Text))
    op.add_column("claims", sa.Column("day_end", sa.Text))
    op.add_column("claims", sa.Column("words", sa.Text, nullable=False, server_default=""))
    op.create_index("claims_of_days", "claims", ["day_start", "day_end"])
    op.create_index("claims_of_last_days", "claims", ["day_end"])
    op.create_table(
        "claim_places",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("owner", sa.Integer, sa.ForeignKey("claims.n"), nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("admin1", sa.Text, nullable=False),
        sa.Column("cell", sa.Integer, nullable=False),
        *(sa.Column(axis, sa.Float, nullable=False) for axis in ("lat", "lon", "x", "y", "z")),
    )
    op.create_index("claim_places_of_owner", "claim_places", ["owner"])
    op.create_index("claim_places_of_country", "claim_places", ["country", "admin1", "owner"])
    op.create_index("claim_places_of_cell", "claim_places", ["cell"])
    op.create_table(
        "claim_marks",
        sa.Column("owner", sa.Integer, sa.ForeignKey("claims.n"), primary_key=True),
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
    )
    op.create_index("claim_marks_of_value", "claim_marks", ["part", "value", "owner"])
    for statement in index_words(op.get_context().dialect.name):
        op.execute(statement)
    if not op.get_context().as_sql:
        fill(op.get_bind())
