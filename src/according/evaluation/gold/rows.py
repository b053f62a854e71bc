"""One annotated claim as a file holds it: what can be wrong with it, and what it says in words.

Words of others' texts are [start, end) into the text, in characters; those of our own reports stand as they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from according import ontology
from according.model import Certainty, PlaceRole, Scope, SpeakerKind, Stance

_FILLERS = ("speakers", "initiator", "affected", "object", "weapon", "where")
_SINGLE = ("trigger", "channel", "said", "when")
_KEYS = {"type", "stance", "certainty", "relayed_by", "count", "background", *_FILLERS, *_SINGLE}
_KEYS_OF = {"speakers": {"words", "name", "kind"}, "where": {"words", "role"}}
_KEYS_OF_FILLERS = {"words", "name"}
_KEYS_OF_COUNT = {"words", "least", "most", "unit", "scope"}
_WHY_NOT = {"not_stated", "unclear", "not_given"}
_CHOICES: Mapping[str, tuple[str, ...]] = {"stance": get_args(Stance), "certainty": get_args(Certainty)}
_CHOICES_OF = {"speakers": ("kind", get_args(SpeakerKind)), "where": ("role", get_args(PlaceRole))}


def find_faults(claim: object, text: str) -> Iterator[str]:
    """All that is wrong with an annotated claim: its keys, its names, and words that the text does not have."""
    if not isinstance(claim, dict) or set(claim) != _KEYS:
        told = sorted(_KEYS ^ set(claim)) if isinstance(claim, dict) else "no object"
        yield f"missing or unknown keys: {told}"
        return
    if claim["type"] not in ontology.load():
        yield f"there is no type {claim['type']!r}"
    for key, allowed in _CHOICES.items():
        if claim[key] not in allowed:
            yield f"{key} {claim[key]!r} is none of: {', '.join(allowed)}"
    if not isinstance(claim["background"], bool):
        yield "background must be true or false"
    if claim["trigger"] is None:
        yield "there is no trigger"
    yield from _wrong_count(claim["count"], text)
    for key in _SINGLE:
        yield from _wrong_words(key, claim[key], text)
    for key in ("relayed_by", *_FILLERS):
        if not isinstance(claim[key], list):
            yield f"{key} must be a list"
        elif key == "relayed_by":
            for words in claim[key]:
                yield from _wrong_words(key, words, text)
        else:
            yield from _wrong_fillers(key, claim[key], text)


def in_words(claim: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The claim with words where the file has offsets; what is empty stays so."""
    told = dict(claim)
    for key in _SINGLE:
        told[key] = _cut(claim[key], text)
    told["relayed_by"] = [_cut(words, text) for words in claim["relayed_by"]]
    for key in _FILLERS:
        told[key] = [
            {name: _cut(held, text) or "" if name in ("words", "name") else held for name, held in filler.items()}
            for filler in claim[key]
        ]
    told["count"] = {
        name: _cut(held, text) if name in ("words", "unit") else held for name, held in claim["count"].items()
    }
    return told


def _cut(held: object, text: str) -> str | None:
    return text[held[0] : held[1]] if isinstance(held, list) else None if held is None else str(held)


def _wrong_fillers(key: str, fillers: Iterable[Any], text: str) -> Iterator[str]:
    keys = _KEYS_OF.get(key, _KEYS_OF_FILLERS)
    for filler in fillers:
        if not isinstance(filler, dict) or set(filler) != keys:
            yield f"{key}: an object with {', '.join(sorted(keys))}, and nothing else"
            continue
        if key in _CHOICES_OF:
            choice, allowed = _CHOICES_OF[key]
            if filler[choice] not in allowed:
                yield f"{key}: {choice} {filler[choice]!r} is none of: {', '.join(allowed)}"
        if not filler["words"] and filler.get("kind") != "unknown":
            yield f"{key}: there are no words"
        yield from _wrong_words(key, filler["words"], text)
        if isinstance(filler.get("name"), list):  # a name of ours in plain words need not stand in the text
            yield from _wrong_words(f"{key}: name", filler["name"], text)


def _wrong_count(count: object, text: str) -> Iterator[str]:
    if not isinstance(count, dict):
        yield "count must be an object"
    elif "unknown" in count:
        if count["unknown"] not in _WHY_NOT or not set(count) <= {"unknown", "words"}:
            yield f"count: unknown is one of {', '.join(sorted(_WHY_NOT))}, with words or without"
        yield from _wrong_words("count", count.get("words"), text)
    elif set(count) != _KEYS_OF_COUNT:
        yield f"count: {', '.join(sorted(_KEYS_OF_COUNT))}, and nothing else"
    else:
        yield from _wrong_bounds(count)
        yield from _wrong_words("count", count["words"], text)
        if isinstance(count["unit"], list):
            yield from _wrong_words("count: unit", count["unit"], text)


def _wrong_bounds(count: Mapping[str, Any]) -> Iterator[str]:
    least, most = count["least"], count["most"]
    if not all(bound is None or (type(bound) in (int, float) and bound >= 0) for bound in (least, most)):
        yield f"count: least and most are numbers or null, not {least!r} and {most!r}"
    elif least is not None and most is not None and most < least:
        yield f"count: at most {most}, and at least {least}"
    if count["scope"] not in get_args(Scope):
        yield f"count: scope {count['scope']!r} is none of: {', '.join(get_args(Scope))}"


def _wrong_words(key: str, held: object, text: str) -> Iterator[str]:
    if isinstance(held, str):
        if held not in text:
            yield f"{key}: {held!r} is not in the text"
    elif isinstance(held, list):
        whole = len(held) == 2 and all(type(each) is int for each in held)
        if not whole or not 0 <= held[0] < held[1] <= len(text) or not text[held[0] : held[1]].strip():
            yield f"{key}: {held} are no offsets of words in the text"
    elif held is not None:
        yield f"{key}: neither words nor offsets: {held!r}"
