"""according.toml, read once and passed on by hand.

The file lies in the working folder, or where ACCORDING_SETTINGS says; ACCORDING_STORE overrides the store's address.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TypeVar, get_type_hints

import platformdirs

from according.errors import SettingsError

FILE_NAME = "according.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """Where what is kept is kept. The address is written as SQLAlchemy writes it."""

    address: str = "sqlite:///according.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """Which reader reads, how long a report it may be given, in characters, and whether it may leave some unread.

    With `gate`, a report whose words tell that it holds no claim is left before it is parsed. `pipeline` names the
    spaCy pipeline that it parses with; empty is the best one that is installed.
    """

    reader: str = "embedded"
    pipeline: str = ""
    gate: bool = True
    most_characters: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """The limits of reading files and web addresses: megabytes, seconds for a whole answer, redirects.

    `private_addresses` lets According fetch from loopback, private and link-local addresses, which it else refuses.
    """

    most_mb: int = 100
    timeout_s: int = 30
    redirects: int = 5
    private_addresses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSettings:
    """Whether the villages that come with the package are looked up; a country's are indexed when it is named."""

    villages: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSettings:
    """Who decides; without a name, whoever is logged in."""

    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, one table of according.toml each, and the folder for what can be built again."""

    store: StoreSettings = field(default_factory=StoreSettings)
    read: ReadSettings = field(default_factory=ReadSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    places: PlaceSettings = field(default_factory=PlaceSettings)
    decisions: DecisionSettings = field(default_factory=DecisionSettings)
    cache: Path = field(default_factory=lambda: Path(platformdirs.user_cache_dir("according")))


_NAMES = {int: "a whole number", str: "a text", bool: "true or false"}
T = TypeVar("T", StoreSettings, ReadSettings, FetchSettings, PlaceSettings, DecisionSettings)


def load(environment: Mapping[str, str], folder: Path) -> Settings:
    """Read the settings of a working folder; all faults are told at once, in one `SettingsError`."""
    named = environment.get("ACCORDING_SETTINGS", "")
    path = Path(named) if named else folder / FILE_NAME
    if not path.is_file():
        if named:
            raise SettingsError(f"{path}: no such settings file; mend ACCORDING_SETTINGS or unset it")
        tables: dict[str, object] = {}
    else:
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise SettingsError(f"{path}: not a TOML file: {error}") from error
    faults: list[str] = []
    store = _table(StoreSettings, "store", tables.pop("store", {}), faults)
    read = _table(ReadSettings, "read", tables.pop("read", {}), faults)
    fetch = _table(FetchSettings, "fetch", tables.pop("fetch", {}), faults)
    places = _table(PlaceSettings, "places", tables.pop("places", {}), faults)
    decisions = _table(DecisionSettings, "decisions", tables.pop("decisions", {}), faults)
    faults += [f"there is no table [{name}]; there are: store, read, fetch, places, decisions" for name in tables]
    if faults:
        raise SettingsError(f"{path} cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))
    if environment.get("ACCORDING_STORE"):
        store = StoreSettings(address=environment["ACCORDING_STORE"])
    return Settings(store=store, read=read, fetch=fetch, places=places, decisions=decisions)


def _table(kind: type[T], name: str, given: object, faults: list[str]) -> T:
    """Build one table, adding what is wrong with it to the faults."""
    if not isinstance(given, dict):
        faults.append(f"{name} must be a table: [{name}]")
        return kind()
    hints = get_type_hints(kind)
    for key, value in list(given.items()):
        wanted = hints.get(key)
        if wanted is None:
            faults.append(f"[{name}] has no {key!r}; it has: {', '.join(item.name for item in fields(kind))}")
        elif type(value) is not wanted:
            faults.append(f"[{name}] {key} must be {_NAMES[wanted]}, not {value!r}")
        elif wanted is int and value <= 0:
            faults.append(f"[{name}] {key} must be above 0, not {value}")
        else:
            continue
        del given[key]
    return kind(**given)
