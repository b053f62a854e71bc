"""Names the rules that this version reads by, so that what was read by others can be told and read anew."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_HERE = ("grounding", "language", "languages", "model", "ontology", "ontology.py", "readers")


@cache
def digest() -> str:
    """The first 12 hex digits of the sha256 over all that reading and grounding rest on: our code, tables, ontology.

    Any change counts, also one that changes no claim: a report read once too often costs a moment, one that is not
    read costs what it says.
    """
    found = hashlib.sha256()
    for name in _HERE:
        for path, each in _walk(files("according") / name, name):
            found.update(f"{path}\0".encode())
            found.update(hashlib.sha256(each.read_bytes()).digest())
    return found.hexdigest()[:12]


def _walk(at: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """All files, each with its name from the package on, in order; not those that Python makes."""
    if at.is_file():
        yield name, at
        return
    for each in sorted(at.iterdir(), key=lambda each: each.name):
        if each.name != "__pycache__":
            yield from _walk(each, f"{name}/{each.name}")
