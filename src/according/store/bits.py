"""Which incidents fit a facet, as bits: kept with the incidents, so that counts of many cost no more than of few.

A row has the incidents of one facet's value whose numbers share all but their last bits: in `bits` the one with that
number, lowest first, and how many there are in `members`. What fits several facets is what their bits have in common.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, literal, select

from according.store import tables
from according.store.facts import TYPE, VOICE

COUNTRY, STATUS, FIRST, LAST = "country", "status", "first", "last"  # the years of the first and of the last day
FACETS = (COUNTRY, STATUS, TYPE, VOICE)
_SHARE = 15  # so many last bits of a number tell incidents of one row apart
_LAST_BITS = (1 << _SHARE) - 1
_ASKED = 500
Bits = dict[int, int]
Key = tuple[str, str, int]
Member = tuple[str, str, int]
_T = tables.incident_bits.c


def members_of(connection: Connection, components: Iterable[str]) -> set[Member]:
    """The facets of the incidents of these components: part, value, number of the incident."""
    held, found = sorted(set(components)), set[Member]()
    for start in range(0, len(held), _ASKED):
        mine = select(tables.incidents.c.n).where(tables.incidents.c.component.in_(held[start : start + _ASKED]))
        found |= {(row[0], row[1], row[2]) for each in _memberships(mine) for row in connection.execute(each)}
    return found


def note_change(connection: Connection, gone: set[Member], come: set[Member]) -> None:
    """Bring the bits up to date, in the transaction in which incidents went and came."""
    changed: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for which, members in enumerate((gone - come, come - gone)):
        for part, value, number in members:
            changed[part, value, number >> _SHARE][which] |= 1 << (number & _LAST_BITS)
    if changed:
        before = _kept_of(connection, changed)
        after = {key: before.get(key, 0) & ~less | more for key, (less, more) in changed.items()}
        for part, value, share in before.keys() & changed.keys():
            row = (_T.part == part) & (_T.value == value) & (_T.share == share)
            connection.execute(delete(tables.incident_bits).where(row))
        _keep(connection, after)


def make_anew(connection: Connection) -> None:
    """Work out all bits of the incidents that are kept."""
    connection.execute(delete(tables.incident_bits))
    _keep(connection, make_all(connection))


def make_all(connection: Connection) -> dict[Key, int]:
    """What the bits of all incidents are."""
    found: dict[Key, bytearray] = defaultdict(lambda: bytearray((_LAST_BITS + 1) // 8))
    for asked in _memberships(None):
        for part, value, number in connection.execute(asked, execution_options={"yield_per": 5000}):
            last = number & _LAST_BITS
            found[part, value, number >> _SHARE][last >> 3] |= 1 << (last & 7)
    return {key: int.from_bytes(held, "little") for key, held in found.items()}


def kept_bits(connection: Connection) -> Iterator[tuple[Key, int, int]]:
    """All bits as they are kept, each with the number of members that is told."""
    for row in connection.execute(select(tables.incident_bits), execution_options={"yield_per": 500}):
        yield (row.part, row.value, row.share), int.from_bytes(row.bits, "little"), row.members


def with_any(connection: Connection, part: str, values: Sequence[str]) -> Bits:
    """The incidents that have one of these values."""
    return _joined(connection, select(_T.share, _T.bits).where(_T.part == part, _T.value.in_(values)))


def with_value_between(connection: Connection, part: str, least: str | None, most: str | None) -> Bits:
    """The incidents whose value is at least the one and below the other."""
    asked = select(_T.share, _T.bits).where(_T.part == part)
    asked = asked if least is None else asked.where(_T.value >= least)
    return _joined(connection, asked if most is None else asked.where(_T.value < most))


def of_numbers(numbers: Iterable[int]) -> Bits:
    """These incidents."""
    found: dict[int, bytearray] = defaultdict(lambda: bytearray((_LAST_BITS + 1) // 8))
    for number in numbers:
        last = number & _LAST_BITS
        found[number >> _SHARE][last >> 3] |= 1 << (last & 7)
    return {share: int.from_bytes(held, "little") for share, held in found.items()}


def numbers_of(found: Bits) -> list[int]:
    """The numbers of incidents, in their order."""
    return [
        share << _SHARE | 8 * at + bit
        for share, held in sorted(found.items())
        for at, byte in enumerate(held.to_bytes((held.bit_length() + 7) // 8, "little"))
        if byte
        for bit in range(8)
        if byte >> bit & 1
    ]


def both(one: Bits, other: Bits) -> Bits:
    """What is in one and in the other."""
    return {share: held & other[share] for share, held in one.items() if share in other and held & other[share]}


def either(one: Bits, other: Bits) -> Bits:
    """What is in one or in the other."""
    return {share: one.get(share, 0) | other.get(share, 0) for share in one.keys() | other.keys()}


def without(one: Bits, other: Bits) -> Bits:
    """What is in one and not in the other."""
    return {share: held & ~other.get(share, 0) for share, held in one.items() if held & ~other.get(share, 0)}


def number_in(found: Bits) -> int:
    """How many there are."""
    return sum(held.bit_count() for held in found.values())


def holds(found: Mapping[int, bytes], number: int) -> bool:
    """Whether an incident is among them, given as `as_bytes` gives them."""
    last = number & _LAST_BITS
    held, at = found.get(number >> _SHARE, b""), last >> 3
    return at < len(held) and bool(held[at] >> (last & 7) & 1)


def as_bytes(found: Bits) -> dict[int, bytes]:
    """What many numbers are looked up in."""
    return {share: held.to_bytes((held.bit_length() + 7) // 8, "little") for share, held in found.items()}


def count_values(connection: Connection, parts: Sequence[str], among: Bits | None) -> dict[tuple[str, str], int]:
    """How many incidents have each value of these parts: of all, as it is kept, or of those among these."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    if among is None:
        asked = select(_T.part, _T.value, func.sum(_T.members)).where(_T.part.in_(parts))
        rows = connection.execute(asked.group_by(_T.part, _T.value)).all()
        return {(part, value): int(number) for part, value, number in rows}
    wanted = select(_T.part, _T.value, _T.share, _T.bits).where(_T.part.in_(parts), _T.share.in_(sorted(among)))
    for part, value, share, held in connection.execute(wanted):
        found[part, value] += (int.from_bytes(held, "little") & among[share]).bit_count()
    return {key: number for key, number in found.items() if number}


def _memberships(mine: Select[Any] | None) -> Iterator[Select[Any]]:
    """The facets of incidents, of these numbers or of all."""
    incidents, marks, places = tables.incidents.c, tables.incident_marks.c, tables.incident_places.c
    own = (
        (STATUS, incidents.status), (FIRST, func.substr(incidents.day_start, 1, 4)),
        (LAST, func.substr(incidents.day_end, 1, 4)),
    )  # fmt: skip
    for part, value in own:
        asked = select(literal(part), value, incidents.n).where(value.is_not(None))
        yield asked if mine is None else asked.where(incidents.n.in_(mine))
    have = select(marks.part, marks.value, marks.owner).where(marks.part.in_((TYPE, VOICE)))
    yield have if mine is None else have.where(marks.owner.in_(mine))
    lie = select(literal(COUNTRY), places.country, places.owner).distinct()
    yield lie if mine is None else lie.where(places.owner.in_(mine))


def _joined(connection: Connection, asked: Select[Any]) -> Bits:
    found: Bits = defaultdict(int)
    for share, held in connection.execute(asked):
        found[share] |= int.from_bytes(held, "little")
    return dict(found)


def _kept_of(connection: Connection, keys: Iterable[Key]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    named: dict[tuple[str, int], set[str]] = defaultdict(set)
    for part, value, share in keys:
        named[part, share].add(value)
    for (part, share), values in named.items():
        asked = select(_T.value, _T.bits).where(_T.part == part, _T.share == share, _T.value.in_(sorted(values)))
        found |= {(part, row.value, share): int.from_bytes(row.bits, "little") for row in connection.execute(asked)}
    return found


def _keep(connection: Connection, made: Mapping[Key, int]) -> None:
    rows = [
        {"part": part, "value": value, "share": share, "members": held.bit_count(),
         "bits": held.to_bytes((held.bit_length() + 7) // 8, "little")}
        for (part, value, share), held in sorted(made.items()) if held
    ]  # fmt: skip
    if rows:
        connection.execute(insert(tables.incident_bits), rows)
