"""`mystery export`: the records of a wave in formats of other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from mystery.cli.installation import installation

if TYPE_CHECKING:
    from mystery.services.wave_exports import Choice
    from mystery.store.models import Wave

_FORMATS = ["csv", "xlsx", "sav", "json", "ddi", "triples"]


@click.command()
@click.option(
    "--wave", "name", required=True, help="CLIENT/STUDY/WAVE as `report --list` shows it, or the id."
)
@click.option("--format", "format", type=click.Choice(_FORMATS), required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="A file with all records; a folder (made if need be) with files for each questionnaire; or a name "
    "ending in .zip for these in one.",
)
@click.option("--questionnaire", default="", help="Only the records of this one, where a wave has several.")
@click.option("--lang", type=click.Choice(["de", "en"]), default="de", show_default=True)
@click.option("--labels/--codes", "labels", default=True, help="Answers in words (the default) or as codes.")
@click.option(
    "--missing",
    type=click.Choice(["codes", "blank"]),
    default="codes",
    show_default=True,
    help="csv, xlsx: what stands where somebody did not know or refused.",
)
@click.option("--separator", type=click.Choice([",", ";"]), default=",", help="csv; with ; decimal commas.")
@click.option(
    "--bom/--no-bom", "marked", default=True, help="csv: the mark that spreadsheets need for UTF-8."
)
@click.option("--json", "as_json", is_flag=True, help="Tell as JSON what was written.")
@click.option("--demo", is_flag=True, help="Work on the demo's data.")
def export(
    *,
    name: str,
    format: str,
    out: Path,
    questionnaire: str,
    lang: str,
    labels: bool,
    missing: str,
    separator: str,
    marked: bool,
    as_json: bool,
    demo: bool,
) -> None:
    """Export the records of a wave, all versions of a questionnaire together, with their codebook.

    Everybody's names stay inside: a tester is a pseudonym. docs/exports.md says what each format holds.
    """
    from mystery.exports.wave import Wanted
    from mystery.services import reports
    from mystery.services.wave_exports import Choice

    wanted = Wanted(
        language=lang,
        labels=labels,
        missing_codes=missing == "codes",
        marked=marked,
        semicolons=separator == ";",
    )
    with installation(demo=demo):
        choice = Choice(format, wanted, questionnaire)
        records, paths = _written(out, reports.wave_named(name), choice)
    if as_json:
        told = {"records": records, "files": [{"path": str(path), "bytes": size} for path, size in paths]}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for path, size in paths:
            click.echo(f"{path}: {size} bytes")


def _written(out: Path, wave: Wave, choice: Choice) -> tuple[dict[str, int], list[tuple[Path, int]]]:
    """The records by questionnaire, and the files with their sizes."""
    from mystery.services import wave_exports

    if out.suffix.lower() == ".zip":
        with TemporaryDirectory() as made:
            written = wave_exports.export_to(Path(made), wave, choice)
            with out.open("wb") as archive:
                wave_exports.zipped(Path(made), archive)
        return written.records, [(out, out.stat().st_size)]
    is_file = bool(out.suffix) and not out.is_dir()
    folder = out.parent if is_file else out
    folder.mkdir(parents=True, exist_ok=True)
    written = wave_exports.export_to(folder, wave, replace(choice, base=out.stem if is_file else ""))
    files = [(folder / name, size) for name, size in written.files.items()]
    return written.records, [_as_named(files[0], out), *files[1:]] if is_file else files


def _as_named(file: tuple[Path, int], out: Path) -> tuple[Path, int]:
    """The first file under the name that was asked for, whatever its ending."""
    path, size = file
    return (path if path == out else path.replace(out)), size
