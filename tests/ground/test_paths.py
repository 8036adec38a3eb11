import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.ground.paths import collision_key, inside, too_long


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a", True),
        ("a/b.html", True),
        ("a b/ü/日本/...", True),
        (".htaccess", True),
        ("a/.well-known/b", True),
        ("a..b/c", True),
        ("", False),
        ("/", False),
        ("/a", False),
        ("a/", False),
        ("a//b", False),
        (".", False),
        ("..", False),
        ("a/./b", False),
        ("a/../b", False),
        ("../a", False),
        ("a\\b", False),
        ("a\nb", False),
        ("a\x00", False),
        ("a\x7f", False),
        ("caf\udce9", False),
    ],
)
def test_a_path_that_stays_inside_its_folder(path: str, expected: bool) -> None:
    """Relative, without `.` and `..`, and of characters that an address can hold."""
    assert inside(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a" * 255, ""),
        ("a" * 256, "a" * 256),
        ("ü" * 127 + "a", ""),
        ("x/" + "ü" * 128 + "/y", "ü" * 128),
        ("/".join(["a" * 255] * 20), ""),
        ("\udce9" * 86, "\udce9" * 86),
    ],
)
def test_the_first_name_that_is_too_long(path: str, expected: str) -> None:
    """In bytes of UTF-8, each name for itself."""
    assert too_long(path) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("About/", "about/"), ("caf\u00e9", "cafe\u0301"), ("CAFÉ", "cafe\u0301"), ("straße", "STRASSE"), ("ﬁ", "FI")],
)
def test_paths_that_are_one_file_somewhere(one: str, other: str) -> None:
    """On a file system that ignores letter case or Unicode normalisation."""
    assert collision_key(one) == collision_key(other)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("cafe", "café"), ("a-b", "ab"), ("a/b", "a/c")])
def test_paths_that_are_two_files_everywhere(one: str, other: str) -> None:
    """Accents and hyphens count."""
    assert collision_key(one) != collision_key(other)


@given(st.text())
def test_letter_case_never_counts(path: str) -> None:
    """The key of a path is that of the path in lower case, and a key is its own key."""
    assert collision_key(path.casefold()) == collision_key(path)
    assert collision_key(collision_key(path)) == collision_key(path)
