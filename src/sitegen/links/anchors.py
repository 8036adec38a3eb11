"""The anchors of a finished page."""

import re
from html import unescape

# Wherever it stands: in words a page has no quotation marks but escaped ones, and to find an anchor too many hides at
# most a warning. To find out which `<` begins a tag would take a parser, or the square of the time.
_ANCHOR = re.compile(rb"""(?:\sid|<a\sname)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'=<>`]+))""", re.IGNORECASE)


def anchors_of(page: bytes) -> frozenset[str]:
    """Every fragment that a link to this page can have: ids, and the names of old `<a name>` anchors."""
    values = (double or single or bare for double, single, bare in _ANCHOR.findall(page))
    return frozenset(unescape(value.decode("utf-8", "replace")) for value in values if value)
