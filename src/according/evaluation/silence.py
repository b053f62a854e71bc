"""Is a reader silent on what is not its matter? Texts labelled 1 (conflict news) or 0 (other news), gold, no events.

A text counts as found where a claim is made of it, whatever it says.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from according.codec import encode
from according.errors import SourceError
from according.evaluation.gating import Shares, measure_gate, measure_no_event
from according.evaluation.labelled import SETS, Labelled, read_labelled
from according.evaluation.measured import Measured, Options, Spread
from according.evaluation.no_event import NO_EVENT
from according.evaluation.reading import ClaimReader, digest_of, name_reader, write_lines
from according.evaluation.scores import Tally
from according.settings import Settings

# Where the gold lies in the repository; it is no part of the package.
GOLD = Path("gold")
_SHOWN = 100  # characters of a text that an example repeats


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Read each labelled text; figures for each set: the share of 0-texts without a claim, of 1-texts with one.

    Without a file, those of the public sets (`SETS`) that are there; and where the folder `gold` is here, what the gate
    stops and loses on it, and the silent share of the texts without an event that it names, by kind. Precision, recall
    and F1 are of texts that a claim is made of.
    """
    part = "train" if options.part == "train" else "dev"
    if data and data.is_file():
        files = {data.name.partition(".")[0]: data}
    else:
        folder = options.folder(data)
        files = {name: path for name, row in SETS.items() if (path := folder / row.format(part=part)).is_file()}
        if not files:
            raise SourceError(f"{folder}: none of {', '.join(row.format(part=part) for row in SETS.values())} there")
    reader = ClaimReader(settings)
    tally = Tally(*files)
    figures: dict[str, float] = {}
    spreads: dict[str, Spread] = {}
    lines: list[str] = []
    for name, path in files.items():
        labelled = read_labelled(path)
        found = [reader.read(text, given_id=f"{name}:{n}", language="en") for n, (text, _) in enumerate(labelled, 1)]
        lines += (encode(claim) for claims in found for claim in claims)
        shares = score_set(tally, name, labelled, [[claim.type for claim in claims] for claims in found])
        figures |= {figure: share for figure, (share, _) in shares.items()}
        spreads |= {figure: Spread(of=number) for figure, (_, number) in shares.items()}
        if len(shares) > 1:
            figures |= tally.scores[name].figures(name)
    if not (data and data.is_file()) and (GOLD / NO_EVENT).is_file():
        for more, told in _of_gate(options.folder(data), reader, options, tally):
            figures |= more
            spreads |= told
    write_lines(options.predictions, lines)
    digest = digest_of(*files.values())
    return Measured(
        data=", ".join(map(str, files.values())),
        digest=digest,
        head=(f"reader {name_reader(settings)}",),
        figures=figures,
        spreads=spreads,
        tables=tally.table(),
        examples=tally.examples_by_turns(),
    )


def _of_gate(corpora: Path, reader: ClaimReader, options: Options, tally: Tally) -> Iterator[Shares]:
    """What the gate before the reader does on the gold, and what is read of texts that tell of no event."""
    yield measure_gate(GOLD, corpora, options.part)
    shares, wrong = measure_no_event(GOLD, corpora, reader)
    for each, types in wrong:
        tally.note(f"no event, {each.kind}: {', '.join(types)}", f"{each.name} {each.text[:_SHOWN]!r}")
    yield shares


def score_set(
    tally: Tally, name: str, labelled: Sequence[Labelled], types: Sequence[Sequence[str]]
) -> dict[str, tuple[float, int]]:
    """Hold the types of claims of each text against its label; the share of each label that has texts, of how many."""
    with_claims = {number for number, found in enumerate(types) if found}
    ones = {number for number, (_, label) in enumerate(labelled) if label}
    zeros = set(range(len(labelled))) - ones
    tally.scores[name].add(with_claims, ones)
    for number in sorted(zeros & with_claims):
        for kind in sorted(set(types[number])):
            tally.note(f"{name} 0: {kind}", f"line {number + 1} {labelled[number][0][:_SHOWN]!r}")
    for number in sorted(ones - with_claims):
        tally.note(f"{name} 1: no claim", f"line {number + 1} {labelled[number][0][:_SHOWN]!r}")
    groups = {"0: silent": (zeros - with_claims, zeros), "1: with a claim": (ones & with_claims, ones)}
    return {f"{name} {what}": (len(some) / len(of), len(of)) for what, (some, of) in groups.items() if of}
