"""Bodies that are nothing but words and line ends: what becomes of them is known without parsing anything.

Most comments are such. The characters and places at which anything else could begin are looked for, all of them, and
where one is found the body goes the long way. So a mistake towards too much care costs only time.
"""

import re
from collections.abc import Callable

from sitegen.model.documents import CommentFormat


def words_html(body: str, format: CommentFormat) -> str | None:
    """The paragraphs of a body that has only words, safe and balanced; None if it may have more.

    Such a body also has only characters that are seen, and the space: no tab, no-break space or control character.
    """
    if len(body) > _LONGEST or not body.replace("\n", "").isprintable():
        return None
    return _WORDS[format](body)


_LONGEST = 16 * 1024  # characters: nothing of it is cut, however many bytes each has

# Every alternative begins with one of few characters, so that the search runs from one to the next.
_MARKUP = re.compile(
    r"[\\`*_~<&\]:Ww]"
    r"(?:(?<=[`*_])|(?<=\\)(?![A-Za-z0-9])|(?<=<)(?:[A-Za-z/!?]|[^ \n<>@]*+@)|(?<=~)~"
    r"|(?<=&)#?[A-Za-z0-9]{1,40};|(?<=\])[(:\[]|(?<=:)//|(?<=[Ww])[Ww]{2}\.)"
)
# A line that begins so may be a heading, a list, a quote, a rule, code or what makes a heading of the line before.
_BLOCK = re.compile(r"\n(?:[ >=]|#{1,6}(?![^ \n])|[+-](?!\w)|[0-9]+[.)](?![^ \n]))")
_ADDRESS = re.compile(r"[:Ww](?:(?<=:)//|(?<=[Ww])[Ww]{2}\.)")

_SPACES_AT_END = re.compile(" +\n")
_BLANK_LINES = re.compile("\n{3,}")


def _markdown(body: str) -> str | None:
    text = _SPACES_AT_END.sub("\n", body) if " \n" in body else body
    text = text.rstrip(" \n").lstrip("\n")
    if _MARKUP.search(text) or _BLOCK.search("\n" + text):
        return None
    return _paragraphs(text)


def _text(body: str) -> str | None:
    return None if _ADDRESS.search(body) else _as_it_stands(body)


def _html(body: str) -> str | None:
    return None if "<" in body or "&" in body else _as_it_stands(body)


def _as_it_stands(body: str) -> str | None:
    """The paragraphs, if there are no spaces beside line ends."""
    text = body.strip("\n")
    return None if text[:1] == " " or text[-1:] == " " or " \n" in text or "\n " in text else _paragraphs(text)


def _paragraphs(text: str) -> str:
    if not text:
        return ""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\n" in text:
        if "\n\n\n" in text:
            text = _BLANK_LINES.sub("\n\n", text)
        text = text.replace("\n", "<br>\n").replace("<br>\n<br>\n", "</p>\n<p>")
    return f"<p>{text}</p>"


_WORDS: dict[CommentFormat, Callable[[str], str | None]] = {
    CommentFormat.MARKDOWN: _markdown,
    CommentFormat.HTML: _html,
    CommentFormat.TEXT: _text,
}
