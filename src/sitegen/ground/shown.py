"""A value of a file as a message quotes it: short, on one line, and harmless in a terminal."""


def shown(value: str, longest: int = 60) -> str:
    """The value's beginning, its unprintable characters as escapes (`\\x1b`)."""
    cut = value if len(value) <= longest else value[: longest - 1] + "…"
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in cut)


def shown_address(address: str) -> str:
    """A path or an address, which is longer than most values and told apart by its end: nearly always all of it."""
    return shown(address, 120)
