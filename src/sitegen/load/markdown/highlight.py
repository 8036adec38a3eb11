"""Code blocks, coloured at build: short Pygments classes that the theme's style sheet knows, light and dark."""

from functools import cache
from html import escape

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

LONGEST_CODE = 100_000  # characters; beyond, some lexers take minutes

_FORMATTER = HtmlFormatter[str](nowrap=True)


def highlighted(code: str, language: str) -> str:
    """A code block; `language` is the first word after the fence, "" for none."""
    lexer = _lexer(language) if language and len(code) <= LONGEST_CODE else None
    body = highlight(code, lexer, _FORMATTER) if lexer else escape(code, quote=False)
    name = f' class="language-{escape(language)}"' if language else ""
    return f'<div class="highlight"><pre><code{name}>{body}</code></pre></div>\n'


@cache
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=True)
    except ClassNotFound:
        return None
