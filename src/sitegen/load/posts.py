"""Files of content/posts and content/pages become posts."""

import re
import unicodedata
from datetime import datetime, tzinfo
from urllib.parse import unquote

from sitegen.formats.addresses import foreign_field, path_problem, unknown_fields
from sitegen.formats.post import parse_post
from sitegen.ground.dates import parse_date
from sitegen.ground.diagnostics import Diagnostic, Where, has_errors
from sitegen.ground.slugs import slugify
from sitegen.ground.sources import Source
from sitegen.load import problems
from sitegen.load.keys import key_of
from sitegen.load.markdown import PostRenderer
from sitegen.load.sanitize import safe_web_address
from sitegen.model.content import Post, PostKind
from sitegen.model.documents import FrontMatter
from sitegen.model.markup import Reference
from sitegen.model.settings import PERMALINK_FIELDS

_DATED_NAME = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:-(?P<rest>.*))?", re.ASCII | re.DOTALL)
_WHOLE_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NOT_IN_SLUG = re.compile(r"[^\w~.-]")


def load_post(
    source: Source, kind: PostKind, *, zone: tzinfo, renderer: PostRenderer
) -> tuple[Post | None, list[Diagnostic]]:
    """One post or page; dates without an offset are in `zone`. None if there is an error."""
    document, diagnostics = parse_post(source, zone)
    if document is None:
        return None, diagnostics
    front = document.front
    key = key_of(source.path)
    date, wrong_date, name = _dated_name(key, zone)
    slug, slug_problems = _slug(front, name)
    diagnostics += slug_problems
    diagnostics += _address_problems(front)
    image, image_problems = _image(front, source.whole)
    diagnostics += image_problems
    if kind is PostKind.POST and not (front.date or date):
        where = front.marks.get("title", source.whole)
        missing = problems.date_in_name(wrong_date, source.whole) if wrong_date else problems.date_missing(where)
        diagnostics.append(missing)
    body = renderer.render(source, document)
    diagnostics += body.diagnostics
    if has_errors(diagnostics):
        return None, diagnostics
    return Post(
        key=key,
        source=source.path,
        kind=kind,
        front=front,
        title=front.title or slug,
        slug=slug,
        date=front.date or date,
        summary=body.summary,
        summary_text=body.summary_text,
        content=body.content,
        has_more=body.has_more,
        headings=body.headings,
        image=image,
    ), diagnostics


def _dated_name(key: str, zone: tzinfo) -> tuple[datetime | None, str, str]:
    """The date with which a file's name begins, or why it is none, and the rest of the name; all of it if no rest."""
    name = key.rpartition("/")[2]
    match = _DATED_NAME.fullmatch(name)
    if not match:
        return None, "", name
    rest = match["rest"] or match["date"]
    try:
        return parse_date(match["date"], zone), "", rest
    except ValueError as reason:
        return None, f"“{match['date']}”: {reason}", rest


def _slug(front: FrontMatter, name: str) -> tuple[str, list[Diagnostic]]:
    """The slug that the front matter says, else the file's name: as it stands where it can be a part of an address."""
    if not front.slug:
        return (name if _is_slug(name) else slugify(name)), []
    if _is_slug(front.slug):
        return front.slug, []
    where = front.marks.get("slug", Where(""))
    return front.slug, [problems.bad_slug(front.slug, _slug_of(front.slug), where)]


def _slug_of(text: str) -> str:
    """The slug that was meant: WordPress exports its slugs percent-encoded, and decoded they keep their addresses."""
    decoded = unquote(text)
    return decoded if _is_slug(decoded) else slugify(decoded)


def _is_slug(name: str) -> bool:
    """Whether it is letters with their marks, digits, and a few signs; and not dots alone."""
    others = _NOT_IN_SLUG.findall(name)
    return bool(name.strip(".")) and all(unicodedata.category(char).startswith("M") for char in others)


def _address_problems(front: FrontMatter) -> list[Diagnostic]:
    """The permalink and the aliases must be paths of the site; an alias may end with a query (`/?p=198`)."""
    addresses = [("permalink", front.permalink)] if front.permalink else []
    addresses += [(f"aliases[{number}]", alias) for number, alias in enumerate(front.aliases)]
    found = []
    for field, address in addresses:
        is_alias = field != "permalink"
        reason = _not_a_path(address, may_have_query=is_alias) or ("" if is_alias else _unknown_field(address))
        if reason:
            found.append(problems.bad_address(field, address, reason, front.marks.get(field, Where(""))))
    return found


def _not_a_path(address: str, *, may_have_query: bool) -> str:
    """Why not; nothing where it is one."""
    path = address.partition("?")[0] if may_have_query else address
    return path_problem(path) or ("has more than a path" if "#" in address else "")


def _unknown_field(permalink: str) -> str:
    """A placeholder of a permalink that stands for nothing here, and so would be a folder of that name."""
    if foreign := foreign_field(permalink):
        return f"has “{foreign}”, but fields stand in braces"
    unknown = unknown_fields(permalink)
    return f"has “{{{unknown[0]}}}”, but the fields are {', '.join(PERMALINK_FIELDS)}" if unknown else ""


def _image(front: FrontMatter, whole: Where) -> tuple[Reference | str | None, list[Diagnostic]]:
    """The post's picture: a file of the site, or a whole address of the web."""
    if not front.image:
        return None, []
    where = front.marks.get("image", whole)
    if not _WHOLE_ADDRESS.match(front.image):
        return Reference(front.image, where), []
    address = safe_web_address(front.image)
    return (address, []) if address else (None, [problems.bad_image(front.image, where)])
