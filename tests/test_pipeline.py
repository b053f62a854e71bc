"""The corridor: reports in, a batch out, and whatever is wrong with one report put aside."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from according import store
from according.errors import SettingsError, StoreError
from according.grounding import LONG, World
from according.model import Markup, Period, Report
from according.pipeline import Batch, _Keeper, find, read_reports, recall
from according.readers import READERS
from according.settings import ReadSettings, Settings, StoreSettings

NOON = datetime(2031, 6, 4, 12, tzinfo=UTC)
DAY = Period(start=date(2031, 6, 4), end=date(2031, 6, 4), precision="day")
TEXTS = (
    "Army reports toll\n\nThe army said on Tuesday that its soldiers killed 12 militants near Bunia.",
    "Villagers taken\n\nGunmen abducted nine farmers in Bunia on Monday, residents said.",
    "Strike on a market\n\nAn air strike on a market in Goma killed at least 20 people, doctors said.",
)


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return Settings(store=StoreSettings(address=f"sqlite:///{tmp_path}/kept.db"))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"{n}.txt" for n in range(len(TEXTS))]
    for path, text in zip(paths, TEXTS, strict=True):
        path.write_text(text)
    return [str(path) for path in paths]


def read(addresses: list[str], settings: Settings, *, keep: bool = False, at: datetime = NOON) -> Batch:
    return read_reports(addresses, settings, published=DAY, retrieved=at, keep=keep)


def test_reports_claims_and_incidents_come_in_order(files: list[str], here: Settings) -> None:
    batch = read(files, here)
    assert [report.text.splitlines()[0] for report in batch.reports] == [text.splitlines()[0] for text in TEXTS]
    assert all(report.published == DAY and report.published_how == "given" for report in batch.reports)
    order = [report.id for report in batch.reports]
    assert [order.index(claim.report) for claim in batch.claims] == sorted(
        order.index(claim.report) for claim in batch.claims
    )
    assert {claim.id for claim in batch.claims} >= {each for incident in batch.incidents for each in incident.claims}
    assert batch.incidents
    assert {"killing", "abduction"} <= {claim.type for claim in batch.claims}
    assert not batch.put_aside + batch.not_read + tuple(("", str(error)) for error in batch.errors)
    assert not Path(here.store.address.removeprefix("sqlite:///")).exists()


def test_a_report_s_claims_depend_on_that_report_alone(files: list[str], here: Settings) -> None:
    together = read(files, here)
    for file in files:
        (report,) = read([file], here).reports
        assert [c for c in together.claims if c.report == report.id] == list(read([file], here).claims)
    backwards = read(files[::-1], here)
    assert {incident.id for incident in backwards.incidents} == {incident.id for incident in together.incidents}


def test_a_report_offered_twice_is_read_once(files: list[str], here: Settings) -> None:
    assert read([files[0], files[0]], here) == read([files[0]], here)


def test_faults_are_put_aside_and_the_others_are_read(files: list[str], here: Settings, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    batch = read([files[0], str(tmp_path / "missing.txt"), str(empty), files[1]], here)
    assert len(batch.reports) == 2
    assert [name for name, _ in batch.put_aside] == [str(tmp_path / "missing.txt"), str(empty)]
    assert [why for _, why in batch.put_aside] == [str(error) for error in batch.errors]
    assert batch.aside == 2
    assert all(each.__traceback__ is None for each in batch.errors)  # its frames hold the file that was read


@pytest.mark.parametrize("text", ["half \\ud83d of a pair", "a \\u0000 in it"])
def test_what_is_no_text_is_put_aside(here: Settings, tmp_path: Path, text: str) -> None:
    lines = [f'{{"id": "bad", "text": "The army said that it killed two. {text}"}}', json.dumps({"text": TEXTS[0]})]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines))
    batch = read([str(tmp_path / "reports.jsonl")], here, keep=True)
    assert len(batch.put_aside) + len(batch.reports) == 2
    for report in batch.reports:
        assert "\0" not in report.text
        assert report.text.encode()


def test_each_report_is_stored_before_the_next_is_read(
    files: list[str], here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[int] = []

    def watch(_number: int) -> None:
        with store.open(here.store.address) as kept:
            stored.append(kept.size().reports)

    read_reports(files, here, published=DAY, retrieved=NOON, keep=True, each=watch)
    assert stored == [1, 2, 3]

    def stop(number: int) -> None:
        if number == 2:
            raise KeyboardInterrupt

    other = replace(here, store=StoreSettings(address=here.store.address.replace("kept", "other")))
    with pytest.raises(KeyboardInterrupt):
        read_reports(files, other, published=DAY, retrieved=NOON, keep=True, each=stop)
    monkeypatch.undo()
    assert len(recall(other).reports) == 2


def test_what_is_kept_is_recalled_as_it_was_read(files: list[str], here: Settings) -> None:
    assert recall(here) == Batch()
    assert find("r_", here) == ()
    batch = read(files, here, keep=True)
    again = read(files, here, keep=True, at=NOON + timedelta(days=1))
    assert again.claims == batch.claims
    known = recall(here)
    assert known.claims == batch.claims
    assert known.incidents == batch.incidents
    assert [report.id for report in known.reports] == [report.id for report in batch.reports]
    assert set(find("r_", here)) == {report.id for report in batch.reports}
    with store.open(here.store.address) as kept:
        assert list(kept.links()) == []  # the machine's are made anew


def test_what_is_kept_by_this_reader_is_not_read_again(
    files: list[str], here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(files, here, keep=True)
    told: list[str] = []

    class Counting(READERS.take(here.read.reader)):  # type: ignore[misc]  # a reader that tells what it was given
        def read(self, reports: Sequence[Report], progress: Callable[[float], None] | None = None) -> list[Markup]:
            told.extend(report.given_id for report in reports)
            return list(super().read(reports, progress))

    monkeypatch.setattr(READERS, "take", lambda _name: Counting)
    again = read(files, here, keep=True)
    assert told == []
    assert (again.claims, again.incidents, again.not_read) == (first.claims, first.incidents, first.not_read)
    Path(files[0]).write_text(Path(files[0]).read_text() + "\nTwo more died.\n")
    read(files, here, keep=True)
    assert told == [files[0]]
    moved = Path(files[1]).rename(Path(files[1]).with_name("moved.txt"))
    again = read([str(moved)], here, keep=True)
    assert told == [files[0]]
    names = [report.given_id for report in again.reports] + [claim.given_id for claim in again.claims]
    assert set(names) == {str(moved)}
    assert str(moved) in {claim.given_id for claim in recall(here).claims}


@pytest.mark.parametrize("changed", ["version", "rules", "gazetteer", "date"])
def test_what_is_kept_is_read_again_where_what_it_rests_on_has_changed(
    files: list[str], here: Settings, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    read(files, here, keep=True)
    told: list[str] = []

    class Counting(READERS.take(here.read.reader)):  # type: ignore[misc]  # a reader that tells what it was given
        def read(self, reports: Sequence[Report], progress: Callable[[float], None] | None = None) -> list[Markup]:
            told.extend(report.given_id for report in reports)
            return [replace(markup, version=self.version) for markup in super().read(reports, progress)]

    monkeypatch.setattr(READERS, "take", lambda _name: Counting)
    if changed == "version":
        monkeypatch.setattr(Counting, "version", "next")
    elif changed == "rules":
        monkeypatch.setattr("according.grounding.lazy.digest", lambda: "others")
    elif changed == "gazetteer":
        monkeypatch.setattr(World, "version", "another")
    for _ in range(2):  # read once, and known from then on
        day = Period(start=date(2031, 6, 5), end=date(2031, 6, 5), precision="day") if changed == "date" else DAY
        read_reports(files, here, published=day, retrieved=NOON, keep=True, redate=True)
    assert told == files


def test_a_damaged_reading_is_read_again(files: list[str], here: Settings) -> None:
    whole = read(files, here, keep=True)
    with sqlite3.connect(here.store.address.removeprefix("sqlite:///")) as database:
        database.execute("UPDATE markups SET json = '{' WHERE n = 1")
    assert read(files, here, keep=True).claims == whole.claims


def test_two_batches_are_joined_as_one(files: list[str], here: Settings) -> None:
    for file in files:
        read([file], here, keep=True)
    known, together = recall(here), read(files, here)
    assert (known.incidents, known.links) == (together.incidents, together.links)


def test_the_ids_of_a_former_reader_lead_on(files: list[str], here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    old = read(files, here, keep=True)

    class Newer(READERS.take(here.read.reader)):  # type: ignore[misc]  # a reader of another version, found at run time
        version = "next"

        def read(self, reports: Sequence[Report], progress: Callable[[float], None] | None = None) -> list[Markup]:
            return [replace(markup, version=self.version) for markup in super().read(reports, progress)]

    monkeypatch.setattr(READERS, "take", lambda _name: Newer)
    new = read(files, here, keep=True)
    assert not {claim.id for claim in new.claims} & {claim.id for claim in old.claims}
    words = {claim.id: (claim.report, claim.type, claim.evidence) for claim in (*old.claims, *new.claims)}
    for incident in old.incidents:
        (now,) = find(incident.id, here)
        assert words[now] == words[f"c_{incident.id[2:]}"]
        assert any(now in each.claims for each in recall(here).incidents)


def test_how_far_a_long_report_is_only_goes_up(here: Settings, tmp_path: Path) -> None:
    told: list[float] = []

    def tell(what: str, share: float) -> None:
        if what == LONG:
            told.append(share)

    path = tmp_path / "long.txt"
    path.write_text(" ".join(f"Gunmen killed {n} people near Kumbo on Tuesday, police said." for n in range(2, 202)))
    read_reports([str(path)], here, retrieved=NOON, progress=tell)
    assert len(told) >= 4, "of the sentences, and then of the claims"
    assert told == sorted(told)
    assert told[0] < 0.5 < told[-1] < 1


def test_the_store_is_what_the_pipeline_asks_for(here: Settings) -> None:
    with store.open(here.store.address) as opened:
        keeper: _Keeper = opened  # mypy holds the signatures against each other
        assert tuple(keeper.decisions(aside=print)) == ()


def test_a_second_date_is_told_and_moves_nothing_unless_asked(files: list[str], here: Settings, tmp_path: Path) -> None:
    first = read(files[:1], here, keep=True)
    month = Period(start=date(2031, 7, 9), end=date(2031, 7, 9), precision="day")
    copy = tmp_path / "elsewhere" / "copy.txt"
    copy.parent.mkdir()
    copy.write_text(TEXTS[0])
    for path in (files[0], str(copy)):
        again = read_reports([path], here, published=month, retrieved=NOON, keep=True)
        assert [claim.when for claim in again.claims] == [claim.when for claim in first.claims]
        ((name, told),) = again.dated
        assert (name, "2031-06-04" in told, "2031-07-09" in told, "--redate" in told) == (path, True, True, True)
    assert recall(here).reports[0].published == DAY
    undated = read_reports(files[:1], here, retrieved=NOON, keep=True)
    assert (undated.dated, undated.reports[0].published) == ((), DAY)
    moved = read_reports(files[:1], here, published=month, retrieved=NOON, keep=True, redate=True)
    assert recall(here).reports[0].published == month
    assert recall(here).claims == moved.claims != first.claims
    ((_, told),) = moved.dated
    assert told == f"moved from 2031-06-04 to 2031-07-09; claims grounded anew: {len(moved.claims)}"


def test_too_long_a_report_is_put_aside(files: list[str], here: Settings) -> None:
    batch = read(files, replace(here, read=ReadSettings(most_characters=len(TEXTS[0]))))
    assert len(batch.reports) == sum(len(text) <= len(TEXTS[0]) for text in TEXTS)
    assert all("raise most_characters" in why for _, why in batch.put_aside)


def test_what_ends_it_is_raised(files: list[str], here: Settings) -> None:
    with pytest.raises(SettingsError, match="there is no reader 'nobody'"):
        read(files, replace(here, read=ReadSettings(reader="nobody")))
    with pytest.raises(StoreError):
        read(files, replace(here, store=StoreSettings(address="nowhere")), keep=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_file_is_read_or_put_aside(folder: Path, content: bytes) -> None:
    path = folder / "any.txt"
    path.write_bytes(content)
    batch = read_reports([str(path)], Settings(), retrieved=NOON)
    assert len(batch.reports) + len(batch.put_aside) == 1
