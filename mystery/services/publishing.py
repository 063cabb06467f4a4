"""From draft to version: what stands against it, what would change, and the act itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.problems import Problem, Rejected, errors_of
from mystery.questionnaire import Definition, Form, compile_form
from mystery.questionnaire.changes import version_problems
from mystery.questionnaire.yaml_write import write_yaml, yaml_text
from mystery.scoring import ItemRule, Scheme, read_scheme
from mystery.services import packs
from mystery.services.draft_state import State, state_of
from mystery.services.drafts import content_of, files_of, held, store
from mystery.services.forms import form_of_version
from mystery.services.transaction import reading, transaction
from mystery.store.models import Draft, QuestionnaireVersion

_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_NUMBER = re.compile(r"\d+\Z")


@dataclass(frozen=True, slots=True)
class Prospect:
    """A draft on its way to become a version: the revision looked at, and all that is to be said about it.

    `blocking` must be mended first; `doubts` are to be confirmed by a person.
    """

    revision: int
    state: State
    blocking: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    suggestion: str


def prospect(draft: Draft, language: str) -> Prospect:
    """What would happen if the draft were published now."""
    content = content_of(draft)
    state = state_of(content, language, files_of(draft))
    versions = _versions(str(content["document"].get("questionnaire", "")))
    found = [] if state.form is None else _against_versions(state.form, versions)
    failing = [_failing(example) for example in content["examples"] if state.examples.get(example["id"])]
    return Prospect(
        revision=draft.revision,
        state=state,
        blocking=(*state.errors, *errors_of(found), *failing),
        doubts=tuple(problem for problem in found if problem not in errors_of(found)),
        suggestion=_next(versions, state.definition.version),
    )


def _failing(example: Mapping[str, Any]) -> Problem:
    return Problem("DRAFT_EXAMPLE_FAILS", params={"name": str(example.get("name") or example["id"])})


def _against_versions(form: Form, versions: Sequence[QuestionnaireVersion]) -> list[Problem]:
    """Each difficulty once, with the newest version that has it."""
    found: dict[tuple[object, ...], Problem] = {}
    for version in versions:
        for problem in version_problems(form_of_version(version), form):
            found.setdefault((problem.code, problem.params["name"], problem.params.get("code")), problem)
    return list(found.values())


def _versions(name: str) -> Sequence[QuestionnaireVersion]:
    query = select(QuestionnaireVersion).where(QuestionnaireVersion.name == name)
    order = (QuestionnaireVersion.published_at.desc(), QuestionnaireVersion.id.desc())
    return reading().scalars(query.order_by(*order)).all()


def _next(versions: Sequence[QuestionnaireVersion], wanted: str) -> str:
    """The author's version where it is free, else the newest with its last number counted up."""
    taken = {version.version for version in versions}
    suggestion = wanted or "1"
    while suggestion in taken:
        counted = _NUMBER.sub(lambda number: str(int(number[0]) + 1), suggestion)
        suggestion = counted if counted != suggestion else f"{suggestion}.1"
    return suggestion


def publish(
    draft: Draft, version: str, actor: Actor, *, revision: int, confirmed: bool = False
) -> QuestionnaireVersion:
    """Freeze the draft as a version, its scheme with it. The draft goes on towards the next one.

    `revision` is what the person has looked at. Raises `Rejected` with everything that stands against it.
    """
    require(actor, "questionnaire.edit")
    with transaction() as session:
        draft = held(session, draft)
        outlook = prospect(draft, "en")
        _stop_at(_objections(draft, version, outlook, revision=revision, confirmed=confirmed))
        content = _with_version(content_of(draft), version)
        store(draft, content, actor)
        definition = replace(outlook.state.definition, version=version)
        row = _freeze(definition, outlook.state.scheme, content, actor)
        session.flush()
        draft.base_version_id, draft.base_revision = row.id, draft.revision
        return row


def _objections(
    draft: Draft, version: str, outlook: Prospect, *, revision: int, confirmed: bool
) -> list[Problem]:
    problems = list(outlook.blocking)
    better = {"better": outlook.suggestion}
    if not version:
        problems.append(Problem("VERSION_MISSING", params=better))
    elif not _VERSION.fullmatch(version):
        problems.append(Problem("VERSION_INVALID", params={"version": version, **better}))
    elif version in {each.version for each in _versions(draft.name)}:
        params = {"version": version, "name": draft.name, **better}
        problems.append(Problem("VERSION_TAKEN", params=params))
    if revision != draft.revision:
        problems.append(Problem("DRAFT_CHANGED_MEANWHILE"))
    if outlook.doubts and not confirmed:
        problems.append(Problem("VERSION_UNCONFIRMED"))
    return problems


def _stop_at(problems: Sequence[Problem]) -> None:
    if problems:
        raise Rejected(problems)


def _with_version(content: Mapping[str, Any], version: str) -> dict[str, Any]:
    return {**content, "document": {**content["document"], "version": version}}


def _freeze(
    definition: Definition, scheme: Scheme | None, content: dict[str, Any], actor: Actor
) -> QuestionnaireVersion:
    form = compile_form(definition)
    source = _scheme_source(content["scheme"], scheme, form)
    frozen, problems = read_scheme(source)
    _stop_at(errors_of(problems))
    scheme_row = packs.publish_scheme(frozen, source, form, actor)
    return packs.publish_form(form, definition.version, write_yaml(definition), scheme_row, actor, content)


def _scheme_source(tree: Mapping[str, Any] | None, derived: Scheme | None, form: Form) -> str:
    """The author's scheme, or the one that speaks for itself, written down so that it stays the same."""
    if tree is not None:
        return yaml_text(tree)
    rules = derived.items.values() if derived else ()
    written: dict[str, object] = {
        "scheme": f"{form.name}-derived",
        "version": form.version,
        "for": form.name,
        "model": "points",
        "minimum_coverage": "0",
        "items": {rule.item: _rule(rule) for rule in rules},
        "outcomes": list(derived.outcomes) if derived else [],
    }
    return yaml_text({key: value for key, value in written.items() if value})


def _rule(rule: ItemRule) -> dict[str, object]:
    written: dict[str, object] = {"weight": f"{rule.weight:f}"}
    if rule.value is not None:
        written["value"] = {code: f"{share:f}" for code, share in rule.value.items()}
    if rule.scale is not None:
        written["scale"] = [f"{end:f}" for end in rule.scale]
    if rule.not_applicable:
        written["not_applicable"] = list(rule.not_applicable)
    return written
