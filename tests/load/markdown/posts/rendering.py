"""How the tests of posts' Markdown render, and write down what came out."""

from datetime import UTC

from sitegen.formats.post import parse_post
from sitegen.ground.sources import Source
from sitegen.load.markdown import PostRenderer, RenderedPost
from sitegen.model.markup import Body, Reference

FRONT_LINES = 3


def rendered(body: str, *, front: str = "title: T", renderer: PostRenderer | None = None) -> RenderedPost:
    """A post of that body; `front` is one line."""
    source = Source("content/posts/a.md", f"---\n{front}\n---\n{body}")
    document, diagnostics = parse_post(source, UTC)
    assert document is not None, diagnostics
    return (renderer or PostRenderer()).render(source, document)


def plain(body: Body) -> str:
    """The markup as a page has it where every reference leads nowhere."""
    return "".join(part.target if isinstance(part, Reference) else part for part in body)


def placed(body: Body) -> str:
    """The markup with `⟦target line:column⟧` for each reference; lines count from the first after the front matter."""
    return "".join(f"⟦{_place(part)}⟧" if isinstance(part, Reference) else part for part in body)


def places(body: Body) -> list[str]:
    """The references alone."""
    return [_place(part) for part in body if isinstance(part, Reference)]


def warnings(post: RenderedPost) -> list[str]:
    """The diagnostics, each in a line with its place."""
    return [f"{each.code} {each.where}: {each.message}" for each in post.diagnostics]


def _place(reference: Reference) -> str:
    return f"{reference.target} {reference.where.line - FRONT_LINES}:{reference.where.column}"
