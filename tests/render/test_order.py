"""A page is a function of what it asks: not of the pages that were made before it."""

import random
from datetime import UTC, datetime

from sitegen.render.pages import Renderer
from tests.build.reading import made
from tests.conftest import REPOSITORY

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_pages_are_the_same_in_whatever_order_they_are_made() -> None:
    """This repository's own site, forwards, backwards, shuffled, and each by a renderer of its own."""
    with made(REPOSITORY, NOW) as whole:
        theme, view, pages = whole.theme, whole.view, whole.plan.pages
        forwards = Renderer(theme, view)
        expected = {page.path: forwards.render(page)[0] for page in pages}
        shuffled = random.Random(0).sample(pages, len(pages))
        for order in (reversed(pages), shuffled):
            renderer = Renderer(theme, view)
            assert {page.path: renderer.render(page)[0] for page in order} == expected
        for page in shuffled[:20]:
            assert Renderer(theme, view).render(page)[0] == expected[page.path]
