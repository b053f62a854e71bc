"""Which incidents have a facet's value is kept as bits, and incidents have an index in the order of lists."""

import sqlalchemy as sa
from alembic import op

from according.store.bits import make_anew

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the index, and fill them of the incidents that are kept: none is joined anew."""
    op.create_table(
        "incident_bits",
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("share", sa.Integer, primary_key=True),
        sa.Column("members", sa.Integer, nullable=False),
        sa.Column("bits", sa.LargeBinary, nullable=False),
    )
    op.create_index("incident_bits_counted", "incident_bits", ["part", "value", "members"])
    op.create_index("incidents_in_order", "incidents", ["day_end", "id", "day_start"])
    if not op.get_context().as_sql:
        make_anew(op.get_bind())
