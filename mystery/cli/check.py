"""`mystery check PATH...`: what is wrong with questionnaires, schemes, scenarios and examples."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from mystery.cli.problem_lines import line_of, record_of
from mystery.problems import Problem, Severity
from mystery.services.questionnaires import check_files


@click.command(short_help="Check questionnaires, schemes and scenarios.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print a list of problems as JSON.")
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", help="Language of the sentences.")
def check(paths: tuple[Path, ...], as_json: bool, lang: str) -> None:
    """Check files, or everything in folders and below.

    Prints one line per problem: file:line:column CODE sentence and remedy. The exit code is 1 when
    there is an error; warnings do not count. It is 2 when there is nothing to check.
    """
    checked = [result for path in paths for result in check_files(path)]
    if not checked:
        click.echo(f"Nothing to check in {', '.join(str(path) for path in paths)}.", err=True)
        sys.exit(2)
    problems = [(str(result.file), problem) for result in checked for problem in result.problems]
    if as_json:
        click.echo(json.dumps([record_of(*found, lang) for found in problems], ensure_ascii=False, indent=1))
    else:
        for file, problem in problems:
            click.echo(line_of(file, problem, lang))
        _summary(len(checked), [problem for _, problem in problems])
    if any(problem.severity is Severity.ERROR for _, problem in problems):
        sys.exit(1)


def _summary(files: int, problems: list[Problem]) -> None:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    click.echo(f"{files} files, {errors} errors, {len(problems) - errors} warnings", err=True)
