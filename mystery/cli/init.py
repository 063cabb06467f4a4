"""`mystery init`: the first run of an installation."""

from __future__ import annotations

import click

from mystery.access import Role
from mystery.cli.installation import installation
from mystery.cli.user import password_from, tell


@click.command()
@click.option(
    "--email", prompt="E-mail address of the administrator", help="Address of the first administrator."
)
@click.option("--name", prompt="Name of the administrator", help="Name of the first administrator.")
@click.option("--language", type=click.Choice(["de", "en"]), default="de", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def init(email: str, name: str, language: str, password_stdin: bool) -> None:
    """Make the folder, the secrets, the tables and the first administrator."""
    from mystery.services import accounts
    from mystery.services.context import settings
    from mystery.store import schema

    password, made = password_from(password_stdin)
    with installation(even_unready=True):
        schema.upgrade()
        settings().media.mkdir(mode=0o700, parents=True, exist_ok=True)
        if accounts.has_admin():
            click.echo("This installation has an administrator already; nothing was changed.")
            return
        accounts.create_user(email, name, Role.ADMIN, password, language=language)
        click.echo(f"{settings().agency_name} is ready. Start it with: mystery serve")
        click.echo(f"Log in at {settings().base_url} as {email}.")
    tell(password, made=made)
