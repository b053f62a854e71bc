"""Counts how a reader's claims of a passage agree with gold's: found, of the right type, right field by field."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from according.evaluation.assignment import assign
from according.evaluation.bootstrap import Share
from according.evaluation.claim_fields import FIELDS, STATED, Told, is_inverted, kin

# A type weighs as twelve fields, one of the family as six. What may be no pair costs more than any pair brings.
_TYPE, _FAMILY, _NO_PAIR = 12, 6, -54
_FIELD_SHOWN = {"kind": "speakers", "speaker": "speakers", "place": "where"}


@dataclass(slots=True)
class Agreement:
    """What was counted, passage by passage, and examples of what went wrong."""

    passages: list[Counter[str]] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, name: str, gold: Sequence[Told], read: Sequence[Told]) -> None:
        """Count one passage, of that name in the examples."""
        gold, read = sorted(gold, key=repr), sorted(read, key=repr)
        counts: Counter[str] = Counter()
        if not gold:
            counts |= Counter({"silent": 1, "quiet": int(not read)})
        pairs = pair(gold, read)
        for one, other in pairs:
            self._compare(name, gold[one], read[other], counts)
        found, given = {one for one, _ in pairs}, {other for _, other in pairs}
        left = [told for number, told in enumerate(gold) if number not in found and not told.background]
        # A reader marks no background, a second annotator does: either side may leave out what the other has as such.
        spare = [told for number, told in enumerate(read) if number not in given and not told.background]
        counts["wanted"] = len(pairs) + len(left)
        counts["read"] = len(pairs) + len(spare)
        self.missed.update(told.type for told in left)
        self.extra.update(told.type for told in spare)
        self.examples += [f"{name}: missed: {told.type} ({told.trigger})" for told in left]
        self.examples += [f"{name}: extra: {told.type} ({told.trigger})" for told in spare]
        self.passages.append(counts)

    def _compare(self, name: str, gold: Told, read: Told, counts: Counter[str]) -> None:
        good = gold.type == read.type
        counts["found"] += 1
        counts["typed"] += good
        counts["numbered"] += good and FIELDS["number"](gold, read)
        if not good:
            self.examples.append(f"{name}: type: {gold.type} ({gold.trigger}) read as {read.type}")
        for key, agrees in FIELDS.items():
            right = agrees(gold, read)
            good = good and right
            counts[key] += right
            if key in STATED and STATED[key](gold):
                counts[f"{key} stated"] += 1
                counts[f"{key} stated, right"] += right
            if not right:
                told = f"{_show(gold, key)} read as {_show(read, key)}"
                self.examples.append(f"{name}: {key}: {gold.type} ({gold.trigger}): {told}")
        counts["whole"] += good
        counts["inverted"] += is_inverted(gold, read)

    def sum(self) -> Counter[str]:
        """All counts, over all passages."""
        total: Counter[str] = Counter()
        for counts in self.passages:
            total.update(counts)
        return total

    def tables(self, most: int = 14) -> tuple[str, ...]:
        """The errors by kind: claims missed and claims too many, by type, and fields that are wrong."""
        total = self.sum()
        wrong = {key: total["found"] - total[key] for key in FIELDS}
        wrong |= {"type": total["found"] - total["typed"]}
        return (
            *_table("missed, by type", self.missed, most),
            *_table("extra, by type", self.extra, most),
            *_table("wrong in claims that were found, by field", wrong, len(wrong)),
        )

    def examples_by_turns(self) -> tuple[str, ...]:
        """An example of each kind of error, then the next of each, so that the first few show every kind."""
        turns: Counter[str] = Counter()
        numbered = []
        for example in self.examples:
            kind = example.split(": ")[1]
            numbered.append((turns[kind], kind, example))
            turns[kind] += 1
        return tuple(example for _, _, example in sorted(numbered))


def pair(gold: Sequence[Told], read: Sequence[Told]) -> list[tuple[int, int]]:
    """Pair claims one to one, of one type or family only, so that they agree most: first in type, then in fields."""
    weights = [[_weigh(one, other) for other in read] for one in gold]
    return [(one, other) for one, other in assign(weights) if weights[one][other] > 0]


def shares() -> Mapping[str, Share]:
    """The figures of the measure, in the order in which they are shown."""
    both = {"read": 1, "wanted": 1}
    return {
        "found_p": Share({"found": 1}, {"read": 1}, "read"),
        "found_r": Share({"found": 1}, {"wanted": 1}, "wanted"),
        "found_f1": Share({"found": 2}, both, "wanted"),
        "type_f1": Share({"typed": 2}, both, "wanted"),
        "claims_f1": Share({"numbered": 2}, both, "wanted"),
        "whole": Share({"whole": 1}, {"found": 1}, "found"),
        "inversions": Share({"inverted": 1}, {"found": 1}, "found"),
        "silent": Share({"quiet": 1}, {"silent": 1}, "silent"),
        **{key: Share({key: 1}, {"found": 1}, "found") for key in FIELDS},
        **{
            f"{key}_stated": Share({f"{key} stated, right": 1}, {f"{key} stated": 1}, f"{key} stated") for key in STATED
        },
    }


def _weigh(gold: Told, read: Told) -> int:
    if not kin(gold, read):
        return _NO_PAIR
    return (_TYPE if gold.type == read.type else _FAMILY) + sum(agrees(gold, read) for agrees in FIELDS.values())


def _table(title: str, counts: Mapping[str, int], most: int) -> Iterable[str]:
    rows = sorted(((name, number) for name, number in counts.items() if number), key=lambda row: (-row[1], row[0]))
    return (f"{title} ({sum(number for _, number in rows):,})", *(f"  {name:22} {n:>6,}" for name, n in rows[:most]))


def _show(told: Told, key: str) -> str:
    held = getattr(told, _FIELD_SHOWN.get(key, key))
    if isinstance(held, tuple) and key != "number":
        return " + ".join(phrase.kind if key == "kind" else phrase.words or phrase.name for phrase in held) or "nothing"
    return str(held or "nothing")
