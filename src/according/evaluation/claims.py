"""A reader's claims held against the gold: which are found, of the right type and number, and right in each field.

A gold claim and one that was read are paired one to one so that they agree most; only claims of one type, or of one
family of types, are pairs. Two phrases mean one thing where half the content words of the shorter are shared. What gold
marks as background may be found or left out: either is right. What of a deed is counted is held against nobody.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from according.codec import encode
from according.evaluation.bootstrap import measure_shares
from according.evaluation.claim_fields import STATED, Told, told_of_claim, told_of_gold
from according.evaluation.claim_tally import Agreement, shares
from according.evaluation.gold import Passage, digest_of, load_gold
from according.evaluation.measured import Measured, Options
from according.evaluation.reading import ClaimReader, name_reader, write_lines
from according.model import Claim
from according.settings import Settings

# Where the gold lies in the repository; it is no part of the package.
GOLD = Path("gold")


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Read every passage of a part of the gold and hold its claims against gold's; without a folder, `gold` here.

    Figures: precision, recall and F1 of the claims found, F1 of those of the right type, and of the right type and
    number (`claims_f1`); of the claims found those right in every field (`whole`), those in which who did it and who
    suffers are exchanged; of the silent passages those in which nothing is read; of the claims found those right in
    each field, and of those in which gold states it. Each with a 95 per cent interval over passages.
    """
    folder = data or GOLD
    passages = load_gold(folder, options.corpora, options.part)
    reader = ClaimReader(settings)
    found = [_read(reader, passage) for passage in passages]
    write_lines(options.predictions, (encode(claim) for claims in found for claim in claims))
    agreement = Agreement()
    for passage, claims in zip(passages, found, strict=True):
        gold = [told_of_gold(claim) for claim in passage.claims]
        agreement.add(f"{passage.set} {passage.id}", gold, [told_of_claim(claim) for claim in claims])
    figures, spreads = measure_shares(agreement.passages, shares())
    return Measured(
        data=f"{folder}, {options.part}",
        digest=_digest(passages),
        figures=figures,
        spreads=spreads,
        head=(f"reader: {name_reader(settings)}", *_head(passages, agreement.sum())),
        tables=agreement.tables(),
        examples=agreement.examples_by_turns(),
    )


def _read(reader: ClaimReader, passage: Passage) -> list[Claim]:
    claims = reader.read(passage.text, given_id=passage.id, published=passage.published or "", language="en")
    return sorted(claims, key=lambda claim: claim.evidence[0].start)


def _digest(passages: Sequence[Passage]) -> str:
    """What was measured on: the passages' texts and their claims, in words."""
    told = "\0".join(f"{passage.set} {passage.id} {passage.text} {passage.claims}" for passage in passages)
    return digest_of(told)


def _head(passages: Sequence[Passage], total: Counter[str]) -> Iterator[str]:
    gold: list[Told] = [told_of_gold(claim) for passage in passages for claim in passage.claims]
    of = Counter(passage.set for passage in passages)
    sets = ", ".join(f"{name} {number:,}" for name, number in of.items())
    yield f"{len(passages):,} passages, {total['silent']:,} of them silent: {sets}"
    background = f"{sum(told.background for told in gold):,} of them background"
    yield f"{len(gold):,} claims, {background}; {total['wanted']:,} to find, {total['read']:,} read"
    yield "stated: " + ", ".join(f"{key} {sum(stated(told) for told in gold):,}" for key, stated in STATED.items())
