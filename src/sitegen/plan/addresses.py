"""From permalink patterns to addresses, and from addresses to files.

An address here is a path under the site's own root: it begins with `/`, and is percent-encoded (RFC 3986).
"""

import re
from functools import partial
from urllib.parse import quote, unquote

from sitegen.ground.paths import IN_ADDRESS
from sitegen.ground.slugs import slugify
from sitegen.model.content import PostFacts, PostKind, Taxonomy

_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")  # neither encoded nor to be encoded
_FIELD = re.compile(r"\{(\w+)\}")


def post_address(post: PostFacts, pattern: str) -> str:
    """Where a post or page lives: its own permalink, else the site's pattern, or the path of a page's file."""
    if post.permalink:
        return page_address(_filled(post.permalink, post))
    if post.kind is PostKind.POST:
        return page_address(_filled(pattern, post))
    folder = post.key.removeprefix("pages/").rpartition("/")[0]
    return page_address(f"/{folder}/{post.slug}/" if folder else f"/{post.slug}/")


def page_address(path: str) -> str:
    """The address of an HTML page. It is a folder's, with a slash at its end, unless it ends with `.html` or `.htm`:
    of no other ending do hosts know that it is a page.
    """
    whole = "/" + path.removeprefix("/")
    last = whole.rpartition("/")[2]
    return encoded(whole if not last or last.lower().endswith((".html", ".htm")) else f"{whole}/")


def term_address(taxonomy: Taxonomy, slug: str) -> str:
    """Where the posts of a term are listed."""
    return encoded(f"/{taxonomy.value}/{slug}/")


def listing_address(first: str, number: int) -> str:
    """The page of that number, from 1, of a listing whose first page is at `first`."""
    return first if number == 1 else f"{first}page/{number}/"


def encoded(path: str) -> str:
    """The path percent-encoded, once: what is encoded already stays."""
    return path if _PLAIN.fullmatch(path) else quote(unquote(path), safe=IN_ADDRESS)


def output_path(address: str) -> str:
    """The file, relative to output/, that answers at an address: one of a page, so without a query.

    Never parsed as a URL: `//a/b/` would be a path on the host a, and the file that is checked not what browsers see.
    """
    path = unquote(address).removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def without_base(path: str, base_path: str) -> str:
    """A path as a browser shows it, without the path under which the site lives; any other as it is."""
    base = encoded(base_path)
    return "/" + path[len(base) :] if f"{path}/".startswith(base) else path


def _filled(pattern: str, post: PostFacts) -> str:
    """A pattern with what it has in braces filled in; where a post has no such thing, that part is left out."""
    parts = [(part, _FIELD.sub(partial(_value, post), part)) for part in pattern.split("/")]
    return "/".join(filled for part, filled in parts if filled or not part)


def _value(post: PostFacts, field: re.Match[str]) -> str:
    date = post.date
    match field[1]:
        case "year":
            return f"{date.year:04}" if date else ""
        case "month":
            return f"{date.month:02}" if date else ""
        case "day":
            return f"{date.day:02}" if date else ""
        case "slug":
            return post.slug
        case "category":
            return slugify(post.categories[0]) if post.categories else "uncategorized"
        case "author":
            return slugify(post.authors[0]) if post.authors else "author"
        case "id":
            return slugify(post.id) if post.id else post.slug
        case _:
            return field[0]
