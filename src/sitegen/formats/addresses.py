"""The addresses that an owner chooses: the site's own, in the form of browsers, and paths under its root."""

import re
import unicodedata
from ipaddress import IPv6Address
from urllib.parse import quote, unquote, urlsplit

from sitegen.ground.paths import IN_ADDRESS
from sitegen.model.settings import PERMALINK_FIELDS

_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_UNSEEN = re.compile("[\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FIELD = re.compile(r"\{\w+\}")


def site_address(written: str) -> str:
    """An address under which a site can live, with a slash at its end; "" if it is none.

    In the form of browsers, so that every page says it alike: a host in lower case and in ASCII (IDNA), a path
    percent-encoded, no port where it is the usual one.
    """
    try:
        parts = urlsplit(written)
        port = parts.port
        host = _host(parts.netloc, parts.hostname or "")
        path = quote(unquote(parts.path.rstrip("/"), errors="strict"), safe=IN_ADDRESS)
    except ValueError:
        return ""
    has_more = parts.query or parts.fragment or "@" in parts.netloc or re.search(r"\s", written)
    if parts.scheme not in _PORTS or not host or port == 0 or has_more or path_problem(parts.path.rstrip("/") or "/"):
        return ""
    shown_port = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{shown_port}{path}/"


def path_problem(path: str) -> str:
    """Why this is no path under the site's root, with fields in braces or without; "" if it is one.

    What counts is the path decoded, as it will name a file and stand in an address; and fields may turn out empty.
    """
    if not path.startswith("/") or path.startswith("//"):
        return "does not begin with one “/”"
    if "#" in path or "?" in path:
        return "has more than a path"
    for filled in (_FIELD.sub("x", path), re.sub("//+", "/", _FIELD.sub("", path))):
        decoded = unquote(filled)
        parts = decoded.removeprefix("/").removesuffix("/").split("/")
        if ".." in parts:
            return "leads out of the site"
        if _UNSEEN.search(decoded) or "." in parts or ("" in parts and decoded != "/"):
            return "has an empty part, a “.” alone, a backslash or a control character"
    return ""


def foreign_field(pattern: str) -> str:
    """A field as other generators write it (`:year`), which here would be a folder of that name; "" for none."""
    found = re.search(r"/(:[a-z_]+)", pattern)
    return found[1] if found else ""


def unknown_fields(pattern: str) -> list[str]:
    """What stands in braces and is no field of a permalink."""
    return [name for name in re.findall(r"\{([^{}]*)\}", pattern) if name not in PERMALINK_FIELDS]


def _host(netloc: str, host: str) -> str:
    """A host as a browser asks for it (UTS #46, “nontransitional”); "" or ValueError for what can be none."""
    if netloc.startswith("["):
        return f"[{IPv6Address(host).compressed}]"
    mapped = unicodedata.normalize("NFKC", host.replace("\u3002", ".")).lower()
    labels = [_ascii_label(unicodedata.normalize("NFC", label)) for label in mapped.removesuffix(".").split(".")]
    return ".".join(labels) if all(map(_LABEL.fullmatch, labels)) else ""


def _ascii_label(label: str) -> str:
    """A label in Punycode, if it needs that; what stands for no character of a script makes it none."""
    if label.isascii():
        return label
    return "xn--" + label.encode("punycode").decode("ascii") if label.isprintable() else ""
