"""`mystery serve`: answers requests until it is stopped."""

from __future__ import annotations

import click

from mystery.cli.installation import installation


@click.command()
@click.option("--host", help="Network address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
def serve(host: str | None, port: int | None) -> None:
    """Answer requests. Refuses to start on a database of another version."""
    import waitress

    from mystery import jobs, manners, reporting
    from mystery.services.context import settings
    from mystery.web import set_up_logging

    with installation() as app:
        chosen = settings()
    reporting.warm_up()
    manners.answer_others()
    address, listening = host or chosen.host, port or chosen.port
    set_up_logging(chosen)
    click.echo(f"{chosen.agency_name} answers at {chosen.base_url} (listening on {address}:{listening})")
    with jobs.running_beside(app, chosen.job_threads if chosen.jobs_in_server else 0):
        waitress.serve(
            app,
            host=address,
            port=listening,
            threads=chosen.threads,
            ident="",
            _quiet=True,
            clear_untrusted_proxy_headers=not chosen.proxy_hops,
        )
