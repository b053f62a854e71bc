"""`according show`: one incident, claim or report that was kept, by the beginning of its id."""

import sys
from collections.abc import Iterable
from dataclasses import replace

import click

from according import store
from according.commands.console import settings_here, take_format, writing
from according.commands.decide import tell_settled
from according.commands.incidents import SOME_PUT_ASIDE, tell_faults, view_of_shown
from according.commands.why import tell_why
from according.deciding import as_read, find_one, find_settled, raise_unknown, stand
from according.errors import ReportError, SourceError
from according.exports.wording import tell_actor, tell_count, tell_number, tell_period, tell_places, tell_type
from according.kept import open_kept
from according.model import Claim, Incident, Period, Report
from according.store import Store
from according.store.incidents import Shown

_AROUND = 240  # characters of the report shown on either side of the evidence
_EXAMPLES = """\b
Examples:
  according show i_2f81
  according show c_2f81ab
  according show i_2f81 --why
  according show r_41
"""


@click.command(epilog=_EXAMPLES)
@click.argument("id_", metavar="ID")
@click.option("--why", "is_why", is_flag=True, help="Of an incident: tell what holds its claims together, too.")
def show(id_: str, is_why: bool) -> None:
    """Show one incident, claim or report that was kept.

    ID is its id, or as much of its beginning as tells it from others: i_... an incident, with its accounts side by
    side; c_... a claim, with the report's words around it; r_... a report, with all its claims.
    """
    settings = settings_here()
    if not store.exists(settings.store.address):
        raise_unknown(id_)
    faults: list[ReportError] = []
    with open_kept(settings.store.address) as kept:
        found = find_one(kept, id_)
        is_whole = _show(kept, id_, found, faults, is_why=is_why)
    tell_faults(faults)
    if not is_whole:
        raise SourceError(f"{found} is damaged in the store, or what it stands on is: it cannot be shown")
    if faults:
        click.get_current_context().exit(SOME_PUT_ASIDE)


def _show(kept: Store, asked: str, id_: str, faults: list[ReportError], *, is_why: bool) -> bool:
    """Show what an id names; whether it could be."""
    if id_.startswith("r_"):
        told = kept.reports_named([id_], faults.append)
        with writing(None):
            for report in told:
                _show_report(report, [*kept.claims(id_, faults.append), *kept.added(id_)])
        return bool(told)
    claims = kept.claims_named([id_], faults.append)
    if not claims:
        return False
    around = kept.show_around(id_, faults.append)
    incident = _incident_of(around.incidents, id_)
    with writing(None):
        if asked.startswith("i_") and incident is not None:
            take_format("text").write(view_of_shown(narrow(around, incident)), sys.stdout)
            if is_why:
                _show_why(kept, incident, around.claims)
        else:
            _show_claim(claims[0], kept.reports_named([claims[0].report], faults.append)[0], incident)
            _show_settled(kept, claims[0])
    return True


def _show_why(kept: Store, incident: Incident, claims: Iterable[Claim]) -> None:
    """What holds an incident's claims together."""
    own = [claim for claim in claims if claim.id in incident.claims]
    told = [claim for report in incident.reports for claim in stand(kept, report)]
    settled = {each.id: each for claim in own for each in find_settled(kept, claim)}
    for line in tell_why(incident, own, told, list(settled.values())):
        click.echo(line)


def _show_settled(kept: Store, claim: Claim) -> None:
    """What people settled about a claim, and what was read where they corrected it."""
    read = as_read(kept, claim)
    for decision in find_settled(kept, claim):
        click.echo(tell_settled(decision))
        field = decision.field_
        if field:
            click.echo(f"  read as {_told(read, field)}; now {_told(claim, field)}")


def _told(claim: Claim, field: str) -> str:
    """A field of a claim in words."""
    if field == "count":
        return tell_count(claim.count)
    if field == "when":
        return tell_period(claim.when)
    if field == "where":
        return tell_places(claim.where) if claim.where else "place not stated"
    if field == "type":
        return tell_type(claim.type)
    actors = claim.speakers if field == "speaker" else claim.roles.get(field, ())
    return ", ".join(map(tell_actor, actors)) or "nobody"


def narrow(around: Shown, incident: Incident) -> Shown:
    """What is known of this incident alone, with its parts, and what it is part of."""
    chosen = {incident.id, incident.part_of, *incident.parts}
    incidents = tuple(each for each in around.incidents if each.id in chosen)
    names = {claim for each in incidents for claim in each.claims}
    claims = tuple(claim for claim in around.claims if claim.id in names)
    return replace(
        around, incidents=incidents, claims=claims,
        reports=tuple(report for report in around.reports if report.id in {claim.report for claim in claims}),
        links=tuple(link for link in around.links if names.issuperset(link.claims)),
    )  # fmt: skip


def _incident_of(incidents: Iterable[Incident], claim: str) -> Incident | None:
    """The incident that has this claim for its anchor, else the smallest that holds it; words alone are in none."""
    holding = [incident for incident in incidents if claim in incident.claims]
    anchored = [incident for incident in holding if incident.id[2:] == claim[2:]]
    return min(anchored or holding, key=lambda incident: len(incident.claims), default=None)


def _show_claim(claim: Claim, report: Report, incident: Incident | None) -> None:
    click.echo(f"{claim.id}  {claim.type}  ({claim.stance}, {claim.certainty})")
    click.echo(f"according to {_voice(claim, report)}, in {report.title}")
    _tell_origin(report)
    click.echo(f"in the incident {incident.id}\n" if incident else "in no incident\n")
    for span in claim.evidence:
        before, after = max(0, span.start - _AROUND), min(len(report.text), span.end + _AROUND)
        told = f"{report.text[before : span.start]}[{span.words}]{report.text[span.end : after]}"
        click.echo(f"{'… ' if before else ''}{told.strip()}{' …' if after < len(report.text) else ''}\n")


def _show_report(report: Report, claims: list[Claim]) -> None:
    click.echo(f"{report.id}  {report.title}")
    _tell_origin(report)
    click.echo(f"\n{report.text.strip()}\n")
    click.echo(tell_number(len(claims), "claim"))
    for claim in claims:
        words = " ".join(" … ".join(span.words for span in claim.evidence).split())
        click.echo(f"  {claim.id[:12]}  {claim.type:16}  {_voice(claim, report)}: {words}")


def _tell_origin(report: Report) -> None:
    day = report.published
    published = f"{day.start} to {day.end}" if isinstance(day, Period) and day.start != day.end else ""
    published = published or (f"{day.start}" if isinstance(day, Period) else "on an unknown day")
    how = f" ({report.published_how})" if report.published_how else ""
    by = f" by {report.publisher}" if report.publisher else ""
    click.echo(f"published {published}{how}{by}" + (f", {report.address}" if report.address else ""))


def _voice(claim: Claim, report: Report) -> str:
    told = ", ".join(speaker.name for speaker in claim.speakers) or report.publisher or "the outlet"
    return told + (f" through {', '.join(each.name for each in claim.relayed_by)}" if claim.relayed_by else "")
