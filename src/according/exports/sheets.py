"""CSV for a spreadsheet: a row for each account of an incident, with who gives it and the words."""

import csv
from collections.abc import Mapping
from typing import TextIO

from according.exports.rows import name_actors
from according.exports.view import Loss, View
from according.exports.wording import clean, tell_actor, tell_count, tell_period, tell_place, tell_places
from according.model import Account, Actor, Claim, Count, Incident, Period, Place

HEAD = (
    "incident", "type", "status", "place", "country", "lat", "lon", "radius_km", "start", "end", "field", "harmed",
    "told", "least", "most", "stance", "voices", "contested", "words", "reports",
)  # fmt: skip
# A spreadsheet takes what begins so for a formula, and carries it out.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class AccountRows:
    """One row for each account; an incident without any has one of its own."""

    def write(self, view: View, out: TextIO) -> Loss:
        """Write all accounts; spans, scores and links are lost."""
        claims, names = {claim.id: claim for claim in view.claims}, name_actors(view.claims)
        sheet = csv.writer(out, lineterminator="\n")
        sheet.writerow(HEAD)
        for incident in view.incidents:
            for account in incident.accounts or (None,):
                sheet.writerow([_cell(value) for value in _row(incident, account, claims, names)])
        return Loss(what={"spans, scores and links": len(view.claims)} if view.claims else {})


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    told = clean(value)
    return f"'{told}" if told.startswith(_FORMULAS) else told


def _row(
    incident: Incident, account: Account | None, claims: Mapping[str, Claim], names: Mapping[str, str]
) -> tuple[object, ...]:
    place = next((place for place in incident.where if isinstance(place, Place)), None)
    period = incident.when if isinstance(incident.when, Period) else None
    about: tuple[object, ...] = (
        incident.id,
        incident.type,
        incident.status,
        tell_places(incident.where),
        place.country if place else "",
        place.lat if place else "",
        place.lon if place else "",
        place.radius_km if place else "",
        period.start if period else "",
        period.end if period else "",
    )
    if account is None:
        return (*about, *("" for _ in HEAD[len(about) :]))
    told = [claims[name] for name in account.claims if name in claims]
    count = account.value if isinstance(account.value, Count) else None
    return (
        *about,
        account.field,
        account.harmed,
        _tell(account, names),
        "" if count is None or count.least is None else count.least,
        "" if count is None or count.most is None else count.most,
        told[0].stance if told else "",
        "; ".join(account.voices),
        "yes" if account.field in incident.contested_fields else "no",
        " / ".join(dict.fromkeys(span.words for claim in told for span in claim.evidence)),
        "; ".join(dict.fromkeys(claim.given_id or claim.report for claim in told)),
    )


def _tell(account: Account, names: Mapping[str, str]) -> str:
    value = account.value
    if isinstance(value, Period):
        return tell_period(value)
    if isinstance(value, Actor):
        return tell_actor(value)
    if isinstance(value, Place) or account.field == "where":
        return tell_place(value) if not isinstance(value, Count) else ""
    return tell_count(value, names)
