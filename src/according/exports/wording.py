"""Values in plain words, for people: places, times, numbers, and why something is missing."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType

from according.model import Actor, Candidate, Count, Period, Place, Unknown

_QUALIFIERS = {
    "exactly": "{least}", "at_least": "at least {least}", "more_than": "more than {least}", "at_most": "at most {most}",
    "fewer_than": "fewer than {most}",
}  # fmt: skip
_WHYS = {
    "not_stated": "not stated",
    "unclear": "unclear",
    "not_given": "not given",
    "not_found": "not found",
    "ambiguous": "ambiguous",
}
_MOST_WORDS = 9  # of a name with an office
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads((resources.files("according.exports") / "wording.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: frozenset(words) for name, words in table.items()})


def points_back(words: str) -> bool:
    """Tell whether words only point back to somebody: "they", "him"."""
    return words.lower() in _lists()["pointing"]


def without_denial(words: str) -> str:
    """What a denial is of: "No civilian site" -> "civilian site"."""
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in _lists()["denying"] else words


def tell_type(type_: str) -> str:
    """A type of happening in words: "air strike", "mine or IED"."""
    return clean(" ".join(word.upper() if word in _lists()["short_forms"] else word for word in type_.split("-")))


def clean(words: str) -> str:
    """Words of a report, safe to show on one line of a terminal: no control or invisible characters."""
    kept = ("" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") else c for c in words.replace("\n", " "))
    return " ".join("".join(kept).split())


def tell_count(count: Count | Unknown, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """A number in words: "at least 30 soldiers", "unclear", "JNIM gives no number". `names`: registry id -> name."""
    if isinstance(count, Unknown):
        return clean(f"{names.get(count.by, count.by)} gives no number") if count.by else _WHYS[count.why]
    told = _tell_range(count)
    of = "of " if count.unit and told.endswith("s") else ""  # dozens of people
    return clean(f"{told} {of}{count.unit}{_SCOPES[count.scope]}")


_SCOPES = {"incident": "", "subset": " (part of a total)", "cumulative": " (a running total)"}


def _tell_range(count: Count) -> str:
    pattern = _QUALIFIERS.get(count.qualifier)
    if count.qualifier in ("about", "nearly", "vague") and count.words:
        return count.words
    # A qualifier whose bound is open or missing is told by the bounds below.
    bound = {"at_most": count.most, "fewer_than": count.most}.get(count.qualifier, count.least)
    if pattern and bound is not None:
        return pattern.format(least=_digits(count.least), most=_digits(count.most))
    if count.most is None:
        return f"at least {_digits(count.least)}"
    if count.least is None:
        return f"at most {_digits(count.most)}"
    return _digits(count.least) if count.least == count.most else f"{_digits(count.least)} to {_digits(count.most)}"


def _digits(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def tell_period(period: Period | Unknown) -> str:
    """A time in words: "2 Jun 2025", "1 to 10 Jun 2025", "no later than 1 Jul 2025"."""
    if isinstance(period, Unknown):
        if period.why == "ambiguous" and period.words:
            return f"{clean(period.words)} (day unknown)"
        return f"no later than {_tell_day(period.latest)}" if period.latest else "time not stated"
    if period.start == period.end:
        return _tell_day(period.start)
    if (period.start.year, period.start.month) == (period.end.year, period.end.month):
        return f"{period.start.day} to {_tell_day(period.end)}"
    return f"{_tell_day(period.start)} to {_tell_day(period.end)}"


def _tell_day(day: object) -> str:
    year, month, number = str(day).split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def tell_place(place: Place | Unknown) -> str:
    """A place in words: "Kayes, ML", "near Loikaw, MM", "Binoli (not found; Diboli?)"."""
    if isinstance(place, Unknown):
        if not place.words:
            return "place not stated"
        maybe = "; ".join(_candidates(place.candidates)[:3])
        why = _WHYS[place.why]
        return f"{clean(place.words)} ({why}{f'; {clean(maybe)}?' if maybe else ''})"
    near = "near " if place.precision == "near" else ""
    inside = f", {place.country}" if place.country and place.precision != "country" else ""
    if place.match == "part":
        return clean(f"{place.words}{inside}")
    return clean(f"{near}{place.name}{inside}")


def _candidates(candidates: Sequence[Candidate]) -> list[str]:
    """What a name may mean, each told once; places of one name by their countries."""
    lands: dict[str, set[str]] = {}
    for candidate in candidates:
        lands.setdefault(candidate.name, set()).add(candidate.country)
    told = (f"{c.name}, {c.country}" if len(lands[c.name]) > 1 else c.name for c in candidates)
    return list(dict.fromkeys(told))


def tell_places(places: Iterable[Place | Unknown], most: int = 4) -> str:
    """Places in words, the first few; a country goes without saying where a place in it is named."""
    given = list(places)
    within = {place.country for place in given if isinstance(place, Place) and place.precision != "country"}
    told = [
        tell_place(place)
        for place in given
        if not (isinstance(place, Place) and place.precision == "country" and place.country in within)
    ]
    more = f" and {len(told) - most} more" if len(told) > most else ""
    return "; ".join(told[:most]) + more or "place not stated"


def tell_number(number: int, what: str) -> str:
    """So many of something, as one says it: "1 report", "2 reports"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def tell_office(actor: Actor) -> str:
    """A speaker's name with the office that stands before it: "army spokesman Souleymane Dembele"; else the name."""
    words, name = clean(actor.words), clean(actor.name)
    first, _, rest = words.partition(" ")
    words = rest if first.lower() in _lists()["articles"] else words
    if not name:
        return words
    before, found, _ = words.partition(name)
    # "a BBC report" is no office of somebody called BBC: persons have two names, and titles are short.
    is_titled = found and before.endswith(" ") and " " in name and len(words.split()) <= _MOST_WORDS
    return words if is_titled else name


def tell_actor(actor: Actor) -> str:
    """An actor by name, with the words where they differ."""
    name, words = clean(actor.name), clean(actor.words)
    return words or name if not actor.actor else name or words
