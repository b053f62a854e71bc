"""The villages that come with the package: where they are looked up, by which names, how their indexes are built."""

import hashlib
import lzma
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from according.errors import SettingsError
from according.grounding import open_world, villages
from according.grounding.gazetteer import Gazetteer
from according.grounding.villages import VILLAGES, Villages, is_plain, listed
from according.language.common_words import common_words
from according.model import Place, Unknown
from according.settings import PlaceSettings, Settings
from grounding.brackets import resolve

BASE = files("according.grounding").joinpath("base")


@pytest.fixture(scope="module")
def wide(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The base with the villages."""
    opened = Gazetteer(base, tmp_path_factory.mktemp("none") / "added.sqlite", Villages(base))
    yield opened
    opened.close()


def rows(country: str) -> list[list[str]]:
    text = lzma.decompress(BASE.joinpath(f"{country}.tsv.xz").read_bytes()).decode()
    return [line.split("\t") for line in text.splitlines()]


# Where they are looked up


def test_a_village_is_found_in_its_country_alone(wide: Gazetteer) -> None:
    found = wide.find("Farabougou", villages_of=["ML"])
    assert found
    assert {place.country for place in found} == {"ML"}
    assert wide.find("Farabougou") == []
    assert wide.find("Farabougou", villages_of=["NE", "XX"]) == []


def test_what_the_base_has_is_found_once(wide: Gazetteer) -> None:
    kayes = [place for place in wide.find("Kayes", villages_of=["ML"]) if place.country == "ML"]
    assert [place.gazetteer_id for place in kayes if place.feature == "PPL" and place.population > 10_000] == [
        "geonames:2455518"
    ]
    for country in ("ML", "SY"):
        ids = [cells[0] for cells in rows(country)]
        assert len(ids) == len(set(ids))


def test_a_report_that_names_the_country_finds_its_villages(wide: Gazetteer) -> None:
    (found,) = resolve("Gunmen stopped cars at [Moniekana], residents said.", wide)
    assert isinstance(found, Unknown)
    (found,) = resolve("Gunmen stopped cars at [Moniekana], Mali's army said.", wide)
    assert isinstance(found, Place)
    assert (found.country, found.name) == ("ML", "Moniekana")


def test_what_is_found_does_not_depend_on_what_is_indexed(wide: Gazetteer, own: Gazetteer) -> None:
    sentence = "Shells fell on [Farabougou], residents said."
    wide.find("Farabougou", villages_of=["ML"])
    assert resolve(sentence, wide) == resolve(sentence, own)


# By which names


@pytest.mark.parametrize("name", ["Improvised", "Front", "Bomb", "Will", "Camp", "New Camp", "Uba", "the"])
def test_a_common_word_or_a_short_name_is_not_plain(name: str) -> None:
    assert not is_plain(name)


@pytest.mark.parametrize("name", ["Farabougou", "Baghdad", "Gogui", "Wadi Front-el"])
def test_a_name_is_plain(name: str) -> None:
    assert is_plain(name)


def test_a_common_word_is_a_village_beside_a_word_for_one(wide: Gazetteer) -> None:
    assert any(place.name == "Large" for place in wide.find("Large", villages_of=["NG"]))
    plain = resolve("In Nigeria soldiers guarded [Large] on Monday.", wide)[0]
    assert isinstance(plain, Unknown)
    for sentence in ("the village of [Large]", "[Large village]", "[Large] town"):
        told = resolve(f"In Nigeria soldiers guarded {sentence} on Monday.", wide)[0]
        assert isinstance(told, Place)
        assert (told.name, told.country) == ("Large", "NG")


@pytest.mark.parametrize("body", ["ELN", "FARC"])
def test_capitals_behind_an_article_are_an_organisation(wide: Gazetteer, body: str) -> None:
    found = resolve(f"Colombia said that the [{body}] had left Bogota.", wide)[0]
    assert isinstance(found, Unknown)
    assert (found.why, found.candidates) == ("not_found", ())


def test_capitals_of_a_country_are_a_country(wide: Gazetteer) -> None:
    found = resolve("Fighting went on in the [DRC], the army said.", wide)[0]
    assert isinstance(found, Place)
    assert found.country == "CD"


# What nothing else tells of


def test_a_town_of_a_country_that_nothing_tells_of_is_not_taken(wide: Gazetteer) -> None:
    found = resolve("Syria's army shelled the camp, a doctor in [Meridian] said.", wide)[0]
    assert isinstance(found, Unknown)
    assert found.why == "ambiguous"
    assert found.candidates


def test_a_city_that_everybody_knows_is_told_as_such(wide: Gazetteer) -> None:
    found = resolve("Syria's army shelled the camp, a doctor in [Paris] said.", wide)[0]
    assert isinstance(found, Place)
    assert (found.country, found.match) == ("FR", "largest")


# How they are built


def test_every_file_is_the_one_that_is_listed() -> None:
    assert len(listed()) == 49
    for country, told in listed().items():
        assert hashlib.sha256(BASE.joinpath(f"{country}.tsv.xz").read_bytes()).hexdigest()[:16] == told.digest
    ml = [cells for cells in rows("ML") if cells[1] != "="]
    assert len(ml) == listed()["ML"].places
    assert all(len(cells) == 7 and cells[6] for cells in rows("ML"))
    assert "front" in common_words()


def test_a_country_is_indexed_once_and_that_is_told(base: Path, tmp_path: Path) -> None:
    copied = tmp_path / base.name
    shutil.copy(base, copied)
    told: list[str] = []
    for _ in range(2):
        opened = Gazetteer(copied, tmp_path / "added.sqlite", Villages(copied, lambda what, _share: told.append(what)))
        assert opened.find("Asmara", villages_of=["ER"])
        opened.close()
    assert set(told) == {VILLAGES + "ER"}
    assert len(told) == 1
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"gazetteer", "villages"}


def test_without_room_the_setting_is_named(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(villages, "_MB_PER_THOUSAND", 10**12)
    opened = Gazetteer(base, tmp_path / "added.sqlite", Villages(tmp_path / "other.sqlite"))
    with pytest.raises(SettingsError, match="make room"):
        opened.find("Asmara", villages_of=["ER"])
    assert list(tmp_path.iterdir()) == []
    opened.close()


def test_a_cache_that_cannot_be_used_names_the_setting(base: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    opened = Gazetteer(base, tmp_path / "added.sqlite", Villages(tmp_path / "file" / "base.sqlite"))
    with pytest.raises(SettingsError, match=r"villages = false under \[places\]"):
        opened.find("Asmara", villages_of=["ER"])
    opened.close()


def test_the_setting_leaves_them_out(base: Path) -> None:
    with_them = open_world(Settings(cache=base.parent)).gazetteer
    without = open_world(Settings(cache=base.parent, places=PlaceSettings(villages=False))).gazetteer
    assert with_them.version != without.version
    assert without.find("Farabougou", villages_of=["ML"]) == []
    for opened in (with_them, without):
        opened.close()


# Texts without capitals


def test_names_are_found_in_a_text_without_capitals(wide: Gazetteer) -> None:
    found = resolve("salvadoran troops shelled [san salvador] and the [chalatenango department].", wide)
    assert [(place.country, place.name.removesuffix(" Department")) for place in found if isinstance(place, Place)] == [
        ("SV", "San Salvador"),
        ("SV", "Chalatenango"),
    ]


def test_words_without_capitals_are_no_names(wide: Gazetteer) -> None:
    (found,) = resolve("the police searched the [local market] and two houses, officials said.", wide)
    assert isinstance(found, Unknown)
