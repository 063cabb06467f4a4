"""`mystery keys`: the key pairs that tablets seal to and that sign receipts."""

from __future__ import annotations

import click

from mystery.cli.installation import installation


@click.group()
def keys() -> None:
    """Show and renew the installation's keys."""


@keys.command()
def show() -> None:
    """List every key, the one in use first. Private halves stay in the folder `keys`; back it up."""
    from mystery.services import installation_keys

    with installation():
        for key in (*installation_keys.seal_keys(), *installation_keys.receipt_keys()):
            click.echo(f"{key.purpose.value}\t{key.id}\t{key.made_at.isoformat()}")


@keys.command()
@click.argument("purpose", type=click.Choice(["seal", "receipt"]))
def renew(purpose: str) -> None:
    """Make a new key. Old ones stay: what was sealed to them still opens, their receipts still hold."""
    from mystery.services import installation_keys
    from mystery.services.installation_keys import Purpose

    with installation():
        click.echo(installation_keys.renew(Purpose(purpose)).id)
