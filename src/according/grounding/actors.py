"""Who is meant: a registry of states' forces, armed groups, missions, bodies, media and aid organisations.

Facts lie in `actors/*.toml`, all sides in one form; a name that is in none of them stays a name, with no entry.
States' armed forces, police and governments are made out of states.toml and institutions.toml.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from typing import Any, Literal, cast, get_args

from according.model import Actor, Mention, SpeakerKind

_KINDS: frozenset[str] = frozenset(get_args(SpeakerKind))
_TABLES = ("states.toml", "institutions.toml")
_INSTITUTIONS = ("armed-forces", "police", "government")
_ABROAD: dict[str, SpeakerKind] = {"army": "foreign-force", "government": "foreign-government"}
_OF_BODIES = ("army", "government", "police", "media")  # any body may have such: a group has soldiers, a media office
_LONGEST = 300
_MOST_WORDS = 14
_SHORT = 7
_PIECES = re.compile(r"[(),;:]")
_MARKS = re.compile(r"[’'‘ʿʾ`´\"“”.]")
_BLANKS = re.compile(r"[\s\-–‑/]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One actor of the registry. `countries` are where it has been active, by ISO 3166 code."""

    id: str
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    affiliation: str = ""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """An entry under one of its names; a shared name means it only in its own countries."""

    entry: Entry
    is_shared: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry, and whether the phrase is its name ("the Malian army") or only contains it ("army spokesman")."""

    entry: Entry
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of institutions.toml, each folded."""

    fronts: frozenset[str]
    kinds: frozenset[str]
    roles: frozenset[str]
    members: frozenset[str]
    joins: frozenset[str]
    offices: frozenset[str]
    links: tuple[str, ...]
    nouns: Mapping[str, str]
    alone: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Looks actors up by any of their names, and by the words about them."""

    entries: Mapping[str, Entry]
    _names: Mapping[str, tuple[_Named, ...]] = field(repr=False)
    _states: Mapping[str, tuple[str, ...]] = field(repr=False)
    _peoples: Mapping[str, tuple[str, ...]] = field(repr=False)
    _words: _Words = field(repr=False)

    def find(self, name: str, *, countries: Sequence[str] = ()) -> Entry | None:
        """The actor that these words name, or of which they name a part; `None` if none, or more than one, fits.

        `countries` are those that the report speaks of, the likeliest first: they settle "the army" and short names
        that several groups share.
        """
        found = self._read(name, countries, "")
        return found.entry if found else None

    def ground(self, mention: Mention, *, countries: tuple[str, ...]) -> Actor:
        """Who is mentioned: by the name that the report gives, else by the words. Unknown names stay as they are."""
        is_actor = mention.kind == "actor"
        label = mention.label if mention.label in _KINDS else ""
        found = self._read(mention.name, countries, label) if is_actor else None
        by_name = found
        if is_actor and found is None and mention.name != mention.span.words:
            found = self._read(mention.span.words, countries, label)
        kind = _kind_of(found, label, countries)
        return Actor(
            words=mention.span.words,
            at=mention.span.at,
            name=by_name.entry.name if by_name and by_name.is_whole else mention.name,
            kind=cast(SpeakerKind, kind) if kind else "",
            actor=found.entry.id if found else None,
            class_="" if is_actor else mention.label,
            status=mention.status,
        )

    def kind_abroad(self, speaker: Actor, scenes: Sequence[str]) -> SpeakerKind | Literal[""]:
        """The kind of one who speaks, where all that the report tells of happened in these countries."""
        entry = self.entries.get(speaker.actor or "")
        is_state = entry is not None and (speaker.kind == "government" or entry.kind == speaker.kind)
        return _seen(speaker.kind, entry, scenes) if entry is not None and is_state and speaker.kind else speaker.kind

    def _read(self, words: str, countries: Sequence[str], label: str) -> _Found | None:
        """Read a phrase, then its parts about commas and brackets, until one of them names an actor."""
        if len(words) > _LONGEST:
            return None
        for piece in dict.fromkeys((words, *_PIECES.split(words))):
            tokens = piece.split()
            if not 0 < len(tokens) <= _MOST_WORDS:
                continue
            entry = self._whole(tokens, countries, label)
            if entry:
                return _Found(entry, True)
            entry = self._part(tokens, countries, label)
            if entry:
                return _Found(entry, False)
        return None

    def _whole(self, tokens: Sequence[str], countries: Sequence[str], label: str, *, bare: bool = True) -> Entry | None:
        """The actor that all these words name, less what may stand in front."""
        plain = True
        for start in range(len(tokens)):
            rest = tokens[start:]
            named = self._named(rest, countries, label)
            if named:
                return named
            if plain:
                body = self._state_body(rest, countries, bare=bare)
                if body:
                    return body
            front = _fold(tokens[start])
            plain = plain and self._is_front(front)
            is_about = front in self._words.kinds or front in self._words.members or front in self._words.roles
            if not (self._is_front(front) or is_about or tokens[start].lower().endswith(self._words.links)):
                return None
        return None

    def _part(self, tokens: Sequence[str], countries: Sequence[str], label: str) -> Entry | None:
        """The body that somebody belongs to: "JNIM fighters", "army spokesman X", "members of the RSF"."""
        words = self._words
        for length in (3, 2):  # "Defense Secretary Ann Lee"
            office = tokens[:length]
            if _fold(" ".join(office)) in words.offices and (entry := self._named(office, countries, label)):
                return entry
        start = 0
        while start < len(tokens) - 1 and self._is_skipped(tokens[start]):
            start += 1
        for first in range(start + 1):
            for last in range(len(tokens) - 1, first, -1):
                following = _fold(tokens[last])
                is_role = following in words.roles
                if not (is_role or following in words.members):
                    continue
                head = tokens[first:last]
                entry = self._named(head, countries, label)
                if entry is None and is_role and all(self._is_front(_fold(token)) for token in tokens[:first]):
                    entry = self._state_body(head, countries, bare=False)
                if entry:
                    return entry
        for at in range(1, len(tokens) - 1):
            before = _fold(tokens[at - 1])
            if _fold(tokens[at]) in words.joins and (before in words.roles or before in words.members):
                return self._whole(tokens[at + 1 :], countries, label, bare=False)
        return None

    def _is_front(self, folded: str) -> bool:
        return folded in self._words.fronts or folded.replace(",", "").isdigit()

    def _is_skipped(self, token: str) -> bool:
        folded = _fold(token)
        return self._is_front(folded) or folded in self._words.kinds or token.lower().endswith(self._words.links)

    def _named(self, tokens: Sequence[str], countries: Sequence[str], label: str) -> Entry | None:
        """The entry with this name, where there is one, or where country or kind leave one."""
        text = " ".join(tokens)
        held: tuple[_Named, ...] = ()
        for form in (text, _without_possessive(text)):
            held = held or self._names.get(form.replace(".", ""), ()) or self._names.get(_fold(form), ())
        fits = [named for named in held if not named.is_shared or set(named.entry.countries) & set(countries)]
        if len(fits) > 1 and any(named.entry.kind == label for named in fits):
            fits = [named for named in fits if named.entry.kind == label]
        if len(fits) > 1 and all(named.is_shared for named in fits):
            ranks = {named.entry.id: _rank(named.entry, countries) for named in fits}
            best = min(ranks.values())
            fits = [named for named in fits if ranks[named.entry.id] == best]
        return fits[0].entry if len(fits) == 1 else None

    def _state_body(self, tokens: Sequence[str], countries: Sequence[str], *, bare: bool) -> Entry | None:
        """A state's forces, police or government: "Malian troops", "the army of Mali", "the army", "Mali"."""
        text = " ".join(_fold(token) for token in tokens)
        words = self._words
        if text in words.alone or text.removesuffix("s") in words.alone:
            alone = words.alone.get(text) or words.alone[text.removesuffix("s")]
            return self._state_entry(countries[0], alone) if countries else None
        if bare and (code := self._one(self._states.get(_plain(tokens), ()), countries)):
            return self._state_entry(code, "government")
        for cut in range(1, len(tokens)):
            body = self._noun(tokens[cut:])
            owner = tokens[:cut]
            code = body and self._one(self._owners(owner), countries)
            if body and code:
                return self._state_entry(code, body)
        for cut in range(1, len(tokens) - 1):
            if _fold(tokens[cut]) == "of":
                body = self._noun(tokens[:cut])
                land = tokens[cut + 1 :]
                land = land[1:] if len(land) > 1 and _fold(land[0]) == "the" else land
                code = body and self._one(self._states.get(_plain(land), ()), countries)
                return self._state_entry(code, body) if body and code else None
        return None

    def _noun(self, tokens: Sequence[str]) -> str | None:
        """The institution that these words name, with or without one word in front ("regular army")."""
        nouns = self._words.nouns
        text = " ".join(_fold(token) for token in tokens)
        body = nouns.get(text) or nouns.get(text.removesuffix("s"))
        if body is None and len(tokens) > 1 and self._is_front(_fold(tokens[0])):
            return self._noun(tokens[1:])
        return body

    def _owners(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """The states that an adjective or a name can mean: Malian, Mali's, Mali."""
        return self._peoples.get(_plain(tokens)) or self._states.get(_plain(tokens), ())

    def _one(self, codes: Sequence[str], countries: Sequence[str]) -> str | None:
        """The only state of these, or the one that is spoken of ("Congolese")."""
        if len(codes) == 1:
            return codes[0]
        return next((code for code in countries if code in codes), None)

    def _state_entry(self, code: str, body: str) -> Entry | None:
        return self.entries.get(f"{code.lower()}-{body}")


def _rank(entry: Entry, countries: Sequence[str]) -> int:
    return min(at for at, code in enumerate(countries) if code in entry.countries)


def _kind_of(found: _Found | None, label: str, countries: Sequence[str]) -> str:
    """A mention's kind: what its nouns tell, save that a name, or whom somebody speaks for, is known better."""
    if found is None:
        return label
    entry = found.entry
    if label == "government" and entry.kind == "army":  # the ministry of the forces
        return _seen("government", entry, countries)
    is_state = entry.kind in (*_ABROAD, "police")
    if label in ("", entry.kind) or (label in _OF_BODIES and (found.is_whole or not is_state)):
        return _kind(entry, countries)
    return label


def _kind(entry: Entry, countries: Sequence[str]) -> SpeakerKind:
    """An entry's kind, as seen from the countries that the report speaks of."""
    return _seen(entry.kind, entry, countries)


def _seen(kind: SpeakerKind, entry: Entry, countries: Sequence[str]) -> SpeakerKind:
    is_abroad = bool(countries) and bool(entry.countries) and not set(entry.countries) & set(countries)
    return _ABROAD.get(kind, kind) if is_abroad else kind


@functools.lru_cache(maxsize=16_384)
def _fold(text: str) -> str:
    """A name without case, accents, apostrophes, dots and hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _BLANKS.sub(" ", _MARKS.sub("", plain)).strip()


def _without_possessive(text: str) -> str:
    text = text.replace("’", "'")
    return text.removesuffix("'s") if text.endswith("'s") else text.removesuffix("'")


def _plain(tokens: Sequence[str]) -> str:
    """A state's name or adjective as it is looked up; "US" keeps its capitals, for "us" is none."""
    text = _without_possessive(" ".join(tokens))
    bare = text.replace(".", "")
    return bare if _is_short(bare) else _fold(text)


def _is_short(name: str) -> bool:
    """Whether a name is a short form that counts with its capitals only: AP, LeT."""
    return len(name) <= _SHORT and " " not in name and sum(c.isupper() for c in name) > 1


def _key(name: str) -> str:
    bare = name.replace(".", "")
    return bare if _is_short(bare) else _fold(name)


@functools.cache
def open_registry() -> Registry:
    """The registry that comes with According, read once (about 30 ms)."""
    folder = resources.files("according.grounding") / "actors"
    files = {
        file.name: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }
    states, institutions = (files.pop(name) for name in _TABLES)
    entries: dict[str, Entry] = {}
    names: dict[str, list[_Named]] = {}
    for entry, shared in (*_groups(files.values()), *_state_bodies(states, institutions)):
        entries[entry.id] = entry
        short = {_key(name) for name in shared}
        for key in dict.fromkeys(_key(name) for name in (entry.name, *entry.aliases)):
            names.setdefault(key, []).append(_Named(entry, key in short))
    return Registry(
        entries=entries,
        _names={key: tuple(held) for key, held in names.items()},
        _states=_by_name(states["states"], "names"),
        _peoples=_by_name(states["states"], "people"),
        _words=_words(institutions),
    )


def _groups(files: Collection[dict[str, Any]]) -> Iterator[tuple[Entry, list[str]]]:
    """Every entry that a file lists, with the names that it shares."""
    for file in files:
        for name, row in file["actors"].items():
            entry = Entry(
                id=name,
                name=row["name"],
                kind=row.get("kind", file["kind"]),
                aliases=tuple(row.get("aliases", ())),
                affiliation=row.get("affiliation", ""),
                countries=tuple(row.get("countries", ())),
            )
            yield entry, row.get("shared", [])


def _state_bodies(states: dict[str, Any], institutions: dict[str, Any]) -> Iterator[tuple[Entry, list[str]]]:
    """Armed forces, police and government of every state; own names with a star are shared."""
    for code, row in states["states"].items():
        called = row["people"][0] if row["people"] else row["names"][0]
        for body in _INSTITUTIONS:
            own = states[body].get(code, [])
            aliases = tuple(name.rstrip("*") for name in own)
            entry = Entry(
                id=f"{code.lower()}-{body}",
                name=f"{called} {institutions[body]['name']}",
                kind=institutions[body]["kind"],
                countries=(code,),
            )
            shared = [name.rstrip("*") for name in own if name.endswith("*")]
            yield replace(entry, aliases=aliases), shared


def _by_name(states: Mapping[str, Any], column: str) -> dict[str, tuple[str, ...]]:
    """Name or adjective -> the states that it can mean."""
    found: dict[str, tuple[str, ...]] = {}
    for code, row in states.items():
        for name in row[column]:
            found[_key(name)] = tuple(dict.fromkeys((*found.get(_key(name), ()), code)))
    return found


def _words(institutions: dict[str, Any]) -> _Words:
    lists = institutions["words"]
    folded = {name: frozenset(_fold(word) for word in lists[name]) for name in lists if name != "links"}
    nouns = {_fold(noun): body for body in reversed(_INSTITUTIONS) for noun in institutions[body]["nouns"]}
    alone = {_fold(noun): body for body in reversed(_INSTITUTIONS) for noun in institutions[body]["alone"]}
    return _Words(**folded, links=tuple(lists["links"]), nouns=nouns, alone=alone)
