"""Blocks that a template replaces although the template behind it has none of that name: Jinja drops them silently."""

from jinja2 import Environment, TemplateError
from jinja2.nodes import Block, Const, Extends, Template

from sitegen.ground.diagnostics import Diagnostic
from sitegen.ground.sources import Source
from sitegen.render import problems
from sitegen.render.environment import ThemeLoader, make_environment
from sitegen.render.theme import Theme


def unknown_blocks(theme: Theme) -> list[Diagnostic]:
    """A warning for each block of the site's own themes that would not be shown. Templates with errors are told of
    when they are used.
    """
    environment = make_environment(theme)
    loader = environment.loader
    assert isinstance(loader, ThemeLoader)
    sources = [source for folder in theme.chain if not folder.built_in for source in folder.templates.values()]
    return [problem for source in sources for problem in _unknown_blocks(environment, loader, source)]


def _unknown_blocks(environment: Environment, loader: ThemeLoader, source: Source) -> list[Diagnostic]:
    template = _parsed(environment, source)
    behind = _behind(environment, loader, template)
    if template is None or behind is None:
        return []
    known = {block.name for each in behind for block in each.find_all(Block)}
    blocks = [node for node in template.body if isinstance(node, Block) and node.name not in known]
    return [problems.unknown_block(block.name, known, source.at(block.lineno)) for block in blocks]


def _behind(environment: Environment, loader: ThemeLoader, template: Template | None) -> list[Template] | None:
    """The templates that a template extends, one behind the other; None where that is none, or not known."""
    found: list[Template] = []
    seen: set[str] = set()
    while template and (extends := template.find(Extends)):
        name = extends.template.value if isinstance(extends.template, Const) else None
        source = loader.source_named(name) if isinstance(name, str) and name not in seen else None
        template = _parsed(environment, source) if source else None
        if template is None:
            return None
        seen.add(str(name))
        found.append(template)
    return found or None


def _parsed(environment: Environment, source: Source) -> Template | None:
    try:
        return environment.parse(source.text)
    except TemplateError:
        return None
