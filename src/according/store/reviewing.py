"""Lists what people should look at, what matters most first: all in the database."""

from sqlalchemy import ColumnElement, func, select

from according.codec import decode
from according.model import Incident
from according.store import tables
from according.store.filters import INCIDENTS, Wanted, fitting
from according.store.review_marks import REASONS
from according.store.store import Store

_T = tables.incidents.c


def list_review(store: Store, wanted: Wanted, *, reason: str = "", skip: int, most: int) -> list[tuple[Incident, str]]:
    """Some of the incidents that fit and should be looked at, each with the reason, what matters most first."""
    with store.reading() as connection:
        fit = [*_due(reason), *fitting(wanted, INCIDENTS, connection)]
        some = select(_T.n).where(*fit).order_by(_T.review, _T.review_rank, _T.id).offset(skip).limit(most)
        numbers = connection.execute(some).scalars().all()
        rows = connection.execute(select(_T.n, _T.review, _T.json).where(_T.n.in_(numbers))).all()
    held = {row.n: (decode(Incident, row.json), REASONS[row.review - 1]) for row in rows}
    return [held[number] for number in numbers if number in held]


def count_review(store: Store, wanted: Wanted) -> dict[str, int]:
    """Reason -> how many of the incidents that fit should be looked at for it, all reasons there."""
    with store.reading() as connection:
        fit = [*_due(""), *fitting(wanted, INCIDENTS, connection)]
        rows = connection.execute(select(_T.review, func.count()).where(*fit).group_by(_T.review)).all()
    found = {row[0]: row[1] for row in rows}
    return {reason: found.get(number, 0) for number, reason in enumerate(REASONS, start=1)}


def _due(reason: str) -> list[ColumnElement[bool]]:
    return [_T.review == REASONS.index(reason) + 1] if reason else [_T.review > 0]
