"""The command line: `mystery COMMAND ...`. One module per command, imported only when it is used."""

from mystery.cli.group import main

__all__ = ["main"]
