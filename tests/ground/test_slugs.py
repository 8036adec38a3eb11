import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.ground.paths import inside
from sitegen.ground.slugs import slugify


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, world!", "hello-world"),
        ("It's Tom’s", "its-toms"),
        ("C++", "c-plus-plus"),
        ("C+", "c-plus"),
        ("C#", "c-sharp"),
        ("C", "c"),
        ("Bed & Breakfast", "bed-and-breakfast"),
        ("R&D", "r-d"),
        ("snake_case", "snake-case"),
        ("  a -- b  ", "a-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("Straße", "strasse"),
        ("Ünïcode", "ünïcode"),
        ("e\u0301te\u0301", "été"),
        ("ÉTÉ", "été"),
        ("Привет, мир", "привет-мир"),
        ("नमस्ते दुनिया", "नमस्ते-दुनिया"),
        ("日本語のタイトル", "日本語のタイトル"),
        ("x²", "x²"),
        ("10 things", "10-things"),
        ("☕\ufe0f Coffee ☕\ufe0f", "coffee"),
        ("1\ufe0f\u20e3 first", "1\u20e3-first"),
        ("a👍🏽b", "a-b"),
        ("soft\u00adhyphen", "softhyphen"),
        ("葛\U000e0100城", "葛城"),
        ("", "xe3b0c442"),
        ("!!!", "xe84c538e"),
        ("☕\ufe0f", "xcf1f91e6"),
        ("☕", "xcf1f91e6"),
        ("\ud800", "x91a681b9"),
    ],
)
def test_a_title_becomes_a_part_of_an_address(text: str, expected: str) -> None:
    """Letters, marks and digits of any script, joined by hyphens; a stable name where there are none."""
    assert slugify(text) == expected


@given(st.text())
def test_a_slug_is_a_name(text: str) -> None:
    """Of any text: a file's name in NFC, without dots, slashes or white space, not beginning with a mark."""
    slug = slugify(text)
    assert inside(slug)
    assert slug == unicodedata.normalize("NFC", slug)
    assert not set(slug) & set("./\\ ")
    assert not unicodedata.category(slug[0]).startswith("M")
