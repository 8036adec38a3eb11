import json
from pathlib import Path

import pytest

from sitegen.publish.manifest import NAME, Manifest, manifest_bytes, manifest_of, read_manifest
from tests.publish.publishing import codes, files, publish

DIGEST = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"  # of b"1"


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made = {"b/ü.html": frozenset({DIGEST}), "a": frozenset({DIGEST, "0" * 64})}
    (tmp_path / NAME).write_bytes(manifest_bytes(manifest_of(made)))
    assert read_manifest(tmp_path, tmp_path, Manifest()) == (made, [])
    assert manifest_bytes(manifest_of(dict(reversed(made.items())))) == manifest_bytes(manifest_of(made))


def test_no_manifest_means_that_nothing_is_ours(tmp_path: Path) -> None:
    assert read_manifest(tmp_path, tmp_path, Manifest()) == ({}, [])


def files_manifest(path: str) -> bytes:
    return json.dumps({"format": 1, "files": {path: DIGEST, "ours": DIGEST}}).encode()


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
