"""Strangers' Markdown through a compiled engine, comrak: only texts of which it surely makes what markdown-it makes.

markdown-it is the reference. Where comrak is not installed, and for every text with a construct in which the two differ
or our own rules apply, there is no answer here, and the reference is asked.
"""

import re
from collections.abc import Callable
from functools import cache


def compiled_html(markdown: str) -> str | None:
    """The HTML, without line ends between blocks, and the same as the reference's once it has passed the guard and
    `balance`; None where that is not sure.
    """
    render = _engine()
    if render is None or not _is_sure(markdown):
        return None
    addresses = markdown.count("://") + markdown.count("www.") - markdown.count("://www.")
    if addresses > markdown.count("]("):
        if "[" in markdown and "[" in _LINK.sub("", markdown):  # in a link's words an address is words
            return None
        markdown = _BARE.sub(_as_link, markdown)
    html = render(markdown)
    if html.count("<a ") != addresses:  # one of them stands in code, or as words where the reference makes a link
        return None
    return html.replace("<br />", "<br>\n")


@cache
def _engine() -> Callable[[str], str] | None:
    try:
        from comrak import RenderOptions, render_markdown
    except ImportError:
        return None
    options = RenderOptions()
    options.hardbreaks = True
    options.compact_html = True
    return lambda markdown: render_markdown(markdown, render_options=options)


_HOST = "https?://[a-z0-9.-]{1,200}"
_PATH = "[/?#](?:[A-Za-z0-9._~/?#=&+,@-]|%[0-9A-Fa-f]{2}){0,500}"
_WWW = r"www\.[a-z0-9-]{1,60}\.[a-z0-9.-]{1,100}(?:[/?#][A-Za-z0-9./?#=,@+-]{0,500})?"

# A block of code from a line's beginning: whatever is in it, it means nothing, and it ends what goes before.
_FENCED = re.compile(r"(?<=\n)(```[A-Za-z]*\n)[^`]*+(?:`(?!``)[^`]*+)*?(?<=\n)```(?![^\n])")

# What is left to the reference: escapes, HTML and autolinks, strikethrough, references of characters and of links,
# links that lead elsewhere than to an ordinary web address, two backticks other than in a simple fence, `www.` where
# no word and no address begins, marks beside characters of which engines may not agree whether they are punctuation,
# indented code, lines that are nothing but the beginning of a list item, and containers nested deep.
# Every alternative begins with one of few characters, so that the search runs from one to the next.
_UNSURE = re.compile(
    r"[\\<~&\]`Ww*_\n]"
    r"(?:(?<=<)(?:[A-Za-z/!?]|[^ \n<>@]*+@)"
    r"|(?<=\\)(?![A-Za-z0-9])"
    r"|(?<=~)~"
    r"|(?<=&)#?[A-Za-z0-9]{1,40};"
    rf"|(?<=\])(?:[:\[]|\((?!{_HOST}(?:{_PATH})?\)))"
    r"|(?<=[^`\n]`)`"
    r"|(?<=\n`)`(?!`[A-Za-z]*(?![^\n]))"
    r"|(?<=[Ww])[Ww]{2}\.(?<![ \n(]www\.)(?<!://www\.)"
    r"|(?<=[*_])[^ -~\n\w–—‘’“”„…]"
    r"|(?<=[^ -~\n\w–—‘’“”„…][*_])"
    r"|(?<=\n)[ >*+\-0-9.)]*? {4}"
    r"|(?<=\n)(?: *(?:>|[*+-] |[0-9]+[.)] )){4}"
    r"|(?<=\n)[ >*+\-0-9.)]*[*+\-.)] *(?![^\n]))"
)
# Where there is code: blanks beside line ends, about which the engines differ, and code that goes on over a line end.
_UNSURE_CODE = re.compile(
    r" (?![^\n])|\n(?: |(?!```[A-Za-z]*(?![^\n]))[^`\n]*+`(?:[^`\n]*+`[^`\n]*+`)*+[^`\n]*+(?![^\n]))"
)
_MOST_BRACKETS = 8

# A link without an address among its words.
_LINK = re.compile(rf"\[[^\[\]:]*+\]\({_HOST}(?:{_PATH})?\)")
# A bare address in its simplest form, alone between white space but for brackets around it and the sentence's end.
_BARE = re.compile(
    rf"[hw](?<![^ \n(].)(?<!\]\(.)(?:(?<=h){_HOST[1:]}(?:{_PATH})?|(?<=w)(?P<www>{_WWW[1:]}))"
    r"(?<=[A-Za-z0-9/])(?=[.,:!?)]*(?![^ \n]))"
)


def _as_link(bare: re.Match[str]) -> str:
    """The bare address in the form in which every engine knows it."""
    return f"[{bare[0]}](http://{bare[0]})" if bare["www"] else f"<{bare[0]}>"


def _is_sure(markdown: str) -> bool:
    text = "\n" + markdown
    if "\n```" in text:
        text = _FENCED.sub(r"\1```", text)
    return (
        markdown.replace("\n", "").isprintable()
        and not _UNSURE.search(text)
        and not ("`" in markdown and _UNSURE_CODE.search(text))
        and text.count("[") <= _MOST_BRACKETS
    )
