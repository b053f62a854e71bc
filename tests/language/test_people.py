import pytest

from according.language.people import class_of, kind_of, names_a_role, speaker_kind_of, status_of


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the Malian army", "army"),
        ("Army spokesperson Ali Diallo", "army"),
        ("a spokesman for the rebels", "armed-group"),
        ("an interior ministry official", "government"),
        ("three residents of Goma", "witness"),
        ("the governor of Idlib", "local-official"),
        ("a doctor at the hospital", "medical"),
        ("the human rights group", "ngo"),
        ("UN peacekeepers", "peacekeeper"),
        ("police", "police"),
        ("a source who spoke on condition of anonymity", "anonymous"),
        ("tribal elders", "community-leader"),
        ("the weather", ""),
        ("Kayes", ""),
    ],
)
def test_kinds(words: str, kind: str) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("the rebels' media office", "", "armed-group"),
        ("the media office", "", "government"),
        ("county health authorities", "", "local-official"),
        ("health authorities", "", "government"),
        ("a military source", "", "army"),
        ("local sources", "", "anonymous"),
        ("official sources", "", "government"),
        ("the UN human rights office", "", "un"),
        ("a defence ministry spokesman", "", "government"),
        ("the separatist People's Army", "", "armed-group"),
        ("the commissioner", "the Commissioner of Police", "police"),
        ("the Doctors' Committee", "", "medical"),
        ("a wounded man", "", "witness"),
        ("a press officer", "", ""),
        ("coalition officials", "", "foreign-force"),
        ("a spokesman for the movement", "", "armed-group"),
        ("Western diplomats", "", "foreign-government"),
        ("the weather", "", ""),
    ],
)
def test_kinds_of_speakers(words: str, name: str, kind: str) -> None:
    assert speaker_kind_of(words, name) == kind


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("more than 80 militants", "fighter"),
        ("30 soldiers", "soldier"),
        ("two women", "person"),
        ("seven children", "child"),
        ("aid workers of a charity", "aid-worker"),
        ("the road", ""),
    ],
)
def test_statuses(words: str, status: str) -> None:
    assert status_of(words) == status


@pytest.mark.parametrize(
    ("words", "class_"),
    [
        ("three army barracks", "military-site"),
        ("the police station", "police-site"),
        ("the governor's house", "government-site"),
        ("dozens of homes", "home"),
        ("weapons", "weapon"),
        ("a primary school in Loikaw", "school"),
        ("a resident", ""),
    ],
)
def test_classes(words: str, class_: str) -> None:
    assert class_of(words) == class_


def test_both_sides_are_called_by_the_same_rules() -> None:
    for army, group in (("soldiers", "fighters"), ("troops", "rebels"), ("the army", "the insurgents")):
        assert kind_of(army) == "army"
        assert kind_of(group) == "armed-group"


def test_roles() -> None:
    assert names_a_role("Col Dembele")
    assert not names_a_role("Dembele")
