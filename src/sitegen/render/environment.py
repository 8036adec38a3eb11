"""The Jinja environment of a theme: autoescaped, sandboxed, and strict about names."""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from sitegen.ground.sources import Source
from sitegen.render.theme import Theme

LONGEST_REPETITION = 1_000_000  # characters or items that an operator, a method or a filter may make of little
LARGEST_POWER = 10_000  # bits, about, that `**` may make

_NOT_FOR_PAGES = ("random",)  # a page is a function of its inputs
_REPEATING_FILTERS = ("center", "format", "indent")
_WIDTH = re.compile(r"[0-9]{6,}")  # in a format string: `%999999999d`, `{:>999999999}`


def make_environment(theme: Theme) -> Environment:
    """The environment in which the templates of a theme run. The caller adds globals and filters."""
    environment = _Sandbox(
        loader=ThemeLoader(theme),
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
    for name in _REPEATING_FILTERS:
        environment.filters[name] = _bounded(environment.filters[name])
    return environment


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, refused where a number among its arguments would make it repeat something too often."""

    @wraps(function)
    def bounded(*arguments: Any, **named: Any) -> Any:
        _refuse_repetition([*arguments, *named.values()])
        return function(*arguments, **named)

    return bounded


def _refuse_repetition(arguments: Iterable[object]) -> None:
    for argument in arguments:
        if isinstance(argument, int) and argument > LONGEST_REPETITION:
            raise SecurityError(f"{argument} is more than a page can need")
        if isinstance(argument, str) and "%" in argument and _WIDTH.search(argument):
            raise SecurityError("this format would make more than a page can need")


class ThemeLoader(BaseLoader):
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

    def source_named(self, template: str) -> Source | None:
        """A template by the name by which it is asked for."""
        return self._sources.get(template)

    def source_at(self, path: str) -> Source | None:
        """A template by its path in messages."""
        return next((source for source in self._sources.values() if source.path == path), None)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a limit on what operators can make of small numbers."""

    intercepted_binops = frozenset(["*", "**", "%"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`"a" * 10**9` and `9**9**9` are refused."""
        sizes = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
        numbers = [side for side in (left, right) if isinstance(side, int)]
        if operator == "*" and sizes and numbers and sizes[0] * max(numbers) > LONGEST_REPETITION:
            raise SecurityError(f"this repetition would make {sizes[0] * max(numbers)} characters or items")
        if operator == "**" and len(numbers) == 2 and left.bit_length() * right > LARGEST_POWER:
            raise SecurityError("this power is too large")
        if operator == "%":
            _refuse_repetition([left])
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, function: Any, /, *arguments: Any, **named: Any) -> Any:
        """`"a".ljust(10**9)` and `"{:>999999999}".format(1)` are refused."""
        method = getattr(function, "__wrapped__", function)  # Jinja's own guard stands before `str.format`
        owner = getattr(method, "__self__", None)
        if isinstance(owner, str):
            wide_format = method.__name__ in ("format", "format_map") and _WIDTH.search(owner)
            _refuse_repetition([LONGEST_REPETITION + 1] if wide_format else [*arguments, *named.values()])
        return super().call(context, function, *arguments, **named)


class Told(str):
    """The message of an undefined name, with what a hint needs: the name, and whose attribute it was to be."""

    name: str
    owner: object
    has_owner: bool


class _Undefined(StrictUndefined):
    """A name that does not exist: an error as soon as it is used."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        told = Told(super()._undefined_message)
        told.name = str(self._undefined_name)
        told.has_owner = self._undefined_obj is not missing
        told.owner = self._undefined_obj
        return told
