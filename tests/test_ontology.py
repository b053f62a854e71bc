"""The ontology's files: complete, consistent, and in other code books' own words."""

import re
from collections import Counter
from pathlib import Path

import pytest

from according.errors import SettingsError
from according.ontology import Type, load, read

LEAST_EXAMPLES, LEAST_COUNTEREXAMPLES = 3, 2  # what docs/adding.md asks of a new type

TYPES = [
    "killing",
    "wounding",
    "neutralisation",
    "losses",
    "capture",
    "detention",
    "abduction",
    "disappearance",
    "execution",
    "torture",
    "sexual-violence",
    "release",
    "surrender",
    "missing",
    "displacement",
    "attack",
    "clash",
    "air-strike",
    "drone-strike",
    "shelling",
    "bombing",
    "mine-or-ied",
    "suicide-bombing",
    "arson",
    "looting",
    "robbery",
    "blockade",
    "access-denial",
    "foiled-attack",
    "mob-violence",
    "protest",
    "property-damage",
    "materiel-seized",
    "control-change",
    "withdrawal",
    "responsibility",
    "threat",
    "warning",
    "agreement",
]

# ACLED's codebook: event type -> sub-event types.
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction",
        "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
ACLED_CODES = {f"{event}/{sub}" for event, subs in ACLED.items() for sub in subs}
UCDP = {"state-based", "non-state", "one-sided"}
# PLOVER's manual of 2024: event -> modes.
PLOVER = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "",
    "AID": "", "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": (
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional"
    ),
}  # fmt: skip
PLOVER_CODES = {f"{event}/{mode}" for event, modes in PLOVER.items() for mode in modes.split()} | PLOVER.keys()

# What a report of violence may say in any sentence, of anybody: no type falls silent for it.
SAID_OF_ANY = """
The defence ministry said in a statement. According to a report by the Arab League. Doctors said at the time. A video
released by the group showed. The air force said, as the humanitarian crisis in the country deepens. The union said in
support of the families. Days after a peace deal was signed to end the season of violence. In the final assault of the
war. On a plan of the ministry of health and development. A party leader said by order of the government. Photos and
film showed the fire at the school, the base, the bar, the club, the market and the stadium. A company of soldiers took
up the lead position. The police union and the Awami League, the coalition, the front, the party, will not pay for the
damage. The record of the court, the charges of the state. Water, fuel, gas and farmers, tourists, fans, women,
residents, civilians, families. A final point, the title of the video, a single case, the move, a picture. In the game,
in the match with the deadline. Traffic on the road. Helicopters, planes and rockets. Fraud and corruption and drug
charges. Players on a coach. The goal of the raid, a point on the map, the mountain pass, the risk, the threat, the aid
budget, a project, the contract, a bill. The movement will fight to win. Pupils and students. The economy.
"""

GOOD = """
definition = "People are told a story."
family = "words"
counts = "affected"
[roles]
initiator = "who tells"
affected = "who is told"
[[cues]]
form = "verb"
lemmas = ["summarize aloud"]
subject = "initiator"
object = "affected"
[[examples]]
text = "The clerk summarised aloud."
initiator = "The clerk"
[[counterexamples]]
text = "Nobody spoke."
why = "nothing is told"
[crosswalk]
acled = ""
ucdp = []
plover = ""
"""


def test_the_types_are_those_of_the_design() -> None:
    assert sorted(load()) == sorted(TYPES)


@pytest.mark.parametrize("kind", load().values(), ids=lambda kind: kind.name)
class TestEachType:
    def test_has_examples_and_counterexamples(self, kind: Type) -> None:
        assert len(kind.examples) >= LEAST_EXAMPLES
        assert len(kind.counterexamples) >= LEAST_COUNTEREXAMPLES
        assert kind.definition.endswith(".")
        assert all(row.why for row in kind.counterexamples)

    def test_the_words_of_roles_stand_in_their_example(self, kind: Type) -> None:
        for example in kind.examples:
            for role, words in example.roles.items():
                assert role in kind.roles
                assert words in example.text

    def test_a_number_is_a_range(self, kind: Type) -> None:
        for example in kind.examples:
            assert (example.least is None) == (example.most is None), example.text
            if example.least is not None and example.most is not None:
                assert example.least >= 0
                assert example.most == -1 or example.most >= example.least

    def test_every_example_holds_a_cue(self, kind: Type) -> None:
        for example in kind.examples:
            text = " " + re.sub(r"[^\w'-]+", " ", example.text.lower()) + " "
            assert any(f" {word} " in text for cue in kind.cues for word in cue.words), example.text

    def test_every_counterexample_holds_a_word_of_a_cue(self, kind: Type) -> None:
        """Else it would show nothing: the reader is silent where nothing sounds."""
        told = {part for cue in kind.cues for word in (*cue.words, *cue.needs) for part in re.split(r"[ -]", word)}
        for row in kind.counterexamples:
            assert told & set(re.findall(r"[a-z]+", row.text.lower())), row.text

    def test_every_role_of_a_cue_is_declared_and_what_is_counted_can_be_told(self, kind: Type) -> None:
        used = {cue.subject for cue in kind.cues} | {cue.object for cue in kind.cues} | {cue.of for cue in kind.cues}
        assert kind.counts in kind.roles
        assert used - {""} <= kind.roles.keys()
        assert kind.counts in used

    def test_the_words_of_a_pair_are_cues_of_this_type_in_the_same_roles(self, kind: Type) -> None:
        for pair in kind.pairs:
            assert len(pair) >= 2
            roles = {
                lemma: (cue.subject, cue.object, cue.of) for cue in kind.cues for lemma in cue.lemmas if lemma in pair
            }
            assert set(roles) == set(pair)
            assert len({(subject, object_ or of) for subject, object_, of in roles.values()}) == 1

    def test_the_crosswalk_is_in_the_code_books_words(self, kind: Type) -> None:
        walk = kind.crosswalk
        assert walk.acled in ACLED_CODES or (not walk.acled and walk.note)
        assert set(walk.ucdp) <= UCDP
        assert not walk.plover or walk.plover in PLOVER_CODES
        assert walk.plover or walk.note

    def test_the_words_of_company_are_written_as_they_are_compared(self, kind: Type) -> None:
        for cue in kind.cues:
            for word in (*cue.takes, *cue.needs, *cue.unless, *cue.words):
                assert word == word.lower()

    def test_no_cue_is_silenced_by_what_any_report_may_say(self, kind: Type) -> None:
        """`unless` holds for a whole sentence: "defence" would drop every attack that a defence ministry tells of."""
        said = " " + " ".join(re.findall(r"\w+|[^\w\s]", SAID_OF_ANY.lower())) + " "
        assert [word for cue in kind.cues for word in cue.unless if f" {word} " in said] == []

    def test_a_cue_is_not_silenced_by_itself(self, kind: Type) -> None:
        for cue in kind.cues:
            for word in cue.words:
                held = {no for no in cue.unless if f" {no} " in f" {word} "}
                assert not held, word


def test_no_sentence_stands_twice() -> None:
    kinds = load().values()
    texts = [row.text for kind in kinds for row in kind.examples]
    texts += [row.text for kind in kinds for row in kind.counterexamples]
    assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_a_word_that_two_types_share_is_told_apart_by_its_company() -> None:
    owners: dict[tuple[str, str], dict[str, bool]] = {}
    for kind in load().values():
        for cue in kind.cues:
            for word in cue.words:
                row = owners.setdefault((cue.form, word), {})
                row[kind.name] = row.get(kind.name, True) and bool(cue.needs or cue.takes)
    unclear = {word: row for word, row in owners.items() if sum(not told_apart for told_apart in row.values()) > 1}
    assert unclear == {}


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("recover", "seize", "materiel-seized"),
        ("liberate", "capture", "control-change"),
        ("neutralise", "eliminate", "neutralisation"),
        ("kill", "martyr", "killing"),
        ("arrest", "detain", "detention"),
        ("abduct", "kidnap", "abduction"),
    ],
)
def test_words_of_both_sides_are_paired(one: str, other: str, type_: str) -> None:
    assert any({one, other} <= set(pair) for pair in load()[type_].pairs)


def make(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_type_of_ones_own_is_read(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no type", encoding="utf-8")
    kind = read(make(tmp_path, story=GOOD))["story"]
    (cue,) = kind.cues
    assert cue.lemmas == ("summarize aloud", "summarise aloud")
    assert {"summarises aloud", "summarizing aloud"} <= set(cue.words)
    assert cue.participles == ("summarized aloud", "summarised aloud")
    assert kind.examples[0].roles == {"initiator": "The clerk"}
    assert kind.examples[0].least is None


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    one = GOOD.replace('family = "words"\n', "").replace("counts", "count")
    with pytest.raises(SettingsError) as told:
        read(make(tmp_path, one=one, two="not toml", three=GOOD))
    lines = str(told.value).splitlines()[1:]
    assert [line.split(":")[0].strip() for line in lines] == ["one.toml"] * 3 + ["two.toml"]
    assert "family is missing" in lines[0]
    assert "counts is missing" in lines[1]
    assert "no key 'count'" in lines[2]
    assert "not TOML" in lines[3]


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ('definition = "People are told a story."', "definition = 3", "definition must be a text"),
        ('family = "words"', 'family = "song"', "family must be one of harm, deed, ground, words, not 'song'"),
        ('counts = "affected"', 'counts = "object"', "counts: the role 'object' is not in [roles]"),
        ('initiator = "who tells"', 'teller = "who tells"', "[roles]: there is no key 'teller'"),
        ('initiator = "who tells"', "initiator = 3", "[roles]: initiator must be a text"),
        ('form = "verb"\n', "", "[[cues]] 1: form is missing"),
        ('form = "verb"', 'form = "adverb"', "form must be one of verb, noun, adjective, not 'adverb'"),
        ('lemmas = ["summarize aloud"]', 'lemmas = "x"', "[[cues]] 1: lemmas must be a list"),
        ('lemmas = ["summarize aloud"]', "lemmas = []", "[[cues]] 1: lemmas is empty"),
        ('lemmas = ["summarize aloud"]', "lemmas = [3]", "[[cues]] 1: lemmas must be a list of texts"),
        ('subject = "initiator"', 'subject = "party"', "[[cues]] 1: subject: the role 'party' is not in [roles]"),
        ('subject = "initiator"', 'agent = "initiator"', "[[cues]] 1: there is no key 'agent'"),
        ('initiator = "The clerk"', 'initiator = "A clerk"', "[[examples]] 1: 'A clerk' is not in its text"),
        ('initiator = "The clerk"', 'object = "clerk"', "[[examples]] 1: the role 'object' is not in [roles]"),
        ('initiator = "The clerk"', 'least = "one"', "[[examples]] 1: least must be a whole number"),
        ('initiator = "The clerk"', "least = true", "[[examples]] 1: least must be a whole number"),
        ('why = "nothing is told"\n', "", "[[counterexamples]] 1: why is missing"),
        ('acled = ""', 'acledd = ""', "[crosswalk]: acled is missing"),
        ("ucdp = []", 'ucdp = ""', "[crosswalk]: ucdp must be a list"),
        ("[[cues]]", "[[clues]]", "there is no key 'clues'"),
    ],
)
def test_a_file_out_of_shape_is_refused_with_the_reason(tmp_path: Path, good: str, bad: str, told: str) -> None:
    assert good in GOOD
    with pytest.raises(SettingsError, match=re.escape(told)):
        read(make(tmp_path, story=GOOD.replace(good, bad)))


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "story.toml").write_bytes(GOOD.encode() + b"# \xff")
    with pytest.raises(SettingsError, match=r"story\.toml: not TOML"):
        read(tmp_path)
