"""The nearest of the names that exist, for hints."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 200  # characters; whatever is longer is no misspelt name, and comparing it takes long


def did_you_mean(name: str, candidates: Iterable[str], *, most: int = 1) -> str:
    """“did you mean “x”?”, or “x” or “y”, or nothing where no candidate is near."""
    near = nearest(name, candidates, most=most)
    return f"did you mean {quoted_list(near, 'or')}?" if near else ""


def nearest(name: str, candidates: Iterable[str], *, most: int = 3) -> list[str]:
    """The candidates most like `name`, best first; letter case does not count."""
    if len(name) > _LONGEST:
        return []
    spelled = {candidate.casefold(): candidate for candidate in sorted(candidates, reverse=True)}
    return [spelled[match] for match in get_close_matches(name.casefold(), spelled, n=most, cutoff=0.6)]


def quoted_list(names: Iterable[str], word: str = "and") -> str:
    """“a”, “b” and “c”; or with another word before the last."""
    quoted = [f"“{name}”" for name in names]
    return f" {word} ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)
