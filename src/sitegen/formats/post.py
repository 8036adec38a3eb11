"""The post file: front matter between `---` lines, then Markdown exactly as it stands."""

import re
from datetime import tzinfo

from sitegen.formats import problems, yaml
from sitegen.formats.fields import Fields, read_fields
from sitegen.formats.post_simple import simple_post
from sitegen.ground.dates import format_date
from sitegen.ground.diagnostics import Diagnostic, has_errors, in_order
from sitegen.ground.sources import Source
from sitegen.model.documents import FrontMatter, PostDocument, ThreadStatus

FENCE = "---"
_TITLE_HINT = "write “title: …”"


def parse_post(source: Source, zone: tzinfo) -> tuple[PostDocument | None, list[Diagnostic]]:
    """A post or page; dates without an offset are in `zone`. None if there is an error."""
    post = simple_post(source, zone)
    return (post, []) if post else parse_any_post(source, zone)


def parse_any_post(source: Source, zone: tzinfo) -> tuple[PostDocument | None, list[Diagnostic]]:
    """The same, without the short way that simple files take."""
    if not source.text.strip():
        return None, [problems.empty_file(source.whole, "put front matter in it, or delete it")]
    front, body, body_line = _split(source.text)
    if front is None:
        return None, [_no_front_matter(source)]
    fields, diagnostics = read_fields(source, "front matter", _TITLE_HINT, front, lines_before=1)
    if fields is None:
        if not diagnostics:
            diagnostics.append(problems.missing_field("title", source.at(1), _TITLE_HINT))
        return None, diagnostics
    matter = _front_matter(fields, zone)
    document = PostDocument(front=matter, body=body, body_line=body_line)
    return (None if has_errors(diagnostics) else document), list(in_order(diagnostics))


def dump_post(document: PostDocument) -> str:
    """The post as a file that `parse_post` reads back to an equal document.

    Raises ValueError where no file could: for a lone surrogate, or more than 64 levels in `extra`.
    """
    if surrogate := _SURROGATE.search(document.body):
        raise ValueError(f"U+{ord(surrogate[0]):04X}, a lone surrogate, is not a character and cannot be written")
    return f"{FENCE}\n{yaml.write(_front_matter_fields(document.front))}{FENCE}\n{document.body}"


def _split(text: str) -> tuple[str | None, str, int]:
    """Front matter, body, and the body's first line; None where there is no front matter or no end of it."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end() - 1) if opening else None
    if not opening or not closing:
        return None, text, 1
    front = text[opening.end() : closing.start()]
    body_line = 2 + len(_LINE_END.findall(text, 0, closing.end("fence")))
    return front, text[closing.end() :], body_line


# Lines end as `Source` has it; the line end that stands before the closing fence may be that of the opening one.
_OPENING = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"(?<=[\r\n])(?P<fence>---)[ \t]*(?:\r\n|\r|\n|\Z)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def _no_front_matter(source: Source) -> Diagnostic:
    first = source.lines[0].rstrip()
    if first == FENCE:
        return problems.endless_front_matter(source.at(1))
    if first == "+++":
        return problems.toml_front_matter(source.at(1))
    written = next(number for number, line in enumerate(source.lines, start=1) if line.strip())
    if source.lines[written - 1].rstrip() == FENCE:
        return problems.late_front_matter(source.at(written))
    return problems.no_front_matter(source.at(1))


def _front_matter(fields: Fields, zone: tzinfo) -> FrontMatter:
    matter = FrontMatter(
        title=fields.required_text("title", _TITLE_HINT),
        id=fields.text("id"),
        date=fields.date("date", zone),
        updated=fields.date("updated", zone),
        slug=fields.text("slug"),
        tags=fields.texts("tags"),
        categories=fields.texts("categories"),
        authors=_authors(fields),
        summary=fields.text("summary"),
        draft=fields.boolean("draft"),
        expires=fields.date("expires", zone),
        permalink=fields.text("permalink"),
        aliases=fields.texts("aliases"),
        language=fields.language("language"),
        image=fields.text("image"),
        comments=_comments(fields),
        extra=fields.plain("extra"),
        marks=fields.marks("title", "date", "slug", "summary", "permalink", "aliases", "image", "tags", "categories"),
    )
    fields.end()
    return matter


def _authors(fields: Fields) -> tuple[str, ...]:
    """`author` is the short form for one."""
    authors, author = fields.texts("authors"), fields.text("author")
    return (author, *authors) if author else authors


def _comments(fields: Fields) -> ThreadStatus | None:
    """`comments: closed` is the short form of a mapping with that status."""
    comments = fields.text_or_mapping("comments")
    if comments is None:
        return None
    if isinstance(comments, str):
        return fields.choice("comments", ThreadStatus, ThreadStatus.CLOSED)
    status = comments.choice("status", ThreadStatus, ThreadStatus.CLOSED) if comments.has("status") else None
    comments.end()
    return status


def _front_matter_fields(front: FrontMatter) -> dict[str, yaml.Writable]:
    """The fields that say something, in the order in which a person reads them."""
    said: dict[str, yaml.Writable] = {"title": front.title}
    dates = {"date": front.date, "updated": front.updated, "expires": front.expires}
    texts = {"id": front.id, "slug": front.slug, "language": front.language, "image": front.image}
    said |= {name: yaml.Verbatim(format_date(date)) for name, date in dates.items() if date}
    said |= {name: text for name, text in texts.items() if text}
    lists = {"authors": front.authors, "categories": front.categories, "tags": front.tags}
    said |= {name: texts for name, texts in lists.items() if texts}
    if front.draft:
        said["draft"] = yaml.Verbatim("true")
    if front.permalink:
        said["permalink"] = front.permalink
    if front.aliases:
        said["aliases"] = front.aliases
    if front.summary:
        said["summary"] = front.summary
    if front.comments:
        said["comments"] = front.comments.value
    if front.extra:
        said["extra"] = front.extra
    return said
