"""The page that sets two incidents side by side: what each is, and what its voices tell, in the same rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from litestar import Response, get

from according.model import Incident, Place
from according.store import Circle, Store, Wanted, facets
from according.web.comparing import Comparison, Line, Telling, compare
from according.web.desk import Typed, desk_of
from according.web.incidents import stamp_of
from according.web.pages import ID, Asked, asked, kept, page
from according.web.queries import Known, find_incident
from according.web.sessions import with_session

_NEAR_KM = 50.0
_MOST_OTHERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: the incident, all that it is shown with, and its table."""

    incident: Incident
    known: Known
    table: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A thing that is told, with the tellings of each side: pairs of a voice and what it tells."""

    title: str
    whose: str
    is_contested: tuple[bool, bool]
    told: tuple[list[tuple[str, Telling]], list[tuple[str, Telling]]]


def show_both(request: Asked) -> Response[bytes]:
    """Two incidents, of the ids `a` and `b`; former ids do as well. Without one of them, what it may be."""
    return show(request, asked(request), Typed(), 200)


def show(request: Asked, query: Mapping[str, str], typed: Typed, status: int) -> Response[bytes]:
    """The page of two incidents, with what was typed into its form."""
    desk = desk_of(request)
    with kept(request) as opened:
        found = {name: _side(opened, query.get(name, "").strip()) for name in ("a", "b")}
        faults = [
            f"no incident has the id {query[name]!r}, nor had it"
            for name, side in found.items()
            if side is None and query.get(name, "").strip()
        ]
        one = found["a"] or found["b"]
        others = _others(opened, one.incident) if one is not None and None in found.values() else []
        seen = [stamp_of(opened, side.incident.id) for side in found.values() if side is not None]
    a, b = found["a"], found["b"]
    made = page(
        request,
        "compare.html",
        status=status,
        desk=desk,
        typed=typed,
        seen=" ".join(seen),
        asked={name: query.get(name, "") for name in found},
        faults=faults,
        sides=[a, b] if a is not None and b is not None else [],
        rows=_rows(a.table, b.table) if a is not None and b is not None else [],
        one=one,
        others=others,
        shared=_shared(a.incident, b.incident) if a is not None and b is not None else 0,
    )
    return with_session(request, made, desk.session) if desk.may_decide else made


def _side(opened: Store, id_: str) -> Side | None:
    found = find_incident(opened, id_) if ID.fullmatch(id_) else None
    if found is None:
        return None
    incident, held = found
    return Side(incident=incident, known=held, table=compare(incident, held))


def _others(opened: Store, incident: Incident) -> list[Incident]:
    """The newest incidents near an incident, or of its type where it has no place."""
    place = next((each for each in incident.where if isinstance(each, Place)), None)
    near = Circle(lat=place.lat, lon=place.lon, km=_NEAR_KM) if place is not None else None
    ask = Wanted(near=near) if near is not None else Wanted(types=(incident.type,))
    found = facets.list_incidents(opened, ask, skip=0, most=_MOST_OTHERS + 1, newest=True)
    return [each for each in found if each.id != incident.id][:_MOST_OTHERS]


def _rows(one: Comparison, other: Comparison) -> list[Row]:
    """All that either tells, in the order of the first; what both tell stands before the rest."""
    tables = [{(line.title, line.whose): line for line in table.lines} for table in (one, other)]
    keys = list(dict.fromkeys(key for table in tables for key in table))
    keys.sort(key=lambda key: not all(key in table for table in tables))
    return [
        Row(
            title=key[0],
            whose=key[1],
            is_contested=(_is_contested(tables[0].get(key)), _is_contested(tables[1].get(key))),
            told=(_told(one, tables[0].get(key)), _told(other, tables[1].get(key))),
        )
        for key in keys
    ]


def _is_contested(line: Line | None) -> bool:
    return line is not None and line.is_contested


def _told(table: Comparison, line: Line | None) -> list[tuple[str, Telling]]:
    if line is None:
        return []
    return [(column.name, each) for column, cell in zip(table.columns, line.cells, strict=True) for each in cell]


def _shared(one: Incident, other: Incident) -> int:
    """How many reports tell of both."""
    return len(set(one.reports) & set(other.reports))


ROUTES = [get("/compare", sync_to_thread=True)(show_both)]
