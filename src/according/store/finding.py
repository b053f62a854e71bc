"""The incidents that fit what is asked, worked out once, to be counted and to be listed a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice

from sqlalchemy import Connection, select

from according.codec import decode
from according.model import Incident
from according.store import bits, tables
from according.store.bits import Bits
from according.store.facts import TYPE, VOICE
from according.store.filters import INCIDENTS, Wanted, fitting

AT_ODDS = ("contested", "denied")
_FEW = 1000  # so many are sorted; of more, those that come first are sought in their order
_T = tables.incidents.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What fits, of the store as the transaction sees it: `fit` has which, `None` stands for all that is kept."""

    connection: Connection
    wanted: Wanted
    fit: Bits | None

    @property
    def number(self) -> int:
        """How many fit."""
        if self.fit is not None:
            return bits.number_in(self.fit)
        return sum(self.count_values((bits.STATUS,)).values())

    def count_values(self, parts: Sequence[str]) -> dict[tuple[str, str], int]:
        """Part and value -> how many of those that fit have it."""
        return bits.count_values(self.connection, parts, self.fit)

    def listed(self, *, skip: int, most: int, newest: bool = False) -> list[Incident]:
        """Some of them, after those to skip: those at odds first, unless `newest`; then by day."""
        numbers = list(islice(self._in_order(newest=newest), skip, skip + most))
        rows = self.connection.execute(select(_T.n, _T.json).where(_T.n.in_(numbers))).all()
        held = {row.n: decode(Incident, row.json) for row in rows}
        return [held[number] for number in numbers if number in held]

    def _in_order(self, *, newest: bool) -> Iterator[int]:
        fit = self._all() if self.fit is None else self.fit
        if newest:
            return self._by_day(fit)
        odds = bits.with_any(self.connection, bits.STATUS, AT_ODDS)
        return chain(self._by_day(bits.both(fit, odds)), self._by_day(bits.without(fit, odds)))

    def _by_day(self, some: Bits) -> Iterator[int]:
        """The newest first, those without a day last."""
        number = bits.number_in(some)
        if number <= _FEW:
            mine = select(_T.n).where(_T.n.in_(bits.numbers_of(some)))
            order = (_T.day_end.is_(None), _T.day_end.desc(), _T.id)
            yield from self.connection.execute(mine.order_by(*order)).scalars()
            return
        dated = select(_T.n).where(_T.day_end.is_not(None)).order_by(_T.day_end.desc(), _T.id)
        if self.wanted.since is not None:
            dated = dated.where(_T.day_end >= self.wanted.since.isoformat())
        if self.wanted.until is not None:
            dated = dated.where(_T.day_start <= self.wanted.until.isoformat())
        undated = select(_T.n).where(_T.day_end.is_(None)).order_by(_T.id)
        sought = bits.as_bytes(some)
        for asked in (dated, undated):
            for each in self.connection.execute(asked, execution_options={"yield_per": 500}).scalars():
                if bits.holds(sought, each):
                    yield each

    def _all(self) -> Bits:
        values = [value for _, value in self.count_values((bits.STATUS,))]
        return bits.with_any(self.connection, bits.STATUS, values)


def find(connection: Connection, wanted: Wanted) -> Found:
    """Work out which incidents fit: by the bits that are kept, and by conditions where there are none."""
    lies_in = () if wanted.admin1 or wanted.box or wanted.near else wanted.countries  # one place must fulfil them all
    facets = ((TYPE, wanted.types), (VOICE, wanted.voices), (bits.STATUS, wanted.statuses))
    parts = [bits.with_any(connection, part, values) for part, values in (*facets, (bits.COUNTRY, lies_in)) if values]
    if wanted.since is not None:
        parts.append(_since(connection, wanted.since))
    if wanted.until is not None:
        parts.append(_until(connection, wanted.until))
    rest = replace(wanted, types=(), voices=(), statuses=(), since=None, until=None)
    where = fitting(replace(rest, countries=()) if lies_in else rest, INCIDENTS, connection)
    if where:
        asked = select(_T.n).where(*where)
        parts.append(bits.of_numbers(connection.execute(asked).scalars()))
    if not parts:
        return Found(connection=connection, wanted=wanted, fit=None)
    fit = parts[0]
    for each in parts[1:]:
        fit = bits.both(fit, each)
    return Found(connection=connection, wanted=wanted, fit=fit)


def _since(connection: Connection, first: date) -> Bits:
    """Those whose last day is not before this one: of its own year by day, of later years as they are kept."""
    near = select(_T.n).where(_T.day_end >= first.isoformat(), _T.day_end < f"{first.year + 1:04}")
    later = bits.with_value_between(connection, bits.LAST, f"{first.year + 1:04}", None)
    if (first.month, first.day) == (1, 1):
        return bits.either(bits.with_any(connection, bits.LAST, [f"{first.year:04}"]), later)
    return bits.either(bits.of_numbers(connection.execute(near).scalars()), later)


def _until(connection: Connection, last: date) -> Bits:
    """Those whose first day is not after this one."""
    near = select(_T.n).where(_T.day_start <= last.isoformat(), _T.day_start >= f"{last.year:04}")
    before = bits.with_value_between(connection, bits.FIRST, None, f"{last.year:04}")
    if (last.month, last.day) == (12, 31):
        return bits.either(bits.with_any(connection, bits.FIRST, [f"{last.year:04}"]), before)
    return bits.either(bits.of_numbers(connection.execute(near).scalars()), before)
