"""`mystery worker`: does what was asked for in the background, until it is stopped."""

from __future__ import annotations

import click

from mystery.cli.installation import installation


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end; for cron.")
@click.option("--threads", type=click.IntRange(min=1), help="Jobs done at the same time.")
@click.option("--demo", is_flag=True, help="Work for the demo.")
def worker(*, once: bool, threads: int | None, demo: bool) -> None:
    """Do background work: reminders, clocks, telephone chores. Ends cleanly on SIGTERM."""
    from mystery import jobs
    from mystery.services.context import settings
    from mystery.web import set_up_logging

    with installation(demo=demo) as app:
        chosen = settings()
        if once:
            click.echo(f"{jobs.run_due()} done")
            return
    set_up_logging(chosen)
    told = f"{chosen.agency_name} works in the background; {len(jobs.KINDS)} kinds of jobs"
    jobs.work(app, threads or chosen.job_threads, lambda: click.echo(told))
