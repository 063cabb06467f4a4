"""Where drafts come from: method packs, published versions, and files that people bring."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from mystery.marks import load
from mystery.problems import Place, Problem, Rejected, errors_of
from mystery.questionnaire import Definition, check_read, read, with_missing_tables
from mystery.questionnaire.document import MAX_BYTES, document_of
from mystery.questionnaire.xlsform import ENDINGS, made_lenient, read_tables, read_workbook
from mystery.resources import folder
from mystery.services import packs
from mystery.services.attached_files import LARGEST_BYTES, described, is_attached
from mystery.services.bursts import allocating
from mystery.services.drafts import Content, new_id
from mystery.services.examples import EXAMPLES_FOLDER
from mystery.store.models import QuestionnaireVersion

YAML_ENDINGS = ("yaml", "yml")
LIST_ENDINGS = ("csv", "geojson")
UPLOAD_BYTES = 10_000_000
"""Of one file; a workbook that unfolds into much more is refused by its reader."""
MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the name it had there, and its bytes."""

    name: str
    data: bytes


def of_pack(name: str) -> Content:
    """A method pack with its scheme and its examples."""
    pack = packs.pack(name)
    content = _content(pack.definition)
    scheme, _ = load(pack.scheme_source)
    content["scheme"] = scheme.plain() if scheme else None
    files = sorted((folder("questionnaires") / name / EXAMPLES_FOLDER).glob("*.yaml"))
    content["examples"] = [_example(file.stem, file.read_text(encoding="utf-8-sig")) for file in files]
    return content


def _example(name: str, text: str) -> dict[str, object]:
    root, _ = load(text)
    tree = root.plain() if root else {}
    assert isinstance(tree, dict)  # the pack was checked
    return {"id": new_id(), "name": name, **tree}


def of_version(version: QuestionnaireVersion) -> Content:
    """A published version: what it was made from in the builder, or else its source."""
    if version.content is not None:
        return dict(version.content)
    tables = {
        name: tuple(rows) for name, rows in version.package.get("tables", {}).items() if ":" not in name
    }
    definition, _ = read(version.definition, tables=tables)
    content = _content(definition)
    if version.scheme_version is not None:
        scheme, _ = load(version.scheme_version.definition)
        content["scheme"] = scheme.plain() if scheme else None
    return content


def of_files(main: Upload, others: Sequence[Upload]) -> tuple[Content, list[Problem]]:
    """A file that somebody brought, with csv lists, pictures, sounds and films.

    The second value are the warnings. Raises `Rejected` with every problem if it has errors.
    """
    _within_limits([main, *others])
    attachments = {base_name(each.name): each.data for each in others}
    definition, problems = _read(main, attachments)
    shown = {name: described(data) for name, data in attachments.items() if is_attached(name)}
    definition = replace(definition, files=shown)
    problems = check_read(definition, problems)
    if errors_of(problems):
        raise Rejected(problems)
    content = _content(made_lenient(definition, problems))
    if len(json.dumps(content).encode()) > MAX_BYTES:
        raise Rejected([Problem("DRAFT_TOO_LARGE", Place(main.name), {"megabytes": MAX_BYTES // 1_000_000})])
    return content, problems


def _within_limits(files: Sequence[Upload]) -> None:
    """Before anything is opened."""
    problems = [
        Problem("UPLOAD_TOO_LARGE", Place(each.name), {"file": each.name, "megabytes": limit // 1_000_000})
        for each in files
        if len(each.data) > (limit := LARGEST_BYTES if is_attached(each.name) else UPLOAD_BYTES)
    ]
    if len(files) > MOST_FILES:
        problems.append(Problem("UPLOAD_TOO_MANY", params={"count": len(files), "limit": MOST_FILES}))
    problems += [
        Problem("UPLOAD_NO_LIST", Place(each.name), {"file": each.name})
        for each in files[1:]
        if _ending(each.name) not in LIST_ENDINGS and not is_attached(each.name)
    ]
    if problems:
        raise Rejected(problems)


def _read(main: Upload, attachments: Mapping[str, bytes]) -> tuple[Definition, list[Problem]]:
    name, ending = base_name(main.name), _ending(main.name)
    if ending not in (*YAML_ENDINGS, *ENDINGS):
        known = ", ".join(f".{each}" for each in (*ENDINGS, *YAML_ENDINGS))
        return Definition(name), [Problem("UPLOAD_UNKNOWN", Place(name), {"file": name, "known": known})]
    if ending in ENDINGS:
        with allocating():
            return read_workbook(main.data, name, attachments)
    tables, problems = read_tables(attachments)
    definition, found = read(main.data.decode("utf-8-sig", "replace"), name, tables)
    definition, missing = with_missing_tables(definition)
    return definition, problems + found + missing


def base_name(name: str) -> str:
    """The name without the folders that a browser may have sent along."""
    return PurePosixPath(name.replace("\\", "/")).name


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _content(definition: Definition) -> dict[str, Any]:
    tables = {name: [dict(row) for row in rows] for name, rows in definition.tables.items()}
    return {"document": document_of(definition, new_id), "scheme": None, "examples": [], "tables": tables}
