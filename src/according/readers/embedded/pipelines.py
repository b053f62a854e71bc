"""The parsing pipeline of a language: the best that is installed, loaded once, when a report first needs it."""

import functools
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from according.errors import SettingsError

# What no rule of ours asks for: names are found by our own means, and it costs a third of the time.
_UNUSED = ["ner", "senter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """A loaded pipeline. `version` names it, its version and the digest of its files: it is part of each markup's."""

    nlp: Language
    version: str


@functools.cache
def languages() -> Mapping[str, Mapping[str, Any]]:
    """The languages that can be read, by code, with their pipelines."""
    table = resources.files("according.languages") / "languages.toml"
    return tomllib.loads(table.read_text(encoding="utf-8"))


@functools.cache
def language_table(language: str, name: str) -> Mapping[str, Any]:
    """One of the tables of a language's folder."""
    table = resources.files("according.languages") / language / f"{name}.toml"
    return tomllib.loads(table.read_text(encoding="utf-8"))


def installed(language: str) -> str:
    """The best installed pipeline of a language; a `SettingsError` says how to get one."""
    row = languages()[language]
    for name in row["pipelines"]:
        if find_spec(name) is not None:
            return str(name)
    raise SettingsError(f"no pipeline for {row['name']} is installed: {row['install']}")


@functools.cache
def load(language: str, name: str = "") -> Pipeline:
    """Load a pipeline, by name or the best installed; a `SettingsError` if it is not there or cannot be used."""
    chosen = name or installed(language)
    try:
        nlp = spacy.load(chosen, exclude=_UNUSED)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"the pipeline {chosen!r} cannot be loaded: {error}; {languages()[language]['install']}"
        ) from error
    missing = {"parser", "tagger", "lemmatizer"} - set(nlp.pipe_names)
    if missing:
        raise SettingsError(f"the pipeline {chosen!r} has no {', '.join(sorted(missing))}: name another under [read]")
    return Pipeline(nlp=nlp, version=f"{chosen} {nlp.meta['version']} {_digest(nlp)}")


def _digest(nlp: Language) -> str:
    """The first 12 hex digits of the sha256 over a pipeline's files, each with its name, in order."""
    found = hashlib.sha256()
    folder = Path(nlp.path or "")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]
