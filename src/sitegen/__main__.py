"""`python -m sitegen`: the command line without the installed script."""

from sitegen.cli import main

main(prog_name="sitegen")
