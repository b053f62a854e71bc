"""Tells in which language a text is."""

import functools

from py3langid.langid import MODEL_FILE, LanguageIdentifier

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
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
