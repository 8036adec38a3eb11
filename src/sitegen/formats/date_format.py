"""How dates are shown: by one of the CLDR's names, or by a pattern that can be carried out."""

import re
from typing import Final

from sitegen.ground.names import did_you_mean, quoted_list

NAMED: Final = ("full", "long", "medium", "short")

# How often each letter may stand (UTS #35, part 4, “Date Field Symbol Table”); what counts digits, to nine at most.
# Without those that a date with a mere offset cannot fill in in every language: b, B, v, V, and g, j, r, U.
_LENGTHS: Final = {
    **dict.fromkeys("yYuSA", range(1, 10)),
    **dict.fromkeys("GQqMLaZxX", range(1, 6)),
    **dict.fromkeys("Ee", range(1, 7)),
    **dict.fromkeys("wdhHKkms", range(1, 3)),
    "z": range(1, 5),
    **dict.fromkeys("WF", range(1, 2)),
    "O": (1, 4),
    "D": range(1, 4),
    "c": (1, 3, 4, 5, 6),
}
_RUN = re.compile(r"([A-Za-z])\1*")
_STRFTIME = re.compile(r"%-?[A-Za-z]")


def date_format_problem(written: str) -> tuple[str, str]:
    """Why it is no date format, and what to do; twice nothing where it is one."""
    if written in NAMED:
        return "", ""
    unescaped = written.replace("''", "\0")
    if unescaped.count("'") % 2:
        return "has one quotation mark too many", "write '' for an apostrophe, and words between two of '"
    bare = re.sub("'[^']*'", "\0", unescaped)
    runs = [run[0] for run in _RUN.finditer(bare)]
    if _STRFTIME.search(bare):
        return "is a pattern of strftime, not of the CLDR", "write it like d MMMM yyyy"
    if not runs:
        return "has no field", f"write {quoted_list(NAMED, 'or')}, or a pattern like d MMMM yyyy"
    for run in runs:
        lengths = _LENGTHS.get(run[0])
        if lengths is None:
            hint = did_you_mean(written, NAMED) or "put words in quotes ('): d. MMMM 'of' yyyy"
            return f"has a letter that is no field: {run[0]}", hint
        if len(run) not in lengths:
            return (
                f"has {len(run)} times {run[0]}",
                f"write it {max(lengths)} times at most, or put words in quotes (')",
            )
    return "", ""
