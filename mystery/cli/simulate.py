"""`mystery simulate`: what becomes of given answers, without a device and without a database."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import click

from mystery.cli.answers import ANSWERS, read_answers
from mystery.clock import utcnow
from mystery.interview import AnswerProblem, Opening, Simulation, label, simulate
from mystery.problems import Problem, Rejected, describe, errors_of
from mystery.questionnaire import Form
from mystery.scoring import Scheme, ScoreSheet, check_scheme, derived_scheme, read_scheme, score
from mystery.services.questionnaires import SCHEME_FILE, load_form


@click.command("simulate", short_help="Play answers through a questionnaire.")
@click.argument("questionnaire", type=click.Path(exists=True, path_type=Path))
@click.argument("answers", type=ANSWERS)
@click.option("--scheme", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A scheme.yaml.")
@click.option("--now", default="", help="ISO 8601: when the interview begins; for today() and now().")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (also without this, when piped).")
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", help="Language of the sentences.")
def simulate_answers(
    questionnaire: Path, answers: Path, scheme: Path | None, now: str, as_json: bool, lang: str
) -> None:
    """Play ANSWERS (a JSON object) through QUESTIONNAIRE: a folder, a .yaml file or a workbook.

    \b
    Prints {"path", "hidden", "problems", "answers", "score"}:
    path      visible questions in order, instances of repeats as visits[2]/found
    hidden    questions that exist but are not asked
    problems  [{"path", "code", "message", "blocks"}], also for answers that name no item
    answers   what a submission would carry
    score     by --scheme, by scheme.yaml beside the questionnaire, else one derived from the form

    An answer is a number, a text, a list of codes for a multiple choice, a list of objects for a repeat, or
    {"missing": "refused"}. The exit code is 2 when something cannot be read, else 0.
    """
    try:
        form = load_form(questionnaire)
        rules = _scheme(form, questionnaire, scheme)
        found = simulate(form, read_answers(answers), Opening(at=_moment(now)))
    except Rejected as refusal:
        _refuse(refusal.problems, lang)
        sys.exit(2)
    outcome = _outcome(found, score(form, rules, found.submission), lang)
    if as_json or not sys.stdout.isatty():
        click.echo(json.dumps(outcome, ensure_ascii=False, indent=1))
    else:
        _show(found, outcome)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text) if text else utcnow()
    except ValueError as error:
        raise click.BadParameter(f"{text} is not an ISO 8601 date and time.", param_hint="--now") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _refuse(problems: tuple[Problem, ...], lang: str) -> None:
    for problem in problems:
        click.echo(f"{problem.place.file}:{problem.place} {problem.code} {describe(problem, lang)}", err=True)


def _scheme(form: Form, questionnaire: Path, given: Path | None) -> Scheme:
    beside = questionnaire / SCHEME_FILE if questionnaire.is_dir() else None
    file = given or (beside if beside and beside.is_file() else None)
    if file is None:
        return derived_scheme(form)
    scheme, problems = read_scheme(file.read_text(encoding="utf-8-sig", errors="replace"), str(file))
    errors = errors_of([*problems, *check_scheme(scheme, form)])
    if errors:
        raise Rejected(errors)
    return scheme


def _outcome(found: Simulation, sheet: ScoreSheet, lang: str) -> dict[str, object]:
    return {
        "path": list(found.state.path),
        "hidden": list(found.state.hidden),
        "problems": [_problem(found, problem, lang) for problem in found.problems],
        "answers": found.state.answers,
        "score": _score(sheet),
    }


def _problem(found: Simulation, problem: AnswerProblem, lang: str) -> dict[str, object]:
    message = _message(found, problem, lang)
    return {"path": problem.path, "code": problem.code, "message": message, "blocks": problem.blocks}


def _message(found: Simulation, problem: AnswerProblem, lang: str) -> str:
    """What a rule says in its author's words, else the sentence of the code."""
    run = found.state.run
    if problem.code.startswith("RULE_") and run is not None:
        return label(run.form, found.state, problem.path, lang)
    return describe(Problem(problem.code, params=problem.params), lang)


def _score(sheet: ScoreSheet) -> dict[str, object]:
    return {
        "scheme": sheet.scheme,
        "total": _number(sheet.total),
        "grade": sheet.grade,
        "coverage": _number(sheet.coverage),
        "flags": list(sheet.flags),
        "sections": {
            section.section: {"score": _number(section.score), "coverage": _number(section.coverage)}
            for section in sheet.sections
        },
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _show(found: Simulation, outcome: Mapping[str, object]) -> None:
    click.echo(f"{len(found.state.path)} visible, {len(found.state.hidden)} hidden")
    for path in found.state.path:
        item = found.state.items[path]
        click.echo(f"  {path}: {json.dumps(item.missing or item.value, ensure_ascii=False)}")
    for problem in found.problems:
        click.echo(f"  {problem.path} {problem.code} {_message(found, problem, 'en')}")
    click.echo(f"score: {json.dumps(outcome['score'], ensure_ascii=False)}")
