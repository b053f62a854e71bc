"""For people: per incident a heading, then what each voice says, side by side, with the words that say it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from according.exports.view import Loss, View
from according.exports.wording import clean, tell_actor, tell_count, tell_period, tell_places
from according.model import Account, Actor, Claim, Count, Incident, Place, Report, Unknown

CREDIT = "Places: GeoNames, CC BY 4.0"
NARROWEST = 60
_STATUS_STYLES = {"contested": "bold red", "denied": "bold red", "corroborated": "green"}
_STANCES = {"denies": "denies: ", "admits": "admits: ", "retracts": "takes back: ", "asserts": ""}
_CERTAINTIES = {"stated": "", "reported": ", as reported", "suspected": ", suspected", "feared": ", feared"}
_PARTS = {"initiator": "acts", "affected": "is hit", "unclear": "part unclear"}


class Tables:
    """Headings and tables, in colour on a terminal, plain elsewhere, as wide as there is room."""

    def write(self, view: View, out: TextIO) -> Loss:
        """Write every incident and every claim; spans and scores are lost."""
        console = Console(file=out, highlight=False, markup=False, emoji=False)
        if console.width < NARROWEST:
            console.width = NARROWEST
        claims = {claim.id: claim for claim in view.claims}
        names = {report.id: _name(report) for report in view.reports}
        for incident in _whole_before_parts(view.incidents):
            _show_incident(console, incident, claims, names)
        joined = {name for incident in view.incidents for name in incident.claims}
        _show_others(console, [claim for claim in view.in_order() if claim.id not in joined])
        told = {claim.report for claim in view.claims}
        for report in view.reports:
            if report.id not in told:
                console.print(Text(f"{_name(report)}: nothing claimed", style="dim"))
        if any(isinstance(place, Place) for claim in view.claims for place in claim.where):
            console.print(Text(CREDIT, style="dim"))
        return Loss(what={"spans and scores": len(view.claims)} if view.claims else {})


def _name(report: Report) -> str:
    return clean(report.given_id or report.address or report.title)[:60]


def _whole_before_parts(incidents: Sequence[Incident]) -> list[Incident]:
    """Incidents in their order, each operation followed by its parts."""
    parts: dict[str, list[Incident]] = {}
    for incident in incidents:
        if incident.part_of:
            parts.setdefault(incident.part_of, []).append(incident)
    whole = [incident for incident in incidents if not incident.part_of]
    return [shown for incident in whole for shown in (incident, *parts.get(incident.id, []))]


def _show_incident(console: Console, incident: Incident, claims: Mapping[str, Claim], names: Mapping[str, str]) -> None:
    kind = incident.type.replace("-", " ").upper()
    level = "part of the above: " if incident.part_of else "operation: " if incident.level == "operation" else ""
    head = Text(f"{level}{kind}", style="bold")
    head.append(f" · {tell_places(incident.where)} · {tell_period(incident.when)}", style="bold")
    console.print(head)
    console.print(_status_line(incident))
    for line in _facts(incident, names):
        console.print(Text(line, style="dim"))
    table = _table()
    for account in incident.accounts:
        if account.field in ("where", "when"):
            continue
        told = [claims[name] for name in account.claims if name in claims]
        if told:
            contested = account.field in incident.contested_fields
            table.add_row(*_row(account, told, contested=contested))
    console.print(table)


def _status_line(incident: Incident) -> Text:
    line = Text(f"{incident.id[:10]} · ")
    line.append(incident.status, style=_STATUS_STYLES.get(incident.status, "yellow"))
    if incident.contested_fields:
        line.append(f" on {', '.join(incident.contested_fields)}", style="bold red")
    voices = "1 voice" if incident.independent_voices == 1 else f"{incident.independent_voices} voices"
    reports = "1 report" if len(incident.reports) == 1 else f"{len(incident.reports)} reports"
    return line.append(f" · {voices} in {reports}")


def _facts(incident: Incident, names: Mapping[str, str]) -> Iterable[str]:
    parties = [f"{clean(party.name)} ({_PARTS[party.part]})" for party in incident.parties]
    if parties:
        yield f"parties: {', '.join(parties)}"
    for row in incident.series:
        others = f"; the others may be {', '.join(name[:10] for name in row.with_)}" if row.with_ else ""
        yield f"series: “{clean(row.words)}”{others}"
    if len(incident.reports) > 1:
        yield f"reports: {', '.join(names.get(report, report[:10]) for report in incident.reports)}"


def _table() -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
    table.add_column("voice", ratio=3, overflow="fold")
    table.add_column("claim", ratio=3, overflow="fold")
    table.add_column("number", ratio=2, overflow="fold")
    table.add_column("the words", ratio=5, overflow="fold")
    return table


def _row(account: Account, told: Sequence[Claim], *, contested: bool) -> tuple[Text, Text, Text, Text]:
    first = told[0]
    value = account.value
    if account.field == "responsibility":
        claim = _responsibility(first, value)
        number = Text("")
    else:
        claim = Text(_claim_words(first))
        number = _number(value, contested=contested)
    evidence = dict.fromkeys(clean(span.words) for item in told for span in item.evidence)
    words = Text(" / ".join(f"“{words}”" for words in evidence), style="italic")
    return Text(clean("; ".join(account.voices))), claim, number, words


def _number(value: object, *, contested: bool) -> Text:
    if isinstance(value, Unknown):
        return Text(tell_count(value), style="yellow")
    if isinstance(value, Count):
        return Text(tell_count(value), style="bold red" if contested else "bold")
    return Text("")


def _responsibility(claim: Claim, value: object) -> Text:
    if not isinstance(value, Actor):
        return Text("nobody claims it")
    verb = "denies it" if claim.stance == "denies" else "did it"
    return Text(f"{tell_actor(value)} {verb}")


def _claim_words(claim: Claim) -> str:
    """The claim in a few words: its type, who and whom."""
    acting = ", ".join(tell_actor(actor) for actor in claim.roles.get("initiator", ()))
    harmed = [a for role in ("affected", "object", "party") for a in claim.roles.get(role, ())]
    whom = ", ".join(tell_actor(actor) for actor in harmed)
    losing = ", ".join(tell_actor(actor) for actor in claim.roles.get("from", ()))
    kind = claim.type.replace("-", " ")
    words = f"{_STANCES[claim.stance]}{kind}" + (f" of {whom}" if whom else "") + (f" by {acting}" if acting else "")
    return clean(words + (f" from {losing}" if losing else "") + _CERTAINTIES[claim.certainty])


def _show_others(console: Console, claims: Sequence[Claim]) -> None:
    if not claims:
        return
    console.print(Text("OTHER CLAIMS", style="bold"))
    table = _table()
    for claim in claims:
        voice = "; ".join(clean(actor.name or "unknown") for actor in claim.speakers)
        words = Text(" / ".join(f"“{clean(span.words)}”" for span in claim.evidence), style="italic")
        number = _number(claim.count, contested=False) if isinstance(claim.count, Count) else Text("")
        table.add_row(Text(voice), Text(_claim_words(claim)), number, words)
    console.print(table)
