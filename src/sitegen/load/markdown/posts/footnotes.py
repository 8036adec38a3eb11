"""Footnotes: `[^name]` and its definition, `^[inline]`; gathered at the end of the post in the order of their marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote.index import footnote_def

from sitegen.load.markdown.posts.limits import deeper, too_deep
from sitegen.load.markdown.posts.places import TEXT_OF, note_start, shifted

MOST_FAILED = 500
"""A post with so many `^[` that begin no note has no notes in line: each is looked for to the end of its paragraph."""

_FAILED = "failed_notes"

LOST = "lost_footnotes"
"""Under this name the engine's `env` has a list of `LostFootnote`."""


@dataclass(frozen=True, slots=True)
class LostFootnote:
    """A definition that is not shown: no mark leads to it, or it is the second of its name. `line` counts from 0."""

    name: str
    line: int
    is_second: bool


def use_footnotes(engine: MarkdownIt) -> None:
    """Have an engine read footnotes."""
    engine.block.ruler.before("reference", "footnote_def", _definition, {"alt": ["paragraph", "reference"]})
    engine.inline.ruler.after("image", "footnote_inline", _inline_note)
    engine.inline.ruler.after("footnote_inline", "footnote_ref", _mark)
    engine.core.ruler.after("inline", "footnotes", _gather)
    for name, rule in _RULES.items():
        engine.add_render_rule(name, rule)


@dataclass(slots=True)
class _Note:
    """A note that a mark leads to; `marks` counts them."""

    number: int
    tokens: list[Token]
    marks: int = 0


@dataclass(slots=True)
class _Definition:
    name: str
    line: int
    tokens: list[Token] = field(default_factory=list)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return not too_deep(state) and footnote_def(state, start, end, silent)


def _inline_note(state: StateInline, silent: bool) -> bool:
    if state.linkLevel or not state.src.startswith("^[", state.pos):
        return False
    start = state.pos + 2
    end = parseLinkLabel(state, state.pos + 1) if state.env.get(_FAILED, 0) < MOST_FAILED else -1
    if end <= start:
        state.env[_FAILED] = state.env.get(_FAILED, 0) + 1
        return False
    with deeper(state.env) as is_deeper:
        if not is_deeper:
            return False
        if not silent:
            content = state.src[start:end]
            words: list[Token] = []
            with shifted(state.env, start):
                state.md.inline.parse(content, state.md, state.env, words)
            mark = state.push("footnote_ref", "", 0)
            mark.meta = {"words": words, "content": content}
            note_start(state, mark, state.pos)
    state.pos = end + 1
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    """Never in a link: a link cannot hold another. (`silent` asks how far a link's words go.)"""
    if silent or state.linkLevel or not state.src.startswith("[^", state.pos):
        return False
    name = _MARK.match(state.src, state.pos, state.posMax)
    if not name or f":{name[1]}" not in state.env.get("footnotes", {}).get("refs", {}):
        return False
    mark = state.push("footnote_ref", "", 0)
    mark.meta = {"label": name[1]}
    note_start(state, mark, state.pos)
    state.pos = name.end()
    return True


_MARK = re.compile(r"\[\^([^ \n\]]{1,200})\]")


def _gather(state: StateCore) -> None:
    """Move the notes to the end, numbered as their marks come in the text and then in the notes themselves."""
    text, definitions, lost = _parted(state.tokens)
    notes: list[_Note] = []
    named: dict[str, _Note] = {}
    _number(text, notes, named, definitions)
    for note in notes:  # grows while it is walked
        _number(note.tokens, notes, named, definitions)
    lost += [LostFootnote(each.name, each.line, False) for each in definitions.values() if each.name not in named]
    state.env[LOST] = lost
    state.tokens = text + (list(_section(notes)) if notes else [])


def _parted(tokens: Sequence[Token]) -> tuple[list[Token], dict[str, _Definition], list[LostFootnote]]:
    """The text without the definitions; the definitions, each without those within it; and all second ones."""
    text: list[Token] = []
    definitions: dict[str, _Definition] = {}
    lost: list[LostFootnote] = []
    open_: list[_Definition] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            open_.append(_Definition(token.meta["label"], (token.map or [0])[0]))
        elif token.type == "footnote_reference_close":
            done = open_.pop()
            if definitions.setdefault(done.name, done) is not done:
                lost.append(LostFootnote(done.name, done.line, True))
        else:
            (open_[-1].tokens if open_ else text).append(token)
    return text, definitions, lost


def _number(
    tokens: Sequence[Token], notes: list[_Note], named: dict[str, _Note], definitions: dict[str, _Definition]
) -> None:
    for token in tokens:
        for child in token.children or ():
            if child.type != "footnote_ref":
                continue
            if "words" in child.meta:
                note = _Note(len(notes) + 1, _paragraph(child, token))
                notes.append(note)
            else:
                name = child.meta["label"]
                if name not in named:
                    named[name] = _Note(len(notes) + 1, definitions[name].tokens)
                    notes.append(named[name])
                note = named[name]
            note.marks += 1
            child.meta["mark"] = note.marks
            child.meta["number"] = note.number
            child.attrs["href"] = f"#fn{note.number}"


def _paragraph(mark: Token, block: Token) -> list[Token]:
    """An inline note as a paragraph whose offsets count, as the block's, in the block's text."""
    inline = Token("inline", "", 0, map=block.map, children=mark.meta["words"], content=mark.meta["content"])
    inline.meta[TEXT_OF] = block.meta.get(TEXT_OF, block.content)
    return [Token("paragraph_open", "p", 1, block=True), inline, Token("paragraph_close", "p", -1, block=True)]


def _section(notes: Sequence[_Note]) -> Iterator[Token]:
    yield Token("footnote_block_open", "", 1)
    for note in notes:
        yield Token("footnote_open", "", 1, meta={"number": note.number})
        ends_with_words = note.tokens and note.tokens[-1].type == "paragraph_close" and not note.tokens[-1].hidden
        *tokens, last = note.tokens if ends_with_words else _with_paragraph(note.tokens)
        yield from tokens
        for mark in range(1, note.marks + 1):
            address = f"#{_mark_id(note.number, mark)}"
            yield Token("footnote_anchor", "", 0, meta={"mark": mark}, attrs={"href": address})
        yield last
        yield Token("footnote_close", "", -1)
    yield Token("footnote_block_close", "", -1)


def _with_paragraph(tokens: Sequence[Token]) -> list[Token]:
    return [*tokens, Token("paragraph_open", "p", 1, block=True), Token("paragraph_close", "p", -1, block=True)]


def _render_mark(
    renderer: RendererProtocol, tokens: Sequence[Token], position: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[position]
    number, name = token.meta["number"], _mark_id(token.meta["number"], token.meta["mark"])
    link = f'<a href="{token.attrs["href"]}" role="doc-noteref">[{number}]</a>'
    return f'<sup class="footnote-ref" id="{name}">{link}</sup>'


def _render_anchor(
    renderer: RendererProtocol, tokens: Sequence[Token], position: int, options: OptionsDict, env: EnvType
) -> str:
    """The way back; U+FE0E keeps the arrow from being shown as an emoji."""
    token = tokens[position]
    which = f"<sup>{token.meta['mark']}</sup>" if token.meta["mark"] > 1 else ""
    return f' <a class="footnote-backref" href="{token.attrs["href"]}" role="doc-backlink">\u21a9\ufe0e{which}</a>'


def _mark_id(number: int, mark: int) -> str:
    return f"fnref{number}" if mark == 1 else f"fnref{number}-{mark}"


def _render_open(
    renderer: RendererProtocol, tokens: Sequence[Token], position: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li class="footnote-item" id="fn{tokens[position].meta["number"]}">\n'


_RULES = {
    "footnote_ref": _render_mark,
    "footnote_anchor": _render_anchor,
    "footnote_open": _render_open,
    "footnote_close": lambda *_: "</li>\n",
    "footnote_block_open": lambda *_: (
        '<hr class="footnotes-sep">\n<div class="footnotes" role="doc-endnotes">\n<ol class="footnotes-list">\n'
    ),
    "footnote_block_close": lambda *_: "</ol>\n</div>\n",
}
