"""What is different between a draft or version and another version, as groups of sentences per item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mystery.marks import load
from mystery.problems import NotFound
from mystery.questionnaire import Definition, in_language, read, with_missing_tables
from mystery.questionnaire.changes import CHOICE_LIST, Change, compare, said
from mystery.questionnaire.document import name_of, nodes_of, read_document
from mystery.questionnaire.xlsform import walk
from mystery.scoring import compare_schemes
from mystery.services import published
from mystery.services.drafts import content_of
from mystery.store.models import Draft, QuestionnaireVersion

_LISTS = "choices."


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one item, section or list. `kind`: added, removed, changed; `name` '' is the whole."""

    name: str
    title: str
    kind: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things that are compared."""

    definition: Definition
    scheme: Mapping[str, Any]


def of_version(version: QuestionnaireVersion) -> Side:
    if version.content is not None:
        return _of_content(version.content)
    tables = {name: tuple(rows) for name, rows in version.package.get("tables", {}).items()}
    definition, _ = with_missing_tables(read(version.definition, tables=tables)[0])
    return Side(definition, _scheme(version))


def _scheme(version: QuestionnaireVersion) -> Mapping[str, Any]:
    if version.scheme_version is None:
        return {}
    root, _ = load(version.scheme_version.definition)
    plain = root.plain() if root else {}
    return plain if isinstance(plain, dict) else {}


def of_draft(draft: Draft) -> Side:
    return _of_content(content_of(draft))


def _of_content(content: Mapping[str, Any]) -> Side:
    return Side(read_document(content["document"], content["tables"]).definition, content["scheme"] or {})


def against(
    name: str, number: str, before: QuestionnaireVersion | None = None
) -> QuestionnaireVersion | None:
    """The version to compare with: the one asked for, else the newest, or the one before `before`.

    Raises `NotFound` for a number that was never published.
    """
    versions = list(published.versions_of(name))
    if number:
        found = next((version for version in versions if version.version == number), None)
        if found is None:
            raise NotFound("version")
        return found
    if before is not None:
        versions = versions[[version.id for version in versions].index(before.id) + 1 :]
    return versions[0] if versions else None


def of_draft_against(draft: Draft, version: QuestionnaireVersion | None, language: str) -> list[Group]:
    """What the draft changes. Renamed items are known by their ids since the draft began."""
    if version is None:
        return []
    renamed = _renamed(draft) if version.id == draft.base_version_id else {}
    return between(of_version(version), of_draft(draft), language, renamed)


def between_contents(before: Mapping[str, Any], after: Mapping[str, Any], language: str) -> list[Group]:
    """What changed from one content of a draft to another; renamed items are known by their ids."""
    return between(_of_content(before), _of_content(after), language, _moved_names(before, after))


def _renamed(draft: Draft) -> dict[str, str]:
    """Old name -> new name, of the nodes that are the same since the base."""
    return _moved_names(content_of(draft, draft.base_revision), content_of(draft))


def _moved_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    old, new = _names(before), _names(after)
    return {name: new[key] for key, name in old.items() if key in new and new[key] not in ("", name)}


def _names(content: Mapping[str, Any]) -> dict[str, str]:
    return {str(node["id"]): name_of(node) for node in nodes_of(content["document"])}


def between(
    before: Side, after: Side, language: str, renamed: Mapping[str, str] | None = None
) -> list[Group]:
    """The differences, what belongs to one item together, the questionnaire's own first."""
    changes = [
        *compare(before.definition, after.definition, renamed),
        *compare_schemes(before.scheme, after.scheme),
    ]
    labels = {node.name: node.label for node in walk(after.definition.nodes)}
    labels.update({change.subject: change.label for change in changes if change.label})
    grouped: dict[str, list[Change]] = {}
    for change in changes:
        grouped.setdefault(change.subject, []).append(change)
    position = {name: number for number, name in enumerate(["", *labels])}
    ordered = sorted(grouped, key=lambda name: position.get(name, len(position)))
    return [_group(name, labels.get(name, {}), grouped[name], language) for name in ordered]


def _group(name: str, label: Mapping[str, str], changes: Sequence[Change], language: str) -> Group:
    codes = {change.code for change in changes}
    kind = "added" if "ADDED" in codes else "removed" if "REMOVED" in codes else "changed"
    if name.startswith(_LISTS):
        label = CHOICE_LIST.by_language(name=name.removeprefix(_LISTS))
    return Group(name, in_language(label, language, name), kind, tuple(_sentences(changes, language)))


def _sentences(changes: Iterable[Change], language: str) -> Iterable[str]:
    return dict.fromkeys(said(change, language) for change in changes)
