"""`mystery user`: accounts."""

from __future__ import annotations

import secrets
import sys

import click

from mystery.access import Role
from mystery.cli.installation import installation


@click.group()
def user() -> None:
    """Create accounts, list them, switch them off."""


def password_from(stdin: bool) -> tuple[str, bool]:
    """The password from standard input, or a new random one; and whether it was made here."""
    return (sys.stdin.readline().rstrip("\r\n"), False) if stdin else (secrets.token_urlsafe(12), True)


def tell(password: str, *, made: bool) -> None:
    if made:
        click.echo(f"Password, shown only this once: {password}")


@user.command()
@click.argument("email")
@click.argument("name")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--client", "client_code", help="Code of the client the account is confined to.")
@click.option("--place", "place_code", help="Code of the region or location of that client.")
@click.option("--language", type=click.Choice(["de", "en"]), default="de", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(
    email: str,
    name: str,
    role: str,
    client_code: str | None,
    place_code: str | None,
    language: str,
    password_stdin: bool,
) -> None:
    """Create an account."""
    from mystery.services import accounts, clients

    password, made = password_from(password_stdin)
    with installation():
        scopes = [clients.scope_by_code(client_code, place_code)] if client_code else []
        accounts.create_user(email, name, Role(role), password, scopes=scopes, language=language)
    click.echo(f"{email} may log in as {role}.")
    tell(password, made=made)


@user.command("list")
def list_users() -> None:
    """List all accounts with role and state."""
    from mystery.services import accounts

    with installation():
        for each in accounts.all_users():
            click.echo(f"{each.email}\t{each.role.value}\t{'on' if each.is_active else 'off'}\t{each.name}")


@user.command("password")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def set_password(email: str, password_stdin: bool) -> None:
    """Give an account a new password and end its sessions."""
    from mystery.clock import utcnow
    from mystery.services import accounts, sessions

    password, made = password_from(password_stdin)
    with installation():
        account = accounts.by_email(email)
        accounts.set_password(account, password)
        sessions.revoke_others(account, None, utcnow())
    click.echo(f"{email} has a new password; its sessions have ended.")
    tell(password, made=made)


@user.command("off")
@click.argument("email")
def switch_off(email: str) -> None:
    """Switch an account off and end its sessions. Its work stays."""
    from mystery.clock import utcnow
    from mystery.services import accounts, sessions

    with installation():
        account = accounts.by_email(email)
        accounts.set_active(account, active=False)
        sessions.revoke_others(account, None, utcnow())
    click.echo(f"{email} is switched off.")


@user.command("on")
@click.argument("email")
def switch_on(email: str) -> None:
    """Switch an account on again."""
    from mystery.services import accounts

    with installation():
        accounts.set_active(accounts.by_email(email), active=True)
    click.echo(f"{email} is switched on.")
