"""What is told of a report beside its text: whether it is new, and what all that was told amounts to.

Sources tell different things of the same text: a file gives an id, a page a date, a person another date. Each telling
is a row; the newest of each field is what holds, but a date that a person gave outranks one that was found.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from according.codec import encode, from_plain, parse
from according.model import NOT_STATED, Period, Report, Unknown

GIVEN = "given"
_FIELDS = ("given_id", "publisher", "published", "language")


def tell(report: Report) -> dict[str, str]:
    """The sighting that a report makes, without when and in what bytes."""
    return {
        "report": report.id,
        "given_id": report.given_id,
        "publisher": report.publisher,
        "published": encode(report.published),
        "published_how": report.published_how,
        "language": report.language,
    }


def covers(seen: Sequence[Any], report: Report) -> bool:
    """Whether one sighting of these, in the order of their coming, told already all that this report tells.

    A date that a person gives must be the last that one gave: so that a slip can be taken back by giving the first
    date again.
    """
    told = tell(report)
    if isinstance(report.published, Unknown):
        told["published"] = ""
    elif report.published_how == GIVEN:
        given = [row for row in seen if row.published_how == GIVEN]
        if not given or given[-1].published != told["published"]:
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


def _newest(seen: Sequence[Any], field: str) -> str:
    return next((getattr(row, field) for row in reversed(seen) if getattr(row, field)), "")


def _published(seen: Sequence[Any]) -> tuple[Period | Unknown, str]:
    dated = [(_period(row.published), row.published_how) for row in reversed(seen)]
    given = [each for each in dated if each[1] == GIVEN]
    return next((each for each in given + dated if isinstance(each[0], Period)), (NOT_STATED, ""))


def _period(json: str) -> Period | Unknown:
    plain = parse(json)
    if isinstance(plain, dict) and "unknown" in plain:
        return from_plain(Unknown, plain)
    return from_plain(Period, plain)
