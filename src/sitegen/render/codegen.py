"""The Python code that templates become: Jinja's own, but for what each value and each comment on a page pays for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Template, TemplateModule
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape

from sitegen.model import content, documents, settings
from sitegen.model.markup import Html
from sitegen.render import contexts

OUR_TYPES: Final = frozenset(
    kind
    for module in (contexts, content, documents, settings)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
)
"""What sitegen gives to templates: frozen data, with nothing to call that does anything."""

_ENUMS: Final = (documents.CommentStatus, documents.CommentType, documents.ThreadStatus)
_SPECIAL: Final = re.compile("[&<>'\"]")


def _owners() -> dict[str, frozenset[type]]:
    found: dict[str, set[type]] = {"value": set(_ENUMS)}
    for kind in OUR_TYPES:
        for name in _data(kind):
            found.setdefault(name, set()).add(kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _data(kind: type) -> Iterator[str]:
    """The public names of a type that are there in each of its values, and hold data."""
    yield from (field.name for field in fields(kind))
    yield from (name for name, value in vars(kind).items() if isinstance(value, property) and name[0] != "_")


OWNERS: Final = _owners()
"""For each name of an attribute, the types of ours that have it."""


class ThemeCode(CodeGenerator):
    """A theme's template as Python code."""

    _asks = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 -- Jinja's name
        """Notes beside the code whether the template asks for anything that it does not set itself."""
        super().visit_Template(node, frame)
        others = any(node.find(kind) for kind in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends))
        self.writeline(f"asks = {self._asks or others}")

    def enter_frame(self, frame: Frame) -> None:
        """The names of a frame, as Jinja has them."""
        super().enter_frame(frame)
        self._asks |= any(action == VAR_LOAD_RESOLVE for action, _ in frame.symbols.loads.values())

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A block collects what it says, for what it yields is handed on by every block around it."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield from {frame.buffer}" if frame.toplevel else f"yield concat({frame.buffer})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """An attribute that sitegen's own types have is read without a call; all else goes through the sandbox."""
        if node.attr not in OWNERS:
            super().visit_Getattr(node, frame)
            return
        self.write(f"(held.{node.attr} if type(held := ")
        self.visit(node.node, frame)
        self.write(f") in environment.owners[{node.attr!r}] else environment.getattr(held, {node.attr!r}))")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """`{% include "comment.html" %}` in a loop does not copy the whole context each time."""
        if node.ignore_missing:
            self.writeline("try:")
            self.indent()
        self.writeline("template = environment.get_or_select_template(", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")
        if node.ignore_missing:
            self.outdent()
            self.writeline("except TemplateNotFound:")
            self.writeline("    pass")
            self.writeline("else:")
            self.indent()
        within = f"template.root_render_func(context.within(template, {self.dump_local_context(frame)}))"
        said = within if node.with_context else "template._get_default_module()._body_stream"
        self.writeline(f"{frame.buffer}.extend({said})")
        if node.ignore_missing:
            self.outdent()

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """`{{ … }}` escapes, and makes no `Markup` that would only be joined to the page."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


def escaped(value: Any) -> str:
    """What `markupsafe.escape` says, for text that is only joined to the page: it need not know that it is markup."""
    kind = type(value)
    plain = kind is Html or kind is Markup or (kind is str and not _SPECIAL.search(value))
    return value if plain else escape(value)


class ThemeTemplate(Template):
    """A template of a theme, compiled."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Jinja imports a template once for all pages; the view must hear what it asks from each of them."""
        return self.make_module() if self.root_render_func.__globals__["asks"] else super()._get_default_module(ctx)


class ThemeContext(Context):
    """What a template sees."""

    def within(self, template: Template, names: Mapping[str, Any]) -> "ThemeContext":
        """The context of a template that is included here: what can be seen here, and the names of the loop."""
        inner = ThemeContext(self.environment, self.parent, template.name, template.blocks)
        inner.vars |= self.vars
        for name, value in names.items():
            if value is not missing:
                inner.vars[name] = value
        return inner
