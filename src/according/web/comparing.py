"""An incident as its page shows it: a table with a column for each voice and a row for each thing that is told."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from according.exports.wording import clean, points_back, tell_actor, tell_count, tell_period, tell_place, tell_type
from according.joining.accounts import called, voice_of
from according.joining.rules import family_of
from according.joining.voices import identify
from according.language.sentences import find_sentences
from according.model import Account, Actor, Claim, Count, Incident, Period, Place, Report, Span, Unknown
from according.web.queries import Known

_ORDER = ("harm", "deed", "responsibility", "ground", "words", "")
_FIELDS = {"where": "Place", "when": "Day", "responsibility": "Who did it"}
_LAST = ("where", "when")
_LAST_TITLES = tuple(_FIELDS[name] for name in _LAST)
_DOING = ("responsibility", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Voices that stand beside each other: a name for colours, a title, and how many columns they take."""

    name: str
    title: str
    columns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A voice: what makes it one, what it is called, its side and kind, and its registry's id, or ""."""

    key: tuple[str, ...]
    name: str
    side: str
    kind: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a claim within their sentence: what stands before, the words, what stands behind."""

    claim: Claim
    report: Report
    before: str
    words: str
    behind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one voice tells of one thing, with stance and certainty where they are not the plain ones."""

    told: str
    is_unknown: bool
    stance: str
    certainty: str
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A thing that is told, with each column's tellings of it."""

    title: str
    whose: str
    is_contested: bool
    cells: list[list[Telling]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The table of an incident, and what nobody gives."""

    sides: list[Side]
    columns: list[Column]
    lines: list[Line]
    missing: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as a report gave it: when that was published, of what, by whom."""

    published: Period
    title: str
    told: str
    voice: str
    claim: Claim


@cache
def sides() -> tuple[tuple[Side, frozenset[str]], ...]:
    """All sides in their order, each with the kinds of speaker that stand there."""
    table = tomllib.loads((resources.files("according.web") / "sides.toml").read_text(encoding="utf-8"))
    return tuple((Side(name=row["name"], title=row["title"]), frozenset(row["kinds"])) for row in table["side"])


def side_of(claim: Claim) -> str:
    """The side of a claim's first speaker."""
    kind = claim.speakers[0].kind if claim.speakers else "media"
    return next((side.name for side, kinds in sides() if kind in kinds), sides()[-1][0].name)


def compare(incident: Incident, known: Known) -> Comparison:
    """Lay the accounts of an incident side by side."""
    claims = [known.claims[name] for name in incident.claims if name in known.claims]
    who = identify(claims)
    columns = _columns(claims, who, known.names)
    at = {column.key: n for n, column in enumerate(columns)}
    lines: dict[tuple[str, str], Line] = {}
    for account in sorted(filter(_tells, incident.accounts), key=_place):
        key = (account.field, called(account.harmed))
        line = lines.setdefault(key, _new_line(account.field, account.harmed, incident, len(columns)))
        for claim in (known.claims[name] for name in account.claims if name in known.claims):
            told = _telling(*_told(account, claim, known), claim)
            # Who denies a deed does not deny the place where others say that it was done.
            told = replace(told, stance="") if account.field in _LAST else told
            _put(line.cells[at[who[claim.id]]], told, quote(claim, known))
    for claim in claims:
        if (acting := _acting(claim)) and claim.type == incident.type:
            line = lines.setdefault(_DOING, _new_line(*_DOING, incident, len(columns)))
            _put(line.cells[at[who[claim.id]]], _telling(acting, False, claim), quote(claim, known))
    firsts = {field_: n for n, field_ in reversed(list(enumerate(field_ for field_, _ in lines)))}
    order = sorted(lines, key=lambda key: (*_rank(lines[key]), firsts[key[0]], -sum(map(bool, lines[key].cells))))
    found = [lines[key] for key in order]
    return Comparison(
        sides=_spread(columns),
        columns=columns,
        lines=found,
        missing=list(_missing(incident, claims, found)),
    )


def _tells(account: Account) -> bool:
    """Whether an account tells anything: "several towns" is no place."""
    is_vague = isinstance(account.value, Unknown) and account.value.why == "not_stated"
    return not (account.field == "where" and is_vague)


def _rank(line: Line) -> tuple[bool, bool]:
    """What is contested stands first, place and day stand last."""
    return (not line.is_contested, line.title in _LAST_TITLES)


def _place(account: Account) -> tuple[bool, int]:
    family = "responsibility" if account.field == "responsibility" else family_of(account.field)
    return (account.field in _LAST, _ORDER.index(family))


def _columns(claims: Sequence[Claim], who: Mapping[str, tuple[str, ...]], names: Mapping[str, str]) -> list[Column]:
    order = [side.name for side, _ in sides()]
    found: dict[tuple[str, ...], Column] = {}
    for claim in claims:
        first = claim.speakers[0] if claim.speakers else None
        actor = (first.actor or "") if first is not None else ""
        told = ", ".join(names.get(each.actor or "", "") or each.name or each.words for each in claim.speakers)
        held = found.get(who[claim.id])
        if held is None or (actor and not held.actor):
            found[who[claim.id]] = Column(
                key=who[claim.id],
                name=clean(told) if who[claim.id] else "not said who",
                side=side_of(claim),
                kind=first.kind if first is not None else "media",
                actor=actor,
            )
    return sorted(found.values(), key=lambda column: order.index(column.side))


def _spread(columns: Sequence[Column]) -> list[Side]:
    """The sides that there are columns of, each with how many."""
    numbers = {side.name: sum(column.side == side.name for column in columns) for side, _ in sides()}
    return [
        Side(name=side.name, title=side.title, columns=numbers[side.name]) for side, _ in sides() if numbers[side.name]
    ]


def _new_line(field_: str, harmed: str, incident: Incident, columns: int) -> Line:
    return Line(
        title=tell_field(field_),
        whose=clean(harmed),
        is_contested=field_ in incident.contested_fields,
        cells=[[] for _ in range(columns)],
    )


def tell_field(field_: str) -> str:
    """What a field of an incident is called on the pages."""
    return _FIELDS.get(field_) or tell_type(field_).capitalize()


def _put(cell: list[Telling], telling: Telling, quoted: Quote | None) -> None:
    """Add a telling to a cell; one that stands there already has one more quote."""
    same = next(
        (t for t in cell if (t.told, t.stance, t.certainty) == (telling.told, telling.stance, telling.certainty)), None
    )
    if same is None:
        cell.append(telling)
        same = telling
    if quoted is not None:
        same.quotes.append(quoted)


def _telling(told: str, is_unknown: bool, claim: Claim) -> Telling:
    return Telling(
        told=told or "says so",
        is_unknown=is_unknown,
        stance="" if claim.stance == "asserts" else claim.stance,
        certainty="" if claim.certainty == "stated" else claim.certainty,
    )


def _told(account: Account, claim: Claim, known: Known) -> tuple[str, bool]:
    """A telling in words, and whether it is that something is not known."""
    value = account.value
    if account.field == "responsibility":
        return (tell_actor(value), False) if isinstance(value, Actor) else ("nobody claims it", True)
    if isinstance(value, Period):
        return tell_period(value), False
    if isinstance(value, Place) or (isinstance(value, Unknown) and account.field == "where"):
        return tell_place(value), isinstance(value, Unknown)
    if isinstance(value, Count):
        return tell_count(claim.count, known.names), False
    if family_of(claim.type) == "harm":
        number = tell_count(value, known.names) if isinstance(value, Unknown) else ""
        return ("no number" if number == "not stated" else number), True
    return f"by {acting}" if (acting := _acting(claim)) else "", False


def _acting(claim: Claim) -> str:
    """Who acts in a claim, by name or in its words."""
    told = (tell_actor(actor) for actor in claim.roles.get("initiator", ()))
    return ", ".join(dict.fromkeys(words for words in told if words and not points_back(words)))


def find_figures(incident: Incident, known: Known) -> list[Figure]:
    """How figures moved: each in the order of publication; none where all were published on one day."""
    claims = [known.claims[name] for name in incident.claims if name in known.claims]
    found = [
        Figure(
            published=claim.published,
            title=tell_field(claim.type),
            told=tell_count(claim.count, known.names),
            voice=clean(voice_of(claim)),
            claim=claim,
        )
        for claim in claims
        if isinstance(claim.count, Count) and isinstance(claim.published, Period) and family_of(claim.type) == "harm"
    ]
    several = len({figure.published.end for figure in found}) > 1
    return sorted(found, key=lambda f: (f.published.end, f.title, f.voice)) if several else []


def quote(claim: Claim, known: Known) -> Quote | None:
    """A claim's first words within their sentence; `None` where its report is not kept."""
    report = known.reports.get(claim.report)
    if report is None or not claim.evidence:
        return None
    span = claim.evidence[0]
    start, end = _sentence(report, span)
    return Quote(
        claim=claim,
        report=report,
        before=report.text[start : span.start],
        words=span.words,
        behind=report.text[span.end : end],
    )


def _sentence(report: Report, span: Span) -> tuple[int, int]:
    """From where to where the sentences go in which a span lies. Only its paragraphs are cut: texts can be long."""
    first = report.text.rfind("\n", 0, span.start) + 1
    line_end = report.text.find("\n", span.end)
    last = len(report.text) if line_end < 0 else line_end
    cut = find_sentences(report.text[first:last])
    touching = [each for each in cut if each.start + first < span.end and each.end + first > span.start]
    if not touching:
        return span.start, span.end
    return min(touching[0].start + first, span.start), max(touching[-1].end + first, span.end)


def _missing(incident: Incident, claims: Sequence[Claim], lines: Sequence[Line]) -> Iterator[str]:
    """What no voice gives: numbers of the harmed, who did it, the place, the day."""
    for line in lines:
        tellings = [telling for cell in line.cells for telling in cell]
        if tellings and all(telling.is_unknown for telling in tellings) and line.title not in _FIELDS.values():
            yield f"how many: {line.title.lower()}{f', {line.whose}' if line.whose else ''}"
    if not any(claim.roles.get("initiator") for claim in claims):
        yield "who did it"
    if not any(isinstance(place, Place) for place in incident.where):
        yield "a place that the gazetteer knows"
    if isinstance(incident.when, Unknown):
        yield "the day"
