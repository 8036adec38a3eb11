"""The Jinja environment of a theme: autoescaped, sandboxed, and strict about names."""

from collections.abc import Callable, MutableMapping
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from sitegen.ground.sources import Source
from sitegen.render.codegen import OUR_TYPES, OWNERS, ThemeCode, ThemeContext, ThemeTemplate, escaped
from sitegen.render.theme import Theme

LONGEST_REPETITION = 1_000_000  # characters or items that `*` may make of little
LARGEST_POWER = 10_000  # bits, about, that `**` may make

_NOT_FOR_PAGES = ("random",)  # a page is a function of its inputs
_UNMARKED = (BlockReference, BuiltinMethodType)  # whoever has got hold of one may call it


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
    code_generator_class = ThemeCode
    context_class = ThemeContext
    template_class = ThemeTemplate
    owners = OWNERS
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All templates have the same."""
        return self.globals

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What sitegen gives and what a theme's own templates set is data; on all else Jinja's guard stands."""
        if attribute[:1] != "_" and type(obj) in OUR_TYPES:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        if type(obj) is TemplateModule and attribute[:1] != "_" and attribute in vars(obj):
            return vars(obj)[attribute]
        return super().getattr(obj, attribute)

    def call(
        self,
        context: Context,
        called: Any,
        /,
        *args: Any,
        _loop_vars: Any = None,
        _block_vars: Any = None,
        **kwargs: Any,
    ) -> Any:
        """What bears none of Jinja's marks needs no guard; those of a function are in its `__dict__`."""
        if type(called) is Macro:
            return called(context.eval_ctx, *args, **kwargs)
        if type(called) in _UNMARKED or (type(called) is FunctionType and not vars(called)):
            return called(*args, **kwargs)
        return super().call(context, called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)

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
