"""Reads the gold of linking: reports of invented events, the incident of each claim, what its voices amount to."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from according.errors import ReportError, SettingsError, SourceError
from according.evaluation.gold.rows import find_faults
from according.evaluation.gold.split import SPLIT
from according.evaluation.measured import PARTS, Part
from according.evaluation.reading import Row, read_rows
from according.model import Status
from according.sources.cleaning import clean

LEAST_REPORTS = 3  # of an incident, so that there is something to link
_FILES: Mapping[str, tuple[str, ...]] = {
    "reports": ("id", "war", "publisher", "published", "title", "text"),
    "claims": (),
    "incidents": ("id", "war", "status", "tells"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedReport:
    """A report with its claims as the file holds them, and of each claim the incident, `None` for none.

    Offsets are into `text`: the title, an empty line, the words.
    """

    id: str
    war: str
    publisher: str
    published: str
    text: str
    claims: tuple[Row, ...]
    incidents: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedIncident:
    """An incident: its war, its status by what its reports tell together, and the kinds of trouble in telling it."""

    id: str
    war: str
    status: Status
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The reports and the incidents of a part."""

    reports: tuple[LinkedReport, ...]
    incidents: tuple[LinkedIncident, ...]


def load_linking(folder: Path, part: Part = "all") -> Linking:
    """The reports and incidents of one part, or of all, in the order of the files.

    All of it is checked, whatever the part: keys, names, dates, offsets, that what is named is there, and that each
    incident has three reports or more. A `SettingsError` tells every fault at once.
    """
    faults: list[str] = []
    parts = _read_split(folder, faults)
    reports, claims, incidents = (_rows(folder, name, faults) for name in _FILES)
    faults += [f"{name}: {fault}" for name, row in incidents for fault in _wrong_incident(row, parts)]
    faults += [f"{name}: {fault}" for name, row in reports for fault in _wrong_report(row, parts)]
    for kind, rows in (("report", reports), ("incident", incidents)):
        times = Counter(row.get("id") for _, row in rows)
        faults += [f"{kind} {name} stands there twice" for name, number in times.items() if number > 1]
    if not faults:
        faults += _wrong_claims(dict(_by_id(reports)), dict(_by_id(incidents)), claims)
    if faults:
        told = "\n".join(f"  {fault}" for fault in faults)
        raise SettingsError(f"{folder}: the gold of linking cannot be used:\n{told}")
    wanted = {war for war, of in parts.items() if part in ("all", of)}
    told_by: dict[str, list[Row]] = {}
    for _, row in claims:
        told_by.setdefault(row["report"], []).append(row)
    return Linking(
        reports=tuple(_report(row, told_by.get(row["id"], [])) for _, row in reports if row["war"] in wanted),
        incidents=tuple(
            LinkedIncident(id=row["id"], war=row["war"], status=row["status"], tells=tuple(row["tells"]))
            for _, row in incidents
            if row["war"] in wanted
        ),
    )


def _read_split(folder: Path, faults: list[str]) -> dict[str, Part]:
    path = folder / SPLIT
    if not path.is_file():
        raise SettingsError(f"{path}: no such file; name the folder with the gold of linking")
    parts: dict[str, Part] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        war, _, part = line.partition("\t")
        if part not in PARTS[:-1] or war in parts:
            faults.append(f"{path.name}, line {number}: not a war of its own and train, dev or test")
        else:
            parts[war] = part
    return parts


def _rows(folder: Path, name: str, faults: list[str]) -> list[tuple[str, Row]]:
    try:
        rows = list(read_rows(folder / f"{name}.jsonl"))
    except (SourceError, ReportError) as error:
        faults.append(str(error))
        return []
    return [(f"{name}.jsonl, {row.get('id', f'line {number}')}", row) for number, row in enumerate(rows, 1)]


def _by_id(rows: Sequence[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    return ((row["id"], row) for _, row in rows)


def _wrong_keys(row: Row, name: str) -> Iterator[str]:
    told = sorted(set(row) ^ set(_FILES[name]))
    if told:
        yield f"missing or unknown keys: {told}"
    else:
        yield from (f"{key} must be words" for key, held in row.items() if key != "tells" and not _is_words(held))


def _is_words(held: object) -> bool:
    return isinstance(held, str) and bool(held.strip())


def _wrong_report(row: Row, parts: Mapping[str, Part]) -> Iterator[str]:
    if wrong := list(_wrong_keys(row, "reports")):
        yield from wrong
        return
    if row["war"] not in parts:
        yield f"the war {row['war']} has no part in {SPLIT}"
    try:
        date.fromisoformat(row["published"])
    except ValueError:
        yield f"published {row['published']!r} is no day"
    if clean(_text(row)) != _text(row):
        yield "cleaning changes its text, and with it the offsets"


def _wrong_incident(row: Row, parts: Mapping[str, Part]) -> Iterator[str]:
    if wrong := list(_wrong_keys(row, "incidents")):
        yield from wrong
        return
    if row["war"] not in parts:
        yield f"the war {row['war']} has no part in {SPLIT}"
    if row["status"] not in get_args(Status):
        yield f"status {row['status']!r} is none of: {', '.join(get_args(Status))}"
    if not isinstance(row["tells"], list) or not all(map(_is_words, row["tells"])):
        yield "tells must be a list of words"


def _wrong_claims(
    reports: Mapping[str, Row], incidents: Mapping[str, Row], claims: Sequence[tuple[str, Row]]
) -> list[str]:
    faults = []
    told_in: dict[str, set[str]] = {name: set() for name in incidents}
    for at, row in claims:
        report, incident = reports.get(row.get("report", "")), row.get("incident")
        if report is None:
            faults.append(f"{at}: there is no report {row.get('report')!r}")
            continue
        faults += [f"{at} ({row['report']}): {fault}" for fault in find_faults(_bare(row), _text(report))]
        if incident is None:
            continue
        if incident not in incidents:
            faults.append(f"{at} ({row['report']}): there is no incident {incident!r}")
        elif incidents[incident]["war"] != report["war"]:
            faults.append(f"{at} ({row['report']}): its incident {incident} is of another war")
        else:
            told_in[incident].add(row["report"])
    return [
        *faults,
        *(
            f"incident {name}: told in {len(of)} reports, fewer than {LEAST_REPORTS}"
            for name, of in told_in.items()
            if len(of) < LEAST_REPORTS
        ),
    ]


def _text(row: Mapping[str, Any]) -> str:
    return f"{row['title']}\n\n{row['text']}"


def _bare(row: Row) -> Row:
    return {key: held for key, held in row.items() if key not in ("report", "incident")}


def _report(row: Row, claims: Sequence[Row]) -> LinkedReport:
    return LinkedReport(
        id=row["id"],
        war=row["war"],
        publisher=row["publisher"],
        published=row["published"],
        text=_text(row),
        claims=tuple(map(_bare, claims)),
        incidents=tuple(claim["incident"] for claim in claims),
    )
