import pytest

from sitegen.formats.data import parse_data
from sitegen.ground.sources import Source
from sitegen.model.documents import Plain
from tests.formats.told import Told, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("# nothing\n", ""),
        ("---\n", ""),
        ("no\n", "no"),
        ("- 1\n- [a]\n", ("1", ("a",))),
        ("a: {b: 2011-03-02}\n", {"a": {"b": "2011-03-02"}}),
    ],
)
def test_data_is_of_any_shape(text: str, expected: Plain) -> None:
    """Every scalar as the text that stands there."""
    assert parse_data(Source("data/a.yaml", text)) == (expected, [])


def test_what_is_wrong_is_said() -> None:
    """As of any YAML."""
    source = Source("data/a.yaml", "a: 1\na: 2\n")
    _, diagnostics = parse_data(source)
    assert told(source, diagnostics) == [
        Told("2:1", "duplicate-key", "“a” stands here twice; first at line 1", "remove one of them")
    ]
