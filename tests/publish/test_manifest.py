import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.ground.paths import inside
from sitegen.publish.manifest import (
    NAME,
    Manifest,
    is_plain,
    is_reserved,
    manifest_bytes,
    manifest_of,
    read_manifest,
    united,
)
from tests.publish.publishing import codes, files, publish

DIGEST = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"  # of b"1"
DIGEST_OF_2 = "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35"


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made = {"b/ü.html": frozenset({DIGEST}), "a": frozenset({DIGEST, "0" * 64})}
    (tmp_path / NAME).write_bytes(manifest_bytes(manifest_of(made)))
    assert read_manifest(tmp_path, tmp_path, Manifest()) == (made, [])
    assert manifest_bytes(manifest_of(dict(reversed(made.items())))) == manifest_bytes(manifest_of(made))


def test_no_manifest_means_that_nothing_is_ours(tmp_path: Path) -> None:
    assert read_manifest(tmp_path, tmp_path, Manifest()) == ({}, [])


def files_manifest(path: str) -> bytes:
    return json.dumps({"format": 1, "files": {path: DIGEST, "ours": DIGEST}}).encode()


def written_manifest(path: str, digest: str = DIGEST) -> bytes:
    """In the very form in which sitegen writes, so that it is read line by line."""
    lines = {each: f'{json.dumps(each)}: "{digest}"' for each in (path, "ours")}
    return manifest_bytes(Manifest(lines=lines | {"page": f'"page": "{DIGEST_OF_2}"'}))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"format": 1, "fil', id="truncated"),
        pytest.param(b"\xff\xfe\x00", id="not text"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"format": ' + b"9" * 5000 + b"}", id="long number"),
        pytest.param(b"[]", id="list"),
        pytest.param(b'{"format": 2, "files": {}}', id="another format"),
        pytest.param(b'{"format": 1, "files": []}', id="files are a list"),
        pytest.param(b'{"format": 1, "files": {"a": 1}}', id="digest is a number"),
        pytest.param(b'{"format": 1, "files": {"a": []}}', id="no digest"),
        pytest.param(b'{"format": 1, "files": {"a": ["x"]}}', id="bad digest"),
        pytest.param(files_manifest("../precious"), id="parent"),
        pytest.param(files_manifest("a/../../precious"), id="parent inside"),
        pytest.param(files_manifest("/etc/passwd"), id="absolute"),
        pytest.param(files_manifest("a\0b"), id="nul"),
        pytest.param(files_manifest(""), id="no name"),
        pytest.param(files_manifest("\ud800"), id="surrogate"),
        pytest.param(files_manifest("a/" * 100_000 + "b"), id="endless"),
        pytest.param(files_manifest(".git/config"), id="git"),
        pytest.param(files_manifest(NAME), id="itself"),
        pytest.param(written_manifest("../precious"), id="parent, written well"),
        pytest.param(written_manifest("/etc/passwd"), id="absolute, written well"),
        pytest.param(written_manifest("a\0b"), id="nul, written well"),
        pytest.param(written_manifest("\ud800"), id="surrogate, written well"),
        pytest.param(written_manifest(".git/config"), id="git, written well"),
        pytest.param(written_manifest("x", "0" * 63), id="bad digest, written well"),
        pytest.param(written_manifest("x", DIGEST + '"}, {"'), id="more than a line, written well"),
        pytest.param(written_manifest("x").replace(b",", b",,"), id="not JSON, written well"),
    ],
)
def test_a_manifest_that_sitegen_cannot_have_written_is_ignored(tmp_path: Path, data: bytes) -> None:
    output = tmp_path / "output"
    (output / ".git").mkdir(parents=True)
    for path in ("precious", "output/ours", "output/.git/config"):
        (tmp_path / path).write_bytes(b"1")
    (output / NAME).write_bytes(data)
    published, diagnostics = publish(output, {"page": b"2"})
    assert (published.removed, codes(diagnostics)) == ((), ["manifest-ignored"])
    assert files(tmp_path) == {
        "precious": b"1",
        "output/ours": b"1",
        "output/.git/config": b"1",
        "output/page": b"2",
        f"output/{NAME}": (output / NAME).read_bytes(),
    }
    assert publish(output, {"page": b"3"})[1] == []


def test_links_on_the_way_to_a_listed_file_are_not_followed(tmp_path: Path) -> None:
    output, elsewhere = tmp_path / "output", tmp_path / "elsewhere"
    output.mkdir()
    elsewhere.mkdir()
    (elsewhere / "precious").write_bytes(b"1")
    (output / "a").symlink_to(elsewhere)
    (output / "b").symlink_to(elsewhere / "precious")
    files_listed = {"a/precious": DIGEST, "b": DIGEST}
    (output / NAME).write_text(json.dumps({"format": 1, "files": files_listed}))
    published, diagnostics = publish(output, {})
    assert (published.removed, codes(diagnostics)) == ((), ["altered-file-kept"] * 2)
    assert files(elsewhere) == {"precious": b"1"}
    assert (output / "b").is_symlink()


PATHS = st.one_of(st.sampled_from(["a", "b/c", "ü"]), st.text(min_size=1, max_size=5))
ENTRIES = st.dictionaries(PATHS, st.sampled_from([DIGEST, DIGEST_OF_2]).map(lambda each: frozenset({each})))


@given(old=ENTRIES, new=ENTRIES, indent=st.sampled_from([None, 1, 2]))
def test_what_is_read_does_not_depend_on_how_much_of_it_is_new(
    tmp_path_factory: pytest.TempPathFactory,
    old: dict[str, frozenset[str]],
    new: dict[str, frozenset[str]],
    indent: int,
) -> None:
    folder = tmp_path_factory.mktemp("output")
    data = manifest_bytes(manifest_of({path: old[path] for path in old if is_text(path)}))
    (folder / NAME).write_bytes(data if indent == 1 else json.dumps(json.loads(data), indent=indent).encode())
    good = manifest_of({path: new[path] for path in new if inside(path) and not is_reserved(path)})
    made, diagnostics = read_manifest(folder, folder, good)
    assert (made, diagnostics) == read_manifest(folder, folder, Manifest())
    assert (
        all(digests is good.made[path] for path, digests in made.items() if good.made.get(path) == digests)
        or indent != 1
    )


def is_text(path: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in path)


@given(st.text(st.one_of(st.sampled_from("./\\gGiItT\n\x7f\ud800"), st.characters())))
def test_what_is_plain_is_certainly_good(path: str) -> None:
    if is_plain(path):
        assert inside(path)
        assert not is_reserved(path)


@pytest.mark.parametrize("path", ["index.html", "a/b.c/ü.html", "_redirects", "x y/z..", "404.html"])
def test_nearly_every_path_is_plain(path: str) -> None:
    assert is_plain(path)


def test_an_empty_manifest_is_one_too(tmp_path: Path) -> None:
    assert manifest_bytes(Manifest()) == b'{\n "format": 1,\n "files": {}\n}\n'
    (tmp_path / NAME).write_bytes(manifest_bytes(Manifest()))
    assert read_manifest(tmp_path, tmp_path, Manifest()) == ({}, [])


def test_between_two_publications_both_are_true() -> None:
    old, new, both = frozenset({DIGEST}), frozenset({DIGEST_OF_2}), frozenset({DIGEST, DIGEST_OF_2})
    before = {"gone": old, "changed": old, "same": old}
    after = {"changed": new, "came": new, "same": old}
    expected = manifest_of({"gone": old, "changed": both, "came": new, "same": old})
    assert united(before, manifest_of(after)) == expected
    assert list(expected.lines) == sorted(expected.lines)
