"""What listings and feeds show of a post: everything before `<!-- more -->`, else its first paragraphs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from sitegen.ground.words import shortened
from sitegen.load.markdown.posts import raw_html
from sitegen.load.markdown.posts.words import words_of

FIRST_WORDS = 60  # the first paragraphs that reach this many are the summary
LONGEST_TEXT = 400  # characters of a summary that is made of words only, since the post has no paragraphs

_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Summary:
    """The tokens of a summary, and whether the post says more."""

    tokens: list[Token]
    has_more: bool


def summary_of(tokens: list[Token]) -> Summary:
    """The summary of a parsed post, which is never empty where the post has words."""
    before, after = _cut_at_more(tokens)
    if before is not None and any(map(_says_something, before)):
        return Summary(bare(before), any(map(_says_something, after)))
    tokens = without_more(tokens)
    blocks = _blocks(tokens)
    chosen = _first_paragraphs(blocks)
    if chosen:
        return Summary(bare(_joined(chosen)), len(chosen) < len(blocks))
    images = [block for block in blocks if block[0].type == "paragraph_open"]
    if images and not words_of(_joined(block for block in blocks if block not in images)):
        return Summary(bare(images[0]), len(images) > 1)
    if text := words_of(tokens):
        return Summary(_paragraph(shortened(text, LONGEST_TEXT)), has_more=True)
    return Summary(bare(tokens), has_more=False)


def without_more(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the marks that end a summary."""
    kept = []
    for token in tokens:
        if token.type == "html_block" and _MORE.search(token.content):
            token = token.copy(content=_MORE.sub("", token.content))
            if not token.content.strip():
                continue
        elif any(map(_is_more, token.children or ())):
            token = token.copy(children=[child for child in token.children or () if not _is_more(child)])
        kept.append(token)
    return kept


def bare(tokens: Sequence[Token]) -> list[Token]:
    """Tokens for a place outside the post's own page: no footnotes, no ids."""
    kept = []
    in_notes = 0
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close"):
            in_notes += token.nesting
        elif not in_notes:
            children = token.children and [child for child in token.children if child.type != "footnote_ref"]
            attrs = {name: value for name, value in token.attrs.items() if name != "id"}
            kept.append(token.copy(attrs=attrs, children=children))
    return kept


def _cut_at_more(tokens: Sequence[Token]) -> tuple[list[Token] | None, list[Token]]:
    """What stands before the first mark, with all that is open there closed, and what stands after it."""
    for position, token in enumerate(tokens):
        if token.type == "html_block" and (mark := _MORE.search(token.content)):
            after = token.copy(content=_MORE.sub("", token.content[mark.end() :]))
            before = token.copy(content=token.content[: mark.start()])
            return _closed([*tokens[:position], *([before] if before.content.strip() else [])]), [
                after,
                *tokens[position + 1 :],
            ]
        for place, child in enumerate(token.children or ()):
            if _is_more(child):
                children = token.children or []
                before = token.copy(children=_closed(children[:place]))
                after = token.copy(children=[each for each in children[place:] if not _is_more(each)])
                return _closed([*tokens[:position], before]), [after, *tokens[position + 1 :]]
    return None, []


def _is_more(token: Token) -> bool:
    return token.type == "html_inline" and _MORE.fullmatch(token.content) is not None


def _closed(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, and an end for each that is open."""
    open_: list[Token] = []
    for token in tokens:
        if token.nesting > 0:
            open_.append(token)
        elif token.nesting < 0:
            open_.pop()
    ends = [
        Token(token.type.removesuffix("_open") + "_close", token.tag, -1, block=token.block, hidden=token.hidden)
        for token in reversed(open_)
    ]
    return [*tokens, *ends]


def _says_something(token: Token) -> bool:
    """Whether a reader sees anything of it."""
    if token.type == "inline":
        return any(child.content.strip() or child.type == "image" for child in token.children or ())
    if token.type == "html_block":
        return raw_html.shows_something(token.content)
    return token.type == "hr" or bool(token.content.strip())


def _first_paragraphs(blocks: Sequence[list[Token]]) -> list[list[Token]]:
    """The first paragraphs with words that stand together."""
    chosen: list[list[Token]] = []
    for block in blocks:
        if block[0].type == "paragraph_open" and _has_words(block):
            chosen.append(block)
            if len(words_of(_joined(chosen)).split()) >= FIRST_WORDS:
                break
        elif chosen:
            break
    return chosen


def _has_words(paragraph: Sequence[Token]) -> bool:
    """Images do not count."""
    children = paragraph[1].children or ()
    return any(
        child.content.strip()
        for child in children
        if child.type in ("text", "text_special", "code_inline", "template_tag")
    )


def _blocks(tokens: Sequence[Token]) -> list[list[Token]]:
    """The blocks of the top level, each with all its tokens."""
    blocks: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            blocks.append([])
        blocks[-1].append(token)
        depth += token.nesting
    return blocks


def _joined(blocks: Iterable[Sequence[Token]]) -> list[Token]:
    return [token for block in blocks for token in block]


def _paragraph(text: str) -> list[Token]:
    inline = Token("inline", "", 0, children=[Token("text", "", 0, content=text)])
    return [Token("paragraph_open", "p", 1, block=True), inline, Token("paragraph_close", "p", -1, block=True)]
