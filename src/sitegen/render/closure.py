"""Which templates a page may come to use: found in their text, not by watching, for a compiled template is not read."""

from collections.abc import Iterable

from jinja2 import Environment, TemplateError
from jinja2.meta import find_referenced_templates

from sitegen.render.environment import ThemeLoader, make_environment
from sitegen.render.theme import Theme


def closures(theme: Theme, templates: Iterable[str]) -> dict[str, tuple[tuple[str, str | None], ...]]:
    """For each of these templates all that it extends, includes and imports, itself first, by name, with their texts.

    A name that is not there has no text: it may be there one day. Where a name is made at run time, every
    template may be meant.
    """
    environment = make_environment(theme)
    loader = environment.loader
    assert isinstance(loader, ThemeLoader)
    known: dict[str, tuple[str, ...]] = {}
    found = {}
    for template in templates:
        names = dict.fromkeys([template])
        for name in (waiting := [template]):  # grows while it is walked
            if name not in known:
                known[name] = _referenced(environment, loader, name)
            waiting += [each for each in known[name] if each not in names]
            names |= dict.fromkeys(known[name])
        found[template] = tuple((name, _text(loader, name)) for name in names)
    return found


def _referenced(environment: Environment, loader: ThemeLoader, name: str) -> tuple[str, ...]:
    source = loader.source_named(name)
    if source is None:
        return ()
    try:
        references = list(find_referenced_templates(environment.parse(source.text)))
    except TemplateError:
        return ()
    if None in references:
        return tuple(loader.list_templates())
    return tuple(each for each in references if each)


def _text(loader: ThemeLoader, name: str) -> str | None:
    source = loader.source_named(name)
    return source.text if source else None
