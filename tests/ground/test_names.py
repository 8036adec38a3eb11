import time

import pytest

from sitegen.ground.names import did_you_mean, nearest, quoted_list


@pytest.mark.parametrize(
    ("name", "candidates", "expected"),
    [
        ("titel", ["title", "date"], ["title"]),
        ("Title", ["title"], ["title"]),
        ("title", ["Title"], ["Title"]),
        ("tag", ["stage", "tags", "image"], ["tags", "stage"]),
        ("xyz", ["title"], []),
        ("", ["title"], []),
        ("title", [], []),
        ("a" * 201, ["a" * 201], []),
    ],
)
def test_the_nearest_names(name: str, candidates: list[str], expected: list[str]) -> None:
    """Best first; letter case does not count; nothing that is far off."""
    assert nearest(name, candidates) == expected


def test_no_more_than_asked_for() -> None:
    """Three are enough for a hint."""
    assert nearest("aaaa", ["aaab", "aaac", "aaad", "aaae"]) == ["aaae", "aaad", "aaac"]
    assert nearest("aaaa", ["aaab", "aaac"], most=1) == ["aaac"]


def test_a_long_name_takes_no_time() -> None:
    """It may be a whole file in the wrong place."""
    started = time.process_time()
    assert nearest("a" * 5_000_000, ["a" * n for n in range(1, 100)]) == []
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("name", "expected"), [("titel", "did you mean “title”?"), ("zzz", ""), ("DATE", "did you mean “date”?")]
)
def test_did_you_mean(name: str, expected: str) -> None:
    """A question, or nothing."""
    assert did_you_mean(name, ["title", "date"]) == expected


def test_did_you_mean_one_of_several() -> None:
    """A name may hold the words that stand between names."""
    names = ["tag a” and “b", "tag a” and “c", "tag a” and “d"]
    assert did_you_mean("tag a” and “b", names, most=3) == (
        "did you mean “tag a” and “b”, “tag a” and “d” or “tag a” and “c”?"
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["a"], "“a”"), (["a", "b"], "“a” and “b”"), (["a", "b", "c"], "“a”, “b” and “c”")],
)
def test_a_list_of_names(names: list[str], expected: str) -> None:
    """As in a sentence."""
    assert quoted_list(names) == expected
    assert quoted_list(names, "or") == expected.replace(" and ", " or ")
