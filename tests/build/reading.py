"""A site's folder, read or made ready for rendering as a build does it, with a store that is thrown away or kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sitegen.build.inputs import look_at
from sitegen.build.loading import Content, Sources, read_content
from sitegen.build.making import Made, make
from sitegen.build.order import Order
from sitegen.ground.diagnostics import Diagnostic, has_errors
from sitegen.incremental.cache import Cache, passing
from sitegen.incremental.store import Store
from sitegen.load.settings import load_settings
from sitegen.model.settings import Settings


@contextmanager
def read(
    root: Path, *, code: bytes = b"", workers: int = 1
) -> Iterator[tuple[Settings, Content, list[Diagnostic], Store]]:
    """Everything that can be read of a site whose settings are right; nothing is known of it before."""
    with passing(root) as cache:
        settings, content, diagnostics = read_with(cache, root, code=code, workers=workers)
        yield settings, content, diagnostics, cache.store


def read_with(
    cache: Cache, root: Path, *, code: bytes = b"", workers: int = 1
) -> tuple[Settings, Content, list[Diagnostic]]:
    """The same with what the cache knows."""
    settings, problems = load_settings(root)
    assert settings is not None, problems
    inputs = look_at(root, cache.ticks())
    sources = Sources(root=root, settings=settings, files=inputs.files, stamps=inputs.stamps, code=code)
    content, diagnostics = read_content(sources, cache.store, workers)
    return settings, content, diagnostics


@contextmanager
def made(root: Path, now: datetime) -> Iterator[Made]:
    """A site without errors, ready to be rendered."""
    order = Order(root=root, now=now, shown_anyway=frozenset(), strict=False, workers=1, code=b"", clock=lambda: 0.0)
    with passing(root) as cache:
        found, diagnostics = make(order, look_at(root, cache.ticks()), cache.store)
        assert found is not None, diagnostics
        assert not has_errors(diagnostics)
        yield found
