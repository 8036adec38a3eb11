"""The words of a post, without its markup."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from sitegen.load.markdown.posts import raw_html


def words_of(tokens: Sequence[Token]) -> str:
    """The words of blocks, with one space between any two; of images, what stands for them."""
    return " ".join("".join(_pieces(tokens)).split())


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("fence", "code_block"):
            yield token.content
        elif token.type == "html_block":
            yield raw_html.words(token.content)
        elif token.type == "inline":
            yield from _inline_pieces(token.children or ())
        yield " "


def _inline_pieces(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline", "template_tag"):
            yield token.content
        elif token.type == "image":
            yield from _inline_pieces(token.children or ())
        elif token.type in ("softbreak", "hardbreak") or token.content[:3].lower() == "<br":
            yield " "
