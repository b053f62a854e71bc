"""Claims of unnamed voices, as many as wanted: of one incident in one report, or in many, or of an incident each."""

from datetime import date, timedelta

from according.model import NOT_STATED, Actor, Claim, Count, Period, Place, Span, content_id

KINDS = {
    "crowd": "unnamed voices of one report",
    "reports": "reports of one incident",
    "spread": "reports of an incident each",
}
_RESIDENT = Actor(words="a resident", name="a resident", kind="witness")
_DEAD = Actor(words="civilians", name="civilians", status="civilian")


def make_claims(kind: str, number: int) -> list[Claim]:
    """So many claims of one of the kinds."""
    return [_claim(n, report="one" if kind == "crowd" else str(n), apart=kind == "spread") for n in range(number)]


def _claim(n: int, *, report: str, apart: bool) -> Claim:
    day = date(2031, 5, 12) + timedelta(days=3 * n if apart else 0)
    town = n % 50 if apart else 0
    toll = n % 40 + 1
    when = Period(start=day, end=day, precision="day")
    words = f"Voice {n} said that {toll} civilians died."
    return Claim(
        id=content_id("c", report, n), report=f"r_{report}", given_id=report, reader="made", type="killing",
        stance="asserts", certainty="stated", speakers=(_RESIDENT,), channel="", relayed_by=(), said=NOT_STATED,
        roles={"affected": (_DEAD,)}, when=when, published=when,
        count=Count(least=toll, most=toll, qualifier="exactly", unit="people", scope="incident", words=str(toll)),
        where=(
            Place(words="Tabu", name="Tabu", country="OR", admin1="", lat=14.0 + town, lon=5.0, match="exact",
                  gazetteer_id=f"made:{town}", precision="town", radius_km=5.0),
        ),
        evidence=(Span(start=n * 100, end=n * 100 + len(words), words=words),),
    )  # fmt: skip
