"""`mystery bench`: times, sizes, and how they grow; what measures belongs to the source."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import click

_NEEDED = ("tests", "playwright")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[NAME...]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only; otherwise tables as well.")
@click.option("--against", metavar="PEER", help="Measure a peer from npm in the same run.")
def bench(arguments: tuple[str, ...], *, as_json: bool, against: str | None) -> None:
    """Measure the engine, the desk and the tablets on this machine; docs/performance.md tells the names.

    As `python -m tests.bench` does, from a copy of the source and with its development tools.
    """
    if not all(map(find_spec, _NEEDED)):
        raise click.ClickException(
            "The measurements are part of the source and need its development tools: "
            "in a copy of it, call `uv run --group dev mystery bench`."
        )
    asked = [*arguments, *(["--json"] if as_json else []), *(["--against", against] if against else [])]
    command = [sys.executable, "-m", "tests.bench", *asked]
    raise SystemExit(subprocess.run(command, check=False).returncode)  # noqa: S603 - our own module
