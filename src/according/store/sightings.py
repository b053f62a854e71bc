"""What is told of a report beside its text: whether it is new, and what all that was told amounts to.

Sources tell different things of the same text: a file gives an id, a page a date, a person another date. Each telling
is a row; the newest of each field is what holds, but of the dates the first. One that a person gave outranks those that
were found, and one to which a person moved the report outranks all before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from according.codec import encode, from_plain, parse
from according.model import NOT_STATED, Period, Report, Unknown

GIVEN, REDATED = "given", "redated"
_FIELDS = ("given_id", "publisher", "published", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a report that is not kept yet tells, as a row would hold it."""

    given_id: str
    publisher: str
    published: str
    published_how: str
    language: str
    retrieved: str | None = None


def tell(report: Report, *, redate: bool = False) -> dict[str, str]:
    """The sighting that a report makes, without when and in what bytes. `redate`: its date is to hold from now on."""
    return {
        "report": report.id,
        "given_id": report.given_id,
        "publisher": report.publisher,
        "published": encode(report.published),
        "published_how": REDATED if redate and isinstance(report.published, Period) else report.published_how,
        "language": report.language,
    }


def sight(report: Report, *, redate: bool = False) -> Sighting:
    """The sighting that a report would make."""
    told = tell(report, redate=redate)
    return Sighting(**{field: told[field] for field in (*_FIELDS, "published_how")})


def covers(seen: Sequence[Any], report: Report, *, redate: bool = False) -> bool:
    """Whether one sighting of these, in the order of their coming, told already all that this report tells.

    A date that a person gives must be one that a person gave; one that is to hold from now on, the one that holds.
    """
    told = tell(report)
    if isinstance(report.published, Unknown):
        told["published"] = ""
    elif redate:
        if not seen or encode(_published(seen)[0]) != told["published"]:
            return False
    elif report.published_how == GIVEN:
        by_people = [row.published for row in seen if row.published_how in (GIVEN, REDATED)]
        if told["published"] not in by_people:
            return False
    if report.raw and not any(row.raw for row in seen):
        return False
    return any(all(not told[field] or told[field] == getattr(row, field) for field in _FIELDS) for row in seen)


def merge(row: Any, seen: Sequence[Any]) -> Report:  # noqa: ANN401 (a row of the table of reports)
    """Build the report of a row, as its sightings, in the order of their coming, tell of it now."""
    published, how = _published(seen)
    retrieved = _newest(seen, "retrieved")
    return Report(
        text=row.text,
        address=row.address,
        given_id=_newest(seen, "given_id"),
        publisher=_newest(seen, "publisher"),
        published=published,
        published_how=how,
        language=_newest(seen, "language"),
        retrieved=datetime.fromisoformat(retrieved) if retrieved else None,
    )


def check(row: Any) -> None:  # noqa: ANN401 (a row of the table of sightings)
    """Raise a `ReportError` or a `ValueError` if a sighting's dates are none."""
    _period(row.published)
    if row.retrieved:
        datetime.fromisoformat(row.retrieved)


def _newest(seen: Sequence[Any], field: str) -> str:
    return next((getattr(row, field) for row in reversed(seen) if getattr(row, field)), "")


def _published(seen: Sequence[Any]) -> tuple[Period | Unknown, str]:
    dated = [(_period(row.published), row.published_how) for row in seen]
    moved = [(when, GIVEN) for when, how in reversed(dated) if how == REDATED]
    given = [each for each in dated if each[1] == GIVEN]
    return next((each for each in moved + given + dated if isinstance(each[0], Period)), (NOT_STATED, ""))


def _period(json: str) -> Period | Unknown:
    plain = parse(json)
    if isinstance(plain, dict) and "unknown" in plain:
        return from_plain(Unknown, plain)
    return from_plain(Period, plain)
