"""Task lists: items that begin with `[ ]` or `[x]` get a checkbox, labelled by what they say."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_MARK = re.compile(r"\[([ xX])\][ \t\n]+(?=\S)")


def use_tasks(engine: MarkdownIt) -> None:
    """Have an engine read task lists (GitHub Flavored Markdown, 5.3)."""
    engine.core.ruler.after("inline", "tasks", _tasks)


def _tasks(state: StateCore) -> None:
    lists: list[Token] = []
    for position, token in enumerate(state.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and _is_task(state.tokens[position + 1 : position + 3]):
            token.attrSet("class", "task-list-item")
            lists[-1].attrSet("class", "contains-task-list")
            _put_checkbox(state.tokens[position + 2])


def _is_task(tokens: list[Token]) -> bool:
    """Whether an item begins with a paragraph whose first words are a mark (not, say, the link `[x](y)`)."""
    if [token.type for token in tokens] != ["paragraph_open", "inline"]:
        return False
    mark = _MARK.match(tokens[1].content)
    first = (tokens[1].children or [])[:1]
    return bool(mark and first and first[0].type == "text" and first[0].content.startswith(mark[0][:3]))


def _put_checkbox(inline: Token) -> None:
    children = inline.children or []
    words = children[0].content
    checked = " checked" if words[1] != " " else ""
    children[0].content = words[3:].lstrip()
    box = f'<label><input class="task-list-item-checkbox" type="checkbox" disabled{checked}> '
    inline.children = [_made(box), *children, _made("</label>")]


def _made(html: str) -> Token:
    return Token("made_html", "", 0, content=html)
