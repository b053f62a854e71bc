"""What a language is called."""

from babel import Locale, UnknownLocaleError


def name_language(code: str) -> str:
    """The English name of an ISO 639 code; the code itself if it has none.

    >>> name_language("fr"), name_language("qq")
    ('French', 'qq')
    """
    try:
        return Locale.parse(code).english_name or code
    except (UnknownLocaleError, ValueError):
        return code
