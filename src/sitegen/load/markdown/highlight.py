"""Code blocks, coloured at build: short Pygments classes that the theme's style sheet knows, light and dark."""

import re
from functools import cache
from html import escape

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import LEXERS, find_lexer_class

LONGEST_CODE = 100_000  # characters; some lexers take time by the square of the length …
LONGEST_LINE = 1_000  # … and most of those within a line: 1,900 times “a ” keep that of Java for a second

_FORMATTER = HtmlFormatter[str](nowrap=True)

# `python`, `c++`, `html+jinja`; also `{.python}`, `python{1,3}`, `js:app.js`, `rust,ignore`, `python title="a"`.
_LANGUAGE = re.compile(r"[\s{.]*([^\s{}:,;=]*)")


def highlighted(code: str, info: str) -> str:
    """A code block; its language is the first word of what stands after the fence."""
    found = _LANGUAGE.match(info)
    language = found[1] if found else ""
    lexer = _lexer(language.lower()) if _is_bearable(code) else None
    body = highlight(code, lexer, _FORMATTER) if lexer else escape(code, quote=False)
    name = f' class="language-{escape(language)}"' if language else ""
    return f'<div class="highlight"><pre><code{name}>{body}</code></pre></div>\n'


def _is_bearable(code: str) -> bool:
    return len(code) <= LONGEST_CODE and all(len(line) <= LONGEST_LINE for line in code.split("\n"))


@cache
def _lexer(language: str) -> Lexer | None:
    """The lexer of that name that comes with Pygments: a plugin must not make one machine's builds unlike another's."""
    name = _names().get(language)
    found = find_lexer_class(name) if name else None
    return found(stripnl=False, ensurenl=True) if found else None


@cache
def _names() -> dict[str, str]:
    """Names of lexers as `find_lexer_class` wants them, by every alias."""
    return {alias.lower(): name for _, name, aliases, *_ in LEXERS.values() for alias in aliases}
