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
from according.web.filters import write_query


@cache
def style() -> bytes:
    """The style sheet."""
    return (resources.files("according.web") / "static" / "style.css").read_bytes()


def tell_country(code: str) -> str:
    """A country's name; its code where it has none."""
    return str(Locale("en").territories.get(code, code))


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
        "field": tell_field,
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
