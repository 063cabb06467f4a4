"""`mystery demo`: a whole agency to look at, in a folder of its own; never touches real data."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask

from mystery.cli.installation import demo_settings, sentences
from mystery.cli.server import answer
from mystery.problems import Rejected
from mystery.settings import Settings

_MARK = "loaded"


@click.command()
@click.option("--load-only", is_flag=True, help="Load the demo and stop; do not serve.")
@click.option("--reset", is_flag=True, help="Throw the demo's folder away first.")
@click.option("--port", type=int, default=0, help="Port to listen on; a free one if not given.")
@click.option(
    "--lang",
    type=click.Choice(["de", "en"]),
    default=lambda: _of_this_machine(),
    show_default="German on a machine that speaks it, else English",
    help="Language of the demo's accounts; each can be switched.",
)
def demo(*, load_only: bool, reset: bool, port: int, lang: str) -> None:
    """Load a car-dealer group, a retail chain and six hotlines, print the logins, and serve."""
    port = port or _free_port()
    settings = replace(demo_settings(), base_url=f"http://127.0.0.1:{port}")
    if reset:
        shutil.rmtree(settings.instance_folder, ignore_errors=True)
    try:
        app = _app(settings, lang)
    except Rejected as refusal:
        raise click.ClickException(sentences(refusal.problems)) from refusal
    if load_only:
        return
    answer(app, settings, "127.0.0.1", port, lambda: _print_logins(settings.base_url))


def _of_this_machine() -> str:
    spoken = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "de" if spoken.lower().startswith("de") else "en"


def _app(settings: Settings, language: str) -> Flask:
    """The demo's app; loads its data where that has not been done to the end."""
    from mystery.app import create_app
    from mystery.clock import utcnow
    from mystery.demo.load import load
    from mystery.store import schema

    mark = settings.instance_folder / _MARK
    if not mark.exists():
        shutil.rmtree(settings.instance_folder, ignore_errors=True)
    app = create_app(settings)
    if mark.exists():
        return app
    with app.app_context():
        schema.upgrade()
        loaded = load(utcnow().date(), _Bar(), language=language)
    visits = f"{loaded.visits} visits at {loaded.locations} locations in {loaded.waves} waves"
    click.echo(f"\n{visits}, {loaded.contacts} contacts of hotlines.")
    Path(mark).touch()
    return app


class _Bar:
    """A line that is written over on a terminal; elsewhere a new one at every tenth."""

    def __init__(self) -> None:
        self.tenth = -1

    def __call__(self, share: float, what: str) -> None:
        line = f"{share:4.0%}  {what}"
        if sys.stdout.isatty():
            click.echo(f"\r\033[K{line}", nl=False)
        elif int(share * 10) > self.tenth:
            self.tenth = int(share * 10)
            click.echo(line)


def _print_logins(address: str) -> None:
    from mystery.demo.people import LOGINS, PASSWORD

    click.echo(f"\n  Mystery answers at {address}   (password of everybody: {PASSWORD})\n")
    width = max(len(login.email) for login in LOGINS)
    for login in LOGINS:
        click.echo(f"  {login.email:<{width}}  {login.role.value:<16} {login.comes_for}")
    click.echo("\n  Stop with Ctrl+C. Start again with --reset for a fresh demo.\n")


def _free_port() -> int:
    """8000 if nobody has it, else one that the system chooses."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", 8000))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        chosen: int = probe.getsockname()[1]
        return chosen
