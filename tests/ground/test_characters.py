import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.ground.characters import FORBIDDEN, is_surely_sound, repaired


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "a\tb\nc": "a\tb\nc",
        "a\x00b\x7f": "a\ufffdb\ufffd",
        "\x93a\x94 \x80": "“a” €",
        "\x81": "\ufffd",
        "\ud800\ufdd0\uffff\U0010fffe": "\ufffd" * 4,
        "a\u00a0\u200d\u2028\ue000": "a\u00a0\u200d\u2028\ue000",
    }.items(),
)
def test_what_may_not_stand_in_a_page_is_replaced(text: str, expected: str) -> None:
    assert repaired(text) == expected


@given(st.text())
def test_the_quick_look_never_errs(text: str) -> None:
    assert not (is_surely_sound(text) and FORBIDDEN.search(text))
    assert not FORBIDDEN.search(repaired(text))
