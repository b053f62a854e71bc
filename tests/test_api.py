"""What `import according` gives."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import according
from according import Claim, Count, ReportError, SourceError
from according.pipeline import read_reports
from according.settings import StoreSettings

WORDS = "Toll disputed\n\nThe army said on Tuesday that its soldiers killed 12 militants near Bunia."


def test_the_words_of_a_report_give_typed_claims() -> None:
    claims = according.read(WORDS, published="2031-06-04", publisher="The Example")
    assert claims
    assert all(isinstance(claim, Claim) for claim in claims)
    (killing,) = [claim for claim in claims if claim.type == "killing"]
    assert isinstance(killing.count, Count)
    assert killing.count.least == 12
    assert all(WORDS[span.start : span.end] == span.words for span in killing.evidence)


@pytest.mark.parametrize("published", ["2031-06-04", date(2031, 6, 4), datetime(2031, 6, 4, 9)])  # noqa: DTZ001 (a user's own)
def test_a_date_may_be_one_or_words(published: str | date) -> None:
    assert according.read(WORDS, published=published) == according.read(WORDS, published="2031-06-04")


def test_a_file_is_read_by_its_path_and_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a story.txt"
    path.write_text(WORDS)
    assert according.read(path) == according.read(str(path))
    assert [claim.type for claim in according.read(path)] == [claim.type for claim in according.read(WORDS)]


@pytest.mark.parametrize("what", ["missing.txt", "", "word", Path("a missing file.txt")])
def test_what_names_nothing_is_told(what: str | Path) -> None:
    with pytest.raises(SourceError, match=r"missing|no file"):
        according.read(what)


def test_a_date_that_is_none_is_told() -> None:
    with pytest.raises(ReportError, match="2031-13-40"):
        according.read(WORDS, published="2031-13-40")


def test_an_empty_file_is_an_error_and_a_text_without_claims_is_none(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(ReportError):
        according.read(tmp_path / "empty.txt")
    assert according.read("The council approved the budget on Tuesday.") == []


def test_some_put_aside_are_a_warning(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(WORDS)
    (tmp_path / "empty.txt").write_text("")
    with pytest.warns(UserWarning, match=r"put aside"):
        assert according.read(tmp_path)


def test_claims_of_many_reports_are_joined() -> None:
    claims = [*according.read(WORDS, published="2031-06-04"), *according.read(WORDS + " ", published="2031-06-04")]
    incidents = according.join(claims)
    assert incidents
    assert {each for incident in incidents for each in incident.claims} <= {claim.id for claim in claims}
    assert according.join(reversed(claims)) == incidents
    assert according.join([]) == []


def test_importing_loads_nothing_heavy() -> None:
    program = "import sys; import according; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {"sqlalchemy", "alembic", "msgspec", "httpx", "click", "rich", "trafilatura", "numpy", "lxml"}
    assert not heavy & set(done.stdout.split())


def test_everything_that_is_promised_is_there() -> None:
    assert all(getattr(according, name) for name in according.__all__)
    assert {"read", "join", "Claim", "Incident", "AccordingError"} <= set(according.__all__)


def test_its_face_shows_public_names_alone() -> None:
    shown = {name for name in dir(according) if not (name.startswith("__") and name.endswith("__"))}
    assert shown == set(according.__all__)


@pytest.mark.parametrize("what", [["a", "b"], 5, None, b"words of bytes", {"text": WORDS}])
def test_what_is_no_report_is_refused_with_what_to_give(what: object) -> None:
    with pytest.raises(TypeError, match=r"read takes one report: a Path, a web address, .* it was given"):
        according.read(what)  # type: ignore[arg-type]  # the mistake


@pytest.mark.parametrize("wrong", [{"published": 2025}, {"publisher": None}, {"settings": {}}])
def test_an_option_of_the_wrong_type_is_refused_by_name(wrong: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=next(iter(wrong))):
        according.read(WORDS, **wrong)  # type: ignore[arg-type]  # the mistake


@pytest.mark.parametrize("claims", [None, 5, "words", {"a": 1}, ["words"], [None]])
def test_what_are_no_claims_is_refused_with_what_to_give(claims: object) -> None:
    with pytest.raises(TypeError, match=r"join takes claims: a list of what according.read gives; it was given"):
        according.join(claims)  # type: ignore[arg-type]  # the mistake


def test_what_are_no_decisions_is_refused() -> None:
    with pytest.raises(TypeError, match=r"decisions is a list of according.Decision; it was given a value of type str"):
        according.join([], ["join"])  # type: ignore[list-item]  # the mistake


def test_a_claim_and_an_incident_are_told_in_a_line() -> None:
    claims = according.read(WORDS, published="2031-06-04")
    (killing,) = [claim for claim in claims if claim.type == "killing"]
    assert repr(killing).startswith("<Claim killing, 12 militants, according to")
    assert "killed 12 militants" in repr(killing)
    assert repr(according.join(claims)[0]).startswith("<Incident killing, Bunia, ")


def test_what_is_kept_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with pytest.raises(according.StoreError, match="nothing is kept"):
        according.open(path)
    (tmp_path / "a.txt").write_text("Three soldiers were killed in Kayes, Mali, on 4 May 2031, the army said.\n")
    settings = according.Settings(store=StoreSettings(address=f"sqlite:///{path}"))
    batch = read_reports([str(tmp_path / "a.txt")], settings, retrieved=datetime(2031, 5, 5, tzinfo=UTC), keep=True)
    with according.open(path) as kept:
        assert list(kept.claims()) == list(batch.claims) != []
        assert list(kept.incidents(type="killing", since="2031-05", limit=1)) == list(batch.incidents)
        assert not list(kept.incidents(type=["abduction"])) + list(kept.incidents(bbox=(0, -1, 1, 0)))
        assert not list(kept.claims(near=(-80.0, 0.0), within=10))
        assert not list(kept.reports(words="submarine"))
        (country,) = {place.country for place in batch.claims[0].where if isinstance(place, according.Place)}
        assert list(kept.claims(country=country.lower(), until=date(2031, 5, 4))) == list(batch.claims)
        assert [report.id for report in kept.reports(words="soldiers")] == [batch.reports[0].id]
        with pytest.raises(TypeError, match="no filter"):
            kept.claims(colour="red")  # type: ignore[call-arg]
        with pytest.raises(ValueError, match="no type"):
            kept.claims(type="murder")
        with pytest.raises(ValueError, match="sort is one of"):
            kept.incidents(sort="colour")  # type: ignore[arg-type]
