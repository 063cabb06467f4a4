"""`mystery serve`: answers requests until it is stopped."""

from __future__ import annotations

import click

from mystery.cli.installation import installation
from mystery.cli.server import answer


@click.command()
@click.option("--host", help="Network address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
def serve(host: str | None, port: int | None) -> None:
    """Answer requests. Refuses to start on a database of another version."""
    from mystery.services.context import settings
    from mystery.web import set_up_logging

    with installation() as app:
        chosen = settings()
    address, listening = host or chosen.host, port or chosen.port
    set_up_logging(chosen)
    place = f"{chosen.base_url} (listening on {address}:{listening})"
    answer(app, chosen, address, listening, lambda: click.echo(f"{chosen.agency_name} answers at {place}"))
