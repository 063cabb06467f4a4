"""The pictures, sounds and films of a draft: brought, looked through, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO

from mystery.access import Actor, require
from mystery.problems import Place, Problem, Rejected
from mystery.questionnaire import AttachedFile
from mystery.questionnaire.document import read_document
from mystery.questionnaire.xlsform import walk
from mystery.services import audit, media
from mystery.services.attached_files import LARGEST_BYTES, described, is_attached
from mystery.services.draft_sources import Upload, base_name
from mystery.services.drafts import content_of, files_of
from mystery.services.transaction import transaction
from mystery.store.models import Draft

MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A file that is there, or is named, or both; `names` are the items and choices that show it."""

    name: str
    file: AttachedFile | None
    names: tuple[str, ...]


def lines(draft: Draft) -> list[Line]:
    """Every file of a draft by name, those that are missing first."""
    files, used = files_of(draft), _named(draft)
    found = [Line(name, files.get(name), used.get(name, ())) for name in {**used, **files}]
    return sorted(found, key=lambda line: (line.file is not None, line.name))


def _named(draft: Draft) -> dict[str, tuple[str, ...]]:
    content = content_of(draft)
    definition = read_document(content["document"], content["tables"]).definition
    owners = [(node.name, node.media) for node in walk(definition.nodes)]
    for name, choices in definition.choices.items():
        owners += [(f"{name}: {choice.name}", choice.media) for choice in choices]
    found: dict[str, tuple[str, ...]] = {}
    for owner, named in owners:
        for file in dict.fromkeys(file for files in named.values() for file in files.values() if file):
            found[file] = (*found.get(file, ()), owner)
    return found


def keep(uploads: Sequence[Upload]) -> dict[str, AttachedFile]:
    """Stores files that somebody brought. Raises `Rejected` with each one that can not be shown."""
    described_files = {base_name(each.name): (described(each.data), each.data) for each in uploads}
    problems = [
        problem
        for name, (file, _) in described_files.items()
        if (problem := _refusal(name, file)) is not None
    ]
    if problems:
        raise Rejected(problems)
    for file, data in described_files.values():
        media.keep(BytesIO(data), expected_sha256=file.sha256)
    return {name: file for name, (file, _) in described_files.items()}


def keep_sound(uploads: Sequence[Upload]) -> dict[str, AttachedFile]:
    """Stores those that can be shown; an import has warned of the others."""
    return keep([each for each in uploads if _refusal(base_name(each.name), described(each.data)) is None])


def _refusal(name: str, file: AttachedFile) -> Problem | None:
    if file.size > LARGEST_BYTES:
        params: Mapping[str, object] = {"file": name, "megabytes": LARGEST_BYTES // 1_000_000}
        return Problem("UPLOAD_TOO_LARGE", Place(name), params)
    if not file.type or not is_attached(name):
        return Problem("UPLOAD_NOT_SHOWN", Place(name), {"file": name})
    return None


def add(draft: Draft, uploads: Sequence[Upload], actor: Actor) -> None:
    """Files join a draft; one of the same name takes the place of the earlier one."""
    require(actor, "questionnaire.edit")
    brought = keep(uploads)
    with transaction() as session:
        draft = session.get_one(Draft, draft.id, with_for_update=True, populate_existing=True)
        files = {**draft.files, **{name: asdict(file) for name, file in brought.items()}}
        if len(files) > MOST_FILES:
            raise Rejected([Problem("UPLOAD_TOO_MANY", params={"count": len(files), "limit": MOST_FILES})])
        draft.files = files
        audit.append("draft.files", draft, actor, {"added": sorted(brought)})


def remove(draft: Draft, name: str, actor: Actor) -> None:
    """A file leaves a draft; published versions keep theirs."""
    require(actor, "questionnaire.edit")
    with transaction() as session:
        draft = session.get_one(Draft, draft.id, with_for_update=True, populate_existing=True)
        draft.files = {each: file for each, file in draft.files.items() if each != name}
        audit.append("draft.files", draft, actor, {"removed": name})
