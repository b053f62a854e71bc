"""Keeps reports with claims made by hand, for the tests of the pages."""

from dataclasses import replace
from datetime import UTC, datetime

from according import store
from according.model import Claim, Markup, Report
from according.settings import Settings

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)
TEXT = (
    "Attack at Tabu\n\n"
    "The army said that 4 soldiers were killed at Tabu. The Front said that it killed 30 soldiers there. "
    "A resident saw smoke over the barracks."
)


def keep(settings: Settings, report: Report, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Keep a report with these claims; they as they are kept."""
    own = tuple(replace(each, report=report.id, given_id=report.given_id) for each in claims)
    markup = Markup(report=report.id, reader="made", version="1")
    with store.open(settings.store.address) as kept:
        kept.add_report(report)
        kept.add_markup(markup)
        kept.add_claims(markup, own, grounding="made", at=NOON)
    return own
