"""Makes pages out of templates: everything that is put in is escaped, and a name that there is not is an error."""

import hashlib
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined

from according.exports.text import CREDIT
from according.exports.wording import clean, tell_count, tell_number, tell_period, tell_place, tell_places, tell_type
from according.joining.accounts import voice_of
from according.model import Count
from according.web.comparing import side_of, tell_field
from according.web.filters import read_box, write_query
from according.web.standing import tell_done


@cache
def style() -> bytes:
    """The style sheet."""
    return (resources.files("according.web") / "static" / "style.css").read_bytes()


@cache
def icon() -> bytes:
    """The picture by which a browser knows the pages."""
    return (resources.files("according.web") / "static" / "icon.svg").read_bytes()


def tell_country(code: str) -> str:
    """A country's name; its code where it has none."""
    return str(Locale("en").territories.get(code, code))


def tell_middle(box: str) -> str:
    """Where the middle of a stretch of the map lies, in whole degrees.

    >>> tell_middle("-12,10,-11.0001,10.9999")
    '10.5° N, 11.5° W'
    """
    west, south, east, north = read_box(box) or (0.0, 0.0, 0.0, 0.0)
    lat, lon = round((south + north) / 2, 1), round((west + east) / 2, 1)
    return f"{abs(lat):g}° {'N' if lat >= 0 else 'S'}, {abs(lon):g}° {'E' if lon >= 0 else 'W'}"


@cache
def environment() -> Environment:
    """The templates, with the words that all of them use."""
    made = Environment(
        loader=PackageLoader("according.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "clean": clean,
        "period": tell_period,
        "place": tell_place,
        "places": tell_places,
        "kind": tell_type,
        "side": side_of,
        "voice": lambda claim: clean(voice_of(claim)),
        "amount": lambda claim: tell_count(claim.count) if isinstance(claim.count, Count) else "",
        "done": tell_done,
        "field": tell_field,
        "country": lambda code: tell_country(code) if code else "",
        "middle": tell_middle,
        "names": lambda codes: {code: tell_country(code) for code in codes},
    }
    made.globals |= {
        "credit": CREDIT,
        "number": tell_number,
        "query": write_query,
        "version": hashlib.sha256(style()).hexdigest()[:12],
    }
    return made


def render(template: str, **values: Any) -> bytes:  # noqa: ANN401 (whatever the template shows)
    """The page that a template makes of these values."""
    page: str = environment().get_template(template).render(**values)
    # Half a character cannot be sent; what a text holds of it is shown as a question mark.
    return page.encode("utf-8", "replace")
