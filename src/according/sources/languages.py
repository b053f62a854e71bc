"""Tells in which language a text is."""

import functools
from tempfile import gettempdir

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from according.errors import SettingsError

_ENOUGH = 40  # letters; below this, English headlines came out as Breton, Kabyle and Nigerian Pidgin
_LOOKED_AT = 20_000  # characters: more do not change the answer, and cost
_SURE = 0.5


def tell_language(text: str) -> str:
    """The ISO 639 code of a text's language by py3langid (Lui & Baldwin 2012), or "" where it is too short to tell."""
    looked_at = text[:_LOOKED_AT]
    if sum(map(str.isalpha, looked_at)) < _ENOUGH:
        return ""
    language, sure = _identifier().classify(looked_at)
    return str(language) if sure >= _SURE else ""


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
