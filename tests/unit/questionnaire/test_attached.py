"""Pictures, sounds and films of a questionnaire: what is said about them, and what travels with the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from mystery.problems import Problem
from mystery.questionnaire import AttachedFile, Definition, check, compile_form, read
from mystery.questionnaire.attached import LARGEST_BYTES, MOST_FILES

TEXT = """\
questionnaire: shelf
languages: [de, en]
choices:
  states:
    - name: full
      label: {de: Voll, en: Full}
      media: {image: full.png}
    - {name: empty, label: {de: Leer, en: Empty}, media: {image: {de: leer.png, en: empty.png}}}
items:
  - item: state
    type: select_one states
    label: {de: Regal, en: Shelf}
    media:
      image: shelf.png
      audio: {de: ansage.mp3, en: announcement.mp3}
"""


def picture(size: int = 1000, kind: str = "image/png", sha256: str = "a" * 64) -> AttachedFile:
    return AttachedFile(sha256, kind, size)


WHOLE = {name: picture() for name in ("full.png", "leer.png", "empty.png", "shelf.png")} | {
    name: picture(kind="audio/mpeg") for name in ("ansage.mp3", "announcement.mp3")
}


def shelf(files: Mapping[str, AttachedFile] | None) -> Definition:
    definition, problems = read(TEXT, "shelf.yaml")
    assert not problems
    return replace(definition, files=files)


def told(files: Mapping[str, AttachedFile]) -> list[tuple[str, object, int]]:
    return [(each.code, each.params.get("file"), each.place.line) for each in check(shelf(files))]


def test_files_that_are_all_there_are_no_matter() -> None:
    assert told(WHOLE) == []


def test_where_nobody_looked_nothing_is_missing() -> None:
    assert check(shelf(None)) == []


def test_each_file_that_is_missing_is_told_with_the_line_that_names_it() -> None:
    assert told({}) == [
        ("MEDIA_FILE_MISSING", "full.png", 7),
        ("MEDIA_FILE_MISSING", "leer.png", 8),
        ("MEDIA_FILE_MISSING", "empty.png", 8),
        ("MEDIA_FILE_MISSING", "shelf.png", 14),
        ("MEDIA_FILE_MISSING", "ansage.mp3", 15),
        ("MEDIA_FILE_MISSING", "announcement.mp3", 15),
    ]


def test_a_file_that_differs_in_case_is_guessed() -> None:
    files = {**WHOLE, "Shelf.PNG": picture()}
    del files["shelf.png"]
    [problem] = check(shelf(files))
    assert (problem.code, problem.params["guess"]) == ("MEDIA_FILE_MISSING", "Shelf.PNG")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (picture(kind="audio/mpeg"), "MEDIA_FILE_KIND"),
        (picture(kind=""), "MEDIA_FILE_UNREADABLE"),
        (picture(size=LARGEST_BYTES["image"] + 1), "MEDIA_FILE_TOO_LARGE"),
    ],
)
def test_a_file_that_cannot_be_shown_is_told_and_stays_at_home(file: AttachedFile, code: str) -> None:
    files = {**WHOLE, "shelf.png": file}
    assert told(files) == [(code, "shelf.png", 14)]
    assert "shelf.png" not in compile_form(shelf(files)).package["files"]  # type: ignore[operator]


def test_the_form_lists_the_files_it_shows_and_its_fingerprint_covers_them() -> None:
    form = compile_form(shelf({**WHOLE, "unused.png": picture()}))
    files = form.package["files"]
    assert isinstance(files, dict)
    assert list(files) == sorted(WHOLE)
    assert files["full.png"] == {"sha256": "a" * 64, "type": "image/png", "size": 1000}
    other = compile_form(shelf({**WHOLE, "full.png": picture(sha256="b" * 64)}))
    assert other.fingerprint != form.fingerprint


def test_a_form_without_files_is_as_it_was() -> None:
    assert "files" not in compile_form(shelf(None)).package


def test_too_many_files_and_too_many_bytes_are_errors() -> None:
    count = MOST_FILES + 1
    choices = "".join(f"    - {{name: c{n}, label: L, media: {{image: {n}.png}}}}\n" for n in range(count))
    items = "items:\n  - {item: one, type: select_one many, label: One}\n"
    definition, _ = read(f"questionnaire: many\nchoices:\n  many:\n{choices}{items}")
    files = {f"{n}.png": picture(size=400_000) for n in range(count)}
    found = check(replace(definition, files=files))
    assert [each.code for each in found] == ["MEDIA_FILES_TOO_MANY", "MEDIA_FILES_TOO_LARGE"]


def test_a_sound_begins_by_itself_only_where_the_author_says_so() -> None:
    text = TEXT.replace("      image: shelf.png\n", "").rstrip() + "\n    extras: {autoplay: audio}\n"
    definition, problems = read(text)
    assert not problems
    node = compile_form(definition).items["state"]
    assert node.get("autoplay") == "audio"
    assert compile_form(shelf(None)).items["state"].get("autoplay") is None


def test_a_problem_is_a_warning_that_names_its_owner() -> None:
    problems: list[Problem] = check(shelf({}))
    assert {each.severity.value for each in problems} == {"warning"}
    assert problems[0].params["name"] == "states: full"
