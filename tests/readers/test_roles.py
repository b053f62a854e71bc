"""Who did it and what was hit, by syntax, in sentences about invented events; each row is a shape, not a wording."""

import pytest

from according.model import Quantity, Reading, Report
from according.readers.embedded import EmbeddedReader

READER = EmbeddedReader(gated=False)  # what is tested is syntax, on sentences out of any report


def told(text: str, type_: str) -> Reading:
    (markup,) = READER.read([Report(text=text)])
    found = [reading for reading in markup.readings if reading.type == type_]
    assert found, [reading.type for reading in markup.readings]
    return found[0]


def names(reading: Reading, role: str) -> list[str]:
    return [mention.name for mention in reading.roles.get(role, ())]


@pytest.mark.parametrize(
    ("text", "type_", "role", "wanted"),
    [
        # What stood beside, or passed, when it went off.
        ("A car bomb exploded outside a police station in Doro on Monday.", "bombing", "affected", ["police station"]),
        ("Gunmen detonated a bomb in front of the Tarek Bank in Doro.", "bombing", "affected", ["Tarek Bank"]),
        ("A roadside bomb detonated as an army convoy was passing by near Doro.", "mine-or-ied", "affected",
         ["army convoy"]),
        ("The truck blew up close to a police patrol in Doro.", "bombing", "affected", ["police patrol"]),
        ("A bomb ripped through a market in Doro, killing four traders.", "bombing", "affected", ["market"]),
        ("The blast destroyed the Kurshan embassy in Doro.", "bombing", "affected", ["Kurshan embassy"]),
        ("Air strikes that killed 34 herders were condemned in Doro.", "air-strike", "affected", ["34 herders"]),
        # Whose attack was stopped, and who stopped it.
        ("Soldiers fought off an assault by the Free Hill Front on the town of Merrin.", "foiled-attack", "initiator",
         ["Free Hill Front"]),
        ("Soldiers fought off an assault by the Free Hill Front on the town of Merrin.", "foiled-attack", "affected",
         ["Soldiers"]),
        ("The navy shot down nine of 14 drones launched by Sarvan.", "foiled-attack", "initiator", ["Sarvan"]),
        ("The navy shot down nine of 14 drones launched by Sarvan.", "foiled-attack", "party", ["navy"]),
        ("Police defused a bomb planted near the Kurshan embassy in Doro.", "foiled-attack", "affected",
         ["Kurshan embassy"]),
        # Accused, blamed, admitted.
        ("The governor accused the Guard of looting the market and of detaining young men.", "detention", "initiator",
         ["Guard"]),
        ("Officials accused their neighbours of executing 26 prisoners in Doro.", "execution", "initiator",
         ["neighbours"]),
        ("Four herders were killed in an ambush blamed on the Red Hand militia.", "killing", "initiator",
         ["Red Hand militia"]),
        ("The rebels admitted a withdrawal from the town of Merrin.", "withdrawal", "initiator", ["rebels"]),
        # Clauses of time that the parse hangs elsewhere.
        ("At least 98 people were killed when gunmen suspected to be members of the Boro sect attacked Doro.", "attack",
         "initiator", ["gunmen"]),
        ("Seventy-five farmers were killed when militiamen allied to the government attacked Doro.", "killing",
         "initiator", ["militiamen"]),
        ("Two elders died after their car was stopped by gunmen near Doro.", "killing", "initiator", ["gunmen"]),
        # Behind a weapon, a hyphen, a noun of violence.
        ("Soldiers were killed as their trucks were hit with a rocket by rebel fighters.", "killing", "initiator",
         ["rebel fighters"]),
        ("At least 180 people were killed or injured in gang violence in Doro.", "losses", "initiator", ["gang"]),
        ("Their jeep came under fire from unknown gunmen near Doro.", "attack", "initiator", ["unknown gunmen"]),
        # Numbers without a noun.
        ("Fourteen herders were killed and six wounded in Doro.", "wounding", "affected", ["six herders"]),
        ("The Mission recorded 11 killed and 58 injured in Doro.", "killing", "affected", ["11"]),
        ("The militia left 45 of its dead in the streets of Doro.", "killing", "affected", ["45 of its dead"]),
        # Pronouns, and names told behind.
        ("Ten herders were travelling to Doro when they were ambushed by rebels.", "attack", "affected",
         ["Ten herders"]),
        ("Soldiers captured a fighter identified as Ali Dumar in Doro.", "capture", "affected", ["Ali Dumar"]),
        # What it befell, as it cannot have done it.
        ("The school burned on Monday after rebels fired on Doro.", "arson", "object", ["school"]),
    ],
)  # fmt: skip
def test_a_role_is_found_in(text: str, type_: str, role: str, wanted: list[str]) -> None:
    assert names(told(text, type_), role) == wanted


@pytest.mark.parametrize(
    ("text", "type_", "wrong"),
    [
        ("The bomb exploded as a joint patrol was passing, killing three soldiers in Doro.", "bombing", "joint patrol"),
        ("The police were shaken by the blast that wounded seven shoppers in Doro.", "wounding", "that"),
        ("The army's losses rose to 40 in Doro, officials said.", "losses", "army"),
        ("Fourteen herders were killed when gunmen believed to be rebels attacked Doro.", "attack", "Fourteen herders"),
    ],
)
def test_it_was_not_done_by(text: str, type_: str, wrong: str) -> None:
    assert wrong not in names(told(text, type_), "initiator")


def test_those_who_fell_in_a_clash_are_a_side_and_not_its_number() -> None:
    clash = told("The army said four guerrillas of the Free Hill Front were killed in fighting near Doro.", "clash")
    assert names(clash, "initiator") == ["four guerrillas of the Free Hill Front"]
    assert not isinstance(clash.count, Quantity)
