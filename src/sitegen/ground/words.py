"""Texts cut to a length at a word."""


def shortened(text: str, longest: int) -> str:
    """The text, ended with “…” if it is longer than `longest` characters: at a word, or there if it has no spaces."""
    if len(text) <= longest:
        return text
    words, space, _ = text[: longest + 1].rpartition(" ")
    return (words.rstrip(".,;:–—- ") if space else text[:longest]) + "…"
