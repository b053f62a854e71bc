"""Rows back to what they keep; one that is bent costs only itself, and is named."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from according.codec import decode
from according.errors import ReportError
from according.model import Claim, Decision, Link, Report
from according.store.sightings import check, merge

T = TypeVar("T", Claim, Link, Decision)
Aside = Callable[[ReportError], None]
_TO_DO = "this row of the store is damaged: take a backup, or read the report anew into another store"


def refuse(fault: ReportError) -> None:
    """Put nothing aside."""
    raise fault


def read_rows(kind: type[T], rows: Iterable[Any], aside: Aside) -> Iterator[T]:
    """Read the JSON of rows as this kind of thing, and put aside those that are none."""
    for row in rows:
        try:
            found = decode(kind, row.json)
            if isinstance(found, Claim) and found.id != row.id:
                raise ReportError("its id is another")
        except ReportError as error:
            about = f" of the report {row.report}" if kind is Claim else ""
            fault = ReportError(f"{kind.__name__.lower()} {row.id}{about}: {error}: {_TO_DO}")
            fault.__cause__ = error
            aside(fault)
        else:
            yield found


def read_reports(rows: Iterable[Any], seen: Mapping[str, Sequence[Any]], aside: Aside) -> Iterator[Report]:
    """Build reports out of their rows and sightings. A sighting that is bent is left out, and the others tell."""
    for row in rows:
        whole = []
        for each in seen[row.id]:
            try:
                check(each)
            except (ReportError, ValueError) as error:
                aside(ReportError(f"report {row.id}, what was told of it as number {each.n}: {error}: {_TO_DO}"))
            else:
                whole.append(each)
        report = merge(row, whole)
        if report.id == row.id:
            yield report
        else:
            aside(ReportError(f"report {row.id}: its text is not what was kept: {_TO_DO}"))
