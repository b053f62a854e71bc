"""What a mention's words ask of the gazetteer: which name, what kind of place, near it or a part of it."""

import re
import tomllib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from text_to_num import text2num

from according.grounding.name_keys import normalize_name
from according.model import Mention, Report

AreaKind = Literal["", "province", "district", "town", "site"]

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ‘.\-‐‑–][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_BEFORE, _AFTER = 70, 60
_WITHIN = re.compile(
    r"^(?:,| ?\(| in\b)\s*"
    r"(?:(?:in|the|a|city|town|village|capital|of|northern|southern|eastern|western|central) ){0,6}"
    r"([^\W\d_][^,.;:()\n]{1,40})"
)
_BORDER = re.compile(r"\bborders?\b", re.IGNORECASE)
_BORDER_TOWN = re.compile(r"\bborder[ -](?:city|crossing|post|town|village)s? of\b", re.IGNORECASE)
_BORDER_WITH = re.compile(r"\bborder (?:with|of|between)(?: the)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The word lists of places.toml."""

    province: frozenset[str]
    district: frozenset[str]
    town: frozenset[str]
    site: frozenset[str]
    whole: frozenset[str]
    articles: tuple[str, ...]
    joints: frozenset[str]
    small: frozenset[str]
    pieces: frozenset[str]
    qualities: frozenset[str]
    quarters: frozenset[str]
    near: tuple[str, ...]
    near_km: float
    units: Mapping[str, float]
    parts: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: names in the order to try them, what kind of place, how near, which part, within what.

    `near_km` is 0 where the words mean the place itself; `part` is one of `part_of` alone, where that is given
    ("North Kivu" is a name; if none has it, it is the north of Kivu); `border` holds the words that tell whose it is;
    `body`: it is written as an organisation is ("the ELN").
    """

    names: tuple[str, ...]
    kind: AreaKind = ""
    near_km: float = 0.0
    part: str = ""
    part_of: str = ""
    within: tuple[str, ...] = ()
    border: str = ""
    body: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words with capitals that stand together: a name, from `start` to `end` in the words."""

    tokens: tuple[str, ...]
    start: int
    end: int


@cache
def place_words() -> Words:
    """Read places.toml, once."""
    table = tomllib.loads(files("according.grounding").joinpath("places.toml").read_text(encoding="utf-8"))
    near = table["near"]
    return Words(
        province=frozenset(table["province_words"]),
        district=frozenset(table["district_words"]),
        town=frozenset(table["town_words"]),
        site=frozenset(table["site_words"]),
        whole=frozenset(table["whole_words"]),
        articles=tuple(table["articles"]),
        joints=frozenset(table["joints"]),
        small=frozenset(table["small"]),
        pieces=frozenset(table["pieces"]),
        qualities=frozenset(table["qualities"]),
        quarters=frozenset(table["quarters"]),
        near=tuple(sorted(near["words"], key=len, reverse=True)),
        near_km=float(near["radius_km"]),
        units=near["units"],
        parts={name: (share[0], share[1]) for name, share in table["parts"].items()},
    )


def ask(report: Report, mention: Mention, people: Container[str]) -> Asked:
    """Read what a mention asks, out of its own words and those just before and after it in the report.

    `people` are folded words for people ("malian"): "the Lebanese city of Tripoli" asks for a Tripoli within Lebanon.
    """
    start, end = mention.span.at
    before = re.split(r"[.!?]\s|\n", report.text[max(0, start - _BEFORE) : start])[-1]
    after = report.text[end : end + _AFTER].split("\n")[0]
    words = mention.span.words
    runs = _runs(words)
    if not runs:
        return Asked(names=_name_alone(mention))
    border = _border(words, before, after)
    of_people = [run for run in runs if normalize_name(" ".join(run.tokens)) in people]
    if of_people and len(of_people) < len(runs):
        runs = [run for run in runs if run not in of_people]
    else:
        of_people = []
    asked = _ask_run(words, runs, before, after)
    further = tuple(name for name in _name_alone(mention) if name not in asked.names)
    return Asked(
        names=asked.names + further,
        kind=asked.kind,
        near_km=asked.near_km,
        part=asked.part,
        part_of=asked.part_of,
        within=(*asked.within, *(" ".join(run.tokens) for run in of_people)),
        border=border,
        body=not asked.kind and _is_body(runs[0], before + words[: runs[0].start]),
    )


def runs_of(words: str) -> list[tuple[int, int, str]]:
    """The names in words: from where to where each stands, and its words."""
    return [(run.start, run.end, " ".join(run.tokens)) for run in _runs(words)]


def distance_told(lead: str) -> tuple[float, str]:
    """How far from the name behind them words put a thing, in km, and in which direction; 0 where they do not."""
    km, part = _lead(lead)
    words = lead.split()
    direction = next((word for word in reversed(words[-4:]) if word in place_words().parts), part)
    return (km, direction) if km else (0.0, "")


def tokens_of(words: str) -> list[re.Match[str]]:
    """The words of a text, with hyphens and apostrophes inside them."""
    return list(_TOKEN.finditer(words))


def is_name_like(token: str) -> bool:
    """Tell a word that may be part of a name: a capital after no, or any, hyphen, or a letter of a script without."""
    if token.islower() and token.isascii():
        return False
    return any(
        part[:1].isupper() or (part[:1].isalpha() and not part.islower()) for part in re.split(r"[-'’‐‑–]", token)
    )


def bare(token: str) -> str:
    """The word without its possessive ending."""
    return _POSSESSIVE.sub("", token)


def _name_alone(mention: Mention) -> tuple[str, ...]:
    """The name that the report itself gives to the same thing, where it is more than a description."""
    if mention.name == mention.span.words:
        return ()
    return tuple(" ".join(run.tokens) for run in _runs(mention.name))


def _runs(words: str) -> list[_Run]:
    """Cut words into runs of names, with the small words that join them ("Dar es Salaam")."""
    found: list[list[re.Match[str]]] = []
    joined: list[re.Match[str]] = []
    last_end = -1
    lists, shouted = place_words(), words.isupper()
    for token in tokens_of(words):
        text = token.group()
        if shouted and text.casefold() in lists.small | lists.joints:
            text = text.casefold()
        touching = last_end >= 0 and not words[last_end : token.start()].strip()
        if is_name_like(text):
            if found and touching and not found[-1][-1].group().endswith(("'s", "’s")):
                found[-1] += [*joined, token]
            else:
                found.append([token])
            joined = []
        elif found and touching and text in lists.joints and len(joined) < 2:
            joined.append(token)
        else:
            joined, last_end = [], -1
            continue
        last_end = token.end()
    runs = [
        _Run(tokens=tuple(bare(token.group()) for token in run), start=run[0].start(), end=run[-1].end())
        for run in found
    ]
    return [run for run in runs if not _is_bare_kind(run)]


def _is_bare_kind(run: _Run) -> bool:
    """Tell "the Capital" and "the North", which name nothing."""
    word = run.tokens[0].casefold()
    return len(run.tokens) == 1 and (bool(_kind_of(word)) or word in place_words().parts)


def _ask_run(words: str, runs: Sequence[_Run], before: str, after: str) -> Asked:
    """Read what the words around the first run tell; the further runs are names to try, and where it may lie."""
    first = runs[0]
    lead = (before + words[: first.start])[-2 * _BEFORE :].casefold()
    tail = (words[first.end :] + after).casefold()
    following = [token.group() for token in tokens_of(tail)][:1] if not tail[:1].strip(" -") else []
    names, kind, part = _names(first, following)
    kind = kind or _kind_before(lead)
    near_km, lead_part = _lead(lead)
    if kind == "site" and not near_km:
        near_km = 10.0
    within = [" ".join(run.tokens) for run in runs[1:]]
    named = _WITHIN.match(words[first.end :] + after)
    if named is not None:
        within += [" ".join(run.tokens) for run in _runs(named.group(1))[:1]]
    return Asked(
        names=(*names, *(" ".join(run.tokens) for run in runs[1:])),
        kind=kind,
        near_km=near_km,
        part=part or lead_part,
        part_of=names[-1] if part else "",
        within=tuple(dict.fromkeys(within)),
    )


def _names(run: _Run, following: Sequence[str]) -> tuple[tuple[str, ...], AreaKind, str]:
    """The run's names, longest first: whole, then without the words for a kind of place, then without a direction."""
    lists = place_words()
    tokens = [token for token in run.tokens if token not in ("The", "the")] or list(run.tokens)
    kind = _kind_of(following[0]) if following else ""
    folded = [token.casefold() for token in tokens]
    if lists.whole & set(folded) or (following and following[0] in lists.whole):
        whole = tokens if lists.whole & set(folded) else [*tokens, following[0]]
        return (" ".join(whole),), "", ""
    names = [" ".join(tokens)]
    while len(tokens) > 1 and _kind_of(tokens[-1].casefold()):
        last = tokens.pop()
        kind = kind or _kind_of(last.casefold())
        names.append(" ".join(tokens))
    at = next((n for n, token in enumerate(tokens) if token.casefold() == "of"), 0)
    if 0 < at < len(tokens) - 1 and (
        _kind_of(folded[at - 1]) or folded[at - 1] in lists.quarters
    ):  # "City of", "Old City of"
        kind = kind or _kind_of(tokens[at - 1].casefold())
        own = [token for token in tokens[: at - 1] if token.casefold() not in lists.qualities]
        names += [" ".join(own)] if own else []  # "Tarnek District of Orland"
        tokens = tokens[at + 1 :]
        names.append(" ".join(tokens))
    part = ""
    if len(tokens) > 1 and tokens[0].casefold() in lists.parts:
        part = tokens[0].casefold()
        names.append(" ".join(tokens[1:]))
    return tuple(names), kind, part


def is_kind(word: str) -> bool:
    """Tell a word for a kind of place: "city", "province"."""
    return bool(_kind_of(word))


def _kind_of(word: str) -> AreaKind:
    lists = place_words()
    kinds: tuple[tuple[AreaKind, frozenset[str]], ...] = (
        ("province", lists.province),
        ("district", lists.district),
        ("town", lists.town),
        ("site", lists.site),
    )
    return next((kind for kind, words in kinds if word in words), "")


def _kind_before(lead: str) -> AreaKind:
    """The kind that the words before a name tell: "the northern city of", "the province of"."""
    words = lead.split()
    if words and words[-1] == "the":
        words.pop()
    if words and words[-1] in ("of", "in", "at") and len(words) > 1:
        return _kind_of(words[-2]) if words[-1] == "of" and words[-2] not in place_words().pieces else ""
    return _kind_of(words[-1]) if words and words[-1] in ("city", "town", "village", "province", "district") else ""


def _lead(lead: str) -> tuple[float, str]:
    """How near, in km (0: at it), and which part, as the words before a name tell."""
    lists = place_words()
    words = lead.split()
    while words:
        text = " ".join(words)
        the_part = len(words) > 2 and words[-1] == "of" and words[-2] in lists.parts and words[-3] == "the"
        if the_part and not _distance_km(" ".join(words[:-3])):
            return 0.0, words[-2]
        for phrase in lists.near:
            if text == phrase or text.endswith(" " + phrase):
                direction = phrase.removesuffix(" of")
                told_km = _distance_km(text.removesuffix(phrase))
                return told_km or lists.near_km, direction if direction in lists.parts and not told_km else ""
        if words[-1] == "from" and _distance_km(text.removesuffix("from")):
            return _distance_km(text.removesuffix("from")), ""
        if words[-1] in lists.parts:
            return 0.0, words[-1]
        if words[-1] in ("the", "of", "far") or _kind_of(words[-1]):
            if words[-1] != "the" and len(words) > 1 and words[-2] in lists.parts and words[-1] != "of":
                words.pop()  # "the northern city of": a city in the north, no part of the city
            words.pop()
        else:
            break
    return 0.0, ""


def _distance_km(lead: str) -> float:
    """The distance that words end with ("some 30 km", "fifty miles to the"), in km; 0 where they name none."""
    lists = place_words()
    words = re.sub(r"(\d)[ \-]?(k?m|miles?)\b", r"\1 \2", lead).replace("-", " ").split()
    while words and words[-1] in ("to", "the", "away", "about", *lists.parts):
        words.pop()
    if len(words) < 2 or words[-1] not in lists.units:
        return 0.0
    number = words[-2].replace(",", ".")
    try:
        value = float(number)
    except ValueError:
        try:
            value = float(text2num(number, "en"))
        except ValueError:
            return 0.0
    return min(value * lists.units[words[-1]], 1000.0) if value > 0 else 0.0


def _is_body(run: _Run, lead: str) -> bool:
    """Tell a few capitals behind an article, in a sentence that is not all in capitals."""
    behind = lead.split()[-1:] in (["the"], ["The"])
    return behind and len(run.tokens) == 1 and run.tokens[0].isalpha() and run.tokens[0].isupper()


def _border(words: str, before: str, after: str) -> str:
    """The words that tell whose border is meant, or "" where it is none."""
    if _BORDER_WITH.search(before):
        return f"{before[-40:]}{words}"
    if _BORDER.search(words):
        if "," in words.split("border")[0] or _BORDER_TOWN.search(words):
            return ""
        return words + after[:40] if re.match(r" with\b", after) else words
    if re.match(r"(?:['’]s)?(?: [a-z]+)? border\b", after):
        return words
    return ""


def key_of(asked: Asked) -> tuple[object, ...]:
    """What makes two askings one within a report."""
    return (
        tuple(normalize_name(name) for name in asked.names),
        asked.kind,
        asked.part,
        asked.within,
        asked.border,
        asked.body,
    )
