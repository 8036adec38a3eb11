"""XML documents, well-formed by construction."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new child. What XML 1.0 (2.2) has no character for becomes U+FFFD; `_` in an attribute's name is a hyphen."""
    named = {name.rstrip("_").replace("__", ":").replace("_", "-"): clean(value) for name, value in attributes.items()}
    child = SubElement(parent, tag, named)
    child.text = clean(text) or None
    return child


def clean(text: str) -> str:
    """The text without characters that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)


def serialized(root: Element) -> bytes:
    """The document in UTF-8, indented."""
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"
