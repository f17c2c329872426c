"""How the person who reads a page wants amounts written."""

from __future__ import annotations

from django.utils.translation import get_language

# German words with the numbers of a country that CLDR has no German format for.
_NUMBERS = {"de-gb": "en-GB", "de-us": "en-US"}


def readers_locale() -> str:
    """The language of the active translation, with the country whose formats the person chose ("en-de")."""
    language = get_language() or "en"
    return _NUMBERS.get(language, language)
