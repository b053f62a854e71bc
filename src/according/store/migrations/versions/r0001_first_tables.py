"""The first tables: reports and their sightings, markups, claims and their groundings, links, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    _create_reports()
    _create_claims()
    _create_judgements()


def _create_reports() -> None:
    op.create_table(
        "raws",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("first_seen", sa.Text),
    )
    op.create_table(
        "sightings",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("given_id", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text, nullable=False),
        sa.Column("published", sa.Text, nullable=False),
        sa.Column("published_how", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("retrieved", sa.Text),
        sa.Column("raw", sa.Text, sa.ForeignKey("raws.digest")),
        sa.Index("sightings_of_report", "report"),
    )


def _create_claims() -> None:
    op.create_table(
        "markups",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Index("markups_of_report", "report", "reader"),
    )
    op.create_table(
        "claims",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("markup", sa.Text, sa.ForeignKey("markups.id"), nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.UniqueConstraint("id", "markup", name="claim_once_a_markup"),
        sa.Index("claims_of_report", "report"),
        sa.Index("claims_of_markup", "markup"),
    )
    op.create_table(
        "groundings",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("claim", sa.Integer, sa.ForeignKey("claims.n"), nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Index("groundings_of_claim", "claim", "n"),
    )


def _create_judgements() -> None:
    op.create_table(
        "links",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("one", sa.Text, nullable=False),
        sa.Column("other", sa.Text, nullable=False),
        sa.Column("same", sa.Boolean, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Index("links_of_one", "one"),
        sa.Index("links_of_other", "other"),
    )
    op.create_table(
        "decisions",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_table(
        "targets",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("decision", sa.Text, sa.ForeignKey("decisions.id"), nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Index("targets_in_report", "report", "start"),
        sa.Index("targets_of_decision", "decision"),
    )
