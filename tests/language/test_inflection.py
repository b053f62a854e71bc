"""Forms of verbs and nouns: a table of what reports write, and laws that hold for every word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.language.inflection import plural, spellings, verb_forms
from according.language.sentences import word_lists

TABLES = word_lists("irregular.toml")

VERBS = """
shell shells shelled shelled shelling
ambush ambushes ambushed ambushed ambushing
abduct abducts abducted abducted abducting
ransack ransacks ransacked ransacked ransacking
loot loots looted looted looting
rape rapes raped raped raping
raid raids raided raided raiding
kidnap kidnaps kidnapped kidnapped kidnapping
rob robs robbed robbed robbing
stab stabs stabbed stabbed stabbing
ram rams rammed rammed ramming
repel repels repelled repelled repelling
level levels levelled levelled levelling
patrol patrols patrolled patrolled patrolling
visit visits visited visited visiting
target targets targeted targeted targeting
suffer suffers suffered suffered suffering
open opens opened opened opening
occupy occupies occupied occupied occupying
bury buries buried buried burying
destroy destroys destroyed destroyed destroying
deploy deploys deployed deployed deploying
die dies died died dying
lie lies lay lain lying
free frees freed freed freeing
flee flees fled fled fleeing
besiege besieges besieged besieged besieging
torture tortures tortured tortured torturing
neutralise neutralises neutralised neutralised neutralising
seize seizes seized seized seizing
attack attacks attacked attacked attacking
traffic traffics trafficked trafficked trafficking
fix fixes fixed fixed fixing
vow vows vowed vowed vowing
mow mows mowed mown mowing
slay slays slew slain slaying
shoot shoots shot shot shooting
strike strikes struck struck striking
overrun overruns overran overrun overrunning
withdraw withdraws withdrew withdrawn withdrawing
waylay waylays waylaid waylaid waylaying
set sets set set setting
hit hits hit hit hitting
go goes went gone going
undergo undergoes underwent undergone undergoing
broadcast broadcasts broadcast broadcast broadcasting
quit quits quit quit quitting
equip equips equipped equipped equipping
quarrel quarrels quarrelled quarrelled quarrelling
singe singes singed singed singeing
dye dyes dyed dyed dyeing
"""

PHRASES = [
    ("gun down", "guns down", "gunned down", "gunned down", "gunning down"),
    ("blow himself up", "blows himself up", "blew himself up", "blown himself up", "blowing himself up"),
    ("lay siege to", "lays siege to", "laid siege to", "laid siege to", "laying siege to"),
    (
        "summarily execute", "summarily executes", "summarily executed",
        "summarily executed", "summarily executing",
    ),
    ("sexually assault", "sexually assaults", "sexually assaulted", "sexually assaulted", "sexually assaulting"),
    ("rally behind", "rallies behind", "rallied behind", "rallied behind", "rallying behind"),
    ("kill or wound", "kills or wounds", "killed or wounded", "killed or wounded", "killing or wounding"),
    ("gang-rape", "gang-rapes", "gang-raped", "gang-raped", "gang-raping"),
]  # fmt: skip

NOUNS = {
    "attack": "attacks",
    "ambush": "ambushes",
    "convoy": "convoys",
    "body": "bodies",
    "casualty": "casualties",
    "siege": "sieges",
    "gunman": "gunmen",
    "policewoman": "policewomen",
    "human": "humans",
    "child": "children",
    "thief": "thieves",
    "hero": "heroes",
    "barracks": "barracks",
    "headquarters": "headquarters",
    "aircraft": "aircraft",
    "losses": "losses",
    "heavy losses": "heavy losses",
    "mob violence": "mob violence",
    "suicide car bombing": "suicide car bombings",
    "prisoner of war": "prisoners of war",
    "claim of responsibility": "claims of responsibility",
    "exchange of fire": "exchanges of fire",
    "gas attack": "gas attacks",
    "crisis": "crises",
}

WORD = st.from_regex(r"[a-z]{2,12}", fullmatch=True)
QUICK = settings(max_examples=60)


@pytest.mark.parametrize("row", [*(tuple(line.split()) for line in VERBS.split("\n") if line), *PHRASES])
def test_the_five_forms_of_a_verb(row: tuple[str, ...]) -> None:
    forms = verb_forms(row[0])
    assert (forms.base, forms.third, forms.past, forms.participle, forms.ing) == row


@pytest.mark.parametrize(("one", "many"), NOUNS.items())
def test_plural(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(
    ("lemma", "others"),
    [
        ("burn", ("burnt",)),
        ("burn down", ("burnt down",)),
        ("level", ("leveled", "leveling")),
        ("kidnap", ("kidnaped", "kidnaping")),
        ("kill", ()),
    ],
)
def test_second_spellings_of_forms(lemma: str, others: tuple[str, ...]) -> None:
    assert verb_forms(lemma).others == others


@pytest.mark.parametrize(
    ("given_one", "both"),
    [
        ("neutralise", {"neutralise", "neutralize"}),
        ("neutralization", {"neutralisation", "neutralization"}),
        ("air defence", {"air defence", "air defense"}),
        ("seize", {"seize"}),
        ("raise", {"raise"}),
        ("surprise attack", {"surprise attack"}),
        ("kill", {"kill"}),
    ],
)
def test_british_and_american_spelling(given_one: str, both: set[str]) -> None:
    assert set(spellings(given_one)) == both
    assert spellings(given_one)[0] == given_one


@given(WORD)
@QUICK
def test_forms_of_any_word_end_as_english_does(verb: str) -> None:
    forms = verb_forms(verb)
    assert forms.base == verb
    assert forms.ing.endswith("ing")
    if verb not in TABLES["third"]:
        assert forms.third.endswith("s")
    if verb not in TABLES["verbs"]:
        assert forms.past == forms.participle
        assert forms.past.endswith("ed")


@given(WORD, st.lists(st.sampled_from(["down", "up", "off", "their", "arms"]), max_size=3))
@QUICK
def test_words_behind_a_verb_stay_as_they_are(verb: str, tail: list[str]) -> None:
    alone, behind = verb_forms(verb), "".join(f" {word}" for word in tail)
    forms = verb_forms(verb + behind)
    if not verb.endswith("ly") or verb in TABLES["verbs_on_ly"]:
        assert forms.past == alone.past + behind
        assert forms.ing == alone.ing + behind


@given(WORD)
@QUICK
def test_a_spelling_leads_back_to_where_it_came_from(word: str) -> None:
    for other in spellings(word):
        assert set(spellings(other)) == set(spellings(word))


@given(st.lists(WORD, min_size=1, max_size=4))
@QUICK
def test_a_plural_changes_at_most_one_word(words: list[str]) -> None:
    noun = " ".join(words)
    assert sum(one != many for one, many in zip(words, plural(noun).split(" "), strict=True)) <= 1
