"""A gold of one invented text, written to a folder."""

import json
from pathlib import Path
from typing import Any

from according.evaluation.gold import digest_of

TEXT = "Gunmen killed seven farmers in Doro on Friday, police said."


def claim(**other: Any) -> dict[str, Any]:
    whole = {
        "type": "killing", "trigger": [7, 13], "stance": "asserts", "certainty": "stated",
        "speakers": [{"words": [47, 53], "name": [47, 53], "kind": "police"}], "relayed_by": [], "channel": None,
        "said": None, "initiator": [{"words": [0, 6], "name": [0, 6]}],
        "affected": [{"words": [14, 27], "name": "seven farmers"}], "object": [], "weapon": [],
        "count": {"words": "seven", "least": 7, "most": 7, "unit": "farmers", "scope": "incident"},
        "where": [{"words": [31, 35], "role": "scene"}], "when": [36, 45], "background": False,
    }  # fmt: skip
    return whole | other


def write(folder: Path, *claims: dict[str, Any], part: str = "dev", **other: Any) -> Path:
    row = {"set": "own", "id": "A", "sha256": digest_of(TEXT), "published": None, "text": TEXT, "claims": claims}
    (folder / "own.jsonl").write_text(json.dumps(row | other) + "\n", encoding="utf-8")
    (folder / "split.tsv").write_text(f"set\tid\tpart\nown\tA\t{part}\n", encoding="utf-8")
    return folder
