"""`mystery rebuild`: makes interviews and submissions again from the journal of all that arrived."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mystery.cli.installation import installation
from mystery.problems import describe


@click.command()
@click.option(
    "--from-journal",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the journal, e.g. instance/journal or a copy of it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def rebuild(folder: Path, *, as_json: bool) -> None:
    """Make lost interviews, submissions and receipts again; what is there stays as it is.

    People, visits and questionnaires have to be in the database. Reports that were judged wait for review
    again, since verdicts are no part of the journal. Safe to run again.
    """
    from mystery.services import rebuild as service

    with installation():
        done = service.rebuild(folder.resolve())
    if as_json:
        click.echo(json.dumps(done.as_json(), ensure_ascii=False))
    else:
        made = ", ".join(f"{count} {kind}" for kind, count in sorted(done.made.items())) or "nothing"
        click.echo(f"{done.frames} frames read; made again: {made}.")
        for name in done.torn:
            click.echo(f"{name} ends with a torn frame, which was confirmed to nobody.")
        for each in done.problems:
            click.echo(f"{each.severity}: {describe(each)}")
    if done.problems:
        raise SystemExit(1)
