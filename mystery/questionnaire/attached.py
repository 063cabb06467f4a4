"""The files of a questionnaire: which are named, which fit, and what travels with the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mystery.problems import Place, did_you_mean
from mystery.questionnaire.analyse import Analysis
from mystery.questionnaire.findings import Findings
from mystery.questionnaire.model import AttachedFile, Texts

MOST_FILES = 200
MOST_BYTES = 60_000_000
"""Of all files of one questionnaire: a tablet takes them along."""
LARGEST_BYTES = {"image": 5_000_000, "big-image": 5_000_000, "audio": 20_000_000, "video": 30_000_000}
_FITTING = {
    "image": ("image/",),
    "big-image": ("image/",),
    "audio": ("audio/", "video/webm", "video/mp4"),  # a container's first bytes do not tell sound from film
    "video": ("video/",),
}


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of a file: by what, as which kind, and where."""

    file: str
    kind: str
    owner: str
    place: Place


def check_files(analysis: Analysis) -> None:
    """Files that are named but not there, or cannot be shown. Nothing is said where nobody has looked."""
    files, findings = analysis.definition.files, analysis.findings
    if files is None:
        return
    for named in _named(analysis):
        _check(named, files, findings)
    used = used_files(analysis)
    total = sum(file.size for file in used.values())
    if len(used) > MOST_FILES:
        place = analysis.definition.place
        findings.add("MEDIA_FILES_TOO_MANY", place, count=len(used), limit=MOST_FILES)
    if total > MOST_BYTES:
        params = {"megabytes": _megabytes(total), "limit": _megabytes(MOST_BYTES)}
        findings.add("MEDIA_FILES_TOO_LARGE", analysis.definition.place, **params)


def used_files(analysis: Analysis) -> dict[str, AttachedFile]:
    """The files that the form shows, by name: named somewhere, there, and of a kind that fits."""
    files = analysis.definition.files or {}
    found = {
        named.file: files[named.file]
        for named in _named(analysis)
        if named.file in files and _is_usable(files[named.file], named.kind)
    }
    return dict(sorted(found.items()))


def _named(analysis: Analysis) -> Iterator[Named]:
    for placed in analysis.scope.nodes:
        node = placed.node
        for kind, language, file in _each(node.media):
            keys = (f"media.{kind}.{language}", f"media.{kind}", "media")
            yield Named(file, kind, node.name, _first(node.places, keys, node.place))
    for name, choices in analysis.definition.choices.items():
        for choice in choices:
            if not choice.media:
                continue
            for kind, language, file in _each(choice.media):
                place = _first(choice.media_places, (f"{kind}.{language}", kind), choice.place)
                yield Named(file, kind, f"{name}: {choice.name}", place)


def _first(places: Mapping[str, Place], keys: tuple[str, ...], otherwise: Place) -> Place:
    return next((places[key] for key in keys if key in places), otherwise)


def _each(media: Mapping[str, Texts]) -> Iterator[tuple[str, str, str]]:
    for kind, files in media.items():
        for language, file in files.items():
            if file:
                yield kind, language, file


def _check(named: Named, files: Mapping[str, AttachedFile], findings: Findings) -> None:
    about = {"file": named.file, "name": named.owner}
    file = files.get(named.file)
    if file is None:
        guess = did_you_mean(named.file, files) or "–"
        findings.add("MEDIA_FILE_MISSING", named.place, **about, guess=guess)
    elif file.size > LARGEST_BYTES[named.kind]:
        params = {"megabytes": _megabytes(file.size), "limit": _megabytes(LARGEST_BYTES[named.kind])}
        findings.add("MEDIA_FILE_TOO_LARGE", named.place, **about, **params)
    elif not file.type:
        findings.add("MEDIA_FILE_UNREADABLE", named.place, **about)
    elif not _fits(file, named.kind):
        findings.add("MEDIA_FILE_KIND", named.place, **about, kind=named.kind, type=file.type)


def _is_usable(file: AttachedFile, kind: str) -> bool:
    return _fits(file, kind) and file.size <= LARGEST_BYTES[kind]


def _fits(file: AttachedFile, kind: str) -> bool:
    return file.type.startswith(_FITTING[kind])


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
