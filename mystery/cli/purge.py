"""`mystery purge`: deletes what has reached the end of its retention."""

from __future__ import annotations

import json

import click

from mystery.cli.installation import installation, sentences


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@click.option("--demo", is_flag=True, help="Work on the demo's data.")
@click.option("--json", "as_json", is_flag=True, help="Print what was deleted as JSON.")
def purge(*, dry_run: bool, demo: bool, as_json: bool) -> None:
    """Delete what nothing keeps any longer: files of reports, recordings, old rescue files, dead uploads.

    Each with a line in the audit log. A worker does the same every night, so this is for an installation
    without one, and to see beforehand. Answers and scores stay.
    """
    from mystery.clock import utcnow
    from mystery.services import retention

    with installation(demo=demo):
        now = utcnow()
        done = retention.over(now) if dry_run else retention.purge(now)
        waiting = retention.waiting(now)
    if as_json:
        told = [{"code": each.code, **each.params} for each in waiting]
        click.echo(json.dumps({"deleted": not dry_run, **done, "waiting": told}, ensure_ascii=False))
        return
    what = ", ".join(f"{name} {number}" for name, number in done.items())
    click.echo(f"{'would be deleted' if dry_run else 'deleted'}: {what}.")
    click.echo(sentences(waiting), nl=bool(waiting), err=True)
