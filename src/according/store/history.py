"""Pages of what people settled, the last first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from according.codec import decode
from according.model import Decision
from according.store import tables
from according.store.store import Store

_T = tables.decisions.c


def list_decisions(store: Store, *, skip: int, most: int) -> list[Decision]:
    """Some of the decisions, after those to skip: the last that came first."""
    return _read(store, select(_T.json).order_by(_T.n.desc()).offset(skip).limit(most))


def count_decisions(store: Store) -> int:
    """How many decisions are kept, those undone and what undid them too."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.decisions)).scalar_one()


def list_undoing(store: Store) -> list[Decision]:
    """The decisions that took others back, in the order of their coming."""
    return _read(store, select(_T.json).where(_T.verb == "undo").order_by(_T.n))


def _read(store: Store, wanted: Select[Any]) -> list[Decision]:
    with store.reading() as connection:
        rows: Sequence[str] = connection.execute(wanted).scalars().all()
    return [decode(Decision, json) for json in rows]
