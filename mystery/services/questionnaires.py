"""Questionnaires on disk: find the files, read them whatever their format, check them, compile them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mystery.marks import Marked, load
from mystery.problems import Place, Problem, Rejected, errors_of
from mystery.questionnaire import Definition, Form, check_read, compile_form, read, with_missing_tables
from mystery.questionnaire.xlsform import read_tables, read_workbook
from mystery.scenario import check as check_scenario
from mystery.scenario import read as read_scenario
from mystery.scoring import Scheme, check_scheme, read_scheme
from mystery.services import attached_files
from mystery.services.bursts import allocating
from mystery.services.examples import EXAMPLES_FOLDER, check_example

MAIN_FILE = "questionnaire.yaml"
SCENARIO_FILE = "scenario.yaml"
SCHEME_FILE = "scheme.yaml"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".md")
YAML = (".yaml", ".yml")
LISTS = (".csv", ".geojson")
_KIND = re.compile(r"^(scenario|scheme|questionnaire|answers)\s*:", re.MULTILINE)
_KINDS = ("scenario", "scheme", "answers", "questionnaire")


@dataclass(frozen=True, slots=True)
class Checked:
    """One file with what is wrong with it."""

    file: Path
    problems: tuple[Problem, ...]


def load_definition(path: Path) -> tuple[Definition, list[Problem]]:
    """Read a questionnaire: a folder with questionnaire.yaml, a YAML file, or an XLSForm workbook."""
    file = path / MAIN_FILE if path.is_dir() else path
    if not file.is_file():
        return Definition(name=""), [_not_there(file)]
    attachments = _attachments(file.parent)
    if file.suffix.lower() in WORKBOOKS:
        with allocating():
            definition, problems = read_workbook(file.read_bytes(), file.name, attachments)
    else:
        tables, problems = read_tables(attachments)
        definition, found = read(_text(file), str(file), tables)
        definition, missing = with_missing_tables(definition)
        problems += found + missing
    return replace(definition, files=attached_files.look(file.parent)), problems


def load_form(path: Path) -> Form:
    """Read, check and compile a questionnaire. Raises `Rejected` with every error found."""
    definition, problems = load_definition(path)
    errors = errors_of(problems)
    if errors:
        raise Rejected(errors)
    with allocating():
        return compile_form(definition)


def check_questionnaire(path: Path) -> list[Problem]:
    """Everything wrong with one questionnaire, reading and meaning, without follow-up noise."""
    return check_read(*load_definition(path))


def check_files(path: Path) -> list[Checked]:
    """Check a file, or everything that belongs to questionnaires in a folder and below."""
    if not path.exists():
        return [Checked(path, (_not_there(path),))]
    return [Checked(file, tuple(_checker(file)(file))) for file in files_in(path)]


def files_in(path: Path) -> list[Path]:
    """The files of questionnaires under a path, in a stable order."""
    if not path.is_dir():
        return [path]
    found = [
        file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in (*YAML, *WORKBOOKS)
    ]
    return sorted(file for file in found if not _is_hidden(file, path) and _is_ours(file))


def _is_hidden(file: Path, base: Path) -> bool:
    return any(part.startswith((".", "~")) for part in file.relative_to(base).parts)


def _is_ours(file: Path) -> bool:
    """A folder may hold other Markdown and YAML; what is meant as a questionnaire says so."""
    if file.suffix.lower() == ".md":
        return re.search(r"^\|\s*survey\s*\|", _text(file), re.MULTILINE) is not None
    return file.suffix.lower() in WORKBOOKS or kind_of(file) != ""


def kind_of(file: Path) -> str:
    """scenario, scheme, answers (an example) or questionnaire; '' for any other YAML file."""
    named = {SCENARIO_FILE: "scenario", SCHEME_FILE: "scheme", MAIN_FILE: "questionnaire"}.get(file.name)
    if named:
        return named
    if file.parent.name == EXAMPLES_FOLDER:
        return "answers"
    keys = set(_KIND.findall(_text(file)))
    return next((kind for kind in _KINDS if kind in keys), "")


def _checker(file: Path) -> Callable[[Path], list[Problem]]:
    if file.suffix.lower() not in YAML:
        return check_questionnaire
    checkers: Mapping[str, Callable[[Path], list[Problem]]] = {
        "scenario": _check_scenario,
        "scheme": _check_scheme,
        "answers": _check_example,
    }
    return checkers.get(kind_of(file), check_questionnaire)


def _check_scenario(file: Path) -> list[Problem]:
    """A scenario by itself, and against the questionnaire beside it when that one is sound."""
    scenario, problems = read_scenario(_text(file), str(file))
    form = _form_beside(file.parent)
    if form is None or errors_of(problems):
        return problems
    root, _ = load(_text(file), str(file))
    return problems + [_located(problem, root) for problem in check_scenario(scenario, form)]


def _located(problem: Problem, root: Marked | None) -> Problem:
    """A problem that knows its path in the file gets its line."""
    node = root
    for part in problem.place.path.split("."):
        if node is None:
            return problem
        inside = node.entries.get(part)
        if inside is None and part.isdigit() and int(part) < len(node.elements):
            inside = node.elements[int(part)]
        node = inside or node
    return problem if node is None else replace(problem, place=node.place)


def _check_scheme(file: Path) -> list[Problem]:
    """A scheme by itself, and against the questionnaire beside it when that one is sound."""
    scheme, problems = read_scheme(_text(file), str(file))
    form = _form_beside(file.parent)
    if form is None:
        return problems
    reported = {_line(problem.place) for problem in problems}
    found = check_scheme(scheme, form)
    return problems + [problem for problem in found if _line(problem.place) not in reported]


def _check_example(file: Path) -> list[Problem]:
    """An example is played when the questionnaire and the scheme above its folder are sound."""
    folder = file.parent.parent if file.parent.name == EXAMPLES_FOLDER else file.parent
    form = _form_beside(folder)
    if form is None:
        return load(_text(file), str(file))[1]
    return check_example(_text(file), str(file), form, _scheme_beside(folder, form))


def _scheme_beside(folder: Path, form: Form) -> Scheme | None:
    """The scheme in a folder, if there is one and it is sound."""
    if not (folder / SCHEME_FILE).is_file():
        return None
    scheme, problems = read_scheme(_text(folder / SCHEME_FILE))
    return None if errors_of([*problems, *check_scheme(scheme, form)]) else scheme


def _form_beside(folder: Path) -> Form | None:
    """The form of a folder's questionnaire; None when it is not sound, which its own check reports."""
    if not (folder / MAIN_FILE).is_file() or errors_of(check_questionnaire(folder)):
        return None
    return load_form(folder)


def _line(place: Place) -> tuple[str, str, int]:
    return place.file, place.sheet, place.line or place.row


def _not_there(file: Path) -> Problem:
    return Problem("FILE_NOT_FOUND", Place(str(file)), {"file": str(file)})


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace")


def _attachments(folder: Path) -> dict[str, bytes]:
    """The lists beside a questionnaire by file name."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix.lower() in LISTS}
