"""Makes an archive: incidents, so many a day, each told in two reports with five claims; all follows from numbers.

The density is that of a world's news, whatever the size: a larger archive goes on for longer. Towns lie so far apart
that no two incidents of one time are one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from babel import Locale

from according.model import (
    NOT_STATED,
    Actor,
    Claim,
    Count,
    Markup,
    Mention,
    MentionKind,
    Period,
    Place,
    Quantity,
    Reading,
    Report,
    Voice,
    claim_id,
)

READER, VERSION = "made", "1"
CLAIMS_OF_AN_INCIDENT, REPORTS_OF_AN_INCIDENT = 5, 2
NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
_FIRST = date(2015, 1, 1)
_A_DAY = 40
_ROWS, _COLUMNS = 40, 50
_SOUND = ("ba", "do", "ki", "lu", "me", "na", "po", "ra", "si", "tu")
_COUNTRIES = sorted(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha())[::5]
_TYPES = ("killing", "wounding", "abduction", "shelling", "bombing", "displacement")
_DEED = {"killing": "killed", "wounding": "wounded", "abduction": "abducted", "shelling": "shelled",
         "bombing": "bombed", "displacement": "displaced"}  # fmt: skip
_SPEAKERS = (
    ("a resident", "witness"), ("the governor", "local-official"), ("the army", "army"), ("a doctor", "medical"),
    ("a rebel spokesman", "armed-group"), ("a monitor", "monitor"),
)  # fmt: skip
_WHOM = ("civilians", "traders", "herders", "farmers", "soldiers")
_AT = ("market", "bridge", "school", "mosque", "checkpoint", "clinic", "mine", "well")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report, what is marked in it, and what it claims."""

    report: Report
    markup: Markup
    claims: tuple[Claim, ...]


def name_of(n: int) -> str:
    """A made name, another for each number below ten thousand."""
    return "".join(_SOUND[n // 10**digit % 10] for digit in range(4)).capitalize()


def place_of(n: int) -> Place:
    """The town of an incident: the same comes again after as many incidents as there are towns."""
    town = n * 7919 % (_ROWS * _COLUMNS)
    row, column = divmod(town, _COLUMNS)
    country = _COUNTRIES[(row // 4 * 10 + column // 5) % len(_COUNTRIES)]
    return Place(
        words=name_of(town), name=name_of(town), country=country, admin1=f"{name_of(9000 + town // 20)} Region",
        lat=-30.0 + 2 * row + 0.37, lon=-70.0 + 4 * column + 0.21, match="exact", gazetteer_id=f"made:{town}",
        precision="town", radius_km=5.0,
    )  # fmt: skip


def make_incident(n: int) -> tuple[Told, ...]:
    """The reports of one incident."""
    return tuple(_tell(n, report, voices) for report, voices in enumerate((3, 2)))


def _tell(n: int, which: int, voices: int) -> Told:
    place, day = place_of(n), _FIRST + timedelta(days=n // _A_DAY)
    type_, actor = _TYPES[n % len(_TYPES)], f"{name_of(n % 300)} Front"
    lines = [f"Violence near {place.name}, report {which} of {n}"]
    for voice in range(voices):
        who = _SPEAKERS[(n + 3 * which + voice) % len(_SPEAKERS)][0]
        toll = n % 37 + 2 + (n % 5 == 0) * (9 * which + voice)
        deed = f"{toll} {_WHOM[n % len(_WHOM)]} were {_DEED[type_]} by the {actor}"
        at = _AT[(n // 7 + voice) % len(_AT)]
        lines.append(f"{who.capitalize()} said {deed} at the {at} of {place.name} on {day:%A} {day:%d} {day:%B}.")
    published = Period(start=day + timedelta(days=1), end=day + timedelta(days=1), precision="day")
    report = Report(
        text="\n".join(lines), address=f"https://{name_of(7000 + n % 50).lower()}.example/{n}/{which}",
        given_id=f"{n}-{which}", publisher=name_of(7000 + n % 50), published=published, published_how="given",
        language="en", retrieved=NOON,
    )  # fmt: skip
    return read(report)


def read(report: Report) -> Told:
    """Mark a made report, and ground what it says: both by its words and number alone."""
    n, which = _number_of(report)
    markup = mark_report(report)
    day = _FIRST + timedelta(days=n // _A_DAY)
    when = Period(start=day, end=day, precision="day")
    kinds = [_SPEAKERS[(n + 3 * which + voice) % len(_SPEAKERS)][1] for voice in range(len(markup.readings))]
    made = (_ground(report, each, kind, (place_of(n), when, claim_id(markup, each)))
            for each, kind in zip(markup.readings, kinds, strict=True))  # fmt: skip
    return Told(report=report, markup=markup, claims=tuple(made))


def mark_report(report: Report) -> Markup:
    """Mark a made report, a reading a sentence."""
    n, _ = _number_of(report)
    readings = []
    start = report.text.index("\n") + 1
    for line in report.text[start:].split("\n"):
        readings.append(_mark(report, start, line, n))
        start += len(line) + 1
    return Markup(report=report.id, reader=READER, version=VERSION, readings=tuple(readings))


def _number_of(report: Report) -> tuple[int, int]:
    which, _, n = report.title.rpartition("report ")[2].partition(" of ")
    return int(n), int(which)


def _mark(report: Report, start: int, line: str, n: int) -> Reading:
    def mention(words: str, kind: MentionKind = "actor") -> Mention:
        at = start + line.lower().index(words.lower())
        return Mention(span=report.span(at, at + len(words)), kind=kind, name=words)

    type_ = _TYPES[n % len(_TYPES)]
    speaker, _, said = line.partition(" said ")
    toll, whom, *_ = said.split()
    trigger = start + line.index(f" {_DEED[type_]} ") + 1
    number = start + len(speaker) + len(" said ")
    return Reading(
        type=type_, trigger=report.span(trigger, trigger + len(_DEED[type_])),
        evidence=(report.span(start, start + len(line)),),
        roles={"affected": (mention(whom),), "actor": (mention(f"{name_of(n % 300)} Front"),)},
        count=Quantity(span=report.span(number, number + len(toll)), unit=whom),
        where=(mention(line.partition(" of ")[2].split()[0], kind="place"),),
        when=mention(line.partition(" on ")[2].rstrip("."), kind="time"), voice=Voice(speakers=(mention(speaker),)),
    )  # fmt: skip


def _ground(report: Report, reading: Reading, kind: str, told: tuple[Place, Period, str]) -> Claim:
    place, when, name = told
    if isinstance(reading.count, Quantity):
        number, toll = reading.count, int(reading.count.span.words)
    speaker, whom = reading.voice.speakers[0].name.lower(), reading.roles["affected"][0].name
    front = reading.roles["actor"][0].name
    return Claim(
        id=name, report=report.id, given_id=report.given_id, reader=READER, type=reading.type,
        stance="asserts", certainty="stated", channel="", relayed_by=(), said=NOT_STATED,
        speakers=(Actor(words=speaker, name=speaker, kind=kind),),  # type: ignore[arg-type]  # one of the kinds above
        roles={
            "affected": (Actor(words=whom, name=whom, status="fighter" if whom == "soldiers" else "civilian"),),
            "actor": (Actor(words=front, name=front, kind="armed-group"),),
        },
        count=Count(least=toll, most=toll, qualifier="exactly", unit=number.unit, words=str(toll), at=number.span.at),
        where=(place,), when=when, published=report.published, evidence=reading.evidence,
    )  # fmt: skip
