"""The quotation marks of a language, for typographic quotes."""

# CLDR 48, `delimiters`: outer start and end, inner start and end. Whatever is not here has the English ones.
_ENGLISH = "“”‘’"
_BY_LANGUAGE = {
    "«»“”": "ast br ca el es es-us eu it kk lij oc pms sc pt-ao pt-ch pt-cv pt-gq pt-gw pt-lu pt-mo pt-mz pt-pt pt-st"
    " pt-tl",
    "«»„“": "be ky os ru sah uk",
    "«»‹›": "am az-cyrl fa fr-ch gsw rm wae",
    "«»‘’": "nb nn no rw",
    "«»«»": "hy",
    "„“‚‘": "cs de dsb et hr hsb is ksh lb mk nds sk sl",
    "„“„“": "bg lt",
    "„“«»": "ka",
    "„”«»": "pl ro",
    "„”»«": "hu szl",
    "„”‘’": "bs",
    "„”’’": "sr",
    "””’’": "fi he se sv yi",
    "”“’‘": "ar ur",
    "»«›‹": "ug",
    "‘’‘’": "nl",
    "“”«»": "eo",
    "「」『』": "ja yue zh-hant zh-hk zh-mo zh-tw",
    "“”‘’": "es-419 es-ar es-bo es-cl es-co es-cr es-cu es-do es-ec es-gt es-hn es-mx es-ni es-pa es-pe es-pr es-py"
    " es-sv es-uy es-ve",
}  # fmt: skip
_MARKS = {language: marks for marks, languages in _BY_LANGUAGE.items() for language in languages.split()}

# French sets a space inside them, of which CLDR says nothing: narrow, and never at a line's end.
_FRENCH = ("«\u202f", "\u202f»")

Quotes = tuple[str, str, str, str]
"""Outer start and end, inner start and end."""


def quotes_of(language: str) -> Quotes:
    """The marks for a BCP 47 tag: of the language in that place or script, else of the language anywhere."""
    parts = language.lower().replace("_", "-").split("-")
    for tag in ("-".join(parts[:length]) for length in range(len(parts), 0, -1)):
        if tag == "fr":
            return (*_FRENCH, *_FRENCH)
        if marks := _MARKS.get(tag):
            return _four(marks)
    return _four(_ENGLISH)


def _four(marks: str) -> Quotes:
    return marks[0], marks[1], marks[2], marks[3]
