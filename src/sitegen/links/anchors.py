"""The anchors of a finished page."""

import re
from html import unescape

_TAG = re.compile(rb"<[a-zA-Z][^>]*>")
_ID = re.compile(rb"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE)


def anchors_of(page: bytes) -> frozenset[str]:
    """Every fragment that a link to this page can have: ids, and the names of old `<a name>` anchors."""
    return frozenset(
        unescape((double or single or bare).decode())
        for tag in _TAG.finditer(page)
        for double, single, bare in _ID.findall(tag[0])
    )
