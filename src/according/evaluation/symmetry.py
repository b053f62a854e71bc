"""Does a reader take sides? Words are exchanged in our own reports of the gold, and nothing else may change.

Three exchanges, each over a whole report, which is read before and after:

* sides: the names of two parties, wherever they stand;
* words: loaded words for others of the same people (`symmetry.toml`);
* voices: "X killed Y" becomes "Y were killed by X".

A claim holds if after the exchange there is one that says the same with the exchanged words: type, stance, certainty,
number, scope, words of speakers, roles, places and times. Kinds and registry entries follow the names, and may change.
"""

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from according.codec import encode
from according.errors import SourceError
from according.evaluation.measured import Measured, Options, Spread
from according.evaluation.reading import ClaimReader, Row, digest_of, name_reader, plain_claim, read_rows, write_lines
from according.evaluation.scores import Tally
from according.settings import Settings

# Our own reports, in the folder of this repository.
OWN = Path("gold/own.jsonl")
KINDS = ("sides", "words", "voices")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")

Said = tuple[tuple[str, str], ...]
Change = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A text after an exchange, and what the exchange makes of any words."""

    kind: str
    text: str
    change: Change


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Read each report before and after each exchange that can be made in it; without a file, `gold/own.jsonl` here.

    Figures: for each kind of exchange and for all, the share of claims that hold, of how many. Nothing is held against
    gold's claims, which tell only what can be exchanged: so all reports are read, whatever the part.
    """
    path = data if data and data.is_file() else OWN
    digest = digest_of(path)
    reader = ClaimReader(settings)
    held: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    tally = Tally()
    lines: list[str] = []
    for row in read_rows(path):
        if isinstance(row.get("text"), str):
            before = reader.read(row["text"], given_id=row["id"], published=row.get("published") or "", language="en")
            lines += map(encode, before)
            said = [say(plain_claim(claim)) for claim in before]
            for exchange in find_exchanges(row["text"], row["claims"]):
                after = reader.read(exchange.text, published=row.get("published") or "", language="en")
                kept, of = compare(said, [say(plain_claim(c)) for c in after], exchange, tally, row["id"])
                held[exchange.kind] += kept
                numbers[exchange.kind] += of
                reports[exchange.kind] += 1
    if not reports:
        raise SourceError(f"{path}: no report in which anything can be exchanged")
    write_lines(options.predictions, lines)
    shares = {kind: (held[kind], numbers[kind]) for kind in KINDS if numbers[kind]}
    shares["all"] = (held.total(), numbers.total())
    return Measured(
        data=str(path),
        digest=digest,
        head=(f"reader {name_reader(settings)}",),
        figures={f"{kind}: hold": kept / of if of else 0.0 for kind, (kept, of) in shares.items()},
        spreads={f"{kind}: hold": Spread(of=of) for kind, (_, of) in shares.items()},
        tables=(*(f"reports with an exchange of {kind}: {number}" for kind, number in reports.items()), *tally.table()),
        examples=tally.examples_by_turns(),
    )


@functools.cache
def _lists() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("according.evaluation") / "symmetry.toml").read_text(encoding="utf-8"))


def say(claim: Row) -> Said:
    """What a claim says, as pairs of field and words, in small letters: what an exchange may not change."""
    count, when = claim["count"], claim["when"]
    pairs = [(key, str(claim[key])) for key in ("type", "stance", "certainty")]
    pairs += [(f"count {key}", str(count.get(key))) for key in ("least", "most", "scope", "unknown")]
    pairs.append(("when", str(when.get("words"))))
    pairs += [("speaker", one["words"]) for one in claim["speakers"]]
    pairs += [("where", one["words"]) for one in claim["where"]]
    pairs += [(role, one["words"]) for role, fillers in claim["roles"].items() for one in fillers]
    return tuple(sorted((key, words.lower()) for key, words in pairs))


def compare(
    before: Iterable[Said], after: Iterable[Said], exchange: Exchange, tally: Tally, name: str
) -> tuple[int, int]:
    """How many claims hold, and of how many there are before or after, whichever are more."""
    wanted = Counter(tuple(sorted((key, exchange.change(words)) for key, words in said)) for said in before)
    found = Counter(after)
    kept = (wanted & found).total()
    spare = list((found - wanted).elements())
    for said in (wanted - found).elements():
        # The claim that differs least: what changed of it is named by its fields.
        near = max(spare, key=lambda other: len({*said} & {*other}), default=())
        if near and ("type", dict(said)["type"]) in near:
            spare.remove(near)
            fields = sorted({key.split()[0] for key, _ in {*said} ^ {*near}})
            tally.note(f"{exchange.kind}: {fields[0]}", f"{name}: {sorted({*said} ^ {*near})}")
        else:
            tally.note(f"{exchange.kind}: claim lost", f"{name}: {said}")
    for said in spare:
        tally.note(f"{exchange.kind}: claim added", f"{name}: {said}")
    return kept, max(wanted.total(), found.total())


def find_exchanges(text: str, claims: Sequence[Mapping[str, Any]]) -> Iterator[Exchange]:
    """The exchanges that can be made in a text whose gold claims these are: at most one of each kind."""
    sides = find_sides(text, claims)
    if sides:
        change = exchanging({sides[0]: sides[1], sides[1]: sides[0]})
        yield Exchange(kind="sides", text=change(text), change=change)
    loaded = {word: row[(n + 1) % len(row)] for row in _lists()["words"]["rows"] for n, word in enumerate(row)}
    change = exchanging(loaded)
    if change(text) != text:
        yield Exchange(kind="words", text=change(text), change=change)
    turned = turn_voices(text, claims)
    if turned != text:
        yield Exchange(kind="voices", text=turned, change=str)


def exchanging(words: Mapping[str, str]) -> Change:
    """A function that exchanges words wherever they stand whole, each letter case as it was.

    >>> exchanging({"rebels": "troops", "troops": "rebels"})("Rebels fled; the troops did not.")
    'Troops fled; the rebels did not.'
    """
    low = {word.lower(): other for word, other in words.items()}
    longest = sorted(map(re.escape, low), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])", re.IGNORECASE)

    def change(text: str) -> str:
        return pattern.sub(lambda match: _cased(low[match.group().lower()], match.group()), text)

    return change


def _cased(new: str, old: str) -> str:
    if old.islower():
        return new.lower()
    return new[0].upper() + new[1:] if old[:1].isupper() else new


def find_sides(text: str, claims: Iterable[Mapping[str, Any]]) -> tuple[str, str] | None:
    """The names of the two parties: the one that does most, and the one that is told most beside it.

    Names of places, pronouns, and one that is part of the other are none; both must stand in the text as whole words,
    nowhere as a part of a longer name, which an exchange would break: "Ministry" of Information, Liberation "Front".
    """
    doers: Counter[str] = Counter()
    others: Counter[str] = Counter()
    places: set[str] = set()
    for claim in claims:
        places |= {place["words"].lower() for place in claim.get("where") or ()}
        doers.update(_names(claim.get("initiator") or ()))
        others.update(_names([*(claim.get("affected") or ()), *(claim.get("speakers") or ())]))
    both = sorted({*doers, *others}, key=lambda name: (-doers[name] - others[name], name))
    whole = [name for name in both if name.lower() not in places and _is_whole(name, text)]
    first = next((name for name in sorted(whole, key=lambda name: -doers[name]) if doers[name]), None)
    second = next((n for n in whole if first and n.lower() not in first.lower() and first.lower() not in n.lower()), "")
    return (first, second) if first and second else None


def _is_whole(name: str, text: str) -> bool:
    word = rf"(?<![\w-])(?i:{re.escape(name)})(?![\w-])"
    longer = rf"[a-z,] [A-Z][\w'’-]* {word}|\b[A-Z]{{3,}} {word}|{word} [A-Z][a-z]|{word} (?i:of)(?: the)? [A-Z]"
    is_pronoun = name.lower() in _lists()["sides"]["pronouns"]
    return bool(re.search(rf"\b{re.escape(name)}\b", text)) and not is_pronoun and not re.search(longer, text)


def _names(fillers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for filler in fillers:
        words = _ARTICLE.sub("", filler["words"], count=1)
        if _NAME.fullmatch(words):
            yield words


def turn_voices(text: str, claims: Iterable[Mapping[str, Any]]) -> str:
    """The text with each "X killed Y" of its gold claims as "Y were killed by X"."""
    verbs, singular = _lists()["voices"]["verbs"], _lists()["voices"]["singular"]
    for claim in claims:
        doer, harmed = (next((f["words"] for f in claim.get(role) or ()), "") for role in ("initiator", "affected"))
        verb = claim["trigger"]
        if not doer or not harmed or verb not in verbs:
            continue
        is_one = harmed.split()[0].lower() in singular and not harmed.endswith("s")
        found = re.search(rf"(?<!\w){re.escape(doer)} {verb} {re.escape(harmed)}(?!\w)", text)
        if found:
            opens = found.start() == 0 or text[: found.start()].rstrip(' "“')[-1:] in ("", ".", "\n")
            subject = harmed[0].upper() + harmed[1:] if opens else harmed
            by = doer[0].lower() + doer[1:] if opens and _ARTICLE.match(doer) else doer
            passive = f"{subject} {'was' if is_one else 'were'} {verb} by {by}"
            text = text[: found.start()] + passive + text[found.end() :]
    return text
