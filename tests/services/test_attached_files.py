"""Files beside a questionnaire: found, described, kept when it is published, and with a draft."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from mystery.access import Actor
from mystery.problems import NotFound, Rejected
from mystery.services import (
    accounts,
    attached_files,
    draft_files,
    draft_sources,
    drafts,
    media,
    packs,
    publishing,
)
from mystery.services.draft_sources import Upload
from mystery.services.questionnaires import check_questionnaire, load_form
from tests.cast import someone

YAML = """\
questionnaire: tiny
items:
  - {item: front, type: note, label: Front, media: {image: front.png}}
"""


def drawing(kind: str = "PNG", comment: bytes = b"") -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind, comment=comment)
    return out.getvalue()


def codes(folder: Path, name: str = "tiny.yaml") -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in check_questionnaire(folder / name)]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    (tmp_path / "tiny.yaml").write_text(YAML, encoding="utf-8")
    return tmp_path


@pytest.fixture
def rita(app: object) -> Actor:
    return accounts.actor_for(someone("Rita"))


def test_a_picture_that_is_not_there_is_told_with_line_and_column(tiny: Path) -> None:
    [(code, place)] = codes(tiny)
    assert (code, place) == ("MEDIA_FILE_MISSING", "3:60")


@pytest.mark.parametrize("place", [".", "media"])
def test_a_picture_is_found_beside_the_questionnaire_and_in_its_folder(tiny: Path, place: str) -> None:
    (tiny / place).mkdir(exist_ok=True)
    (tiny / place / "front.png").write_bytes(drawing())
    assert codes(tiny) == []
    files = load_form(tiny / "tiny.yaml").package["files"]
    digest = hashlib.sha256(drawing()).hexdigest()
    assert files == {"front.png": {"sha256": digest, "type": "image/png", "size": len(drawing())}}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "MEDIA_FILE_UNREADABLE"),
        (drawing()[:60], "MEDIA_FILE_UNREADABLE"),
        (b"ID3" + b"\0" * 40, "MEDIA_FILE_KIND"),
        (drawing() + b"\0" * 5_000_000, "MEDIA_FILE_TOO_LARGE"),
    ],
)
def test_what_cannot_be_shown_is_told_by_its_content(tiny: Path, data: bytes, code: str) -> None:
    (tiny / "front.png").write_bytes(data)
    assert [each for each, _ in codes(tiny)] == [code]
    assert "files" not in load_form(tiny / "tiny.yaml").package


def test_a_workbook_names_the_cell_of_a_missing_file(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (["type", "name", "label", "media::image"], ["note", "front", "Front", "front.png"]):
        sheet.append(row)
    book.save(tmp_path / "tiny.xlsx")
    [(code, place)] = codes(tmp_path, "tiny.xlsx")
    assert (code, place) == ("MEDIA_FILE_MISSING", "survey:2:media::image")
    (tmp_path / "front.png").write_bytes(drawing())
    assert codes(tmp_path, "tiny.xlsx") == []


def test_publishing_a_pack_keeps_its_pictures_and_shows_them_without_metadata(app: object) -> None:
    version, _ = packs.publish(packs.pack("store-visit"))
    files = attached_files.shown_by(version.package)
    kept = attached_files.file_of(files, files["facade-example.png"].sha256)
    assert media.is_intact(kept)
    with Image.open(media.shown_path(kept)) as shown:
        assert shown.size == (900, 600)
    with pytest.raises(NotFound):
        attached_files.file_of(files, "0" * 64)


def test_a_draft_carries_the_files_of_its_pack_into_the_next_version(rita: Actor) -> None:
    pack = packs.pack("store-visit")
    draft = drafts.create(draft_sources.of_pack("store-visit"), rita, files=packs.keep_files(pack))
    assert [(line.name, line.names) for line in draft_files.lines(draft)] == [
        ("facade-example.png", ("facade",))
    ]
    version = publishing.publish(draft, "9", rita, revision=1)
    assert version.package["files"] == pack.form.package["files"]


def test_a_draft_without_its_files_is_published_with_a_warning_only(rita: Actor) -> None:
    draft = drafts.create(draft_sources.of_pack("store-visit"), rita)
    outlook = publishing.prospect(draft, "en")
    assert {each.problem.code for each in outlook.state.problems} == {"MEDIA_FILE_MISSING"}
    assert outlook.blocking == ()


def test_files_join_and_leave_a_draft(rita: Actor) -> None:
    draft = drafts.create(draft_sources.of_pack("store-visit"), rita)
    [line] = draft_files.lines(draft)
    assert line.file is None
    draft_files.add(draft, [Upload("C:\\pictures\\facade-example.png", drawing())], rita)
    [line] = draft_files.lines(draft)
    assert line.file == drafts.files_of(draft)["facade-example.png"]
    assert publishing.prospect(draft, "en").state.problems == ()
    draft_files.remove(draft, "facade-example.png", rita)
    assert drafts.files_of(draft) == {}


@pytest.mark.parametrize("upload", [Upload("page.html", b"<p>"), Upload("front.png", drawing()[:50])])
def test_what_cannot_be_shown_joins_no_draft(rita: Actor, upload: Upload) -> None:
    draft = drafts.create(draft_sources.of_pack("store-visit"), rita)
    with pytest.raises(Rejected) as refused:
        draft_files.add(draft, [upload], rita)
    assert [each.code for each in refused.value.problems] == ["UPLOAD_NOT_SHOWN"]
    assert drafts.files_of(draft) == {}


def test_an_import_takes_the_pictures_along_that_were_sent_with_it(app: object) -> None:
    sent = [Upload("front.png", drawing())]
    _, warnings = draft_sources.of_files(Upload("tiny.yaml", YAML.encode()), sent)
    assert warnings == []
    _, warnings = draft_sources.of_files(Upload("tiny.yaml", YAML.encode()), [])
    assert [each.code for each in warnings] == ["MEDIA_FILE_MISSING"]
