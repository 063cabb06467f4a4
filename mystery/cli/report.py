"""`mystery report`: the PDF reports from the command line, byte for byte those of the pages."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click

from mystery.cli.installation import installation

_LANG = click.option("--lang", type=click.Choice(["de", "en"]), default="de", show_default=True)
_OUT = click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
_DEMO = click.option("--demo", is_flag=True, help="Work on the demo's data.")


@click.group(invoke_without_command=True)
@click.option("--list", "list_waves", is_flag=True, help="List the waves that a report can be made of.")
@_DEMO
@click.pass_context
def report(context: click.Context, *, list_waves: bool, demo: bool) -> None:
    """Make reports as PDF. The same data gives the same bytes."""
    if list_waves:
        _list(demo=demo)
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


def _list(*, demo: bool) -> None:
    from mystery.services import reports

    with installation(demo=demo):
        for name, wave in reports.all_waves():
            click.echo(f"{name}\t{wave.public_id}\t{wave.state.value}\t{wave.label_en}")


@report.command()
@click.option("--wave", "name", required=True, help="CLIENT/STUDY/WAVE as --list shows it, or the id.")
@click.option("--part", default="", help="A region by its name; empty is the whole client.")
@_LANG
@_OUT
@_DEMO
def study(*, name: str, part: str, lang: str, out: Path, demo: bool) -> None:
    """The report on a wave: the whole study, or one region."""
    from mystery.services import reports

    with installation(demo=demo):
        wave = reports.wave_named(name)
        made = reports.study_report(wave, lang, part=reports.part_named(wave, part))
    out.write_bytes(made.content)
    click.echo(f"{out}: {len(made.content)} bytes")


@report.command()
@click.option("--wave", "name", required=True, help="CLIENT/STUDY/WAVE as --list shows it, or the id.")
@click.option("--target", default=60, show_default=True, help="Test calls: seconds until a human answers.")
@click.option("--e", "share", type=float, help="Surveys: share of unknown cases taken to be eligible, 0..1.")
@_LANG
@_OUT
@_DEMO
def calls(*, name: str, target: int, share: float | None, lang: str, out: Path, demo: bool) -> None:
    """The report on a wave's calls: how hotlines are reached, or what became of a survey's sample."""
    from mystery.services import call_reports, reports

    with installation(demo=demo):
        wave = reports.wave_named(name)
        made = call_reports.calls_report(wave, lang, target_seconds=target, e=share)
    out.write_bytes(made.content)
    click.echo(f"{out}: {len(made.content)} bytes")


@report.command()
@click.option("--submission", type=click.UUID, required=True, help="The id of an approved submission.")
@_LANG
@_OUT
@_DEMO
def visit(*, submission: UUID, lang: str, out: Path, demo: bool) -> None:
    """The report on one visit: why this score."""
    from mystery.services import reports

    with installation(demo=demo):
        made = reports.visit_report(reports.sheet_of_submission(submission), lang)
    out.write_bytes(made.content)
    click.echo(f"{out}: {len(made.content)} bytes")
