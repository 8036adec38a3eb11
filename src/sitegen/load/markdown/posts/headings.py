"""The headings of a post: an id for each, and the table of contents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.ground.slugs import slugify
from sitegen.load.markdown.posts import raw_html
from sitegen.load.markdown.posts.references import without_numbers
from sitegen.load.markdown.posts.words import words_of
from sitegen.model.content import Heading
from sitegen.model.markup import Html
from sitegen.model.theme import THEME_IDS

_FOOTNOTE = r"fn(?:ref)?[0-9]+(?:-[0-9]+)?"


class Anchors:
    """The ids of a post's headings: never one that is `taken` or that the theme has, nor one that `foreign` matches."""

    def __init__(self, foreign: re.Pattern[str], taken: Iterable[str] = ()) -> None:
        self._foreign = foreign
        self._taken = {*THEME_IDS, *taken}
        self._numbers: dict[str, Iterator[int]] = {}

    def anchor(self, words: str) -> str:
        """An id for a heading, made of its words."""
        slug = slugify(words)
        slug = f"heading-{slug}" if self._foreign.fullmatch(slug) else slug
        anchor = slug
        while anchor in self._taken:
            anchor = f"{slug}-{next(self._numbers.setdefault(slug, count(2)))}"
        self._taken.add(anchor)
        return anchor


def anchor_headings(engine: MarkdownIt, tokens: Sequence[Token], foreign: re.Pattern[str]) -> tuple[Heading, ...]:
    """Give every heading that says something an id, which is none of raw HTML either."""
    anchors = Anchors(foreign, _raw_ids(tokens))
    headings = []
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or not (words := words_of([inline])):
            continue
        anchor = anchors.anchor(words)
        token.attrs["id"] = anchor
        headings.append(Heading(level=int(token.tag[1]), anchor=anchor, text=in_contents(engine, inline)))
    return tuple(headings)


def in_contents(engine: MarkdownIt, inline: Token) -> Html:
    """The words of a heading in the table of contents."""
    markup = engine.renderer.render([_plainer(inline)], engine.options, {})
    return Html(without_numbers(markup).strip())


def foreign_ids(comment_anchor: str) -> re.Pattern[str]:
    """What the ids of footnotes and comments look like, where a comment's is `comment_anchor` with its id for `{id}`.

    Ids of comments may be any text, but those of the platforms have a digit; where the anchor begins with no word of
    its own (`c{id}`), only these count, or “Conclusion” could not be a heading's id.
    """
    before, _, after = (re.escape(part) for part in comment_anchor.partition("{id}"))
    any_id = ".+" if before.endswith(("-", "_")) else ".*[0-9].*"
    return re.compile(rf"{before}{any_id}{after}|{_FOOTNOTE}|(?:div-)?comment-.+|c[0-9]+", re.DOTALL)


def _raw_ids(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        for each in (token, *(token.children or ())):
            if each.type in ("html_block", "html_inline"):
                yield from raw_html.ids(each.content)


_NOT_IN_CONTENTS = frozenset(["link_open", "link_close", "footnote_ref", "html_inline", "made_html"])


def _plainer(inline: Token) -> Token:
    """The words of a heading as they may stand in a link on one line: emphasis and code stay, images become words."""
    children = []
    for child in inline.children or ():
        if child.type == "image":
            words = words_of([Token("inline", "", 0, children=child.children)])
            children.append(Token("text", "", 0, content=words))
        elif child.type in ("softbreak", "hardbreak"):
            children.append(Token("text", "", 0, content=" "))
        elif child.type not in _NOT_IN_CONTENTS:
            children.append(child)
    return Token("inline", "", 0, children=children)
