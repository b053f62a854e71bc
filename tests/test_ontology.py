"""The ontology's files: complete, consistent, and in other code books' own words."""

from pathlib import Path

import pytest

from according import ontology
from according.errors import SettingsError
from according.ontology import Type, load

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
UCDP = {"state-based", "non-state", "one-sided"}
PLOVER = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}
PLOVER_MODES = {
    "release",
    "withdraw",
    "allege",
    "violence",
    "demo",
    "riot",
    "seize",
    "restrict",
    "arrest",
    "deport",
    "abduct",
    "torture",
    "sexual",
    "targeted",
    "destroy",
    "firearms",
    "explosives",
    "suicide-attack",
    "aerial",
    "drone",
    "heavy-weapons",
}


def test_the_types_are_those_of_the_design() -> None:
    assert sorted(load()) == sorted(TYPES)


@pytest.mark.parametrize("kind", load().values(), ids=lambda kind: kind.name)
class TestEachType:
    def test_has_examples_and_counterexamples(self, kind: Type) -> None:
        assert len(kind.examples) >= 3
        assert len(kind.counterexamples) >= 2
        assert kind.definition.endswith(".")
        assert all(row.why for row in kind.counterexamples)

    def test_the_words_of_roles_stand_in_their_example(self, kind: Type) -> None:
        for example in kind.examples:
            for role, words in example.roles.items():
                assert role in kind.roles
                assert words in example.text

    def test_every_role_can_be_filled_or_counted(self, kind: Type) -> None:
        used = {cue.subject for cue in kind.cues} | {cue.object for cue in kind.cues} | {cue.of for cue in kind.cues}
        assert kind.counts in kind.roles
        assert used - {""} <= kind.roles.keys()

    def test_the_words_of_a_pair_are_all_cues_of_this_type(self, kind: Type) -> None:
        lemmas = {lemma for cue in kind.cues for lemma in cue.lemmas}
        for pair in kind.pairs:
            assert set(pair) <= lemmas

    def test_the_crosswalk_is_in_the_code_books_words(self, kind: Type) -> None:
        walk = kind.crosswalk
        if walk.acled:
            event, _, sub_event = walk.acled.partition("/")
            if event == "Explosions":
                event, sub_event = "Explosions/Remote violence", walk.acled.removeprefix("Explosions/Remote violence/")
            assert sub_event in ACLED[event]
        else:
            assert walk.note or kind.family == "words"
        assert set(walk.ucdp) <= UCDP
        if walk.plover:
            event, _, mode = walk.plover.partition("/")
            assert event in PLOVER
            assert not mode or mode in PLOVER_MODES

    def test_examples_do_not_repeat(self, kind: Type) -> None:
        texts = [row.text for row in (*kind.examples, *kind.counterexamples)]
        assert len(set(texts)) == len(texts)


def test_a_cue_that_two_types_share_is_told_apart_by_its_company() -> None:
    owners: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for kind in load().values():
        for cue in kind.cues:
            for lemma in cue.lemmas:
                owners.setdefault((cue.form, lemma), []).append((kind.name, bool(cue.needs or cue.takes)))
    unclear = {
        word: found for word, found in owners.items() if len({name for name, _ in found if not dict(found)[name]}) > 1
    }
    assert unclear == {}


def test_every_fault_is_told_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()
    (folder / "one.toml").write_text("definition = 'x'\n", encoding="utf-8")
    (folder / "two.toml").write_text("not toml", encoding="utf-8")
    monkeypatch.setattr(ontology.resources, "files", lambda _: folder.parent)
    load.cache_clear()
    try:
        with pytest.raises(SettingsError, match=r"(?s)one\.toml: family is missing.*two\.toml: not TOML"):
            load()
    finally:
        load.cache_clear()
