"""Which reports tell of one incident, and what its voices amount to, against our gold of linking (`gold/linking`).

Reports of one part are read, grounded and joined all together, as `according read --format incidents` would. A mention
is a pair of a report and an incident that it tells of; the mentions of an incident are a cluster. Gold's mentions of a
report and the system's are aligned one to one so that they have the most claims in common: a claim of the reader stands
for the claim of the gold that it is paired with, as `claims` pairs them. A mention of either side that is aligned with
none is a mention of that side alone, except where the report tells it only as background or as a sum of many incidents,
or where gold has its claims in no incident: such a mention is left out. An operation and its parts are one incident.

Twice: with the claims of the reader ("own"), and with gold's claims, grounded, in their stead ("gold"): the second
tells what is lost in grounding and joining alone; only the place names of a report that stand in no claim of gold, and
help to find those that do, are the reader's there. `according.evaluation.coreference` has the measures, with sources.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from according.codec import encode
from according.evaluation.assignment import assign
from according.evaluation.bootstrap import measure_figures
from according.evaluation.claim_fields import Told, told_of_claim, told_of_gold
from according.evaluation.claim_tally import pair
from according.evaluation.coreference import Cluster, Sums, components, conll, count_agreement, f1
from according.evaluation.gold import LinkedIncident, LinkedReport, Linking, digest_of, in_words, load_linking
from according.evaluation.gold_markup import markup_of
from according.evaluation.measured import Measured, Options, Spread
from according.evaluation.reading import ClaimReader, name_reader, write_lines
from according.grounding import World, ground
from according.joining import join
from according.joining.rules import SETTLED, scenes
from according.model import Claim, Count, Incident, Markup, Period, Report, claim_id
from according.settings import Settings

LINKING = Path("gold/linking")
WAYS = ("own", "gold")
_STATUS_RIGHT, _STATUS_OF = "status right", "status of"

Mention = tuple[str, str]
Figure = tuple[Callable[[Mapping[str, float]], float], str]

_FIGURES: Mapping[str, Figure] = {
    "b3_f1": (lambda sums: f1(sums, "b3"), "b3 r of"),
    "conll_f1": (conll, "b3 r of"),
    "lea_f1": (lambda sums: f1(sums, "lea"), "b3 r of"),
    "status": (lambda sums: sums[_STATUS_RIGHT] / max(1, sums[_STATUS_OF]), _STATUS_OF),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """One report: gold's incident of each of gold's claims, and which of them each claim of the system stands for."""

    report: str
    incidents: tuple[str | None, ...]
    claims: tuple[Claim, ...]
    stands_for: Mapping[str, tuple[int, ...]]


@dataclass(slots=True)
class Linked:
    """What is compared: clusters of both sides, the system's incident of each of gold's, and what went wrong."""

    key: dict[str, set[Mention]] = field(default_factory=lambda: defaultdict(set))
    response: dict[str, set[Mention]] = field(default_factory=lambda: defaultdict(set))
    statuses: dict[str, str] = field(default_factory=dict)
    shared: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def note(self, kind: str, what: str) -> None:
        """Count one error of a kind."""
        self.kinds[kind] += 1
        self.examples.append(f"{kind}: {what}")


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Read and join the reports of a part, and join gold's claims; without a folder, `gold/linking` here.

    Figures, with the reader's claims ("own") and with gold's ("gold"): F1 of B3, CoNLL and LEA, and the share of the
    incidents whose status is the expected one. Each with a 95 per cent interval over groups of incidents that either
    side has apart.
    """
    folder = data or LINKING
    gold = load_linking(folder, options.part)
    reader = ClaimReader(settings)
    reports = [
        reader.report(r.text, given_id=r.id, published=r.published, publisher=r.publisher, language="en")
        for r in gold.reports
    ]
    matched: dict[str, list[Matched]] = {way: [] for way in WAYS}
    for told, report in zip(gold.reports, reports, strict=True):
        markup = reader.mark(report)
        matched["own"].append(match_own(told, report, ground(report, markup, reader.world)))
        matched["gold"].append(match_gold(told, report, markup, reader.world))
    write_lines(options.predictions, (encode(claim) for each in matched["own"] for claim in each.claims))
    figures: dict[str, float] = {}
    spreads: dict[str, Spread] = {}
    tables: list[str] = []
    examples: list[str] = []
    for way, found in matched.items():
        linked = link(found, gold.incidents, {report.id: report.text for report in reports})
        values, spread = measure_figures(count(linked, gold.incidents), _FIGURES)
        figures |= {f"{way} {name}": value for name, value in values.items()}
        spreads |= {f"{way} {name}": value for name, value in spread.items()}
        tables += _grounded(way, found)
        tables += [f"{way}, errors", *(f"  {kind:40} {number:>4}" for kind, number in sorted(linked.kinds.items()))]
        examples += [f"{way}: {example}" for example in linked.examples]
    return Measured(
        data=f"{folder}, {options.part}",
        digest=digest_of("\0".join(map(repr, (*gold.reports, *gold.incidents)))),
        figures=figures,
        spreads=spreads,
        head=(f"reader: {name_reader(settings)}", *_head(gold)),
        tables=tuple(tables),
        examples=tuple(examples),
    )


def match_own(gold: LinkedReport, report: Report, claims: Sequence[Claim]) -> Matched:
    """A report by the claims of a reader, paired with gold's as `claims` pairs them."""
    wanted: list[Told] = [told_of_gold(in_words(claim, gold.text)) for claim in gold.claims]
    pairs = pair(wanted, [told_of_claim(claim) for claim in claims])
    stands_for = {claims[read].id: (number,) for number, read in pairs}
    return Matched(report=report.id, incidents=gold.incidents, claims=tuple(claims), stands_for=stands_for)


def match_gold(gold: LinkedReport, report: Report, read: Markup, world: World) -> Matched:
    """A report by gold's own claims, grounded; two that are one to grounding stand for both."""
    markup = markup_of(report, gold.claims, read.mentions)
    stands_for: dict[str, list[int]] = {}
    for number, reading in enumerate(markup.readings):
        stands_for.setdefault(claim_id(markup, reading), []).append(number)
    return Matched(
        report=report.id,
        incidents=gold.incidents,
        claims=tuple(ground(report, markup, world)),
        stands_for={name: tuple(numbers) for name, numbers in stands_for.items()},
    )


def link(
    matched: Sequence[Matched], wanted: Sequence[LinkedIncident], texts: Mapping[str, str] | None = None
) -> Linked:
    """Join the claims of all reports and align each report's mentions with gold's."""
    incidents = join([claim for told in matched for claim in told.claims], (), texts).incidents
    heads = {incident.id: incident.part_of or incident.id for incident in incidents}
    heads_of: dict[str, set[str]] = defaultdict(set)
    for incident in incidents:
        for name in incident.claims:
            heads_of[name].add(heads[incident.id])
    linked = Linked()
    for told in matched:
        _align(told, heads_of, linked)
    _assess(linked, {incident.id: incident for incident in incidents}, wanted)
    return linked


def _align(told: Matched, heads_of: Mapping[str, set[str]], linked: Linked) -> None:
    """Align the mentions of one report, and add them to the clusters."""
    shared: Counter[tuple[str, str]] = Counter()
    system: dict[str, list[Claim]] = defaultdict(list)
    for claim in told.claims:
        for head in heads_of.get(claim.id, ()):
            system[head].append(claim)
            shared.update((told.incidents[n] or "", head) for n in told.stands_for.get(claim.id, ()))
    gold = sorted({name for name in told.incidents if name})
    ours = sorted(system)
    pairs = {
        ours[column]: gold[row]
        for row, column in assign([[shared[one, other] for other in ours] for one in gold])
        if shared[gold[row], ours[column]]
    }
    for name in gold:
        linked.key[name].add((told.report, name))
        if name not in pairs.values():
            linked.note("mention missed", f"{name} in {_given(told)}")
    for head in ours:
        if head in pairs:
            linked.shared[pairs[head], head] += shared[pairs[head], head]
            linked.response[head].add((told.report, pairs[head]))
        elif any(_is_news(claim, told) for claim in system[head]):
            linked.response[head].add((told.report, f"alone {head}"))
            linked.note("mention of none", f"{_given(told)}: {system[head][0]!r}")


def _is_news(claim: Claim, told: Matched) -> bool:
    """Tell whether a claim is news of an incident: neither background nor a sum, and not set apart by gold."""
    if claim.background or (isinstance(claim.count, Count) and claim.count.scope == "cumulative"):
        return False
    numbers = told.stands_for.get(claim.id, ())
    return not numbers or any(told.incidents[number] for number in numbers)


def _given(told: Matched) -> str:
    return told.claims[0].given_id if told.claims else told.report


def _assess(linked: Linked, incidents: Mapping[str, Incident], wanted: Sequence[LinkedIncident]) -> None:
    """Take for each of gold's incidents the system's with most of its mentions, of equals with most of its claims."""
    for incident in wanted:
        name = incident.id
        mentions = linked.key[name]
        held = {head: len(mentions & cluster) for head, cluster in linked.response.items() if mentions & cluster}
        best = min(held, key=lambda head: (-held[head], -linked.shared[name, head], head)) if held else None
        linked.statuses[name] = incidents[best].status if best else "not found"
        if len(held) > 1:
            linked.note("incident split", f"{name}: {sorted(held.values(), reverse=True)}")
        if linked.statuses[name] != incident.status:
            linked.note(f"status {incident.status} read as {linked.statuses[name]}", name)
    for cluster in linked.response.values():
        names = sorted({name for _, name in cluster if not name.startswith("alone ")})
        if len(names) > 1:
            linked.note("incidents joined", " + ".join(names))


def count(linked: Linked, wanted: Iterable[LinkedIncident]) -> list[Sums]:
    """The sums of each group of incidents that both sides have apart from all others."""
    expected = {incident.id: incident.status for incident in wanted}
    key = {frozenset[Hashable](mentions): name for name, mentions in linked.key.items()}
    found = []
    for these, those in components(list(key), [frozenset(mentions) for mentions in linked.response.values()]):
        sums = count_agreement(these, those)
        sums[_STATUS_OF] = len(these)
        sums[_STATUS_RIGHT] = sum(_has_status(cluster, key, expected, linked) for cluster in these)
        found.append(sums)
    return found


def _has_status(cluster: Cluster, key: Mapping[Cluster, str], expected: Mapping[str, str], linked: Linked) -> bool:
    return linked.statuses[key[cluster]] == expected[key[cluster]]


def _grounded(way: str, matched: Iterable[Matched]) -> Iterator[str]:
    """How many of gold's mentions have a claim with a town and one with a day: without, there is little to join by."""
    mentions: dict[Mention, list[Claim]] = defaultdict(list)
    for told in matched:
        for claim in told.claims:
            for number in told.stands_for.get(claim.id, ()):
                mentions[told.report, told.incidents[number] or ""].append(claim)
    held = [claims for (_, name), claims in mentions.items() if name]
    towns = sum(any(place.precision in SETTLED for claim in claims for place in scenes(claim)) for claims in held)
    days = sum(any(isinstance(claim.when, Period) for claim in claims) for claims in held)
    yield f"{way}, of {len(held):,} mentions grounded: in a town {towns:,}, at a time {days:,}"


def _head(gold: Linking) -> Iterator[str]:
    claims = sum(len(report.claims) for report in gold.reports)
    wars = len({report.war for report in gold.reports})
    yield f"{len(gold.reports):,} reports of {wars} wars, {claims:,} claims, {len(gold.incidents):,} incidents"
    statuses = Counter(incident.status for incident in gold.incidents)
    yield "status: " + ", ".join(f"{status} {number:,}" for status, number in statuses.most_common())
