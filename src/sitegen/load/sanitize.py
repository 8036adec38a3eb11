"""The guard of strangers' HTML: which tags, attributes and addresses may pass, and the one place where nh3 is set up.

What passes is safe to stand in a page, but it is not yet valid HTML and still has tags that say where words part
(a heading, a table's cell): `balance` brings it into form. Nothing else may come between the two.
"""

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address
from typing import Final
from urllib.parse import quote

import nh3

LINK_REL: Final = "nofollow ugc noopener noreferrer"
"""What every link of a stranger carries: no reference for search engines, no hold on the page, no referrer."""

_EMITTED = "a abbr b blockquote br cite code del em i ins kbd li ol p pre q s strong sub sup ul"
_STRUCTURAL = (
    "address article aside big caption center dd details div dl dt figcaption figure font footer h1 h2 h3 h4 h5 h6"
    " header hr img main nav section small strike summary table tbody td tfoot th thead tr tt u"
)
_SWALLOWED = "applet canvas embed frameset iframe math noembed noframes noscript object script style svg template title"

EMITTED: Final = frozenset(_EMITTED.split())
"""The tags that a comment's body may have in a page."""

STRUCTURAL: Final = frozenset(_STRUCTURAL.split())
"""Tags that pass the guard for `balance` only, which keeps what they say about the words and never writes them."""

SWALLOWED: Final = frozenset(_SWALLOWED.split())
"""Tags that go together with all that they hold: none of it is anybody's words."""

LONGEST_ADDRESS: Final = 4096  # characters: more than any browser's address bar or server's log takes kindly

MOST_REOPENED: Final = 1_000_000  # characters of markup, as `unentangled` estimates


def guard(html: str) -> str:
    """HTML that is safe in a page, from any text without lone surrogates: tags of `EMITTED` and `STRUCTURAL` only.

    Links and images keep an address only if `safe_address` passes it. The time is quadratic in the depth of nesting
    (64 KiB: 0.4 s at worst), so callers cut first, and call `unentangled` before.
    """
    return _WIDE.clean(html)


def strict(html: str) -> str:
    """As `guard`, for `EMITTED` tags only: a body that is ready for a page comes out of it as it went in."""
    return _STRICT.clean(html)


def unentangled(html: str) -> str:
    """The same HTML, or, where an HTML parser would multiply its formatting, without any formatting tags.

    An unclosed `<b>` or `<a>` is opened anew in each paragraph that follows (HTML Standard, 13.2.4.3 “The list of
    active formatting elements”): 40 kB made so become 100 MB. The estimate is of the markup so repeated: a parser keeps
    at most three elements of one spelling, and one link, and can repeat them at most once a tag.
    """
    tags = html.count("<")
    if 3 * tags * len(html) <= MOST_REOPENED:
        return html
    spelled = {tag.lower() for tag in _FORMATTING_START.findall(html)}
    links = {tag for tag in spelled if tag.startswith("<a")}
    repeated = 3 * sum(map(len, spelled - links)) + max(map(len, links), default=0)
    return html if repeated * tags <= MOST_REOPENED else _FORMATTING.sub(" ", html)


def safe_web_address(address: str) -> str:
    """As `safe_address`, without e-mail."""
    safe = safe_address(address)
    return "" if safe.startswith("mailto:") else safe


def safe_address(address: str) -> str:
    """The address in the form in which it may stand in a link; "" if it may not.

    Only `http://host…` and `https://host…` with a host that can be one, and `mailto:` with an e-mail address. What
    browsers read otherwise than people is refused: user names (`https://bank@evil`), a missing `//`, backslashes
    before the path. In the rest everything that is not a URL code point (URL Standard, 4.3) is percent-encoded.
    """
    address = address.strip(_BLANKS)
    return "" if len(address) > LONGEST_ADDRESS else _safe_address(address)


@lru_cache(maxsize=1024)
def _safe_address(address: str) -> str:
    """The guard asks twice of each address, and the regulars of a blog leave the same one in every comment."""
    if web := _WEB.fullmatch(address):
        scheme, host, port, rest = web.groups()
        host = host.lower()
        if not _is_host(host) or (port and int(port) > 65535):
            return ""
        return f"{scheme.lower()}://{host}{':' + port if port else ''}{_encoded(rest)}"
    if mail := _MAIL.fullmatch(address):
        name, host, rest = mail.groups()
        host = host.lower()
        return f"mailto:{name}@{host}{_encoded(rest)}" if _is_host(host) else ""
    return ""


_BLANKS = "".join(map(chr, range(0x21)))  # what browsers strip from an address: C0 controls and the space
_WEB = re.compile(
    r"(https?)://(\[[0-9a-f:.]{2,45}\]|[\w.-]{1,253})(?::([0-9]{1,5}))?((?:[/?#].*)?)", re.IGNORECASE | re.DOTALL
)
_MAIL = re.compile(r"mailto:([a-z0-9.!$&'*+/=_~-]{1,64})@([\w.-]{1,253})((?:\?[^#]*)?)", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_NUMERIC = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_START = re.compile(r"0|[1-9][0-9]{0,5}")

# Neither a URL code point nor a percent sign that begins an escape. Of the others, white space and direction marks
# are encoded too, with which an address could look like another, and what stands for no character of a script.
_NOT_IN_ADDRESS = re.compile(
    r"%(?![0-9A-Fa-f]{2})"
    r"|[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~\u00a0-\uffef\U00010000-\U0003fffd]"
    r"|[\s\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef\ufeff]"
    r"|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff]"
)

_FORMATTING_NAMES = "a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_FORMATTING = re.compile(rf"</?(?:{_FORMATTING_NAMES})(?=[\s/>])[^<>]*>?", re.IGNORECASE)
_FORMATTING_START = re.compile(rf"<(?:{_FORMATTING_NAMES})(?=[\s/>])[^<>]*", re.IGNORECASE)


def _is_host(host: str) -> bool:
    """Whether a browser would take it for a domain or an IP address in its usual form."""
    try:
        if host.startswith("["):
            return bool(IPv6Address(host[1:-1]))
        labels = host.removesuffix(".").split(".")
        if _NUMERIC.fullmatch(labels[-1]):
            return bool(IPv4Address(host))
        host.encode("idna")
    except ValueError:
        return False
    return all(map(_LABEL.fullmatch, labels))


def _encoded(rest: str) -> str:
    """Path, query and fragment with all else percent-encoded; `#` only where the fragment begins."""
    head, mark, fragment = _NOT_IN_ADDRESS.sub(_percent, rest).partition("#")
    return head + mark + fragment.replace("#", "%23")


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """nh3 asks this of every attribute that its own rules let pass."""
    if name in ("href", "src"):
        return safe_address(value) or None
    if name == "start":
        return value if _START.fullmatch(value) else None
    return value


def _cleaner(tags: frozenset[str], attributes: dict[str, set[str]]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=SWALLOWED,
        # Without "*" every tag keeps `title` and `lang`: a stranger's tooltip is not seen on paper, nor by touch.
        attributes={"*": set(), **attributes},
        attribute_filter=_attribute,
        strip_comments=True,
        link_rel=LINK_REL,
        generic_attribute_prefixes=set(),
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
    )


_STRICT = _cleaner(EMITTED, {"a": {"href"}, "ol": {"start"}})
_WIDE = _cleaner(EMITTED | STRUCTURAL, {"a": {"href"}, "ol": {"start"}, "img": {"src", "alt"}})
