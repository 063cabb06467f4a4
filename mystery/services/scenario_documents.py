"""What a tester takes along: letters, vouchers, sketches. They belong to a version of a scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO

from mystery.access import Actor
from mystery.problems import NotFound, Place, Problem, Rejected
from mystery.scenario import Document
from mystery.services import media, scenarios
from mystery.services.draft_sources import Upload, base_name
from mystery.services.media_types import HEAD_BYTES, is_image, sniff
from mystery.store.models import Media, Scenario

LARGEST_BYTES = 10_000_000
MOST_DOCUMENTS = 10
_LONGEST_NAME = 120


def documents_of(scenario: Scenario) -> tuple[Document, ...]:
    return tuple(Document(**each) for each in scenario.content.get("documents", ()))


def add(scenario: Scenario, uploads: Sequence[Upload], actor: Actor) -> Scenario:
    """The next version, with these documents; one of the same name takes the place of the earlier one.

    Raises `Rejected` with each file that is neither a PDF nor a picture, too large or one too many.
    """
    brought = {base_name(each.name)[-_LONGEST_NAME:]: each.data for each in uploads}
    problems = [problem for name, data in brought.items() for problem in _problems(name, data)]
    listed = {each.name: each for each in documents_of(scenario)} | {
        name: Document(name, hashlib.sha256(data).hexdigest(), sniff(data[:HEAD_BYTES]) or "", len(data))
        for name, data in brought.items()
    }
    if len(listed) > MOST_DOCUMENTS:
        details = {"count": len(listed), "limit": MOST_DOCUMENTS}
        problems.append(Problem("DOCUMENTS_TOO_MANY", params=details))
    if problems or not brought:
        raise Rejected(problems or [Problem("DOCUMENT_MISSING")])
    for data in brought.values():
        media.keep(BytesIO(data))
    return _changed(scenario, tuple(listed.values()), actor)


def remove(scenario: Scenario, name: str, actor: Actor) -> Scenario:
    """The next version, without this document; the same one where there is none of this name."""
    kept = tuple(each for each in documents_of(scenario) if each.name != name)
    return scenario if kept == documents_of(scenario) else _changed(scenario, kept, actor)


def document_of(scenario: Scenario, sha256: str) -> tuple[Document, Media]:
    """A document of the scenario and its file. Any other file is as good as not there."""
    listed = next((each for each in documents_of(scenario) if each.sha256 == sha256), None)
    found = media.find(sha256) if listed else None
    if listed is None or found is None:
        raise NotFound("document")
    return listed, found


def _changed(scenario: Scenario, documents: Sequence[Document], actor: Actor) -> Scenario:
    content = {**scenario.content, "documents": [asdict(each) for each in documents]}
    titles = {"de": scenario.title_de, "en": scenario.title_en}
    return scenarios.new_version(scenario, content, titles, actor=actor)


def _problems(name: str, data: bytes) -> list[Problem]:
    if len(data) > LARGEST_BYTES:
        details = {"file": name, "megabytes": LARGEST_BYTES // 1_000_000}
        return [Problem("UPLOAD_TOO_LARGE", Place(name), details)]
    kind = sniff(data[:HEAD_BYTES]) or ""
    if kind != "application/pdf" and not is_image(kind):
        return [Problem("DOCUMENT_NOT_SHOWN", Place(name), {"file": name})]
    return []
