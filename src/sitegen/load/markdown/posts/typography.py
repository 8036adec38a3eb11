"""Typographic quotes, dashes and ellipses in the words of a post: never in code, raw HTML or bare addresses."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes

from sitegen.load.markdown.posts.quotes import Quotes

LONGEST_PARAGRAPH = 50_000  # characters; markdown-it's quotes take time by the square of the length


def use_typography(engine: MarkdownIt, quotes: Quotes) -> None:
    """Have an engine set these quotation marks, and dashes for `--` and `---`, and … for `...`.

    Nothing else of markdown-it's `replacements`: “(c)” is the third point of a list as often as a copyright.
    """
    engine.options["typographer"] = True
    engine.options["quotes"] = quotes
    engine.core.ruler.at("replacements", _dashes)
    engine.core.ruler.at("smartquotes", _quotes)
    engine.enable(["replacements", "smartquotes"])


def with_dashes(text: str, *, begins_line: bool) -> str:
    """A stretch of words with its dashes and ellipses."""
    if "--" in text:
        en_dash = _EN_DASH_IN_LINE if begins_line else _EN_DASH
        text = en_dash.sub("–", _EM_DASH.sub("—", text))
    return _ELLIPSIS.sub("…", text) if "..." in text else text


def _dashes(state: StateCore) -> None:
    for block in state.tokens:
        if block.type != "inline" or not _SIGN.search(block.content):
            continue
        in_address = 0
        begins_line = True
        for token in block.children or ():
            if token.info == "auto":
                in_address += token.nesting
            elif token.type == "text" and not in_address:
                token.content = with_dashes(token.content, begins_line=begins_line)
            begins_line = token.type in ("softbreak", "hardbreak")


_SIGN = re.compile(r"--|\.\.\.")
# Each begins with what it looks for, and only then looks at what stands before: so the search is quick.
_EM_DASH = re.compile(r"---(?<!----)(?!-)")
_EN_DASH = re.compile(r"--(?:(?<![-\s]--)(?![-\s])|(?<!\S--)(?!\S))")  # not the `--` of an option such as --strict
_EN_DASH_IN_LINE = re.compile(r"--(?:(?<=[^-\s]--)(?![-\s])|(?<!\S--)(?!\S))")
_ELLIPSIS = re.compile(r"\.\.\.(?<!\.{4})(?!\.)")


def _quotes(state: StateCore) -> None:
    tokens = state.tokens
    state.tokens = [token for token in tokens if token.type == "inline" and len(token.content) <= LONGEST_PARAGRAPH]
    smartquotes(state)
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text" and "'" in token.content:
                token.content = _DECADE.sub("’", token.content)
    state.tokens = tokens


_DECADE = re.compile(r"(?<!\w)'(?=[0-9]{2}s?\b)")  # the ’90s
