"""The store's tables, as they are now. How they came about stands in migrations/, which a test holds to these.

`n` counts rows in the order of their coming; ids are made of content. Moments are ISO texts in UTC. What claims are
found by (days, words, places, marks) is worked out of their newest grounding, and follows it. From `incidents` on, all
is worked out of claims and decisions, and can be worked out again: reports whose claims changed since are `stale`.
`settled` has the claims that decisions make other than they were read, without JSON those that were rejected.
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, true
from sqlalchemy import UniqueConstraint as Unique

metadata = MetaData()


def _places(name: str, owner: str) -> Table:
    """Where claims, or incidents, happened; what the columns mean stands in facts.py."""
    return Table(
        f"{name}_places",
        metadata,
        Column("n", Integer, primary_key=True),
        Column("owner", Integer, ForeignKey(owner), nullable=False),
        Column("country", Text, nullable=False),
        Column("admin1", Text, nullable=False),
        Column("cell", Integer, nullable=False),
        *(Column(axis, Float, nullable=False) for axis in ("lat", "lon", "x", "y", "z")),
        Index(f"{name}_places_of_owner", "owner"),
        Index(f"{name}_places_of_country", "country", "admin1", "owner"),
        Index(f"{name}_places_of_cell", "cell"),
    )


def _marks(name: str, owner: str) -> Table:
    """What claims, or incidents, are marked with: actors, kinds of voices, types."""
    return Table(
        f"{name}_marks",
        metadata,
        Column("owner", Integer, ForeignKey(owner), primary_key=True),
        Column("part", Text, primary_key=True),
        Column("value", Text, primary_key=True),
        Index(f"{name}_marks_of_value", "part", "value", "owner"),
    )


raws = Table(
    "raws",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
reports = Table(
    "reports",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("address", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("first_seen", Text),
)
sightings = Table(
    "sightings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("given_id", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("published_how", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("retrieved", Text),
    Column("raw", Text, ForeignKey("raws.digest")),
    Index("sightings_of_report", "report"),
)
markups = Table(
    "markups",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("json", Text, nullable=False),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("basis", Text, nullable=False, server_default=""),
    Index("markups_of_report", "report", "reader"),
)
claims = Table(
    "claims",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("markup", Text, ForeignKey("markups.id"), nullable=False),
    Column("type", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("day_start", Text),
    Column("day_end", Text),
    Column("words", Text, nullable=False, server_default=""),
    Unique("id", "markup", name="claim_once_a_markup"),
    Index("claims_of_report", "report"),
    Index("claims_of_markup", "markup"),
    Index("claims_of_days", "day_start", "day_end"),
    Index("claims_of_last_days", "day_end"),
)
claim_places, claim_marks = _places("claim", "claims.n"), _marks("claim", "claims.n")
groundings = Table(
    "groundings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("claim", Integer, ForeignKey("claims.n"), nullable=False),
    Column("version", Text, nullable=False),
    Column("json", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("groundings_of_claim", "claim", "n"),
)
links = Table(
    "links",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("claim_a", Text, nullable=False),
    Column("claim_b", Text, nullable=False),
    Column("same", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("by", Text, nullable=False),
    Column("json", Text, nullable=False),
    Index("links_of_claim_a", "claim_a"),
    Index("links_of_claim_b", "claim_b"),
)
decisions = Table(
    "decisions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("verb", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("json", Text, nullable=False),
)
targets = Table(
    "targets",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("decision", Text, ForeignKey("decisions.id"), nullable=False),
    Column("report", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("targets_in_report", "report", "start"),
    Index("targets_of_decision", "decision"),
)
tombstones = Table(
    "tombstones",
    metadata,
    Column("report", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
)
users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("at", Text, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("component", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("day", Text, nullable=False),
    Column("day_start", Text),
    Column("day_end", Text),
    Column("size", Integer, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("json", Text, nullable=False),
    Column("review", Integer, nullable=False, server_default="0"),
    Column("review_rank", Float, nullable=False, server_default="0"),
    Index("incidents_of_component", "component"),
    Index("incidents_to_review", "review", "review_rank", "id"),
    Index("incidents_of_day", "day", "id"),
    Index("incidents_of_days", "day_start", "day_end"),
    Index("incidents_of_size", "size"),
    Index("incidents_of_status", "status", "day_end", "day_start"),
    Index("incidents_in_order", "day_end", "id", "day_start"),
)
incident_places, incident_marks = _places("incident", "incidents.n"), _marks("incident", "incidents.n")
incident_claims = Table(
    "incident_claims",
    metadata,
    Column("owner", Integer, ForeignKey("incidents.n"), primary_key=True),
    Column("claim", Text, primary_key=True),
    Index("incidents_of_claim", "claim"),
)
incident_bits = Table(
    "incident_bits",
    metadata,
    Column("part", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("share", Integer, primary_key=True),
    Column("members", Integer, nullable=False),
    Column("bits", LargeBinary, nullable=False),
    Index("incident_bits_counted", "part", "value", "members"),
)
settled = Table(
    "settled",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("report", Text, nullable=False),
    Column("json", Text),
    Index("settled_of_report", "report"),
)
joints = Table(
    "joints",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("component", Text, nullable=False),
    Column("claim_a", Text, nullable=False),
    Column("claim_b", Text, nullable=False),
    Column("json", Text, nullable=False),
    Index("joints_of_component", "component"),
    Index("joints_of_claim", "claim_a"),
)
components = Table(
    "components",
    metadata,
    Column("report", Text, primary_key=True),
    Column("component", Text, nullable=False),
    Index("reports_of_component", "component"),
)
meetings = Table(
    "meetings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("report", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Index("meetings_of_report", "report"),
    Index("meetings_of_key", "key", "last", "first"),
)
ties = Table(
    "ties",
    metadata,
    Column("report_a", Text, primary_key=True),
    Column("report_b", Text, primary_key=True),
    Index("ties_of_other", "report_b"),
)
stale = Table("stale", metadata, Column("report", Text, primary_key=True))
