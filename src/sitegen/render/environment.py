"""The Jinja environment of a theme: autoescaped, sandboxed, strict about names; and its errors with their places."""

import re
from collections.abc import Callable, Mapping
from traceback import walk_tb
from types import TracebackType
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sitegen.ground.diagnostics import Diagnostic, Where
from sitegen.ground.sources import Source
from sitegen.render import problems
from sitegen.render.theme import Theme

LONGEST_REPETITION = 1_000_000  # characters or items that `*` may make
LARGEST_POWER = 10_000  # bits, about, that `**` may make

_NOT_FOR_PAGES = ("random",)  # a page is a function of its inputs


def make_environment(theme: Theme) -> Environment:
    """The environment in which the templates of a theme run. The caller adds globals and filters."""
    environment = _Sandbox(
        loader=_ThemeLoader(theme),
        autoescape=True,
        undefined=_Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    for name in ("lipsum", "cycler", "joiner"):
        environment.globals.pop(name)
    for name in _NOT_FOR_PAGES:
        environment.filters.pop(name)
    return environment


class _ThemeLoader(BaseLoader):
    """`post.html` is the first of the chain; `default/post.html` that of one theme."""

    def __init__(self, theme: Theme) -> None:
        self._sources: dict[str, Source] = {}
        for folder in theme.chain:
            for name, source in folder.templates.items():
                self._sources.setdefault(name, source)
                self._sources.setdefault(f"{folder.name}/{name}", source)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        """The template's text and the path that stands in messages."""
        source = self._sources.get(template)
        if source is None:
            raise TemplateNotFound(template)
        return source.text, source.path, None

    def list_templates(self) -> list[str]:
        """Every name that can be asked for."""
        return sorted(self._sources)

    def source_at(self, path: str) -> Source:
        """The source whose path in messages this is."""
        return next((source for source in self._sources.values() if source.path == path), Source(path, ""))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a limit on what operators can make of small numbers."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`"a" * 10**9` and `9**9**9` are refused."""
        sizes = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
        numbers = [side for side in (left, right) if isinstance(side, int)]
        if operator == "*" and sizes and numbers and sizes[0] * max(numbers) > LONGEST_REPETITION:
            raise SecurityError(f"this repetition would make {sizes[0] * max(numbers)} characters or items")
        if operator == "**" and len(numbers) == 2 and left.bit_length() * right > LARGEST_POWER:
            raise SecurityError("this power is too large")
        return super().call_binop(context, operator, left, right)


class _Told(str):
    """The message of an undefined name, with what is needed for a hint."""

    name: str
    owner: object
    has_owner: bool


class _Undefined(StrictUndefined):
    """A name that does not exist: an error as soon as it is used."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        told = _Told(super()._undefined_message)
        told.name = str(self._undefined_name)
        told.has_owner = not repr(self._undefined_obj) == "missing"
        told.owner = self._undefined_obj
        return told


def template_problem(environment: Environment, problem: Exception, template: str, names: Mapping[str, Any]) -> Diagnostic:
    """What a template's exception says to the theme's author. `names` is the context that the template had."""
    loader = environment.loader
    assert isinstance(loader, _ThemeLoader)
    if isinstance(problem, TemplateSyntaxError):
        source = loader.source_at(problem.filename or "")
        return problems.template_syntax(str(problem.message), source.at(problem.lineno))
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
    if not isinstance(told, _Told):
        return problems.template_failed(str(problem), where)
    column = re.search(rf"\b{re.escape(told.name)}\b", where.excerpt)
    where = where._replace(column=column.start() + 1 if column else 1)
    if told.has_owner:
        return problems.undefined_attribute(told.name, _kind(told.owner), _attributes(told.owner), where)
    return problems.undefined_name(told.name, names, where)


def _kind(value: object) -> str:
    if value is None:
        return "nothing (none)"
    return "a mapping" if isinstance(value, Mapping) else f"a {type(value).__name__}"


def _attributes(value: object) -> list[str]:
    """What a template may ask a value for."""
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    return [name for name in dir(value) if not name.startswith("_")]


def _place(loader: _ThemeLoader, traceback: TracebackType | None, template: str) -> Where:
    """The innermost line of a template in a traceback; Jinja rewrites tracebacks to the templates' own lines."""
    paths = {source.path for source in loader._sources.values()}
    places = [
        (frame.f_code.co_filename, line) for frame, line in walk_tb(traceback) if frame.f_code.co_filename in paths
    ]
    if not places:
        source = loader._sources.get(template)
        return source.at(1) if source else Where(template)
    path, line = places[-1]
    return loader.source_at(path).at(line)
