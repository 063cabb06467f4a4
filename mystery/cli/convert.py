"""`mystery convert IN OUT`: a questionnaire in another format: YAML, XLSForm, Markdown or XForm."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from mystery.cli.problem_lines import line_of, record_of
from mystery.problems import Problem, Rejected, errors_of
from mystery.questionnaire import Definition, check_read
from mystery.questionnaire.xlsform import made_lenient, write_markdown, write_workbook
from mystery.questionnaire.yaml_write import write_yaml
from mystery.services.questionnaires import LISTS, MAIN_FILE, load_definition


@click.command(short_help="Convert between YAML, XLSForm, Markdown and XForm.")
@click.argument("source", metavar="IN", type=click.Path(exists=True, path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", help="Language of the sentences.")
def convert(source: Path, target: Path, as_json: bool, lang: str) -> None:
    """Convert a questionnaire.

    IN is a .yaml, .xlsx, .xls, .ods or .md file, or a folder with a questionnaire.yaml. The ending of
    OUT chooses what is written: .yaml, .xlsx, .md, or .xml for ODK Collect; a folder gets a
    questionnaire.yaml. Problems go to the error output, one per line: file:place CODE message. With
    an error nothing is written and the exit code is 1.
    """
    file = source / MAIN_FILE if source.is_dir() else source
    target = target / MAIN_FILE if target.is_dir() else target
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise click.UsageError(f"OUT must end with one of: {', '.join(_WRITERS)}")
    if target.exists() and target.samefile(file):
        raise click.UsageError("OUT is the same file as IN.")
    definition, problems = load_definition(source)
    problems = check_read(definition, problems)
    written = b""
    if not errors_of(problems):
        try:
            written = write(made_lenient(definition, problems))
        except Rejected as rejected:
            problems = [*problems, *rejected.problems]
    _report(str(file), problems, as_json=as_json, lang=lang)
    if errors_of(problems):
        sys.exit(1)
    _save(target, written)
    _copy_lists(definition, file.parent, target.parent)


def _xform(definition: Definition) -> bytes:
    from mystery.exports.xform import write_xform

    return write_xform(definition).encode()


def _yaml(definition: Definition) -> bytes:
    return write_yaml(definition).encode()


def _markdown(definition: Definition) -> bytes:
    return write_markdown(definition).encode()


_WRITERS: Mapping[str, Callable[[Definition], bytes]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".xlsx": write_workbook,
    ".md": _markdown,
    ".xml": _xform,
}


def _report(file: str, problems: list[Problem], *, as_json: bool, lang: str) -> None:
    if as_json:
        records = [record_of(file, problem, lang) for problem in problems]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    for problem in problems:
        click.echo(line_of(file, problem, lang), err=True)


def _save(target: Path, written: bytes) -> None:
    """Complete or not at all: a half-written questionnaire would look like a whole one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.part")
    half.write_bytes(written)
    half.replace(target)


def _copy_lists(definition: Definition, source: Path, target: Path) -> None:
    """The lists of a questionnaire are files beside it; they go along, but replace nothing."""
    for name in definition.tables:
        found, wanted = source / name, target / name
        if wanted.suffix.lower() in LISTS and found.is_file() and not wanted.exists():
            wanted.write_bytes(found.read_bytes())
