"""`mystery backup`: everything an installation owns in one file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mystery.cli.installation import installation


@click.command()
@click.argument("out", required=False, type=click.Path(path_type=Path))
@click.option("--demo", is_flag=True, help="Work on the demo's data.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def backup(out: Path | None, *, demo: bool, as_json: bool) -> None:
    """Write a backup to OUT, a new file or a folder; else to `backups` in the instance folder.

    It holds all rows of one moment, media, journal and keys, also while the server works. Keep it where the
    installation is not, and as carefully: with its keys it can be read by whoever has it.
    """
    from mystery.services import backups

    with installation(demo=demo):
        made = backups.make(out).as_json()
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False))
    else:
        click.echo(f"{made['file']}: {made['rows']} rows, {made['files']} files, {made['bytes']} bytes.")
