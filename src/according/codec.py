"""The model to JSON and back, strictly. The only file that imports msgspec.

Keys are the fields' names (a trailing underscore is dropped). Two things make the JSON contract readable: an `Unknown`
carries its reason under the key `unknown`, which also tells it from the value it stands for, and a field that is empty
by default ("", false or an empty list) is left out, save of a claim and of an actor, whose keys are always all there.
Decoding refuses unknown keys, missing keys and wrong kinds of value, and says where.
"""

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from according import model
from according.errors import ReportError

T = TypeVar("T")
_Reading = Callable[[Any], Any]

_WHOLE = (model.Claim, model.Actor)  # whoever reads a claim asks for no key in vain
_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false", NoneType: "null"}
MOST_TOLD = 120  # characters of a fault in hostile input that an error repeats


def encode(value: object) -> str:
    """Write a model value as one line of JSON, keys in the order of its fields.

    A `ReportError` where JSON has no words for it: a number that is none, or half a character (a lone surrogate).

    >>> encode(model.Unknown(why="not_stated"))
    '{"unknown":"not_stated"}'
    """
    try:
        return msgspec.json.encode(to_plain(value)).decode()
    except UnicodeEncodeError as error:
        raise ReportError(f"cannot be written as JSON: half a character at offset {error.start} of a text") from error


def decode(kind: type[T], text: str | bytes) -> T:
    """Read a model value of this kind back from JSON; a `ReportError` says where it is not one.

    >>> decode(model.Unknown, '{"unknown":"unclear","words":"still unclear"}').words
    'still unclear'
    """
    return from_plain(kind, parse(text))


def parse(text: str | bytes) -> Any:  # noqa: ANN401 (JSON is any)
    """Read JSON as plain Python values; a `ReportError` says at which byte it breaks."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ReportError(f"not JSON: {error}") from error
    except RecursionError as error:
        raise ReportError("JSON that is nested too deep") from error


def from_plain(kind: type[T], plain: object) -> T:
    """Build a model value of this kind out of dicts and lists, strictly; a `ReportError` says where it is not one."""
    try:
        built: T = _reading(cast("Hashable", kind))(plain)
    except _BentError:  # the slow way says where, and in what words
        built = _build(kind, plain, kind.__name__)
    return built


def to_plain(value: object) -> object:
    """Turn a model value into dicts, lists and scalars that JSON can hold."""
    if type(value) in _SCALARS and type(value) is not float:
        return value
    if isinstance(value, (list, tuple)):
        return [to_plain(held) for held in value]
    if isinstance(value, Mapping):
        return {key: to_plain(held) for key, held in value.items()}
    if isinstance(value, float) and not isfinite(value):
        raise ReportError(f"cannot be written as JSON: {value} is no number")
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    plain = {}
    for name, key, is_left_out in _written(type(value)):
        held = getattr(value, name)
        if is_left_out is None or not is_left_out(held):
            plain[key] = held if type(held) is str else to_plain(held)
    return plain


@cache
def _written(kind: type) -> tuple[tuple[str, str, Callable[[object], bool] | None], ...]:
    """Of each field its name, its key, and which of its values are left out, if any is."""
    return tuple((item.name, _keys(kind)[item.name], _left_out(kind, item)) for item in dataclasses.fields(kind))


def schema_of(kind: type) -> dict[str, object]:
    """A JSON Schema (draft 2020-12) of what `encode` writes for a model type; more keys may be added later."""
    found: dict[str, dict[str, object]] = {}
    top = _schema(kind, found)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.__name__}
    return {**head, **top, "$defs": dict(sorted(found.items()))}


def _schema(kind: Any, found: dict[str, dict[str, object]]) -> dict[str, object]:  # noqa: ANN401 (a type)
    """The schema of one type; that of a dataclass stands among those found, and is referred to."""
    origin, within = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(each, found) for each in within]}
    if origin is Literal:
        return {"enum": list(within)}
    if origin is tuple and within[1:] == (...,):
        return {"type": "array", "items": _schema(within[0], found)}
    if origin is tuple:
        size = len(within)
        items = [_schema(each, found) for each in within]
        return {"type": "array", "prefixItems": items, "minItems": size, "maxItems": size}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(within[1], found)}
    if not dataclasses.is_dataclass(kind):
        return dict(_SCALARS[kind])
    name = kind.__name__ if isinstance(kind, type) else str(kind)
    if name not in found and isinstance(kind, type):
        found[name] = {}
        hints, keys = _hints(kind), _keys(kind)
        parts = dataclasses.fields(kind)
        found[name] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split("\n\n")[0].split()),
            "properties": {keys[item.name]: _schema(hints[item.name], found) for item in parts},
            "required": [keys[item.name] for item in parts if not _may_be_left_out(kind, item)],
        }
    return {"$ref": f"#/$defs/{name}"}


_SCALARS: Mapping[Any, Mapping[str, object]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    bytes: {"type": "string", "contentEncoding": "base64"},
}


def _may_be_left_out(kind: type, item: dataclasses.Field[Any]) -> bool:
    if issubclass(kind, _WHOLE) or not item.init:
        return False
    if item.default_factory is not dataclasses.MISSING:
        return True
    if item.default is dataclasses.MISSING:
        return False
    return (
        issubclass(kind, model.Unknown) or item.name == "at" or item.default is False or item.default in ("", b"", ())
    )


def _left_out(kind: type, item: dataclasses.Field[Any]) -> Callable[[object], bool] | None:
    default = item.default
    if issubclass(kind, _WHOLE):
        return None
    if item.default_factory is not dataclasses.MISSING:
        return lambda held: not held
    if default is dataclasses.MISSING:
        return None
    if issubclass(kind, model.Unknown) or item.name == "at" or default is False or default in ("", b"", ()):
        return lambda held: held == default
    return None


@cache
def _keys(kind: type) -> dict[str, str]:
    """Name of a field -> its key."""
    names = {item.name: item.name.removesuffix("_") for item in dataclasses.fields(kind)}
    if kind is model.Unknown:
        names["why"] = "unknown"
    return names


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


class _BentError(Exception):
    """A plain value is not of the kind that it should be; where, the walk through it tells."""


@cache
def _reading(kind: Any) -> _Reading:  # noqa: ANN401 (a type)
    """How plain values become values of a kind, worked out once a kind; what is none of it is `_BentError`."""
    origin, within = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _reading_union(within)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _reading_dataclass(kind)
    if origin is tuple:
        return _reading_tuple(within)
    if origin is Mapping:
        each = _reading(within[1])
        return lambda plain: {key: each(held) for key, held in _demand(dict, plain).items()}
    if origin is Literal:
        return _reading_literal(frozenset(within))
    return _reading_scalar(kind)


def _demand(kind: type, plain: Any) -> Any:  # noqa: ANN401 (a value of any kind)
    if type(plain) is not kind:
        raise _BentError
    return plain


def _reading_scalar(kind: Any) -> _Reading:  # noqa: ANN401 (a type)
    def read(plain: Any) -> Any:  # noqa: ANN401 (a value of any kind)
        if type(plain) is kind:
            return plain
        try:
            return msgspec.convert(plain, kind, strict=True)
        except msgspec.ValidationError as error:
            raise _BentError from error

    return read


def _reading_literal(values: frozenset[Any]) -> _Reading:
    def read(plain: Any) -> Any:  # noqa: ANN401 (a value of any kind)
        if type(plain) is str and plain in values:
            return plain
        raise _BentError

    return read


def _reading_tuple(kinds: tuple[Any, ...]) -> _Reading:
    if kinds[1:] == (...,):
        each = _reading(kinds[0])

        def read_all(plain: Any) -> Any:  # noqa: ANN401 (a value of any kind)
            return tuple([each(held) for held in _demand(list, plain)])

        return read_all
    parts = tuple(map(_reading, kinds))

    def read(plain: Any) -> Any:  # noqa: ANN401 (a value of any kind)
        if type(plain) is not list or len(plain) != len(parts):
            raise _BentError
        return tuple([part(held) for part, held in zip(parts, plain, strict=True)])

    return read


def _reading_dataclass(kind: type) -> _Reading:
    names, hints = _keys(kind), _hints(kind)
    parts = tuple(
        (item.name, names[item.name], _reading(hints[item.name]), item.default is item.default_factory)
        for item in dataclasses.fields(kind) if item.init
    )  # fmt: skip
    made_up = tuple(item.name for item in dataclasses.fields(kind) if not item.init)

    def read(plain: Any) -> Any:  # noqa: ANN401 (a value of any kind)
        if type(plain) is not dict:
            raise _BentError
        given = {}
        for name, key, part, is_needed in parts:
            if key in plain:
                given[name] = part(plain[key])
            elif is_needed:
                raise _BentError
        if len(given) + sum(name in plain for name in made_up) != len(plain):
            raise _BentError
        try:
            built = kind(**given)
        except ValueError as error:
            raise _BentError from error
        if any(name in plain and plain[name] != getattr(built, name) for name in made_up):
            raise _BentError
        return built

    return read


def _reading_union(kinds: tuple[Any, ...]) -> _Reading:
    """A union is told apart by the keys of its members; of values that are no object, at most one kind is simple."""
    members = {kind: _reading(kind) for kind in kinds if dataclasses.is_dataclass(kind) and isinstance(kind, type)}
    unknown = members.pop(model.Unknown, None)
    others = tuple(members.items())
    simple = tuple(kind for kind in kinds if not dataclasses.is_dataclass(kind) and kind is not NoneType)
    literals = tuple(value for kind in simple if get_origin(kind) is Literal for value in get_args(kind))
    single = _reading(Literal[literals] if literals else simple[0]) if simple else None

    def read(plain: Any) -> Any:  # noqa: ANN401 (a value of any kind)
        if type(plain) is dict:
            if "unknown" in plain:
                fits = [unknown]
            elif len(others) == 1:
                fits = [others[0][1]]
            else:
                fits = [each for kind, each in others if _fits(kind, plain)]
            chosen = fits[0] if len(fits) == 1 else None
        else:
            if plain is None and NoneType in kinds:
                return None
            chosen = single
        if chosen is None:
            raise _BentError
        return chosen(plain)

    return read


def _build(kind: Any, plain: object, at: str) -> Any:  # noqa: ANN401 (a value of any kind)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _build(_member(get_args(kind), plain, at), plain, at)
    if dataclasses.is_dataclass(kind):
        return _build_dataclass(kind, plain, at)
    if origin is tuple:
        return _build_tuple(get_args(kind), plain, at)
    if origin is Mapping:
        if not isinstance(plain, dict):
            raise ReportError(f"{at}: expected an object, found {_named(plain)}")
        return {key: _build(get_args(kind)[1], held, f"{at}.{key}") for key, held in plain.items()}
    try:
        return msgspec.convert(plain, kind, strict=True)
    except msgspec.ValidationError as error:
        raise ReportError(f"{at}: {error}") from error


def _build_tuple(kinds: tuple[Any, ...], plain: object, at: str) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise ReportError(f"{at}: expected a list, found {_named(plain)}")
    each = kinds[:1] * len(plain) if kinds[1:] == (...,) else kinds
    if len(each) != len(plain):
        raise ReportError(f"{at}: expected {len(each)} values, found {len(plain)}")
    return tuple(_build(kind, held, f"{at}[{n}]") for n, (kind, held) in enumerate(zip(each, plain, strict=True)))


def _build_dataclass(kind: Any, plain: object, at: str) -> Any:  # noqa: ANN401 (a value of any kind)
    if not isinstance(plain, dict):
        raise ReportError(f"{at}: expected an object, found {_named(plain)}")
    names, hints = _keys(kind), _hints(kind)
    strange = plain.keys() - names.values()
    if strange:
        raise ReportError(f"{at}: no such field: {_short(', '.join(sorted(map(str, strange))))}")
    made = {}
    for item in dataclasses.fields(kind):
        key = names[item.name]
        if key in plain and item.init:
            made[item.name] = _build(hints[item.name], plain[key], f"{at}.{key}")
        elif item.init and item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING:
            raise ReportError(f"{at}: the field {key} is missing")
    try:
        built = kind(**made)
    except ValueError as error:
        raise ReportError(f"{at}: {_short(str(error))}") from error
    for item in dataclasses.fields(kind):
        if not item.init and item.name in plain and plain[item.name] != getattr(built, item.name):
            raise ReportError(f"{at}: the {item.name} {_short(str(plain[item.name]))} does not belong to what it names")
    return built


def _member(kinds: tuple[Any, ...], plain: object, at: str) -> Any:  # noqa: ANN401 (a type)
    """Choose the one kind of a union that this plain value can be."""
    if not isinstance(plain, dict):
        if plain is None and NoneType in kinds:
            return NoneType
        simple = tuple(kind for kind in kinds if not dataclasses.is_dataclass(kind) and kind is not NoneType)
        if not simple:
            raise ReportError(f"{at}: expected an object, found {_named(plain)}")
        literals = tuple(value for kind in simple if get_origin(kind) is Literal for value in get_args(kind))
        return Literal[literals] if literals else simple[0]
    fits = [kind for kind in kinds if dataclasses.is_dataclass(kind) and _fits(kind, plain)]
    if len(fits) != 1:
        named = ", ".join(getattr(kind, "__name__", str(kind)) for kind in kinds)
        raise ReportError(f"{at}: expected one of {named}; these keys fit {len(fits)} of them")
    return fits[0]


def _fits(kind: Any, plain: dict[str, Any]) -> bool:  # noqa: ANN401 (a type)
    if "unknown" in plain or kind is model.Unknown:
        return kind is model.Unknown and "unknown" in plain
    needed = {
        _keys(kind)[item.name]
        for item in dataclasses.fields(kind)
        if item.init and item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
    }
    return needed <= plain.keys() <= set(_keys(kind).values())


def _named(plain: object) -> str:
    return _KINDS.get(type(plain), "a number")


def _short(words: str) -> str:
    return words if len(words) <= MOST_TOLD else words[:MOST_TOLD] + "..."
