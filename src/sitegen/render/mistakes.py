"""What a template's exceptions say to the theme's author: a place, a sentence, and the names that exist."""

import re
from collections.abc import Mapping
from traceback import walk_tb
from types import TracebackType
from typing import Any

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.render import problems
from sitegen.render.environment import ThemeLoader, Told


def template_problem(
    environment: Environment, problem: Exception, template: str, names: Mapping[str, Any]
) -> Diagnostic:
    """What a template's exception says to the theme's author. `names` is the context that the template had."""
    loader = environment.loader
    assert isinstance(loader, ThemeLoader)
    if isinstance(problem, TemplateSyntaxError):
        path = problem.filename or template
        source = loader.source_at(path)
        return problems.template_syntax(str(problem.message), source.at(problem.lineno) if source else Where(path))
    where = _place(loader, problem.__traceback__, template)
    if isinstance(problem, TemplateNotFound):
        return problems.template_missing(str(problem.name), loader.list_templates(), where)
    if isinstance(problem, UndefinedError):
        return _undefined(problem, where, {*names, *environment.globals})
    if isinstance(problem, SecurityError | OverflowError):
        return problems.template_forbidden(str(problem), where)
    if isinstance(problem, RecursionError):
        return problems.template_failed("the template calls itself without end", where)
    reason = str(problem) if isinstance(problem, TemplateError) else f"{type(problem).__name__}: {problem}"
    return problems.template_failed(reason, where)


def _undefined(problem: UndefinedError, where: Where, names: set[str]) -> Diagnostic:
    told = problem.args[0] if problem.args else None
    if not isinstance(told, Told):
        return problems.template_failed(str(problem), where)
    column = re.search(rf"\b{re.escape(told.name)}\b", where.excerpt)
    where = where._replace(column=column.start() + 1 if column else 1)
    if told.has_owner:
        return problems.undefined_attribute(told.name, _kind(told.owner), _attributes(told.owner), where)
    return problems.undefined_name(told.name, names, where)


_NAMES = {"SiteFacts": "site", "PageInfo": "page", "TermLink": "term", "MenuItem": "menu item"}


def _kind(value: object) -> str:
    """What docs/themes.md calls a value: “an article”, “a term name”."""
    if value is None:
        return "nothing (none)"
    name = "mapping" if isinstance(value, Mapping) else type(value).__name__
    words = _NAMES.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _attributes(value: object) -> list[str]:
    """What a template may ask a value for."""
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    return [name for name in dir(value) if not name.startswith("_")]


def _place(loader: ThemeLoader, traceback: TracebackType | None, template: str) -> Where:
    """The innermost line of a template in a traceback; Jinja rewrites tracebacks to the templates' own lines."""
    for frame, line in reversed(list(walk_tb(traceback))):
        if source := loader.source_at(frame.f_code.co_filename):
            return source.at(line)
    source = loader.source_named(template)
    return source.at(1) if source else Where(template)
