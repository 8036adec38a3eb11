import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.ground.diagnostics import Where, error
from sitegen.ground.sources import Source, decode

TEXT = "ab\ncd\r\nef\rgh\u2028ij\x85k\x0cl"


def test_lines_end_at_lf_crlf_and_cr_only() -> None:
    """Not at U+0085, U+2028 or a form feed, as `str.splitlines` has it."""
    assert Source("f", TEXT).lines == ["ab", "cd", "ef", "gh\u2028ij\x85k\x0cl"]


@pytest.mark.parametrize(
    ("offset", "line", "column"),
    [(0, 1, 1), (1, 1, 2), (2, 1, 3), (3, 2, 1), (5, 2, 3), (6, 2, 3), (7, 3, 1), (9, 3, 3), (10, 4, 1), (19, 4, 10)],
)
def test_the_place_of_an_offset(offset: int, line: int, column: int) -> None:
    """A line's end is just behind its last character, be it one or two."""
    source = Source("f", TEXT)
    assert source.at_offset(offset) == source.at(line, column)


@given(st.text(st.sampled_from("a\r\n"), max_size=20), st.data())
def test_every_offset_has_a_place(text: str, data: st.DataObject) -> None:
    """Inside its line, or where the line ends."""
    source = Source("f", text)
    where = source.at_offset(data.draw(st.integers(0, len(text))))
    assert 1 <= where.line <= len(source.lines)
    assert where.excerpt == source.lines[where.line - 1]
    assert 1 <= where.column <= len(where.excerpt) + 1


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [(1, 2, Where("f", 1, 2, "ab")), (4, 1, Where("f", 4, 1, "gh\u2028ij\x85k\x0cl")), (9, 1, Where("f", 9, 1, ""))],
)
def test_a_place_has_its_line_for_an_excerpt(line: int, column: int, expected: Where) -> None:
    """Beyond the end there is none."""
    assert Source("f", TEXT).at(line, column) == expected


def test_the_file_as_a_whole() -> None:
    """A place without a line."""
    assert Source("f", TEXT).whole == Where("f", 0, 0, "")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("é\n".encode(), "é\n"),
        (b"\xef\xbb\xbfa", "a"),
        (b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa"),
        (b"a\xef\xbb\xbf", "a\ufeff"),
        (b"a\r\nb\x00", "a\r\nb\x00"),
    ],
)
def test_utf_8_becomes_text(data: bytes, text: str) -> None:
    """As it stands, but for a byte-order mark at the beginning."""
    assert decode("f", data) == (Source("f", text), [])


_HINT = "save the file as UTF-8"


@pytest.mark.parametrize(
    ("data", "message", "where"),
    [
        (b"a\nb caf\xe9\nc", "byte 0xE9 (“é” in Windows-1252) is not UTF-8", Where("f", 2, 6, "b café")),
        (b"a\r\nit\x92s\r\n", "byte 0x92 (“’” in Windows-1252) is not UTF-8", Where("f", 2, 3, "it’s")),
        (b"\xef\xbb\xbfab\x81c", "byte 0x81 is not UTF-8", Where("f", 1, 3, "ab\ufffdc")),
        (b"a\rb\xa0", "byte 0xA0 is not UTF-8", Where("f", 2, 2, "b\xa0")),
        ("é".encode() + b"\xff", "byte 0xFF (“ÿ” in Windows-1252) is not UTF-8", Where("f", 1, 2, "éÿ")),
        (b"a\xe2\x82", "byte 0xE2 (“â” in Windows-1252) is not UTF-8", Where("f", 1, 2, "aâ‚")),
        (b"\xed\xa0\x80", "byte 0xED (“í” in Windows-1252) is not UTF-8", Where("f", 1, 1, "í\xa0€")),
        (b"\xc0\xaf", "byte 0xC0 (“À” in Windows-1252) is not UTF-8", Where("f", 1, 1, "À¯")),
        ("a\nb".encode("utf-16"), "the file is UTF-16, not UTF-8", Where("f")),
        (b"\xfe\xff\x00a", "the file is UTF-16, not UTF-8", Where("f")),
    ],
)
def test_other_bytes_are_an_error_at_their_place(data: bytes, message: str, where: Where) -> None:
    """With a guess at what they were meant to be."""
    assert decode("f", data) == (None, [error("not-utf8", message, where, _HINT)])


@given(st.binary())
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    """Nothing is raised."""
    source, diagnostics = decode("f", data)
    assert (source is None) == bool(diagnostics)
