"""The packs and every conformance form in the hands of others: pyxform converts, ODK Validate agrees."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from mystery.exports.collect import write_collect_xform
from mystery.exports.xform import write_xform
from mystery.problems import errors_of
from mystery.questionnaire import Definition, canonical, compile_form
from mystery.questionnaire.xlsform import read_workbook, write_markdown, write_workbook
from mystery.resources import folder
from mystery.services.questionnaires import load_definition
from tests.conformance.cases import FEATURES, definition_of_feature
from tests.conformance.javarosa import JAR, needs_java
from tests.java_path import find
from tests.unit.xlsform.forms import placeless

PACKS = {file.parent.name: file for file in sorted(folder("questionnaires").glob("*/questionnaire.yaml"))}
FORMS = (*PACKS, *FEATURES)
REWRITTEN = {"lookup", "lookups/pulldata", "same_names"}
"""Forms with what only we understand: a workbook says it in other words, which mean the same."""
INVALID_IN_JAVAROSA = ["lookup", "repeats/round_as_value"]
"""To JavaRosa a lookup inside a lookup of the same list sees only the row at hand: several rows fit.
A repeat in the place of a value, of which our check warns, ends the form there."""
NOT_IN_PYXFORM = {"lists_from_answers/several"}
"""Of the answers of a repeat pyxform lets one choose one, not several; our XForm says it by itself."""
_VALID = "Xform is valid!"
_REPLY = re.compile(
    r"^Validating: (?P<file>.+?)\.xml$(?P<words>.*?)(?=^Validating: |\Z)", re.MULTILINE | re.DOTALL
)


def _definition(name: str) -> Definition:
    if name not in PACKS:
        return definition_of_feature(name)
    definition, problems = load_definition(PACKS[name])
    assert not errors_of(problems)
    return definition


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> tuple[str, Definition]:
    return request.param, _definition(request.param)


def test_a_workbook_of_ours_converts(form: tuple[str, Definition]) -> None:
    name, definition = form
    if name in NOT_IN_PYXFORM:
        with pytest.raises(KeyError):
            convert(write_workbook(definition), file_type=".xlsx", form_name="data")
        return
    assert convert(write_workbook(definition), file_type=".xlsx", form_name="data").xform


@pytest.mark.parametrize("ending", ["xlsx", "md"])
def test_a_form_comes_back_from_a_workbook(form: tuple[str, Definition], ending: str) -> None:
    name, before = form
    written = write_workbook(before) if ending == "xlsx" else write_markdown(before).encode()
    after, problems = read_workbook(written, f"form.{ending}")
    assert not errors_of(problems)
    after = replace(after, tables=before.tables)
    if name in REWRITTEN:
        assert canonical(compile_form(after).package["choices"]) == canonical(
            compile_form(before).package["choices"]
        )
        assert [item.key for item in compile_form(after).items.values()] == list(compile_form(before).items)
    else:
        assert placeless(after) == placeless(before)


def _exported(definition: Definition) -> bytes:
    return write_xform(definition).encode()


@needs_java
@pytest.mark.parametrize("write", [_exported, write_collect_xform], ids=["exported", "for Collect"])
def test_odk_validate_accepts_every_xform(write: Callable[[Definition], bytes], tmp_path: Path) -> None:
    """One Java process for all of them: those that are exported, and those that Collect is served."""
    names = {f"{name.replace('/', '-')}.xml": name for name in FORMS}
    for file, name in names.items():
        (tmp_path / file).write_bytes(write(_definition(name)))
    java = find()
    assert java is not None
    done = subprocess.run(
        [java, "-Djava.awt.headless=true", "-jar", str(JAR), *names],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    valid = {
        names[f"{reply['file']}.xml"]: _VALID in reply["words"] for reply in _REPLY.finditer(done.stdout)
    }
    assert valid.keys() == set(FORMS)
    assert [name for name in FORMS if not valid[name]] == INVALID_IN_JAVAROSA
