"""Random edits of the bytes of a real file."""

from hypothesis import strategies as st

_INSERTED = [
    *[
        b"\t",
        b"\n",
        b"\r",
        b"\r\n",
        b" ",
        b"\x00",
        b"\x07",
        b"\x7f",
        b"\xff",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
        b"\xef\xbb\xbf",
    ],
    *[
        b":",
        b": ",
        b"- ",
        b"? ",
        b"#",
        b" #",
        b'"',
        b"'",
        b"[",
        b"]",
        b"{",
        b"}",
        b"|",
        b">",
        b"&a ",
        b"*a",
        b"!",
        b"%",
    ],
    *[b"<<: ", b"---\n", b"...\n", b"\\", b",", b"@", b"`", b"[" * 100, b"- " * 100, b"9" * 5000, b"k" * 2000],
]


@st.composite
def mutations(draw: st.DrawFn, original: bytes) -> bytes:
    """One to four edits, mostly near the beginning, where front matter stands."""
    data = original
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, min(len(data), 400)) | st.integers(0, len(data)))
        end = start + draw(st.sampled_from([0, 0, 1, 2, 7, 60]))
        data = data[:start] + draw(st.sampled_from(_INSERTED) | st.binary(max_size=4)) + data[end:]
    return data
