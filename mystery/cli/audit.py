"""`mystery audit`: proves that the audit log is whole, and shows it."""

from __future__ import annotations

import click

from mystery.cli.installation import installation, report
from mystery.problems import Problem


@click.group()
def audit() -> None:
    """Verify and show the audit log."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Print the finding as JSON.")
def verify(as_json: bool) -> None:
    """Recompute the chain of hashes; name the first entry that does not fit.

    Keep the head elsewhere from time to time: a chain that was cut at its end still holds, but its head is
    not the one that was noted.
    """
    from mystery.services import audit as log

    with installation():
        broken = log.verify()
        problems = (
            [Problem("AUDIT_BROKEN", params={"entry": broken.entry, "what": broken.what})] if broken else []
        )
        report(
            problems, as_json=as_json, all_well=f"{log.count()} entries, the chain holds. Head: {log.head()}"
        )


@audit.command()
@click.option("--last", default=20, show_default=True, help="How many entries, the newest first.")
def show(last: int) -> None:
    """Show the newest entries."""
    from mystery.services import audit as log

    with installation():
        for entry in log.newest(last):
            subject = f"{entry.subject_kind}:{entry.subject_id}"
            click.echo(f"{entry.id}\t{entry.at.isoformat()}\t{entry.actor or '-'}\t{entry.action}\t{subject}")
