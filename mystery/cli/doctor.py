"""`mystery doctor`: says in words whether this installation can work."""

from __future__ import annotations

import click

from mystery.cli.installation import installation, report


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Examine settings, database, folders, accounts and telephone."""
    from mystery.services import health

    with installation(even_unready=True):
        report([*health.findings(), *health.reached()], as_json=as_json, all_well="All is well.")
