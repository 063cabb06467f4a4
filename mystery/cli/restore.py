"""`mystery restore`: an empty installation filled from a backup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from mystery.cli.installation import installation, sentences, settings_in_force
from mystery.problems import Rejected
from mystery.settings import Settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--check", is_flag=True, help="Only prove that it could be: restore into a folder that is thrown away."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was restored as JSON.")
def restore(file: Path, *, check: bool, as_json: bool) -> None:
    """Fill this installation, which must be empty, from the backup FILE.

    The database may be of another kind than the one that the backup was made of. Everybody logs in again.
    The exit code is 1 where the installation does not hold afterwards what the backup does.
    """
    from mystery.services import backups

    with _thrown_away() if check else installation(even_unready=True):
        made, problems = backups.restore(file.resolve())
    if as_json:
        listed = [each.code for each in problems]
        click.echo(
            json.dumps({**made.as_json(), "checked_only": check, "problems": listed}, ensure_ascii=False)
        )
    else:
        rows, files = sum(made.manifest.rows.values()), len(made.manifest.files)
        done = "can be restored" if check else "restored"
        click.echo(f"{done}: {rows} rows and {files} files of {made.manifest.made_at}.")
        click.echo(sentences(problems), nl=bool(problems))
    if problems:
        raise SystemExit(1)


@contextmanager
def _thrown_away() -> Iterator[None]:
    """An installation of its own for as long as the block lasts; never this one's database."""
    from mystery.app import create_app
    from mystery.store.database import db

    with TemporaryDirectory(prefix="mystery-restore-") as folder:
        app = create_app(_in(settings_in_force(), Path(folder)))
        try:
            with app.app_context():
                yield
                db.session.remove()
                db.engine.dispose()
        except Rejected as refusal:
            raise click.ClickException(sentences(refusal.problems)) from refusal


def _in(settings: Settings, folder: Path) -> Settings:
    return replace(
        settings, instance_folder=folder, database_url="", media_folder="", journal_folder="", queue_url=""
    )
