"""How far apart two claims are, in space and in time."""

from collections.abc import Sequence
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from according.joining.rules import SETTLED
from according.model import Claim, Period, Place, known

EARTH_KM = 6371.0
# Two towns farther apart than this are two places, however loosely they were named.
FAR_KM = 50.0
# What a report tells without a day is taken to lie in the days before it was said.
NEWS_DAYS = 7


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance of two places in kilometres."""
    return distance_between(one.lat, one.lon, other.lat, other.lon)


def distance_between(lat_one: float, lon_one: float, lat_other: float, lon_other: float) -> float:
    """Great-circle distance of two points in kilometres (haversine)."""
    lat, lon = radians(lat_other - lat_one), radians(lon_other - lon_one)
    chord = sin(lat / 2) ** 2 + cos(radians(lat_one)) * cos(radians(lat_other)) * sin(lon / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(max(0.0, min(chord, 1.0))))


def far(one: Place, other: Place) -> bool:
    """Tell whether two places cannot be one: of other countries, or too far apart for what is known of them."""
    if one.country != other.country and not (one.precision == other.precision == "town"):
        return True
    if one.precision in SETTLED and other.precision in SETTLED:
        return distance_km(one, other) > max(FAR_KM, one.radius_km + other.radius_km)
    if one.precision != "country" and other.precision != "country":
        return distance_km(one, other) > FAR_KM + one.radius_km + other.radius_km
    return False


def finest(places: Sequence[Place]) -> list[Place]:
    """The places that tell most exactly where: the settled ones, else those smaller than a country, else all."""
    settled = [place for place in places if place.precision in SETTLED]
    return settled or [place for place in places if place.precision != "country"] or list(places)


def apart(one: Period, other: Period) -> timedelta:
    """The time between two periods; zero where they overlap."""
    return max(one.start - other.end, other.start - one.end, timedelta(0))


def presumed(claim: Claim) -> Period | None:
    """When a claim without a day is taken to have happened: in the week before it was said, or published."""
    when = claim.when
    if isinstance(when, Period):
        return when
    said, published = known(claim.said), known(claim.published)
    latest = when.latest or (said.end if said else None) or (published.end if published else None)
    if latest is None:
        return None
    if latest.toordinal() <= NEWS_DAYS:  # nothing lies before the calendar's first day
        return Period(start=latest, end=latest, precision="week")
    return Period(start=latest - timedelta(days=NEWS_DAYS), end=latest, precision="week")
