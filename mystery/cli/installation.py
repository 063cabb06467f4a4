"""What commands that work on an installation share: its settings, its app, and saying what is wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import click
from dotenv import find_dotenv, load_dotenv
from flask import Flask

from mystery.problems import Problem, Rejected, Severity, describe
from mystery.settings import Settings, read_settings, unknown_variables


def settings_in_force() -> Settings:
    """The settings from `.env` and the environment; ends the command if they cannot be read."""
    load_dotenv(find_dotenv(usecwd=True))
    try:
        settings = read_settings(os.environ)
    except Rejected as refusal:
        raise click.ClickException(sentences(refusal.problems)) from refusal
    for problem in unknown_variables(os.environ):
        click.echo(describe(problem), err=True)
    return settings


def demo_settings() -> Settings:
    """The settings in force, pointed at the demo's own folder and database; never at real data."""
    given = settings_in_force()
    return replace(
        given,
        instance_folder=given.instance_folder / "demo",
        database_url="",
        media_folder="",
        base_url="http://127.0.0.1:8000",
        agency_name="Mystery Demo",
        demo=True,
    )


@contextmanager
def installation(*, demo: bool = False, even_unready: bool = False) -> Iterator[Flask]:
    """The app of this installation (or of its demo), inside its context.

    Refusals become plain sentences and exit code 1, and so does a database that is not there or of another
    version, but for commands that work on just that.
    """
    from mystery.app import create_app
    from mystery.services import health

    try:
        app = create_app(demo_settings() if demo else settings_in_force())
        with app.app_context():
            problems = [] if even_unready else health.stoppers()
            if problems:
                raise Rejected([Problem("DEMO_NOT_LOADED")] if demo else problems)
            yield app
    except Rejected as refusal:
        raise click.ClickException(sentences(refusal.problems)) from refusal


def sentences(problems: Iterable[Problem]) -> str:
    """Problems as lines of text, each with its remedy."""
    return "\n".join(describe(problem) for problem in problems)


def report(problems: list[Problem], *, as_json: bool, all_well: str) -> None:
    """Prints problems and ends the command with 1 if one of them is an error."""
    if as_json:
        listed = [{"code": each.code, "severity": each.severity, "text": describe(each)} for each in problems]
        click.echo(json.dumps({"problems": listed}, ensure_ascii=False))
    else:
        for each in problems:
            click.echo(f"{each.severity}: {describe(each)}")
        if not problems:
            click.echo(all_well)
    if any(each.severity is Severity.ERROR for each in problems):
        raise SystemExit(1)
