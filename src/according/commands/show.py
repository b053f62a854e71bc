"""`according show`: one incident, claim or report that was kept, by the beginning of its id."""

import sys

import click

from according.commands.console import settings_here, take_format, tell_aside, view_of, writing
from according.commands.incidents import SOME_PUT_ASIDE, narrow
from according.errors import SourceError
from according.exports.wording import tell_number
from according.model import Claim, Incident, Period, Report
from according.pipeline import Batch, find, recall

_AROUND = 240  # characters of the report shown on either side of the evidence
_EXAMPLES = """\b
Examples:
  according show i_2f81
  according show c_2f81ab
  according show r_41
"""


@click.command(epilog=_EXAMPLES)
@click.argument("id_", metavar="ID")
def show(id_: str) -> None:
    """Show one incident, claim or report that was kept.

    ID is its id, or as much of its beginning as tells it from others: i_... an incident, with its accounts side by
    side; c_... a claim, with the report's words around it; r_... a report, with all its claims.
    """
    settings = settings_here()
    ids = find(id_, settings) if id_[:2] in {"i_", "c_", "r_"} else ()
    if not ids:
        raise SourceError(f"nothing that is kept has an id that begins with {id_!r}: 'according incidents' lists it")
    if len(ids) > 1 and id_ not in ids:
        kind = id_[:2]
        shown = "\n".join(f"  {kind}{each[2:]}" for each in ids)
        raise SourceError(f"more than one id begins with {id_!r}: write more of it\n{shown}")
    known = recall(settings)
    tell_aside(known)
    if ids[0] not in {claim.id for claim in known.claims} | {report.id for report in known.reports}:
        raise SourceError(f"{ids[0]} is damaged in the store, or what it stands on is: it cannot be shown")
    with writing(None):
        if id_.startswith("r_"):
            _show_report(known, ids[0])
        else:
            incident = _incident_of(known, ids[0])
            if id_.startswith("i_") and incident is not None:
                take_format("text").write(view_of(narrow(known, [incident])), sys.stdout)
            else:
                _show_claim(known, ids[0], incident)
    if known.aside:
        click.get_current_context().exit(SOME_PUT_ASIDE)


def _incident_of(known: Batch, claim: str) -> Incident | None:
    """The incident that has this claim for its anchor, else the smallest that holds it; words alone are in none."""
    holding = [incident for incident in known.incidents if claim in incident.claims]
    anchored = [incident for incident in holding if incident.id[2:] == claim[2:]]
    return min(anchored or holding, key=lambda incident: len(incident.claims), default=None)


def _show_claim(known: Batch, id_: str, incident: Incident | None) -> None:
    claim = next(each for each in known.claims if each.id == id_)
    report = next(each for each in known.reports if each.id == claim.report)
    click.echo(f"{claim.id}  {claim.type}  ({claim.stance}, {claim.certainty})")
    click.echo(f"according to {_voice(claim, report)}, in {report.title}")
    _tell_origin(report)
    click.echo(f"in the incident {incident.id}\n" if incident else "in no incident\n")
    for span in claim.evidence:
        before, after = max(0, span.start - _AROUND), min(len(report.text), span.end + _AROUND)
        told = f"{report.text[before : span.start]}[{span.words}]{report.text[span.end : after]}"
        click.echo(f"{'… ' if before else ''}{told.strip()}{' …' if after < len(report.text) else ''}\n")


def _show_report(known: Batch, id_: str) -> None:
    report = next(each for each in known.reports if each.id == id_)
    click.echo(f"{report.id}  {report.title}")
    _tell_origin(report)
    click.echo(f"\n{report.text.strip()}\n")
    claims = [claim for claim in known.claims if claim.report == id_]
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
