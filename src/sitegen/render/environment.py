"""The Jinja environment of a theme: autoescaped, sandboxed, and strict about names."""

from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from sitegen.ground.sources import Source
from sitegen.model import content, documents, settings
from sitegen.render import contexts
from sitegen.render.theme import Theme

LONGEST_REPETITION = 1_000_000  # characters or items that `*` may make of little
LARGEST_POWER = 10_000  # bits, about, that `**` may make

_NOT_FOR_PAGES = ("random",)  # a page is a function of its inputs
_OUR_TYPES = frozenset(
    kind
    for module in (contexts, content, documents, settings)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
)
"""What sitegen gives to templates: frozen data, with nothing to call that does anything."""


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
    return environment


class ThemeLoader(BaseLoader):
    """`post.html` is the first of the chain; `default/post.html` that of one theme."""

    def __init__(self, theme: Theme) -> None:
        self._sources: dict[str, Source] = {}
        for folder in theme.chain:
            self._sources |= {f"{folder.name}/{name}": source for name, source in folder.templates.items()}
        for folder in theme.chain:
            for name, source in folder.templates.items():
                self._sources.setdefault(name, source)

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
    """Jinja's sandbox: a theme reaches no file and no secret, and a slip of one digit does not fill the memory.

    It does not bound a theme's work otherwise: who wants to be slow finds a way.
    """

    intercepted_binops = frozenset(["*", "**"])

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute of a value that sitegen gives is data, and needs no guard; on all else Jinja's own stands."""
        if attribute[:1] != "_" and type(obj) in _OUR_TYPES:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`"a" * 10**9` and `9**9**9` are refused."""
        sizes = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
        numbers = [side for side in (left, right) if isinstance(side, int)]
        if operator == "*" and sizes and numbers and sizes[0] * max(numbers) > LONGEST_REPETITION:
            raise SecurityError(f"this repetition would make {sizes[0] * max(numbers)} characters or items")
        if operator == "**" and len(numbers) == 2 and left.bit_length() * right > LARGEST_POWER:
            raise SecurityError("this power is too large")
        return super().call_binop(context, operator, left, right)


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
