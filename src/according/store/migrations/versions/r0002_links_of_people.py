"""Links are kept of people alone, and name their claims `claim_a` and `claim_b`; the machine's are made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the machine's links, rename the columns."""
    by = sa.column("by", sa.Text)
    op.execute(sa.delete(sa.table("links", by)).where(by.like("according/%")))
    for old, new in (("one", "claim_a"), ("other", "claim_b")):
        op.drop_index(f"links_of_{old}", "links")
        op.alter_column("links", old, new_column_name=new)
        op.create_index(f"links_of_{new}", "links", [new])
