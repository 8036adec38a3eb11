"""Equal values have equal bytes, and no two others have."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import pytest

from sitegen.ground.diagnostics import Where
from sitegen.incremental.encoding import encoded, packed, unpacked
from sitegen.model.content import LeftOutReason, PostKind
from sitegen.model.markup import Html, Reference
from sitegen.model.page import MenuLink, Redirect

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)

DIFFERENT = [
    None,
    "",
    b"",
    0,
    0.0,
    False,
    (),
    {},
    "a",
    b"a",
    ("a",),
    (("a",),),
    ("a", "b"),
    {"a": "b"},
    {"a": "b", "c": "d"},
    {"c": "d", "a": "b"},
    NOON,
    NOON.astimezone(timezone(timedelta(hours=2))),
    NOON.isoformat(),
    PostKind.PAGE,
    LeftOutReason.DRAFT,
    "draft",
    Reference("a", Where("x")),
    MenuLink(title="a", url="b"),
    Redirect(old="a", new="b"),
]


def test_values_that_differ_have_bytes_that_differ() -> None:
    """Also by their types alone, and dates of one instant by their offsets."""
    assert len({encoded(value) for value in DIFFERENT}) == len(DIFFERENT)


EQUAL: list[tuple[object, object]] = [
    (Reference("a", Where("x", 1, 2)), Reference("a", Where("y", 3, 4))),
    ({"a": 1}, MappingProxyType({"a": 1})),
    (["a"], ("a",)),
    (Html("a"), "a"),  # which of the two it is, each field of the model says once and for all
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_values_that_mean_the_same_have_the_same_bytes(one: object, other: object) -> None:
    """Places in files are no part of a value; the kind of a mapping or sequence is none either."""
    assert encoded(one) == encoded(other)


def test_what_has_no_form_is_refused() -> None:
    """A set has no order."""
    for value in ({"a"}, object(), len):
        with pytest.raises(TypeError):
            encoded(value)


@pytest.mark.parametrize("data", [b"", b"\xc1", packed("x") + b"x", b"\x91" * 5000])
def test_bytes_that_are_no_record(data: bytes) -> None:
    """They raise nothing else."""
    with pytest.raises(ValueError, match=r".*"):
        unpacked(data)


def test_plain_values_come_back() -> None:
    """Sequences as tuples."""
    value: Mapping[str, object] = {"a": ("b", (1, 2.5, None, True)), "c": b"\x00"}
    assert unpacked(packed(value)) == value
    assert unpacked(packed([1, [2]])) == (1, (2,))
