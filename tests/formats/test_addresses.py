import pytest

from sitegen.formats.addresses import path_problem, site_address

SITES = {
    "https://example.org": "https://example.org/",
    "HTTPS://EXAMPLE.org/Blog//": "https://example.org/Blog/",
    "http://example.org:80/": "http://example.org/",
    "https://example.org:8443/a": "https://example.org:8443/a/",
    "https://localhost:8000/": "https://localhost:8000/",
    "https://[::1]/": "https://[::1]/",
    "https://example.org/Blög/%C3%A4/~a": "https://example.org/Bl%C3%B6g/%C3%A4/~a/",
    "https://example.org/100%/": "https://example.org/100%25/",
    "https://MÜNCHEN.example/": "https://xn--mnchen-3ya.example/",
    "https://faß.example/": "https://xn--fa-hia.example/",
    "https://हिन्दी.भारत/": "https://xn--j2bd4cyah0f.xn--h2brj9c/",
    "https://日本。jp/": "https://xn--wgv71a.jp/",
}


@pytest.mark.parametrize("written", SITES)
def test_the_address_of_a_site_in_the_form_of_browsers(written: str) -> None:
    assert site_address(written) == SITES[written]
    assert site_address(SITES[written]) == SITES[written]


@pytest.mark.parametrize(
    "written",
    [
        *["", "example.org", "//example.org/", "ftp://example.org/", "https:///a", "https://a/?b", "https://a/#b"],
        *["https://me:secret@a/", "https://me@a/", "https://a b/", "https://a/b c", "https://a:0/", "https://a:x/"],
        *["https://[::1", "https://[g::]/", "https://a..b/", "https://-a/", "https://a\\b/", 'https://a"b/'],
        *["https://ex\u200dample/", f"https://{'a' * 64}.example/", f"https://{'ä' * 64}.example/", "https://a／b/"],
        *[
            "https://a/../b/",
            "https://a/b//c/",
            "https://a/%2e%2e/",
            "https://a/%2f/",
            "https://a/%00/",
            "https://a/%e4/",
        ],
    ],
)
def test_what_is_no_address_of_a_site(written: str) -> None:
    assert site_address(written) == ""


@pytest.mark.parametrize(
    "path", ["/", "/a", "/a/", "/a.html", "/{year}/{slug}/", "/ä/%C3%A4", "/a%3Fb", "/...", "/a%25b"]
)
def test_paths_of_the_site(path: str) -> None:
    assert path_problem(path) == ""


NO_SLASH = "does not begin with one “/”"
MORE = "has more than a path"
OUT = "leads out of the site"
ODD = "has an empty part, a “.” alone, a backslash or a control character"


@pytest.mark.parametrize(
    ("path", "problem"),
    {
        "": NO_SLASH, "a": NO_SLASH, "//a": NO_SLASH, "https://a/": NO_SLASH, "/a?b": MORE, "/a#b": MORE,
        "/..": OUT, "/a/../b": OUT, "/%2e%2E/a": OUT, "/.{year}./a": OUT, "/../{slug}": OUT,
        "/%2Fevil.example/x/": ODD, "/%2f": ODD, "/a//b": ODD, "/a//": ODD, "/a/%2F/": ODD, "/./a": ODD, "/a/%2e": ODD,
        "/a\\b": ODD, "/a%5Cb": ODD, "/a%0Ab": ODD, "/a\tb": ODD, "/a\x85b": ODD, "/%2F{year}%2Fa": ODD,
    }.items(),
)  # fmt: skip
def test_what_is_no_path_of_the_site(path: str, problem: str) -> None:
    assert path_problem(path) == problem
