"""The first report: which rows of its fact sheet come out. Runs where ACCORDING_FIRST_REPORT names the report."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import according
from according.codec import encode

PUBLISHED = "2025-07-02"
# Raised whenever the reader gets better, never lowered.
FLOOR = 26
MUST = ("F5", "F6", "F7", "F25")

Plain = dict[str, Any]
Row = Callable[[list[Plain], list[Plain]], bool]


def claims_of(claims: list[Plain], type_: str, **speaker: str) -> list[Plain]:
    return [
        c
        for c in claims
        if c["type"] == type_ and all(any(s.get(key) == value for s in c["speakers"]) for key, value in speaker.items())
    ]


def says(claim: Plain, words: str) -> bool:
    return any(words in span["words"] for span in claim["evidence"])


def by_bbc(claim: Plain) -> bool:
    return any("BBC" in relay["name"] for relay in claim["relayed_by"])


def near(claim: Plain, lat: float, lon: float) -> bool:
    return any(abs(p.get("lat", 99) - lat) < 0.1 and abs(p.get("lon", 999) - lon) < 0.1 for p in claim["where"])


def speaks(claim: Plain, actor: str) -> bool:
    return any(s["actor"] == actor for s in claim["speakers"])


def places(claims: list[Plain], words: str) -> list[Plain]:
    return [p for c in claims for p in c["where"] if words in p["words"]]


def on_day(value: Plain, day: str) -> bool:
    return bool(value.get("start") == value.get("end") == day)


def fact_1(claims: list[Plain], _: list[Plain]) -> bool:
    return all(any(by_bbc(c) for c in claims_of(claims, kind)) for kind in ("responsibility", "property-damage"))


def fact_2(claims: list[Plain], _: list[Plain]) -> bool:
    deeds = [c for c in claims if c["type"] in ("attack", "clash") and says(c, "Jihadist fighters")]
    return any(
        on_day(c["said"], "2025-07-01") and (c["when"].get("end") or c["when"].get("latest")) == "2025-07-01"
        for c in deeds
    )


def fact_3(claims: list[Plain], _: list[Plain]) -> bool:
    named = [a for c in claims for a in (*c["speakers"], *(f for r in c["roles"].values() for f in r))]
    mine = [a for a in named if "JNIM" in a["name"] + a["words"] or "Nusrat" in a["name"] + a["words"]]
    return bool(mine) and all(a["actor"] == "jnim" for a in mine)


def fact_4(claims: list[Plain], incidents: list[Plain]) -> bool:
    del claims
    return any(p["actor"] == "ml-armed-forces" and p["part"] == "affected" for i in incidents for p in i["parties"])


def fact_5(claims: list[Plain], _: list[Plain]) -> bool:
    return any(
        c["count"].get("least") == 80 and c["count"].get("most") is None
        for c in claims_of(claims, "neutralisation", kind="army")
    )


def fact_6(claims: list[Plain], _: list[Plain]) -> bool:
    return any(speaks(c, "jnim") for c in claims_of(claims, "responsibility"))


def fact_7(claims: list[Plain], _: list[Plain]) -> bool:
    return any(
        c["count"].get("least") == c["count"].get("most") == 3 and speaks(c, "jnim") and not c["where"]
        for c in claims_of(claims, "control-change")
    )


def fact_8(claims: list[Plain], _: list[Plain]) -> bool:
    lost = claims_of(claims, "losses", kind="army")
    return any("TV" in c["channel"] and c["count"].get("unknown") == "not_stated" for c in lost)


def fact_9(claims: list[Plain], _: list[Plain]) -> bool:
    names = {s["name"] for c in claims for s in c["speakers"] if "Dembele" in s["name"] and s["kind"] == "army"}
    both = [c for c in claims if any("Dembele" in s["name"] for s in c["speakers"])]
    return names == {"Souleymane Dembele"} and len({c["evidence"][0]["start"] for c in both}) >= 2


def fact_10(claims: list[Plain], _: list[Plain]) -> bool:
    return any(
        any("Dembele" in s["name"] for s in c["speakers"]) and says(c, "motorcycles")
        for c in claims_of(claims, "materiel-seized")
    )


def fact_11(claims: list[Plain], _: list[Plain]) -> bool:
    return any(near(c, 14.45, -11.43) for c in claims)


def fact_12(claims: list[Plain], _: list[Plain]) -> bool:
    found = places(claims, "Binoli")
    return bool(found) and all(p.get("unknown") == "not_found" or p.get("name") == "Diboli" for p in found)


def fact_13(claims: list[Plain], _: list[Plain]) -> bool:
    found = places(claims, "Sandere")
    return bool(found) and all(
        p.get("unknown") == "not_found" or p.get("name") in ("Sandaré", "Sandare") for p in found
    )


def fact_14(claims: list[Plain], _: list[Plain]) -> bool:
    return any(
        c["count"].get("least") == 7
        and "town" in c["count"]["unit"]
        and any(s["kind"] == "army" for s in c["speakers"])
        for c in claims
    )


def fact_15(claims: list[Plain], _: list[Plain]) -> bool:
    return any(says(c, "gunfire") and by_bbc(c) and any(s["kind"] == "witness" for s in c["speakers"]) for c in claims)


def fact_16(claims: list[Plain], _: list[Plain]) -> bool:
    return any(says(c, "police station") for c in claims_of(claims, "property-damage", kind="witness"))


def fact_17(claims: list[Plain], _: list[Plain]) -> bool:
    objects = [o for c in claims_of(claims, "property-damage", kind="witness") for o in c["roles"].get("object", [])]
    return any("governor" in o["words"] for o in objects)


def fact_18(claims: list[Plain], _: list[Plain]) -> bool:
    return any(
        c["count"].get("unknown") == "unclear" and any(s["kind"] == "witness" for s in c["speakers"]) for c in claims
    )


def fact_19(claims: list[Plain], _: list[Plain]) -> bool:
    return any(c["count"].get("unknown") == "not_given" and c["count"].get("by") == "jnim" for c in claims)


def top_level(incidents: list[Plain]) -> list[Plain]:
    return [i for i in incidents if not i["part_of"]]


def timbuktu(claims: list[Plain], incidents: list[Plain]) -> Plain | None:
    del claims
    near_it = [
        i
        for i in incidents
        if on_day(i["when"], "2025-06-02") and any(abs(p.get("lat", 99) - 16.77) < 0.2 for p in i["where"])
    ]
    return near_it[0] if near_it else None


def raid(claims: list[Plain], incidents: list[Plain]) -> Plain | None:
    ids = {c["id"] for c in claims_of(claims, "killing") if c["count"].get("least") == 30}
    found = [i for i in incidents if on_day(i["when"], "2025-06-01") and ids & set(i["claims"])]
    return found[0] if found else None


def fact_20(claims: list[Plain], incidents: list[Plain]) -> bool:
    incident = timbuktu(claims, incidents)
    mine = [c for c in claims if incident and c["id"] in incident["claims"]]
    objects = {o["words"] for c in mine for o in c["roles"].get("object", []) + c["roles"].get("affected", [])}
    return any("camp" in o for o in objects) and any("airport" in o for o in objects)


def fact_21(claims: list[Plain], incidents: list[Plain]) -> bool:
    return raid(claims, incidents) is not None


def fact_22(claims: list[Plain], incidents: list[Plain]) -> bool:
    owned = {c["id"] for c in claims_of(claims, "responsibility") if speaks(c, "jnim")}
    both = (timbuktu(claims, incidents), raid(claims, incidents))
    return all(incident is not None and bool(owned & set(incident["claims"])) for incident in both)


def fact_23(claims: list[Plain], incidents: list[Plain]) -> bool:
    warned = {
        c["id"] for c in claims_of(claims, "warning") if any("Africa Command" in s["name"] for s in c["speakers"])
    }
    return bool(warned) and not any(warned & set(i["claims"]) for i in incidents)


def fact_24(claims: list[Plain], incidents: list[Plain]) -> bool:
    others = {i["id"] for i in (timbuktu(claims, incidents), raid(claims, incidents)) if i}
    rows = [s for i in incidents for s in i.get("series", [])]
    return any(s["ordinal"] == 3 and s["inferred"] and others and others <= set(s["with"]) for s in rows)


def fact_25(claims: list[Plain], _: list[Plain]) -> bool:
    text = json.dumps(claims)
    return bool(claims) and "Impact Shorts" not in text and "Shorts" not in text


def fact_26(claims: list[Plain], incidents: list[Plain]) -> bool:
    background = [c for c in claims if says(c, "decade") or says(c, "separatist groups")]
    return not background and 0 < len(top_level(incidents)) <= 3


FACTS: dict[str, Row] = {
    name.replace("fact_", "F"): row for name, row in list(globals().items()) if name.startswith("fact_")
}


def test_the_first_report() -> None:
    path = os.environ.get("ACCORDING_FIRST_REPORT", "")
    if not path:
        pytest.skip("ACCORDING_FIRST_REPORT does not name the first report")
    claims = according.read(Path(path), published=PUBLISHED)
    incidents = according.join(claims)
    plain_claims: list[Any] = [json.loads(encode(claim)) for claim in claims]
    plain_incidents: list[Any] = [json.loads(encode(incident)) for incident in incidents]
    failed = [name for name, row in FACTS.items() if not row(plain_claims, plain_incidents)]
    print(f"first report: {len(FACTS) - len(failed)} of {len(FACTS)} rows hold; not: {', '.join(failed) or 'none'}")
    assert not set(failed) & set(MUST)
    assert len(FACTS) - len(failed) >= FLOOR, failed
