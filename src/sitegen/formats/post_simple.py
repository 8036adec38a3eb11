"""The post file with front matter as sitegen writes it, from text to fields in one step; any other is for `post`."""

import re
from collections.abc import Callable
from datetime import tzinfo
from functools import cache, partial
from typing import Any

from sitegen.formats import yaml_simple as yaml
from sitegen.ground.dates import parse_date
from sitegen.ground.sources import Places, Source
from sitegen.model.documents import FrontMatter, PostDocument, ThreadStatus

_FENCE = "---\n"


def simple_post(source: Source, zone: tzinfo) -> PostDocument | None:
    """The post, if it is simple and sure to be without a diagnostic; dates without an offset are in `zone`."""
    text = source.text
    match = _fields().match(text, len(_FENCE)) if text.startswith(_FENCE) else None
    closing = _CLOSING.match(text, match.end()) if match else None
    if not match or not closing or not yaml.is_simple_text(match[0]):
        return None
    try:
        front = _front_matter(source, match, zone)
    except ValueError:
        return None
    body_line = text.count("\n", 0, closing.start()) + 2
    return PostDocument(front=front, body=text[closing.end() :], body_line=body_line)


_CLOSING = re.compile(r"---(?:\n|\Z)")


def _front_matter(source: Source, match: re.Match[str], zone: tzinfo) -> FrontMatter:
    said = {name: found for name, found in match.groupdict().items() if found}
    if "title" not in said:
        raise yaml.NotSimpleError
    values = {name: _FIELDS[name][1](found) for name, found in said.items()}
    values |= {name: parse_date(values[name], zone) for name in ("date", "updated", "expires") if name in values}
    if author := values.pop("author", ""):
        values["authors"] = (author, *values.get("authors", ()))
    return FrontMatter(**values, marks=Places(source, match.start(), match.end(), _offsets))


_FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    **dict.fromkeys(["title", "date"], (yaml.SCALAR, yaml.scalar_of)),
    **dict.fromkeys(["tags", "categories", "authors", "aliases"], (yaml.texts(""), yaml.texts_of)),
    **dict.fromkeys(
        ["id", "updated", "slug", "expires", "permalink", "image", "author"], (yaml.SCALAR, yaml.scalar_of)
    ),
    "summary": (yaml.prose(""), partial(yaml.prose_of, margin="")),
    "draft": (yaml.TRUTH, yaml.truth_of),
    "language": (yaml.LANGUAGE, lambda found: found.replace("_", "-")),
    "comments": (r"closed|open|\n  status: (?:closed|open)", lambda found: ThreadStatus(found.split()[-1])),
    "extra": (yaml.mapping(""), yaml.mapping_of),
}


@cache
def _fields() -> re.Pattern[str]:
    return re.compile(yaml.once_each({name: pattern for name, (pattern, _) in _FIELDS.items()}, ""))


def _offsets(text: str, start: int) -> dict[str, int]:
    """Where the fields of the front matter stand that begins at `start`."""
    match = _fields().match(text, start)
    if not match:
        raise LookupError(start)
    offsets: dict[str, int] = {}
    for name in ("title", "date", "slug", "summary", "permalink", "aliases", "image", "tags", "categories"):
        if match[name] and _FIELDS[name][1] is yaml.texts_of:
            offsets |= yaml.offsets_of_texts(name, match[name], match.start(name))
        elif match[name]:
            offsets[name] = match.start(name)
    return offsets
