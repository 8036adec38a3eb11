"""From permalink patterns to addresses, and from addresses to files.

An address here is a path under the site's own root: it begins with `/`, and is percent-encoded (RFC 3986).
"""

import posixpath
from urllib.parse import quote, unquote, urlsplit

from sitegen.ground.slugs import slugify
from sitegen.model.content import Post, PostKind, Taxonomy

_SAFE = "/~!$&'()*+,;=:@"  # RFC 3986, 3.3: what a path holds unencoded, besides letters, digits, “-”, “.” and “_”


def post_address(post: Post, pattern: str) -> str:
    """Where a post or page lives: its own permalink, else the site's pattern, or the path of a page's file."""
    if post.front.permalink:
        return encoded(_with_slash(post.front.permalink))
    if post.kind is PostKind.PAGE:
        folder = post.key.removeprefix("pages/").rpartition("/")[0]
        return encoded(_with_slash("/" + posixpath.join(folder, post.slug)))
    date, front = post.date, post.front
    filled = pattern.format(
        year=f"{date.year:04}" if date else "",
        month=f"{date.month:02}" if date else "",
        day=f"{date.day:02}" if date else "",
        slug=post.slug,
        category=slugify(front.categories[0]) if front.categories else "uncategorized",
        author=slugify(front.authors[0]) if front.authors else "author",
        id=slugify(front.id) if front.id else post.slug,
    )
    return encoded(_with_slash(filled))


def term_address(taxonomy: Taxonomy, slug: str) -> str:
    """Where the posts of a term are listed."""
    return encoded(f"/{taxonomy.value}/{slug}/")


def listing_address(first: str, number: int) -> str:
    """The page of that number, from 1, of a listing whose first page is at `first`."""
    return first if number == 1 else f"{first}page/{number}/"


def encoded(path: str) -> str:
    """The path percent-encoded, once: what is encoded already stays."""
    return quote(unquote(path), safe=_SAFE)


def output_path(address: str) -> str:
    """The file, relative to output/, that answers at an address."""
    path = unquote(urlsplit(address).path).removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _with_slash(address: str) -> str:
    """An address whose last part has no ending is a folder's, and folders end with a slash."""
    last = address.rpartition("/")[2]
    return address if not last or "." in last else f"{address}/"
