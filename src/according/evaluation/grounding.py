"""Where and when a reader's claims put things, held against annotated places and days (`grounding.jsonl` in the gold).

A place of the gold is carried where a claim of its passage has a place of the same words. It is right within its own
radius and 25 km, an honest unknown where no coordinates are given, else wrong. A day is right where both its ends are.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from according.codec import encode
from according.errors import SourceError
from according.evaluation.bootstrap import Share, measure_shares
from according.evaluation.claim_fields import same_words
from according.evaluation.gold import Passage, load_gold
from according.evaluation.measured import Measured, Options
from according.evaluation.reading import ClaimReader, digest_of, name_reader, write_lines
from according.evaluation.scores import Tally
from according.model import Claim, Period, Place, Unknown
from according.settings import Settings

GOLD = Path("gold")
FILE = "grounding.jsonl"
NEAR_KM = 25.0  # beyond the radius of the gold, which a place may lie off and be right
# What is aimed at: at least so much, or, of what is wrong, at most.
GOALS = {"places carried": 0.75, "places right": 0.75, "places wrong": 0.05, "days carried": 0.80, "days right": 0.85}

Row = Mapping[str, Any]
_SHARES = {
    "places carried": Share({"carried": 1}, {"known": 1}, of="known"),
    "places right": Share({"right": 1}, {"carried": 1}, of="carried"),
    "places wrong": Share({"wrong": 1}, {"carried": 1}, of="carried"),
    "places unknown": Share({"unknown": 1}, {"carried": 1}, of="carried"),
    "unknowable left": Share({"left": 1}, {"unknowable": 1}, of="unknowable"),
    "days carried": Share({"days carried": 1}, {"days": 1}, of="days"),
    "days right": Share({"days right": 1}, {"days carried": 1}, of="days carried"),
}


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Read the passages of a part that have places or days, and hold those of their claims against them.

    Figures: places carried, of those with coordinates; of the carried those right, wrong, and honestly unknown; of the
    carried ones that nobody can place those left without a place; days carried, and of these those right. Each with a
    95 per cent interval over passages.
    """
    folder = data or GOLD
    rows = _rows(folder / FILE)
    passages = [each for each in load_gold(folder, options.corpora, options.part) if (each.set, each.id) in rows]
    reader = ClaimReader(settings)
    tally = Tally()
    counted: list[Counter[str]] = []
    lines: list[str] = []
    for passage in passages:
        claims = reader.read(passage.text, given_id=passage.id, published=passage.published or "", language="en")
        lines += map(encode, claims)
        counted.append(count_passage(passage, rows[passage.set, passage.id], claims, tally))
    write_lines(options.predictions, lines)
    figures, spreads = measure_shares(counted, _SHARES)
    goals = ", ".join(f"{name} {goal:.2f}" for name, goal in GOALS.items())
    return Measured(
        data=f"{folder / FILE}, {options.part}",
        digest=digest_of(folder / FILE),
        figures=figures,
        spreads=spreads,
        head=(f"reader: {name_reader(settings)}; {len(passages):,} passages", f"aimed at: {goals}"),
        tables=tally.table(),
        examples=tally.examples_by_turns(),
    )


def count_passage(passage: Passage, row: Row, claims: Sequence[Claim], tally: Tally) -> Counter[str]:
    """Count what the claims of one passage carry of its places and days; note what is wrong and unknown."""
    counts: Counter[str] = Counter()
    told = [place for claim in claims for place in claim.where]
    for gold in row["places"]:
        words = _words(passage, gold)
        carried = [place for place in told if same_words(place.words, words)]
        outcome = list(_outcome(gold, carried))
        counts.update(outcome)
        for what in ("wrong", "unknown"):
            if what in outcome:
                tally.note(
                    f"place {what}", f"{passage.set} {passage.id} {words!r} {gold['country']}: {_told(carried[0])}"
                )
    for gold in row["days"]:
        words = _words(passage, gold)
        whens = [claim.when for claim in claims if claim.when.words and same_words(claim.when.words, words)]
        right = any(_is_day(when, gold) for when in whens)
        counts.update({"days": 1, "days carried": int(bool(whens)), "days right": int(right)})
        if whens and not right:
            tally.note("day wrong", f"{passage.set} {passage.id} {words!r} {gold['start']}: {whens[0]}")
    return counts


def _outcome(gold: Row, carried: Sequence[Place | Unknown]) -> Iterator[str]:
    """What to count for one place of the gold."""
    placed = [place for place in carried if isinstance(place, Place)]
    if "lat" not in gold:
        if carried:
            yield from ("unknowable", *(() if placed else ("left",)))
        return
    yield "known"
    if carried:
        yield "carried"
        is_right = any(distance_km(gold, place) <= gold["radius_km"] + NEAR_KM for place in placed)
        yield "right" if is_right else "wrong" if placed else "unknown"


def _told(place: Place | Unknown) -> str:
    return f"{place.name} {place.country} {place.match}" if isinstance(place, Place) else place.why


def _is_day(when: Period | Unknown, gold: Row) -> bool:
    return isinstance(when, Period) and (when.start.isoformat(), when.end.isoformat()) == (gold["start"], gold["end"])


def _words(passage: Passage, gold: Row) -> str:
    start, end = gold["at"]
    return passage.text[start:end]


def distance_km(gold: Row, place: Place) -> float:
    """How far a place lies from where the gold has it, in km."""
    north, south = math.radians(gold["lat"]), math.radians(place.lat)
    across = math.radians(gold["lon"] - place.lon)
    chord = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, chord)))


def _rows(path: Path) -> dict[tuple[str, str], Row]:
    """The annotations of a file by passage; a `SourceError` if it is not there or a line is no annotation."""
    rows: dict[tuple[str, str], Row] = {}
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            if not {"set", "id", "places", "days"} <= row.keys():
                raise SourceError(f"{path}, line {number}: needs set, id, places and days")
            rows[row["set"], row["id"]] = row
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    return rows
