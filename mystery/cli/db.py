"""`mystery db`: the shape of the database."""

from __future__ import annotations

import click

from mystery.cli.installation import installation


@click.group()
def db() -> None:
    """Bring the database to the shape of this version."""


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Apply what is missing. Safe to run again."""
    from mystery.store import schema

    with installation(even_unready=True):
        schema.upgrade(revision)
        click.echo(f"The database is at revision {schema.present_revision()}.")


@db.command()
@click.argument("revision")
@click.confirmation_option(prompt="Columns and tables of newer versions are deleted. Go on?")
def downgrade(revision: str) -> None:
    """Go back to an older shape; `base` removes every table."""
    from mystery.store import schema

    with installation(even_unready=True):
        schema.downgrade(revision)
        click.echo(f"The database is at revision {schema.present_revision() or 'base'}.")


@db.command()
def current() -> None:
    """Say which shape the database has and which this version needs."""
    from mystery.store import schema

    with installation(even_unready=True):
        click.echo(f"present: {schema.present_revision() or 'none'}, needed: {schema.wanted_revision()}")


@db.command()
@click.argument("message")
def revision(message: str) -> None:
    """For developers: write the migration from the database's shape to that of the models."""
    from alembic import command

    from mystery.store import schema

    with installation(even_unready=True):
        command.revision(schema.configuration(), message, autogenerate=True, rev_id=schema.next_revision())
