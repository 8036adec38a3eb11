"""Old addresses in every form that owners have written them."""

import pytest

from sitegen.model.page import PageKind, Plan
from tests.plan.sites import a_post, planned, settings_for, told

NEW = "/2011/03/x/"


def files(plan: Plan) -> list[str]:
    """Of the pages that lead on, and of the list."""
    return [page.path for page in plan.pages if page.kind in (PageKind.REDIRECT, PageKind.REDIRECTS)]


FORMS = {
    "a folder": ("/old/", ["/old/"], ["old/index.html"]),
    "without a slash": ("/old", ["/old"], ["old/index.html"]),
    "a file": ("/old.html", ["/old.html"], ["old.html"]),
    "an index": ("/old/index.html", ["/old/index.html"], ["old/index.html"]),
    "an ending that no host serves as a page": ("/old.php", ["/old.php"], ["old.php/index.html"]),
    "a query": ("/?p=198", ["/?p=198"], []),
    "a file with a query": ("/index.php?p=198&x=ä b", ["/index.php?p=198&x=%C3%A4%20b"], []),
    "percent-encoded": ("/gr%C3%BCn/", ["/gr%C3%BCn/"], ["grün/index.html"]),
    "letters of any script": ("/grün 1/", ["/gr%C3%BCn%201/"], ["grün 1/index.html"]),
    "not UTF-8": ("/gr%FCn/", ["/gr%FCn/"], []),
    "an empty query": ("/old?", ["/old"], ["old/index.html"]),
}


@pytest.mark.parametrize(("alias", "listed", "pages"), FORMS.values(), ids=FORMS.keys())
def test_form(alias: str, listed: list[str], pages: list[str]) -> None:
    """What stands in the list, and at which files there is a page."""
    plan, diagnostics = planned(a_post("posts/x", aliases=[alias]))
    assert diagnostics == []
    assert [(redirect.old, redirect.new) for redirect in plan.redirects] == [(old, NEW) for old in listed]
    assert files(plan) == [*pages, "_redirects"]


BASES = {
    "/old/": "/old/",
    "/blog/old/": "/old/",
    "/blog/?p=198": "/?p=198",
    "/blog/blog/old/": "/blog/old/",
    "/blogs/old/": "/blogs/old/",
    "old/": "/old/",
    "?p=198": "/?p=198",
}


@pytest.mark.parametrize(("alias", "old"), BASES.items())
def test_below_a_path(alias: str, old: str) -> None:
    """An alias may be written as browsers showed it, with the path under which the site lives."""
    plan, diagnostics = planned(a_post("posts/x", aliases=[alias]), settings=settings_for("https://example.org/blog/"))
    assert ([redirect.old for redirect in plan.redirects], diagnostics) == ([old], [])


@pytest.mark.parametrize("alias", ["/blog//evil.example/", "/blog/%2Fevil.example/", "/blog%2F/evil.example/?p=1"])
def test_what_is_left_of_an_alias_leads_to_another_host(alias: str) -> None:
    """What is used is held against the guard, not what was written."""
    plan, [problem] = planned(a_post("posts/x", aliases=[alias]), settings=settings_for("https://example.org/blog/"))
    assert (plan.redirects, problem.code) == ((), "outside-site")
    assert problem.message == "“//evil.example/index.html” leads out of the site"


def test_no_aliases() -> None:
    """No list."""
    plan, _ = planned(a_post("posts/x"))
    assert files(plan) == []


def test_an_alias_in_several_spellings() -> None:
    """One page at each file; the list has them all."""
    plan, diagnostics = planned(
        a_post("posts/x", aliases=["/old", "/old/", "/old", "/old/index.html", "/?p=1", "/?p=1"])
    )
    assert files(plan) == ["old/index.html", "_redirects"]
    assert [redirect.old for redirect in plan.redirects] == ["/old", "/old/", "/old/index.html", "/?p=1"]
    assert diagnostics == []


@pytest.mark.parametrize("alias", ["/2011/03/x/", "/2011/03/x", "/2011/03/x/index.html"])
def test_a_posts_own_address(alias: str) -> None:
    """It needs no alias, and the place is that of the alias though another stands twice before it."""
    plan, diagnostics = planned(a_post("posts/x", aliases=["/a/", "/a/", alias]))
    message = f"the alias “{alias}” is the address itself"
    assert told(diagnostics) == [("content/posts/x.md:2:3", "warning redirect-shadowed", message, "remove the alias")]
    assert files(plan) == ["a/index.html", "_redirects"]


@pytest.mark.parametrize(("alias", "again"), [("/old/", "/old"), ("/?p=1", "/?p=1")])
def test_two_posts_with_one_alias(alias: str, again: str) -> None:
    """An error that names both."""
    plan, diagnostics = planned(a_post("posts/x", aliases=[alias]), a_post("posts/y", aliases=["/y/", again]))
    message = f"the alias “{again}” is also one of content/posts/x.md:2:1"
    hint = "an address leads to one place"
    assert told(diagnostics) == [("content/posts/y.md:2:2", "error same-address", message, hint)]
    assert {redirect.old: redirect.new for redirect in plan.redirects} == {alias: "/2011/03/x/", "/y/": "/2011/03/y/"}


def test_an_alias_that_is_another_posts_address() -> None:
    """An error that names both, at the alias."""
    _, diagnostics = planned(a_post("posts/x", aliases=["/2011/03/y"]), a_post("posts/y"))
    assert told(diagnostics) == [
        (
            "content/posts/x.md:2:1",
            "error same-address",
            "“/2011/03/y/index.html” is also the address of content/posts/y.md",
            "give one of them another slug, permalink or name",
        )
    ]
