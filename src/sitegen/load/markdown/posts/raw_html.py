"""Raw HTML in posts: its tags and attributes, read as a browser reads them, without a tree.

The post's own page has it as its owner wrote it; only addresses are replaced. What goes elsewhere is made whole first.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple


class Attribute(NamedTuple):
    """An attribute with its value as it is written, without its quotation marks; `start` and `end` are the offsets of
    the value with them, or of the name where there is no value.
    """

    name: str
    value: str
    start: int
    end: int


class Tag(NamedTuple):
    """A tag of an element; `start` and `end` are its offsets. `end` is -1 where the text ends within it."""

    name: str
    is_end: bool
    attributes: tuple[Attribute, ...]
    start: int
    end: int


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
"""Elements without an end tag."""

_ADDRESSES = {
    "href": _names("a area link"),
    "src": _names("audio embed iframe img input script source track video"),
    "poster": _names("video"),
    "data": _names("object"),
}
_ADDRESS_LISTS = {"srcset": _names("img source"), "imagesrcset": _names("link")}
_RAW_TEXT = _names("iframe noembed noframes script style textarea title xmp")

# Elements that end by themselves, with or without an end tag (HTML Standard, 13.1.2.4).
_SELF_ENDING = _names("body caption colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr")


def tags(html: str) -> Iterator[Tag]:
    """The tags of a piece of HTML, in order; none in comments, CDATA, scripts and styles."""
    position = 0
    while found := _MARKUP.search(html, position):
        position = found.end()
        if not found["name"]:
            continue
        tag = _tag(html, found)
        yield tag
        if tag.end < 0:
            return
        position = tag.end
        if tag.name in _RAW_TEXT and not tag.is_end:
            closing = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(html, position)
            position = closing.start() if closing else len(html)


_MARKUP = re.compile(
    r"<!--(?:>|->|.*?(?:--!?>|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*>?|</(?![a-zA-Z])[^>]*>?|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)",
    re.DOTALL,
)
# A template tag in an attribute (`href="{{ "/a/" | url }}"`) is read as its author meant it, quotation marks and all:
# a browser would end the value at the second one. Possessive, for a tag matches in two ways: where the value does not
# end, that would be two to the power of the tags.
_TEMPLATE_TAG = r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"
_ATTRIBUTE = re.compile(
    r"[\s/]*(?:(?P<close>>)|(?P<name>[^\s/>][^\s/>=]*)"
    rf"""(?:\s*=\s*(?P<value>"(?>{_TEMPLATE_TAG}|[^"])*+"|'(?>{_TEMPLATE_TAG}|[^'])*+'|[^\s"'>][^\s>]*))?)"""
)


def _tag(html: str, found: re.Match[str]) -> Tag:
    attributes = []
    position = found.end()
    while (part := _ATTRIBUTE.match(html, position)) and not part["close"]:
        position = part.end()
        if part["value"] is not None:
            value = part["value"]
            bare = value[1:-1] if value[0] in "\"'" and value[-1] == value[0] and len(value) > 1 else value
            attributes.append(Attribute(part["name"].lower(), bare, *part.span("value")))
        else:
            attributes.append(Attribute(part["name"].lower(), "", *part.span("name")))
    end = part.end() if part else -1
    return Tag(found["name"].lower(), bool(found["end"]), tuple(attributes), found.start(), end)


def with_addresses(html: str, replaced: Callable[[str, int], str]) -> str:
    """The HTML with other addresses in its links, images and media; `replaced` is asked for each, with its offset.

    What it gives must be fit for double quotes. An address that it gives back stays as it is written.
    """
    parts = []
    done = 0
    for tag in tags(html):
        for attribute in tag.attributes if not tag.is_end and tag.end >= 0 else ():
            value = attribute.value
            start = attribute.start + (html[attribute.start] in "\"'")
            if tag.name in _ADDRESSES.get(attribute.name, ()):
                new = _with_address(value, start, replaced)
            elif tag.name in _ADDRESS_LISTS.get(attribute.name, ()):
                new = _with_candidates(value, start, replaced)
            else:
                continue
            if new != value:
                parts += [html[done : attribute.start], f'"{new}"']
                done = attribute.end
    return "".join([*parts, html[done:]]) if parts else html


def _with_address(value: str, start: int, replaced: Callable[[str, int], str]) -> str:
    written = value.strip()
    address = unescape(written)
    new = replaced(address, start + value.index(written)) if written else address
    return value if new == address else new


def _with_candidates(value: str, start: int, replaced: Callable[[str, int], str]) -> str:
    """The addresses of a `srcset`, each followed by its width or density (HTML Standard, 4.8.4.2.2)."""
    parts = []
    done = 0
    while found := _CANDIDATE.match(value, done):
        written = found["address"].rstrip(",")
        begin = found.start("address")
        done = found.end() if written == found["address"] else found.end("address")
        rest = value[begin + len(written) : done].replace('"', "&quot;")
        parts += [found["before"], _with_address(written, start + begin, replaced), rest]
    return "".join([*parts, value[done:]])


_CANDIDATE = re.compile(r"(?P<before>[\s,]*+)(?P<address>\S++)(?:[^,(]*+(?:\([^)]*+\)?+[^,(]*+)*+)")


def ids(html: str) -> Iterator[str]:
    """The ids of its elements, and the names of old `<a name>` anchors."""
    for tag in tags(html):
        for attribute in tag.attributes:
            if attribute.name == "id" or (attribute.name == "name" and tag.name == "a"):
                yield unescape(attribute.value)


def words(html: str) -> str:
    """The words, as plain text; those of scripts and styles are not."""
    return " ".join(unescape(_INVISIBLE.sub(" ", html)).split())


_INVISIBLE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|svg|math|noscript|iframe|object)\b.*?(?:</\1\s*>|\Z)|</?[a-zA-Z!?][^>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)


def shows_something(html: str) -> bool:
    """Whether a reader sees anything of it: words, an image, a film …"""
    return bool(words(html)) or any(tag.name in _SHOWN for tag in tags(html))


_SHOWN = _names("audio canvas embed hr iframe img input math meter object progress svg video")


def whole(html: str) -> str:
    """The HTML as it may stand between other things: without ids, with an end tag where one is wanted, and
    without those that end nothing.
    """
    parts: list[str] = []
    open_: list[str] = []
    done = 0
    for tag in tags(html):
        parts.append(html[done : tag.start])
        done = tag.end if tag.end >= 0 else len(html)
        if tag.end < 0:
            break
        if tag.is_end:
            parts.append(_end_tags(tag.name, open_))
        else:
            parts.append(_without_id(html, tag))
            if tag.name not in VOID and html[tag.end - 2] != "/":
                open_.append(tag.name)
    rest = html[done:]
    unended = _UNENDED.search(rest)
    return "".join([*parts, rest, "-->" if unended else "", *map(_end_tag, reversed(open_))])


_UNENDED = re.compile(r"<!--(?!-?>)(?:(?!--!?>).)*\Z", re.DOTALL)


def _end_tags(name: str, open_: list[str]) -> str:
    """What stands for an end tag: those of the elements within it too; nothing where there is none to end."""
    if name not in open_:
        return ""
    ended = []
    while (last := open_.pop()) != name:
        ended.append(_end_tag(last))
    return "".join([*ended, f"</{name}>"])


def _end_tag(name: str) -> str:
    return "" if name in _SELF_ENDING else f"</{name}>"


def _without_id(html: str, tag: Tag) -> str:
    text = html[tag.start : tag.end]
    for attribute in reversed(tag.attributes):
        if attribute.name == "id":
            before = text[: attribute.start - tag.start]
            text = re.sub(r"\s+id\s*=\s*\Z|\s+\Z", "", before, flags=re.IGNORECASE) + text[attribute.end - tag.start :]
    return text
