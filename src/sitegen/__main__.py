"""Where sitegen starts, as a command and as `python -m sitegen`: the version at once, all else by the command line."""

import sys

from sitegen import __version__


def start() -> None:
    """Carry out what was typed."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # The command line stands on click, which takes longer to load than Python itself, three times over.
        print(f"sitegen {__version__}")  # noqa: T201
        return
    from sitegen.cli import main

    main(prog_name="sitegen")


if __name__ == "__main__":
    start()
