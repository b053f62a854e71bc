"""GeoJSON (RFC 7946) for a map: a feature for each incident, at its most exact place."""

from typing import TextIO, get_args

from according.codec import encode
from according.exports.view import Loss, View
from according.exports.wording import clean, tell_period, tell_places
from according.model import Incident, Period, Place, PlacePrecision

_EXACT_FIRST = get_args(PlacePrecision)


class Features:
    """A FeatureCollection; an incident without a place that is known has a geometry of null."""

    def write(self, view: View, out: TextIO) -> Loss:
        """Write all incidents; claims, accounts and links are lost."""
        features = [_feature(incident) for incident in view.incidents]
        out.write(encode({"type": "FeatureCollection", "features": features}) + "\n")
        return Loss(what={"claims": len(view.claims)} if view.claims else {})


def _feature(incident: Incident) -> dict[str, object]:
    places = [place for place in incident.where if isinstance(place, Place)]
    place = min(places, key=lambda each: _EXACT_FIRST.index(each.precision), default=None)
    period = incident.when if isinstance(incident.when, Period) else None
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place else None,
        "properties": {
            "type": incident.type,
            "status": incident.status,
            "places": tell_places(incident.where),
            "country": place.country if place else None,
            # A district's point is its middle: draw the radius, not the point.
            "precision": place.precision if place else None,
            "radius_km": place.radius_km if place else None,
            "when": tell_period(incident.when),
            "start": str(period.start) if period else None,
            "end": str(period.end) if period else None,
            "parties": [clean(party.name) for party in incident.parties],
            "contested": list(incident.contested_fields),
            "voices": incident.independent_voices,
            "reports": len(incident.reports),
        },
    }
