"""Places of reports about invented events in real places: what is found, and what is rightly not guessed.

In the sentences a mention stands in [brackets]; the reports are without them.
"""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.grounding.gazetteer import Gazetteer
from according.grounding.places import find_places
from according.model import Mention, Place, Report, Unknown
from grounding.brackets import marked, resolve, resolve_places


def place(sentence: str, gazetteer: Gazetteer) -> Place:
    """The first place of a sentence, which must be found."""
    found = resolve(sentence, gazetteer)[0]
    assert isinstance(found, Place), found
    return found


def unknown(sentence: str, gazetteer: Gazetteer) -> Unknown:
    """Why the first place of a sentence is not known."""
    found = resolve(sentence, gazetteer)[0]
    assert isinstance(found, Unknown), found
    return found


# Each with (words, country, latitude, longitude) in the order of its brackets. To a tenth of a degree, about 10 km.
WARS = {
    "Shells fell on [Goma] and [Bukavu], DR Congo's army said, and fighting reached [Uvira].": [
        ("CD", -1.67, 29.23), ("CD", -2.50, 28.85), ("CD", -3.40, 29.14)],
    "Drones hit [El Fasher] and [Nyala], a Sudanese medic said; [Port Sudan] was calm.": [
        ("SD", 13.63, 25.35), ("SD", 12.05, 24.88), ("SD", 19.62, 37.22)],
    "Missiles landed near a market in [Marib] and in [Taiz], Yemeni officials said.": [
        ("YE", 15.46, 45.33), ("YE", 13.58, 44.02)],
    "Fighters left [Mekelle] and [Lalibela], Ethiopia said.": [("ET", 13.50, 39.48), ("ET", 12.03, 39.05)],
    "Shelling hit [Bakhmut], [Kherson], [Avdiivka] and [Kharkiv], Ukraine said.": [
        ("UA", 48.59, 38.00), ("UA", 46.64, 32.61), ("UA", 48.14, 37.75), ("UA", 49.99, 36.23)],
    "Jets struck [Idlib], [Deir ez-Zor], [Aleppo] and [Kobane], a Syrian monitor said.": [
        ("SY", 35.93, 36.63), ("SY", 35.34, 40.14), ("SY", 36.20, 37.16), ("SY", 36.89, 38.35)],
    "Tanks entered [Rafah], [Khan Younis] and [Nuseirat], Palestinian medics said.": [
        ("PS", 31.29, 34.25), ("PS", 31.34, 34.30), ("PS", 31.45, 34.39)],
    "Iraqi forces were fired on in [Mosul], [Ramadi], [Fallujah], [Tikrit] and [Baiji].": [
        ("IQ", 36.34, 43.12), ("IQ", 33.42, 43.31), ("IQ", 33.35, 43.79), ("IQ", 34.61, 43.68), ("IQ", 34.93, 43.49)],
    "Raiders burnt homes in [Maiduguri], [Chibok], [Damboa] and [Konduga], Nigerian police said.": [
        ("NG", 11.85, 13.16), ("NG", 10.87, 12.85), ("NG", 11.16, 12.76), ("NG", 11.65, 13.42)],
    "Insurgents held [Mocimboa da Praia] and [Macomia], Mozambique's army said.": [
        ("MZ", -11.35, 40.35), ("MZ", -12.25, 40.12)],
    "Rebels took [Sittwe], [Myitkyina], [Lashio] and [Laukkai], Myanmar's junta admitted.": [
        ("MM", 20.15, 92.90), ("MM", 25.38, 97.40), ("MM", 22.94, 97.75), ("MM", 23.69, 98.76)],
    "Gunmen fought in [Tumaco], [Cúcuta] and [Arauca], Colombian police said.": [
        ("CO", 1.79, -78.79), ("CO", 7.89, -72.50), ("CO", 7.08, -70.76)],
    "Marines clashed with gunmen in [Jolo], [Zamboanga], [Marawi] and [Cotabato], Philippines.": [
        ("PH", 6.05, 121.00), ("PH", 6.91, 122.07), ("PH", 8.00, 124.29), ("PH", 7.22, 124.25)],
    "Bombs killed ten in [Quetta], [Peshawar] and [Miranshah], Pakistan's army said.": [
        ("PK", 30.18, 67.00), ("PK", 34.01, 71.58), ("PK", 33.00, 70.07)],
    "Afghan officials told of raids on [Kandahar], [Kunduz] and [Lashkar Gah].": [
        ("AF", 31.61, 65.71), ("AF", 36.73, 68.86), ("AF", 31.59, 64.36)],
    "Guerrillas attacked [San Miguel], [Santa Ana], [San Salvador] and [Usulutan], El Salvador.": [
        ("SV", 13.48, -88.18), ("SV", 13.99, -89.56), ("SV", 13.69, -89.19), ("SV", 13.34, -88.44)],
    "A column left [Kismayo] for [Baidoa] and [Beledweyne], Somalia's army said.": [
        ("SO", -0.36, 42.55), ("SO", 3.11, 43.65), ("SO", 4.74, 45.20)],
    "Villagers fled [Bambari], [Bria] and [Birao], Central African officials said.": [
        ("CF", 5.77, 20.68), ("CF", 6.54, 21.99), ("CF", 10.28, 22.79)],
    "Two police were shot in [Diyarbakir], [Cizre] and [Hakkari], Turkish media said.": [
        ("TR", 37.91, 40.22), ("TR", 37.33, 42.18), ("TR", 37.57, 43.74)],
    "A convoy was hit between [Malakal] and [Bentiu], South Sudan.": [("SS", 9.53, 31.66), ("SS", 9.26, 29.80)],
    "A patrol was ambushed in [Ayacucho] and [Huanta], Peru.": [("PE", -13.16, -74.22), ("PE", -12.93, -74.25)],
    "Gangs shot at police in [Port-au-Prince] and [Cabaret], Haiti.": [("HT", 18.54, -72.34), ("HT", 18.73, -72.42)],
    "Gunmen blocked roads in [Culiacan], [Ciudad Juarez] and [Reynosa], Mexico.": [
        ("MX", 24.80, -107.39), ("MX", 31.73, -106.48), ("MX", 26.08, -98.28)],
    "Shells fell on [Stepanakert], [Ganja] and [Shusha], Azerbaijan said.": [
        ("AZ", 39.82, 46.75), ("AZ", 40.68, 46.36), ("AZ", 39.76, 46.75)],
    "A blast in [Grozny] and another in [Beslan], Russia's police said.": [("RU", 43.31, 45.69), ("RU", 43.19, 44.54)],
    "Soldiers were shot in [Narathiwat] and [Pattani], Thailand.": [("TH", 6.43, 101.82), ("TH", 6.87, 101.25)],
    "Militants attacked [Kayes] and [Timbuktu], the Malian army said.": [("ML", 14.45, -11.43), ("ML", 16.77, -3.01)],
}  # fmt: skip

# The largest or first place of the name lies elsewhere; the report tells which is meant.
TRAPS = {
    "Clashes in [Tripoli] killed three Lebanese soldiers, a Lebanon security source said.": ("LB", 34.43, 35.84),
    "Clashes in [Tripoli] between militias killed three, the Libyan government said.": ("LY", 32.89, 13.18),
    "A bomb in [Hyderabad] killed two, Pakistan's police said.": ("PK", 25.39, 68.37),
    "A bomb in [Hyderabad] killed two, Indian police said.": ("IN", 17.38, 78.46),
    "Shots were fired in [Paris, Texas].": ("US", 33.66, -95.56),
    "Shots were fired in [Paris], Texas.": ("US", 33.66, -95.56),
    "Shots were fired in [Paris], the French police said.": ("FR", 48.85, 2.35),
    "Soldiers left [the Lebanese city of Tripoli].": ("LB", 34.43, 35.84),
    "Two were shot in [Santa Ana], Salvadoran police said.": ("SV", 13.99, -89.56),
    "Two were shot in [Santa Ana], California.": ("US", 33.75, -117.87),
    "Troops shot at protesters in [Valencia], Venezuela.": ("VE", 10.16, -68.0),
    "Raiders burnt homes in [Santiago], Philippine police said.": ("PH", 16.69, 121.55),
    "A mine killed four in [Barcelona], Venezuelan media said.": ("VE", 10.13, -64.69),
    "A shell fell on [Alexandria], Egypt.": ("EG", 31.2, 29.92),
    "Rebels took [Bor], South Sudan's army admitted.": ("SS", 6.21, 31.56),
}  # fmt: skip


@pytest.mark.parametrize("sentence", WARS)
def test_places_of_many_wars_are_found(gazetteer: Gazetteer, sentence: str) -> None:
    found = resolve(sentence, gazetteer)
    assert len(found) == len(WARS[sentence])
    for one, (country, lat, lon) in zip(found, WARS[sentence], strict=True):
        assert isinstance(one, Place), one
        assert (one.country, one.precision) == (country, "near" if "near" in one.words else "town"), one
        assert abs(one.lat - lat) < 0.1, one
        assert abs(one.lon - lon) < 0.1, one


@pytest.mark.parametrize("sentence", TRAPS)
def test_the_report_tells_which_of_the_name_is_meant(gazetteer: Gazetteer, sentence: str) -> None:
    found = place(sentence, gazetteer)
    country, lat, lon = TRAPS[sentence]
    assert found.country == country
    far = 0.1 if found.precision == "town" else 1.0
    assert abs(found.lat - lat) < far, found
    assert abs(found.lon - lon) < far, found


def test_a_countrys_name_is_the_country_whatever_villages_have_it(gazetteer: Gazetteer) -> None:
    for sentence in (
        "The US and [Russia] met; the U.S. envoy, an American, spoke.",
        "US troops left [Cuba], the White House said.",
    ):
        assert place(sentence, gazetteer).precision == "country"


def test_georgia_is_a_state_or_a_country_as_the_report_has_it(gazetteer: Gazetteer) -> None:
    state = resolve("Police in [Atlanta], [Georgia], shot a man.", gazetteer)[1]
    assert isinstance(state, Place)
    assert (state.country, state.precision) == ("US", "province")
    country = place("Troops of [Georgia] and of Russia fired at each other near [Gori].", gazetteer)
    assert (country.country, country.precision) == ("GE", "country")


def test_capitals_alone_make_no_name(gazetteer: Gazetteer) -> None:
    sentence = (
        "ATTACK IN [THE CITY OF MEDELLIN], COLOMBIA. TWO DIED IN [SAN SALVADOR]. [THE AREA] WAS SEALED BY [THEM]."
    )
    medellin, salvador, area, them = resolve(sentence, gazetteer)
    assert isinstance(medellin, Place)
    assert (medellin.country, medellin.precision) == ("CO", "town")
    assert isinstance(salvador, Place)
    assert salvador.country == "SV"
    assert isinstance(area, Place)
    assert (area.name, area.match) == (salvador.name, "reference")
    assert isinstance(them, Unknown)
    assert them.why == "not_stated"


# Never guessed


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen fired at a bus in [Tripoli].",
        "Gunmen fired at a bus in [San Miguel].",
        "Mozambique's army said that rebels took [Palma].",  # Palma of Mallorca is far; Mozambique's is not known
        "Burkina Faso's army said that gunmen killed ten in [Solhan].",  # a Turkish town
        "Nigerian soldiers were shot at in [Baga].",
        "Gunmen killed two in [Washington].",
    ],
)
def test_a_tie_or_a_name_from_afar_is_ambiguous(gazetteer: Gazetteer, sentence: str) -> None:
    found = unknown(sentence, gazetteer)
    assert found.why == "ambiguous"
    assert found.candidates


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("Mali's army fired at [Qwxvolan].", "Qwxvolan"), ("[Vizcatan], Peru, was raided.", "Vizcatan")],
)
def test_a_name_that_is_nowhere_is_not_found(gazetteer: Gazetteer, sentence: str, words: str) -> None:
    found = unknown(sentence, gazetteer)
    assert (found.why, found.words, found.candidates) == ("not_found", words, ())


@pytest.mark.parametrize(
    "words",
    ["several towns", "the village", "seven towns and cities", "the area", "a border post"],
)
def test_a_description_names_no_place(gazetteer: Gazetteer, words: str) -> None:
    found = unknown(f"Mali's army attacked [{words}].", gazetteer)
    assert (found.why, found.words) == ("not_stated", words)
    assert found.at is not None


@pytest.mark.parametrize("words", ["the Sahel", "West Africa", "the Middle East", "Lake Chad"])
def test_an_area_of_many_countries_is_no_point(gazetteer: Gazetteer, words: str) -> None:
    assert unknown(f"Mali's army and Chad's warned of fighters in [{words}].", gazetteer).why == "ambiguous"


def test_lake_chad_is_not_chad(gazetteer: Gazetteer) -> None:
    report, mentions = marked("Boats were burnt on Lake Chad, in [Diffa].")
    assert "TD" not in find_places(report, mentions, gazetteer).countries


# Sound and spelling, with the villages of a dump


VILLAGES = [
    (900_000_001, "Sandaré", 14.70, -10.31),
    (900_000_002, "Diboli", 14.46, -12.19),
    (900_000_003, "Orbana", 14.00, -10.00),
    (900_000_004, "Orbane", 17.00, -2.00),
    (900_000_005, "Farabona", 14.40, -11.30),
    (900_000_006, "Farabona", 12.60, -5.90),
]


@pytest.fixture
def richer(own: Gazetteer, tmp_path: Path) -> Gazetteer:
    """The base with a few villages of Mali."""
    row = "{}\t{}\t\t\t{}\t{}\tP\tPPL\tML\t\t03\t\t\t\t0\t\t\tUTC\t2021-01-01\n"
    dump = tmp_path / "ML.txt"
    lines = [row.format(gid, name, lat, lon) for gid, name, lat, lon in VILLAGES]
    dump.write_text("".join(lines), encoding="utf-8")
    assert own.add(dump) == len(VILLAGES)
    return own


def test_a_name_is_taken_by_its_sound_where_one_place_of_the_country_has_it(richer: Gazetteer) -> None:
    found = place("Mali's army was attacked in [Sandere].", richer)
    assert (found.name, found.match, found.gazetteer_id) == ("Sandaré", "sound", "geonames:900000001")


def test_a_sound_that_two_places_have_is_ambiguous(richer: Gazetteer) -> None:
    found = unknown("Mali's army was attacked in [Orbanna].", richer)
    assert found.why == "ambiguous"
    assert {candidate.name for candidate in found.candidates} == {"Orbana", "Orbane"}


def test_a_slip_of_the_pen_is_never_taken_silently(richer: Gazetteer) -> None:
    found = unknown("Mali's army was attacked in [Binoli] after it left [Kayes].", richer)
    assert found.why == "not_found"
    assert "Diboli" in {candidate.name for candidate in found.candidates}


def test_no_sound_is_sought_in_a_country_that_the_report_is_not_about(richer: Gazetteer) -> None:
    assert unknown("Peru's army was attacked in [Sandere].", richer).why in ("not_found", "ambiguous")


def test_the_village_near_the_other_places_is_meant(richer: Gazetteer) -> None:
    found = place("Mali's army was attacked in [Farabona] and [Kayes].", richer)
    assert found.gazetteer_id == "geonames:900000005"
    assert unknown("Mali's army was attacked in [Farabona].", richer).why == "ambiguous"


# How precise


@pytest.mark.parametrize(
    ("sentence", "name", "precision", "least_km", "most_km"),
    [
        ("A mine killed two near [Goma], DR Congo.", "Goma", "near", 20, 30),
        ("A mine killed two 30 km north of [Ouahigouya], Burkina Faso.", "Ouahigouya", "near", 30, 30),
        ("A mine killed two some fifty miles south-east of [Gao], Mali.", "Gao", "near", 80, 81),
        ("A mine killed two on [the outskirts of Goma], DR Congo.", "Goma", "near", 20, 30),
        ("Mali's army fought in [the northern city of Timbuktu].", "Timbuktu", "town", 1, 10),
        ("Gunmen fired in [Borno State], Nigeria.", "Borno State", "province", 100, 400),
        ("Shells fell in [the Donetsk region], Ukraine.", "Donetsk", "province", 50, 250),
        ("Missiles hit [Hodeidah province], Yemen.", "Al Hudaydah", "province", 50, 200),
        ("Raids in [Anbar province], Iraq.", "Al Anbar", "province", 100, 400),
        ("Raids in [North Darfur], Sudan.", "Northern Darfur", "province", 100, 500),
        ("Raids in [Darfur], Sudan.", "Darfur", "province", 300, 600),
        ("Raids in [Nioro district], Mali.", "Nioro", "district", 30, 60),
        ("Fighting across [Mali].", "Mali", "country", 500, 700),
        ("Two were shot in [Borno State] province, Nigeria.", "Borno State", "province", 100, 400),
        ("Ukraine said that [Hostomel airport] was hit.", "Hostomel", "near", 10, 10),
    ],
)
def test_the_words_tell_how_precise_a_place_is(
    gazetteer: Gazetteer, sentence: str, name: str, precision: str, least_km: float, most_km: float
) -> None:
    found = place(sentence, gazetteer)
    assert (found.name, found.precision) == (name, precision)
    assert least_km <= found.radius_km <= most_km


def test_a_part_of_a_country_lies_where_it_says(gazetteer: Gazetteer) -> None:
    central = place("A raid in [central Mali] killed thirty.", gazetteer)
    north = place("A raid in [northern Mali] killed thirty.", gazetteer)
    south = place("A raid in [the south of Mali] killed thirty.", gazetteer)
    assert [found.match for found in (central, north, south)] == ["part"] * 3
    assert {found.precision for found in (central, north, south)} == {"country"}
    assert south.lat + 2 < central.lat < north.lat - 2
    whole = place("A raid in [Mali] killed thirty.", gazetteer)
    assert 100 < central.radius_km < whole.radius_km


def test_south_sudan_and_north_kivu_are_no_parts(gazetteer: Gazetteer) -> None:
    sudan, kivu = resolve("Fighting in [South Sudan] and in [North Kivu], DR Congo.", gazetteer)
    assert isinstance(sudan, Place)
    assert isinstance(kivu, Place)
    assert (sudan.country, sudan.match) == ("SS", "exact")
    assert (kivu.name, kivu.match) == ("North Kivu", "exact")


def test_a_border_is_an_area_on_one_side(gazetteer: Gazetteer) -> None:
    mali, senegal = resolve(
        "Mali's army fought near [Mali’s border with Mauritania]; posts close to [the Senegalese border] were hit.",
        gazetteer,
    )
    for found in (mali, senegal):
        assert isinstance(found, Place)
        assert (found.country, found.match, found.precision) == ("ML", "part", "country")
        assert found.radius_km > 100
    for words in ("[Mali’s border] with Mauritania", "Mali’s border with [Mauritania]"):
        assert place(f"The Malian army fought close to {words}.", gazetteer).country == "ML"
    thai = place("Soldiers fired across [the Thai-Cambodian border].", gazetteer)
    assert thai.country == "TH"


def test_the_role_is_the_readers_label(gazetteer: Gazetteer) -> None:
    for label, role in (("", "scene"), ("from", "from"), ("to", "to"), ("about", "about"), ("strange", "scene")):
        report, mentions = marked("Fighters left [Mekelle], Ethiopia, for [several towns].", label)
        assert {found.role for found in resolve_places(report, mentions, gazetteer).values()} == {role}


# Laws


SENTENCES = sorted([*WARS, *TRAPS])


@settings(max_examples=25)
@given(st.sampled_from(SENTENCES), st.randoms(use_true_random=False))
def test_the_order_of_mentions_changes_nothing(gazetteer: Gazetteer, sentence: str, chance: random.Random) -> None:
    report, mentions = marked(sentence)
    mixed = list(mentions)
    chance.shuffle(mixed)
    assert resolve_places(report, mixed, gazetteer) == resolve_places(report, mentions, gazetteer)


PIECES = st.sampled_from(
    ["Mali", "the", "near", "30 km", "north of", "of", "border", "with", "Kayes", ",", "(", ")", "Lake", "City",
     "State", "camp", "-", "’s", "Malian", "province", "São", "Дамаск", "غزة", "\u200b", "\ud800", "12", "east", "The",
     "X" * 300, "\n", "."]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PIECES | st.text(max_size=8), min_size=1, max_size=12), st.lists(PIECES, max_size=5))
def test_whatever_the_words_every_mention_gets_an_answer(
    gazetteer: Gazetteer, words: list[str], around: list[str]
) -> None:
    mention = " ".join(words) or "-"
    before, after = " ".join(around), " ".join(reversed(around))
    report = Report(text=f"{before} {mention} {after}")
    span = report.span(len(before) + 1, len(before) + 1 + len(mention))
    answered = resolve_places(report, [Mention(span=span, kind="place", name=mention)], gazetteer)
    assert list(answered) == [span.at]
    found = answered[span.at]
    assert (found.at, found.words) == (span.at, mention)
    if isinstance(found, Place):
        assert -90 <= found.lat <= 90
        assert found.radius_km > 0


def test_a_long_report_with_many_places_is_resolved_in_a_moment(gazetteer: Gazetteer) -> None:
    names = [name for sentence in WARS for name in re.findall(r"\[(.*?)\]", sentence)]
    sentence = " ".join(f"Shots fell on [{name}]." for name in names * 10)
    found = resolve(sentence, gazetteer)
    assert len(found) == len(names) * 10


# The last place of each is words without a name, which mean what the report named before, or what belongs to it.
REFERENCES = {
    "Shells fell on [Goma], DR Congo's army said. Drones hit [the city] again.": ("CD", "Goma"),
    "Rebels from [Bambari] attacked [Bria], Central African officials said, and left [the town].": ("CF", "Bria"),
    "A blast killed two in [the Afghan capital].": ("AF", "Kabul"),
    "A blast killed two in [Venezuela's capital].": ("VE", "Caracas"),
    "Malian police shot at protesters in [Kayes], and a bomb was found in the [capital].": ("ML", "Bamako"),
    "Mali's army attacked [the Capital].": ("ML", "Bamako"),
    "Mali's army attacked [the North].": ("ML", "Mali"),
    "Malian police shot at protesters in [Kayes] and all over [the country].": ("ML", "Mali"),
    "Gunmen killed a Peruvian policeman in [Ayacucho] and fled from the [area].": ("PE", "Ayacucho"),
    "Two were shot in [Culiacan], Mexico, and nine elsewhere in [the state].": ("MX", "Sinaloa"),
}


@pytest.mark.parametrize("sentence", REFERENCES)
def test_words_for_a_place_mean_the_one_told_before(gazetteer: Gazetteer, sentence: str) -> None:
    found = resolve(sentence, gazetteer)[-1]
    assert isinstance(found, Place), found
    assert (found.country, found.name) == REFERENCES[sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Malian police shot at protesters in [Kayes] and in [a village].",
        "Malian police shot at protesters in [Kayes] and in [other cities].",
        "Gunmen held up a bus outside the [city].",
        "Malian and Nigerien troops met at [Gao]; Malian and Nigerien police kept the [state capital] calm.",
    ],
)
def test_words_for_no_place_told_before_stay_not_stated(gazetteer: Gazetteer, sentence: str) -> None:
    found = resolve(sentence, gazetteer)[-1]
    assert isinstance(found, Unknown), found
    assert found.why == "not_stated"


def test_the_west_of_the_country_is_a_part_of_it(gazetteer: Gazetteer) -> None:
    found = resolve("Malian police shot at protesters in [Gao] and in the country's [west].", gazetteer)[-1]
    assert isinstance(found, Place)
    assert (found.country, found.match) == ("ML", "part")
    assert found.lon < -5


@pytest.mark.parametrize(
    ("sentence", "name", "lat", "lon"),
    [
        ("A bomb went off in the [Velqarb quarter] of Aleppo, Syria said.", "Aleppo", 36.20, 37.16),
        ("Syrian shells hit [Velqarb Quarter of Aleppo City].", "Aleppo", 36.20, 37.16),
        ("Gunmen opened fire in Baghdad's southern district of [Velqarb], Iraqi police said.", "Baghdad", 33.34, 44.40),
        ("Two died in [Velqarb Street] in Kayes, Mali's army said.", "Kayes", 14.45, -11.44),
        ("Jets hit [Velqarb], a village 40 kilometers (25 miles) north of Kayes, Mali said.", "Kayes", 14.81, -11.44),
        ("Raiders left [Kayes]. In Mali's [Velqarb neighbourhood] they killed two.", "Kayes", 14.45, -11.44),
    ],
)  # fmt: skip
def test_what_no_gazetteer_has_lies_by_the_town_that_is_told_beside_it(
    gazetteer: Gazetteer, sentence: str, name: str, lat: float, lon: float
) -> None:
    found = resolve(sentence, gazetteer)[-1]
    assert isinstance(found, Place)
    assert (found.name, found.match, found.precision) == (name, "relative", "near")
    assert (round(found.lat, 1), round(found.lon, 1)) == (round(lat, 1), round(lon, 1))
    assert found.radius_km >= 12


@pytest.mark.parametrize(
    "sentence",
    [
        "Mali said fighters hit [Velqarb], Kayes and Gao.",
        "Mali said 40 died in [Velqarb], 27 in Kayes.",
        "Crowds left [Velqarb] as the Colonel stood in Kayes, Mali said.",
        "Crowds gathered in [Velqarb] on Friday, while in Kayes nothing stirred, Mali said.",
        "Mali said a man was shot in [Velqarb] in Kayes Region.",
    ],
)
def test_the_next_in_a_list_and_a_wide_area_place_nothing(gazetteer: Gazetteer, sentence: str) -> None:
    assert unknown(sentence, gazetteer).why == "not_found"


def test_a_border_town_is_a_town(gazetteer: Gazetteer) -> None:
    assert place("A bomb went off in the [Niger border town of Diffa].", gazetteer).name == "Diffa"


def test_a_district_of_the_capital_is_in_the_capital(gazetteer: Gazetteer) -> None:
    assert place("A grenade went off in a [district of Mali's capital].", gazetteer).name == "Bamako"
    assert place("They met in [the provincial capital of Mali].", gazetteer).name == "Mali"


def test_a_metropolis_is_meant_by_its_name_and_its_state_by_more(gazetteer: Gazetteer) -> None:
    city, capital = resolve("The attacks on [New York] and [Washington] shocked the United States.", gazetteer)
    assert isinstance(city, Place)
    assert isinstance(capital, Place)
    assert (city.precision, capital.precision) == ("town", "town")
    assert place("The attack in [New York State] shocked the United States.", gazetteer).precision == "province"


def test_the_one_province_of_a_name_needs_no_country(gazetteer: Gazetteer) -> None:
    assert place("A British soldier was killed in the [southern province of Helmand].", gazetteer).country == "AF"


def test_a_district_in_its_state_is_not_the_state(gazetteer: Gazetteer) -> None:
    found = place("Curfew was clamped in [Kayes District of Koulikoro], Mali said.", gazetteer)
    assert found.name == "Kayes"
