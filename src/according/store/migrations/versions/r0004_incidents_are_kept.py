"""Incidents are kept by component, to be worked out of all that is kept already before they are first asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create their tables; every report with claims is stale."""
    _create_incidents()
    _create_components()
    op.execute("INSERT INTO stale (report) SELECT DISTINCT report FROM claims")


def _create_incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("component", "type", "level", "status")),
        sa.Column("contested", sa.Boolean, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("day_start", sa.Text),
        sa.Column("day_end", sa.Text),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("voices", sa.Integer, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Index("incidents_of_component", "component"),
        sa.Index("incidents_of_day", "day", "id"),
        sa.Index("incidents_of_days", "day_start", "day_end"),
        sa.Index("incidents_of_size", "size"),
    )
    op.create_table(
        "incident_places",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("owner", sa.Integer, sa.ForeignKey("incidents.n"), nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("admin1", sa.Text, nullable=False),
        sa.Column("cell", sa.Integer, nullable=False),
        *(sa.Column(axis, sa.Float, nullable=False) for axis in ("lat", "lon", "x", "y", "z")),
        sa.Index("incident_places_of_owner", "owner"),
        sa.Index("incident_places_of_country", "country", "admin1", "owner"),
        sa.Index("incident_places_of_cell", "cell"),
    )
    op.create_table(
        "incident_marks",
        sa.Column("owner", sa.Integer, sa.ForeignKey("incidents.n"), primary_key=True),
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Index("incident_marks_of_value", "part", "value", "owner"),
    )
    op.create_table(
        "incident_claims",
        sa.Column("owner", sa.Integer, sa.ForeignKey("incidents.n"), primary_key=True),
        sa.Column("claim", sa.Text, primary_key=True),
        sa.Index("incidents_of_claim", "claim"),
    )


def _create_components() -> None:
    op.create_table(
        "joints",
        sa.Column("n", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("component", "claim_a", "claim_b", "json")),
        sa.Index("joints_of_component", "component"),
        sa.Index("joints_of_claim", "claim_a"),
    )
    op.create_table(
        "components",
        sa.Column("report", sa.Text, primary_key=True),
        sa.Column("component", sa.Text, nullable=False),
        sa.Index("reports_of_component", "component"),
    )
    op.create_table(
        "meetings",
        sa.Column("n", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("report", "key", "first", "last")),
        sa.Index("meetings_of_report", "report"),
        sa.Index("meetings_of_key", "key", "last", "first"),
    )
    op.create_table(
        "ties",
        sa.Column("report_a", sa.Text, primary_key=True),
        sa.Column("report_b", sa.Text, primary_key=True),
        sa.Index("ties_of_other", "report_b"),
    )
    op.create_table("stale", sa.Column("report", sa.Text, primary_key=True))
