"""Examples: a questionnaire's own tests. Given answers are played and compared with what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from mystery.interview import Opening, Simulation, simulate
from mystery.marks import Fields, Marked, load
from mystery.problems import Place, Problem, Rejected, did_you_mean
from mystery.questionnaire import MODES, TYPES, Form
from mystery.scoring import Scheme, ScoreSheet, score

EXAMPLES_FOLDER = "examples"
NOT_SCORABLE = "none"
_TOLERANCE = Decimal("0.01")
_ZONE = "Europe/Berlin"
_NUMBERS = ("number", "seconds")


@dataclass(frozen=True, slots=True)
class Expected:
    """What an example says must come of its answers. None: nothing is said about it."""

    path: tuple[Marked, ...] = ()
    hidden: tuple[Marked, ...] = ()
    problems: tuple[Marked, ...] = ()
    flags: tuple[Marked, ...] = ()
    sections: Mapping[str, Marked] | None = None
    score: Marked | None = None
    grade: Marked | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Answers as JSON, the moment they are given, and what is expected of them. `name` is the file's."""

    name: str
    answers: Mapping[str, object]
    expected: Expected
    opening: Opening
    place: Place


def check_example(text: str, file: str, form: Form, scheme: Scheme | None) -> list[Problem]:
    """Read an example, play it, and report every difference from what it expects."""
    root, problems = load(text, file)
    return problems if root is None else play_marked_example(root, problems, form, scheme)[0]


def play_marked_example(
    root: Marked, problems: list[Problem], form: Form, scheme: Scheme | None
) -> tuple[list[Problem], ScoreSheet | None]:
    """Every difference, and what the answers are worth; no sheet where the example cannot be read."""
    example, problems = _read_marked(root, problems, "", form)
    if example is None or problems:
        return problems, None
    played = simulate(form, example.answers, example.opening)
    problems = list(_differences(example, played, form))
    if scheme is None:
        return problems, None
    sheet = score(form, scheme, played.submission)
    return [*problems, *_score_differences(example.expected, sheet)], sheet


def examples_in(pack: Path, form: Form) -> list[Example]:
    """The examples of a questionnaire's folder, by file name. Raises `Rejected` for unreadable ones."""
    examples = []
    for file in sorted((pack / EXAMPLES_FOLDER).glob("*.yaml")):
        example, problems = read_example(file.read_text(encoding="utf-8-sig"), str(file), form)
        if example is None or problems:
            raise Rejected(problems)
        examples.append(example)
    return examples


def read_example(text: str, file: str, form: Form) -> tuple[Example | None, list[Problem]]:
    """`answers`, `expect`, and how the interview begins: `at` which moment, in which `mode`."""
    root, problems = load(text, file)
    return (None, problems) if root is None else _read_marked(root, problems, Path(file).stem, form)


def _read_marked(
    root: Marked, problems: list[Problem], name: str, form: Form
) -> tuple[Example | None, list[Problem]]:
    fields = Fields(root, problems)
    fields.expect(("example", "note", "at", "mode", "answers", "expect"))
    if not fields.require("answers", "expect"):
        return None, problems
    inside = {item.name: item.type for item in form.items.values()}
    answers = _answers(fields.entries("answers"), fields, inside)
    expected = _expected(fields.inside(fields.node.entries["expect"]))
    return Example(name, answers, expected, _opening(fields), root.place), problems


def _opening(fields: Fields) -> Opening:
    moment, mode = fields.text("at"), fields.one_of("mode", MODES)
    if not moment:
        return Opening(zone=_ZONE, mode=mode)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        fields.problem("EXAMPLE_MOMENT", fields.place("at"), value=moment)
        return Opening(zone=_ZONE, mode=mode)
    return Opening(at=at, zone=_ZONE, mode=mode)


def _expected(fields: Fields) -> Expected:
    fields.expect(("path", "hidden", "problems", "flags", "sections", "score", "grade"))
    return Expected(
        path=fields.elements("path"),
        hidden=fields.elements("hidden"),
        problems=fields.elements("problems"),
        flags=fields.elements("flags"),
        sections=fields.entries("sections") if "sections" in fields else None,
        score=fields.get("score"),
        grade=fields.get("grade"),
    )


def _answers(entries: Mapping[str, Marked], fields: Fields, types: Mapping[str, str]) -> dict[str, object]:
    """Marked texts as the JSON answers of docs/form-package.md."""
    answers: dict[str, object] = {}
    for name, value in entries.items():
        if name not in types:
            guess = did_you_mean(name, types)
            fields.problem("EXAMPLE_ITEM_UNKNOWN", value.place, name=name, guess=guess)
        else:
            answers[name] = _answer(value, types[name], fields, types)
    return answers


def _answer(value: Marked, item_type: str, fields: Fields, types: Mapping[str, str]) -> object:
    if item_type == "repeat":
        return [_answers(row.entries, fields, types) for row in value.elements]
    if value.kind != "text" or TYPES[item_type].value not in _NUMBERS:
        return value.plain()
    try:
        number = float(value.text)
    except ValueError:
        return value.text
    return int(number) if number.is_integer() else number


def _differences(example: Example, played: Simulation, form: Form) -> Iterator[Problem]:
    visible = {*played.state.path, *(_bare(path) for path in played.state.path)}
    known = {*form.items, *played.state.path, *played.state.hidden}
    for wanted, here, code in (
        (example.expected.path, True, "EXAMPLE_NOT_ASKED"),
        (example.expected.hidden, False, "EXAMPLE_ASKED"),
    ):
        for name in wanted:
            if name.text not in known:
                params = {"name": name.text, "guess": did_you_mean(name.text, known)}
                yield Problem("EXAMPLE_ITEM_UNKNOWN", name.place, params)
            elif (name.text in visible) is not here:
                yield Problem(code, name.place, {"name": name.text})
    yield from _problem_differences(example, played)


def _problem_differences(example: Example, played: Simulation) -> Iterator[Problem]:
    found = {problem.path: problem.code for problem in played.problems}
    wanted = {name.text for name in example.expected.problems}
    for path, code in found.items():
        if not {path, _bare(path), code} & wanted:
            yield Problem("EXAMPLE_PROBLEM", example.place, {"name": path, "code": code})
    heard = {*found, *found.values(), *(_bare(path) for path in found)}
    for name in example.expected.problems:
        if name.text not in heard:
            yield Problem("EXAMPLE_NO_PROBLEM", name.place, {"name": name.text})


def _bare(path: str) -> str:
    """The item's name without the instances it stands in."""
    return path.rpartition("/")[2]


def _score_differences(expected: Expected, sheet: ScoreSheet) -> list[Problem]:
    problems: list[Problem] = []
    if expected.score is not None:
        problems += _number("score", expected.score, sheet.total)
    scores = {section.section: section.score for section in sheet.sections}
    for name, wanted in (expected.sections or {}).items():
        problems += _number(name, wanted, scores.get(name))
    if expected.grade is not None and expected.grade.text != sheet.grade:
        problems.append(_other("grade", expected.grade, sheet.grade or "–"))
    problems += [
        _other("flags", flag, _listed(sheet.flags)) for flag in expected.flags if flag.text not in sheet.flags
    ]
    return problems


def _number(what: str, wanted: Marked, found: Decimal | None) -> list[Problem]:
    if found is None or wanted.text == NOT_SCORABLE:
        same = found is None and wanted.text == NOT_SCORABLE
    else:
        try:
            same = abs(Decimal(wanted.text) - found) <= _TOLERANCE
        except ArithmeticError:
            same = False
    return [] if same else [_other(what, wanted, NOT_SCORABLE if found is None else f"{found:f}")]


def _other(what: str, wanted: Marked, found: object) -> Problem:
    return Problem("EXAMPLE_OTHER", wanted.place, {"what": what, "wanted": wanted.text, "found": found})


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"
