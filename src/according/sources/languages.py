"""Tells in which language a text is."""

import functools
import re
import tomllib
from importlib import resources
from tempfile import gettempdir

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from according.errors import SettingsError

_ENOUGH = 40  # letters; below this, English headlines came out as Breton, Kabyle and Nigerian Pidgin
_LOOKED_AT = 20_000  # characters: more do not change the answer, and cost
_SURE = 0.5
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORDS, _PLAIN_SHARE, _PLAIN_KINDS = 12, 0.16, 3  # a text half of another language has not so large a share


def tell_language(text: str) -> str:
    """The ISO 639 code of a text's language by py3langid (Lui & Baldwin 2012), or "" where it is too short to tell.

    What is plainly English, by its most frequent words, is so without the model.
    """
    looked_at = text[:_LOOKED_AT]
    if sum(map(str.isalpha, looked_at)) < _ENOUGH:
        return ""
    if _is_plainly_english(looked_at):
        return "en"
    language, sure = _identifier().classify(looked_at)
    return str(language) if sure >= _SURE else ""


def _is_plainly_english(text: str) -> bool:
    words = _WORD.findall(text.lower())
    found = [word for word in words if word in _english()]
    return len(words) >= _PLAIN_WORDS and len(found) >= _PLAIN_SHARE * len(words) and len(set(found)) >= _PLAIN_KINDS


@functools.cache
def _english() -> frozenset[str]:
    """Words that no other language writes so."""
    text = (resources.files("according.sources") / "languages.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["english"]["words"])


@functools.cache
def _identifier() -> LanguageIdentifier:
    """The model, loaded for the first text that needs it: it takes half a second."""
    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:  # it unpacks its model into a temporary file
        raise SettingsError(
            f"the model of languages cannot be unpacked in {gettempdir()}: {error.strerror or error}: make room there, "
            "or name another folder in TMPDIR"
        ) from error
