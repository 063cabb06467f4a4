"""`mystery eval`: what an expression gives, for whoever writes questionnaires and for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from mystery.cli.answers import ANSWERS, read_answers, read_json
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected, describe
from mystery.questionnaire.expression import Environment, NodeSet, evaluate_text, to_json, type_name


@click.command(context_settings={"ignore_unknown_options": True})  # "-1 + 2" is no option
@click.argument("expression", required=False)
@click.option("--answers", type=ANSWERS, help="A JSON object: what ${name} reads.")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8", errors="replace"),
    help="JSON lines, one task each; - is standard input.",
)
@click.option("--now", default="", help="ISO 8601: what now() and today() give, and whose zone counts.")
def evaluate(expression: str | None, answers: Path | None, batch: TextIO | None, now: str) -> None:
    """Evaluate EXPRESSION, written as in an XLSForm, and print {"type", "value"} or {"error", "message"}.

    \b
    Types: string (also blank, ""), number, boolean, date, time, datetime, list.
    Not a number and the infinities are printed as "NaN", "Infinity" and "-Infinity".

    A line of a batch is {"expr": …, "answers": {…}, "now": …, "tables": {"shops.csv": [{…}]}}; all but
    "expr" may be left out. One line of JSON is printed for each.

    Answers have the types of JSON: 12 is a number, "12" and "2026-11-23" are text (use date()), a list of
    texts is a multiple choice, a list of objects a repeat. A name without an answer is blank. "." is the
    answer under the name ".".
    """
    if batch is not None:
        for line in filter(str.strip, batch):
            _print(_task(line, now))
        return
    if expression is None:
        raise click.UsageError("Give an EXPRESSION or --batch.")
    try:
        found = _result({"expr": expression, "answers": read_answers(answers) if answers else {}}, now)
    except Rejected as refusal:
        found = _told(refusal.problems[0])
    _print(found)
    sys.exit(1 if "error" in found else 0)


def _print(found: Mapping[str, object]) -> None:
    click.echo(json.dumps(found, ensure_ascii=False))


def _task(line: str, now: str) -> dict[str, object]:
    try:
        task = read_json(line)
    except ValueError:
        return {"error": "BATCH_LINE", "message": "The line is not JSON."}
    if not isinstance(task, dict) or not isinstance(task.get("expr"), str):
        return {"error": "BATCH_LINE", "message": 'The line is no object with a text "expr".'}
    return _result(task, now)


def _result(task: Mapping[str, object], now: str) -> dict[str, object]:
    try:
        moment = _moment(str(task.get("now") or now))
    except ValueError:
        return {
            "error": "BATCH_NOW",
            "message": f"{task.get('now') or now} is not an ISO 8601 date and time.",
        }
    environment = Environment(now=moment, zone=moment.tzinfo or UTC)
    answers, tables = task.get("answers") or {}, task.get("tables") or {}
    if not isinstance(answers, dict) or not isinstance(tables, dict):
        return {"error": "BATCH_LINE", "message": '"answers" and "tables" are objects.'}
    value = evaluate_text(str(task["expr"]), answers, environment, tables)
    if isinstance(value, Problem):
        return _told(value)
    return typed(value)


def _told(problem: Problem) -> dict[str, object]:
    return {"error": problem.code, "message": describe(problem)}


def typed(value: object) -> dict[str, object]:
    """{"type", "value"}; a node-set of one member is that member, an empty one is blank."""
    if isinstance(value, NodeSet) and len(value) < 2:
        value = value[0] if value else ""
    return {"type": type_name(value), "value": to_json(value)}


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text) if text else utcnow()
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
