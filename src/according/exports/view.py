"""What an export is given, and what it tells of what it left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from according.model import Claim, Incident, Link, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is known: reports, their claims, the links and incidents that these make."""

    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    incidents: tuple[Incident, ...] = ()
    links: tuple[Link, ...] = ()

    def in_order(self) -> Iterator[Claim]:
        """The claims, report by report, in the order of the text."""
        places = {report.id: n for n, report in enumerate(self.reports)}
        last = len(places)
        yield from sorted(self.claims, key=lambda c: (places.get(c.report, last), c.report, c.evidence[0].start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a format could not hold: its name -> how many."""

    what: Mapping[str, int] = field(default_factory=dict)
