"""The anchors of a finished page."""

import re
from html import unescape

# The bound keeps tags that never end, one in another, from taking the square of the time.
_TAG = re.compile(rb"""<(?P<element>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^"'<>]++|"[^"]*+"|'[^']*+'){0,500}+)>""")
_ATTRIBUTE = re.compile(
    rb"""(?P<name>[^\s"'>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+)))?"""
)


def anchors_of(page: bytes) -> frozenset[str]:
    """Every fragment that a link to this page can have: ids, and the names of old `<a name>` anchors."""
    found = set()
    for tag in _TAG.finditer(page):
        wanted = (b"id", b"name") if tag["element"].lower() == b"a" else (b"id",)
        for attribute in _ATTRIBUTE.finditer(tag["attributes"]):
            if attribute["name"].lower() in wanted:
                value = attribute["double"] or attribute["single"] or attribute["bare"] or b""
                found.add(unescape(value.decode("utf-8", "replace")))
    return frozenset(found - {""})
