"""`mystery settings`: what can be set, and how it is set here."""

from __future__ import annotations

import click

from mystery.cli.installation import settings_in_force
from mystery.settings import setting_lines, settings_page


@click.command()
@click.option("--page", is_flag=True, help="Print docs/settings.md.")
def settings(page: bool) -> None:
    """Show the settings in force."""
    if page:
        click.echo(settings_page(), nl=False)
        return
    chosen = settings_in_force()
    for line in setting_lines():
        value = str(getattr(chosen, line.name))
        click.echo(f"{line.variable}={'(hidden)' if line.is_secret and value else value}")
