"""Titles and names as parts of an address."""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

_SPELLED = {"+": " plus ", "#": " sharp ", "&": " and "}
_SIGNS = re.compile(r"(?<=\w)[+#]+")
_AND = re.compile(r"\s&\s")
_PLAIN_WORD = re.compile("[a-z0-9]+")

# The soft hyphen and the variation selectors (“☕\ufe0f” is one with U+FE0F) change how a text looks, not what it says.
_INVISIBLE = re.compile("[\u00ad\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@lru_cache(maxsize=8192)
def slugify(text: str) -> str:
    """Lower-case letters, marks and digits of any script, joined by hyphens; “C++” and “C#” stay apart.

    A text without any letter or digit gets a short stable name, so that every term has an address. Slugs are kept, for
    many posts share their terms and authors.
    """
    spelled = _SIGNS.sub(lambda match: "".join(_SPELLED[sign] for sign in match[0]), text)
    spelled = _AND.sub(_SPELLED["&"], spelled)
    folded = spelled.replace("'", "").replace("’", "").casefold()
    words = _PLAIN_WORD.findall(folded) if folded.isascii() else _words(unicodedata.normalize("NFC", folded))
    return "-".join(words) or "x" + _short_digest(" ".join(_INVISIBLE.sub("", text).split()))


def _words(folded: str) -> list[str]:
    spaced = "".join(_in_slug(char) for char in _INVISIBLE.sub("", folded))
    return [word for each in spaced.split() if (word := _without_leading_marks(each))]


def _short_digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _in_slug(char: str) -> str:
    return char if unicodedata.category(char)[0] in "LNM" else " "


def _without_leading_marks(word: str) -> str:
    """A mark belongs to the letter before it; where an emoji was, there is none."""
    return word.lstrip("".join(char for char in word if unicodedata.category(char)[0] == "M"))
