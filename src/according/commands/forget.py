"""`according forget`: purge a report with all that was made of it."""

import click

from according import store as rooms
from according.commands.console import now, settings_here, tell
from according.errors import SourceError, StoreError
from according.exports.wording import tell_number
from according.keeping import Joining
from according.store import Store
from according.store.forgetting import Forgotten, find_reports, foretell
from according.store.forgetting import forget as purge

_SHOWN = 20  # incidents that are named of many
_EXAMPLES = """\b
Examples:
  according forget r_41ab
  according forget reports/2025-07-02.txt --reason "asked by a witness"
  according forget https://news.example/story --yes
"""


@click.command(epilog=_EXAMPLES)
@click.argument("report", metavar="REPORT")
@click.option("--reason", default="", metavar="TEXT", help="Why; it stays, so let it repeat nothing of the report.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(report: str, reason: str, *, yes: bool) -> None:
    """Purge a report with its claims, and the links and decisions about it.

    REPORT is its id (r_..., or the beginning of it), the id that the input gave, or the path or address that it came
    from. What goes is told first. Incidents are joined anew without it. Its id, the day and the reason stay, so that
    it is put aside if it is offered again, unless with 'according read --keep --again'.

    This cannot be undone. Backups and files that you exported are not touched; 'according store vacuum' makes sure that
    no word of it is left in the store's own files.
    """
    address = settings_here().store.address
    if not rooms.exists(address):
        raise StoreError(f"nothing is kept yet in {address}")
    with rooms.open(address) as kept:
        kept.refresh(Joining())
        id_ = _meant(kept, report)
        if not yes:
            _tell(foretell(kept, id_, Joining()), "would be forgotten")
            click.confirm("Forget it, for good?", abort=True, err=True)
        _tell(purge(kept, id_, Joining(), at=now(), reason=reason), "forgotten")


def _meant(kept: Store, name: str) -> str:
    found = find_reports(kept, name)
    if len(found) == 1:
        return found[0]
    if found:
        shown = "\n".join(f"  {each}" for each in found)
        raise SourceError(f"more than one report is meant by {name!r}: write the id of one\n{shown}")
    stone = kept.tombstone(name)
    if stone is not None:
        raise SourceError(f"{name} was forgotten on {stone.at[:10]} already")
    raise SourceError(f"no report that is kept has the id or the address {name!r}: 'according show' tells ids")


def _tell(gone: Forgotten, how: str) -> None:
    hung = (
        tell_number(gone.claims, "claim"),
        tell_number(gone.decisions, "decision"),
        tell_number(gone.links, "link"),
    )
    tell(f"{how}: {gone.report} with {', '.join(hung)}")
    for what, ids in (("goes", gone.gone), ("changes", gone.changed), ("is new, of what is left", gone.new)):
        for each in ids[:_SHOWN]:
            tell(f"  incident {each} {what}")
        if len(ids) > _SHOWN:
            tell(f"  ... and {len(ids) - _SHOWN:,} more")
